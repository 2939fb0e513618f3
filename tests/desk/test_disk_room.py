"""A disk that fills up: told at 1 GB, no more scans at 200 MB, acts go on."""

from __future__ import annotations

import pytest

from models.desk import intake, today
from models.desk.accept import accept
from models.desk.context import Desk
from models.errors import Refusal
from models.store import space
from tests.helpers.factory import form_for

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def test_that_below_a_gigabyte_today_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(space, "free", lambda _: 900_000_000)
    assert "磁盘只剩 900 MB" in [title for title, _ in today.today(desk).notices]


def test_that_below_two_hundred_megabytes_scans_stop_and_acceptance_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "free", lambda _: 150_000_000)
    with pytest.raises(Refusal) as caught:
        intake.attach(desk, form_for(desk, "附件/71"), 1, "a.png", PNG)
    assert caught.value.code == "disk_low"
    assert accept(desk, form_for(desk, "附件/71")).case_no
    monkeypatch.setattr(space, "free", lambda _: 2 << 30)
    assert intake.attach(desk, form_for(desk, "附件/71"), 1, "a.png", PNG).materials[0].scans
