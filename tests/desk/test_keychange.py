"""The administrator's part of the keys: a new code, a new key, what the pack asks for, all of it in the trail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import resources
from models.desk import keychange, setup
from models.desk.context import Desk
from models.errors import Refusal
from models.packs.policy import read_policy
from models.rules.terms import AuditKind
from models.store import audit, codes
from models.store.keys import KeyFile
from tests.helpers.offices import ADMIN, CLERK, PASSWORD, office

CITY = resources.text("cities/jincheng/city.toml")


def test_that_a_new_code_opens_and_the_sheet_says_whose_it_is(tmp_path: Path) -> None:
    with office(tmp_path / "hall") as desk:
        sheet = keychange.renew_code(desk, PASSWORD)
        assert codes.fault(sheet.code) == ""
        assert KeyFile(desk.store.folder).recover(sheet.code) == desk.store.key
        assert (sheet.made_by, sheet.seat) == ("样例管理员", f"{desk.window.hall}　{desk.window.label}")
        line = audit.lines(desk.store, only=[AuditKind.KEY])[0]
        assert (line.subject, sheet.code in line.text) == ("恢复码", False)


def test_that_a_new_key_follows_the_pack_and_moves_the_shelf(tmp_path: Path) -> None:
    with office(tmp_path / "hall") as desk:
        digest = desk.store.blobs.put(b"scan")
        wanting = with_crypto(desk, "sm")
        assert keychange.state(wanting).wanted.startswith("SM4")
        made = keychange.change_key(wanting, PASSWORD)
        assert (made.generation, made.left_out) == (2, ())
        assert keychange.state(wanting).moving
        assert keychange.move_shelf(wanting, lambda _: None, lambda: False).seen == 1
        now = keychange.state(wanting)
        assert (now.generation, now.wanted, now.moving, now.suite) == (2, "", False, "SM4-GCM、SM3")
        assert desk.store.blobs.get(digest) == b"scan"
    with office(tmp_path / "hall", CLERK) as desk:
        assert desk.store.blobs.get(digest) == b"scan"


def test_that_scans_a_cut_short_change_left_behind_follow_whoever_signs_in_next(tmp_path: Path) -> None:
    with office(tmp_path / "hall") as desk:
        digests = [desk.store.blobs.put(b"scan %d" % n) for n in range(4)]
        keychange.change_key(desk, PASSWORD)
        stops = iter((False, False, True))
        assert not keychange.move_shelf(desk, lambda _: None, lambda: next(stops)).whole
    with office(tmp_path / "hall", CLERK) as desk:
        assert keychange.state(desk).moving
        moved = keychange.go_on(desk, lambda: False)
        assert moved is not None
        assert (moved.seen, moved.moved, moved.whole) == (4, 2, True)
        assert not keychange.state(desk).moving
        assert keychange.go_on(desk, lambda: False) is None
        assert [desk.store.blobs.get(digest) for digest in digests] == [b"scan %d" % n for n in range(4)]
        line = audit.lines(desk.store, only=[AuditKind.KEY])[0]
        assert (line.actor, "上次没有换完" in line.text) == ("", True)


def test_that_only_the_administrator_with_the_own_password_changes_keys(tmp_path: Path) -> None:
    with office(tmp_path / "hall", CLERK) as desk:
        for act in (keychange.renew_code, keychange.change_key):
            with pytest.raises(Refusal) as caught:
                act(desk, PASSWORD)
            assert caught.value.code == "not_administrator"
    with office(tmp_path / "hall", ADMIN) as desk:
        for act in (keychange.renew_code, keychange.change_key):
            with pytest.raises(Refusal) as caught:
                act(desk, "wrong")
            assert caught.value.code == "sign_in"
        assert keychange.state(desk).generation == 1


def test_that_a_damaged_key_file_is_mended_when_the_desk_opens(tmp_path: Path) -> None:
    with office(tmp_path / "hall") as desk:
        folder = desk.store.folder
    (folder / "keys.json").write_bytes(b"{")
    with office(folder) as desk:
        assert audit.lines(desk.store, only=[AuditKind.KEY])[0].subject == "keys.json.1"
    assert setup.is_set_up(folder)


def with_crypto(desk: Desk, name: str) -> Desk:
    """The same desk under a pack that asks for these algorithms."""
    policy = replace(desk.pack.policy, settings={**desk.pack.policy.settings, "crypto": name})
    return replace(desk, pack=replace(desk.pack, policy=policy))


def test_that_a_pack_that_names_unknown_algorithms_is_refused() -> None:
    assert read_policy(CITY + '\n[setting.crypto]\nvalue = "sm"\n')[0].settings["crypto"] == "sm"
    with pytest.raises(Refusal, match="crypto") as caught:
        read_policy(CITY + '\n[setting.crypto]\nvalue = "rot13"\n')
    assert caught.value.code == "city_file"
