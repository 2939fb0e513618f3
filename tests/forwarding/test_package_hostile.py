"""Packages by somebody who holds a good key and means harm: the seals hold, and what is inside is refused."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from forwarding.sealed import frame, read
from forwarding.sealed.contents import MAX_LINE
from forwarding.sealed.suite import SUITE
from forwarding.sealed.trouble import PackageTrouble
from tests.helpers.bad_zips import HOSTILE, honest, made
from tests.helpers.carried import Sides, city_answer, letters

SIDES = Sides()


def refused(path: Path) -> tuple[str, str]:
    """The code and the reason."""
    with pytest.raises(PackageTrouble) as trouble, SIDES.open(path):
        pass
    return trouble.value.code, trouble.value.reason


def test_that_the_forger_can_make_a_good_one(tmp_path: Path) -> None:
    path = SIDES.forge(tmp_path / "a.tqp", honest(letters(2)), (2, 1))
    with SIDES.open(path) as package:
        assert len(list(package.contents.lines())) == 2


@pytest.mark.parametrize("name", HOSTILE)
def test_that_a_zip_is_refused_with(tmp_path: Path, name: str) -> None:
    data, code, reason = HOSTILE[name]
    path = SIDES.forge(tmp_path / "a.tqp", data, (0, 1))
    tracemalloc.start()
    try:
        assert refused(path) == (code, reason)
        assert tracemalloc.get_traced_memory()[1] < 16 << 20
    finally:
        tracemalloc.stop()


GOOD = letters(1)[0]
TEXTS: dict[str, tuple[bytes, str, str]] = {
    "no JSON": (b"letter\n", "damaged", "EntryLetter"),
    "no letter": (b"{}\n", "damaged", "EntryLetter"),
    "a list": (b"[" * 100_000 + b"\n", "damaged", "EntryLetter"),
    "no UTF-8": (GOOD.replace(b"receive", b"rece\xffve") + b"\n", "damaged", "EntryLetter"),
    "half a character": (GOOD.replace(b"receive", b"rece\\ud800ve") + b"\n", "damaged", "EntryLetter"),
    "a digest that is none": (GOOD.replace(b'"digest":"', b'"digest":"x') + b"\n", "damaged", "EntryLetter"),
    "an empty line": (GOOD + b"\n\n", "damaged", "EntryLetter"),
    "no line end": (GOOD, "damaged", "last letter"),
    "a line without end": (b"a" * (MAX_LINE + 1), "too_large", "letter"),
    "fewer letters than told": (b"", "damaged", "counts"),
    "more letters than told": (GOOD + b"\n" + GOOD + b"\n", "damaged", "counts"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_that_letters_are_refused_when_there_is(tmp_path: Path, name: str) -> None:
    text, code, reason = TEXTS[name]
    path = SIDES.forge(tmp_path / "a.tqp", made(("letters.jsonl", text)), (1, 0))
    assert refused(path) == (code, reason)


def test_that_answers_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    path = SIDES.forge(tmp_path / "a.tqp", made(("answers.json", b'{"protocol":1}')))
    assert refused(path) == ("damaged", "BatchAnswer")


def test_that_a_window_cannot_answer_for_the_city(tmp_path: Path) -> None:
    path = SIDES.forge(tmp_path / "a.tqp", made(("answers.json", city_answer(["a" * 36]))))
    assert refused(path) == ("hostile", "answers to the city")


def test_that_a_header_is_refused_when_it_is_no_header(tmp_path: Path) -> None:
    head = frame.MAGIC + b"\0\1\0\1\0\0\0\2{}"
    assert refused(SIDES.sign_around(tmp_path / "a.tqp", head, honest())) == ("damaged", "header")


def test_that_a_header_with_a_key_that_did_not_sign_is_refused(tmp_path: Path) -> None:
    path = SIDES.forge(tmp_path / "a.tqp", honest(), (0, 1), sender_key="0" * 16)
    assert refused(path) == ("forged", "signed in another's name")


def test_that_a_header_that_is_not_the_sealed_one_opens_nothing(tmp_path: Path) -> None:
    data = SIDES.forge(tmp_path / "a.tqp", honest(), (0, 1)).read_bytes()
    changed = data[:-64].replace(b'"number":7', b'"number":8')
    (tmp_path / "b.tqp").write_bytes(SIDES.signed(changed))
    assert refused(tmp_path / "b.tqp") == ("damaged", "sealed key")


def test_that_a_body_of_another_package_opens_nothing(tmp_path: Path) -> None:
    data = SIDES.forge(tmp_path / "a.tqp", honest(), (0, 1)).read_bytes()
    other = SIDES.forge(tmp_path / "b.tqp", honest(), (0, 1)).read_bytes()
    body = frame.first(data, len(data)).body
    (tmp_path / "c.tqp").write_bytes(SIDES.signed(data[:body] + other[body:-64]))
    assert refused(tmp_path / "c.tqp") == ("damaged", "chunk 0")


def second_look(path: Path, changed: bytes) -> tuple[str, str]:
    """What becomes of a file that is another one after its signature was checked."""
    with read.opened(path) as file:
        seen = read.look(file)
        key = SUITE.unseal(seen.head[seen.frame.head :], SIDES.box_key, seen.head[: seen.frame.head])
        assert key is not None
        path.write_bytes(changed)
        with pytest.raises(PackageTrouble) as trouble:
            read.contents_of(file, seen, key)
    return trouble.value.code, trouble.value.reason


def test_that_a_stick_that_shows_another_file_the_second_time_gains_nothing(tmp_path: Path) -> None:
    path = SIDES.forge(tmp_path / "a.tqp", honest(letters(2)), (2, 1))
    data = path.read_bytes()
    assert second_look(path, data[:-80] + bytes(16) + data[-64:]) == ("damaged", "chunk 0")


def test_that_a_stick_pulled_while_it_is_read_is_told(tmp_path: Path) -> None:
    path = SIDES.forge(tmp_path / "a.tqp", honest(letters(2)), (2, 1))
    assert second_look(path, path.read_bytes()[:-200]) == ("unreadable", "the file became shorter")
