"""A carried package comes back as it went in, and only for the one it was made for."""

from __future__ import annotations

import io
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwarding.sealed.frame import Kind
from forwarding.sealed.read import open_package
from forwarding.sealed.suite import SUITE, new_box_key
from forwarding.sealed.trouble import PackageTrouble
from forwarding.sealed.write import write_package
from forwarding.wire import BatchAnswer, EntryLetter
from models.errors import LineTrouble
from models.signing import Signer
from tests.helpers.bad_zips import honest
from tests.helpers.carried import Sides, city_answer, digest_of, fields, letters
from tests.helpers.cityside import WINDOW

SIDES = Sides()
ROUND = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ROUND
@given(count=st.integers(0, 12), blobs=st.lists(st.binary(max_size=5000), max_size=6, unique=True))
def test_that_letters_and_blobs_come_back_as_they_went_in(tmp_path: Path, count: int, blobs: list[bytes]) -> None:
    path, texts = tmp_path / f"{uuid4()}.tqp", letters(count)
    receipt = SIDES.pack(path, texts, blobs)
    with SIDES.open(path) as package:
        assert list(package.contents.lines()) == texts
        assert [package.contents.whole_blob(digest) for digest in package.contents.blobs] == blobs
        assert package.header.package == receipt.package
        assert (package.header.number, package.header.told) == (7, 41)
        assert (package.header.letters, package.header.blobs) == (count, len(blobs))


def test_that_the_letters_are_read_as_letters(tmp_path: Path) -> None:
    SIDES.pack(tmp_path / "a.tqp", letters(3))
    with SIDES.open(tmp_path / "a.tqp") as package:
        assert [letter.payload["n"] for letter in package.contents.letters(EntryLetter)] == [0, 1, 2]
        assert package.contents.answers(BatchAnswer) is None


def test_that_the_city_answers_the_same_way(tmp_path: Path) -> None:
    ids = [str(uuid4()), str(uuid4())]
    SIDES.pack(tmp_path / "a.tqp", letters(1), answers=city_answer(ids))
    with SIDES.open(tmp_path / "a.tqp") as package:
        answer = package.contents.answers(BatchAnswer)
        assert answer is not None
        assert [one.id for one in answer.answers] == ids
        assert package.header.kind is Kind.TO_WINDOW


def test_that_nothing_of_the_content_can_be_read_without_the_receivers_key(tmp_path: Path) -> None:
    text = letters(1)[0]
    SIDES.pack(tmp_path / "a.tqp", [text], [b"a scan of a plainly invented paper" * 9])
    data = (tmp_path / "a.tqp").read_bytes()
    assert text[:40] not in data
    assert b"invented paper" not in data
    assert digest_of(b"a scan of a plainly invented paper" * 9).encode() not in data
    assert b"PK\x03\x04" not in data


def test_that_the_same_content_never_makes_the_same_file(tmp_path: Path) -> None:
    SIDES.pack(tmp_path / "a.tqp", [])
    SIDES.pack(tmp_path / "b.tqp", [])
    assert (tmp_path / "a.tqp").read_bytes()[-200:] != (tmp_path / "b.tqp").read_bytes()[-200:]


def test_that_a_package_for_another_is_not_opened(tmp_path: Path) -> None:
    SIDES.pack(tmp_path / "a.tqp", letters(1))
    assert refused(tmp_path / "a.tqp", SIDES.senders, new_box_key()) == ("wrong_receiver", "key")


def test_that_a_package_of_a_stranger_is_forged(tmp_path: Path) -> None:
    SIDES.pack(tmp_path / "a.tqp", letters(1))
    strangers = {Signer(Signer.new_key()).public: WINDOW}
    assert refused(tmp_path / "a.tqp", strangers, SIDES.box_key) == ("forged", "signature")
    assert refused(tmp_path / "a.tqp", {}, SIDES.box_key) == ("forged", "signature")


def test_that_one_window_cannot_sign_in_the_name_of_another(tmp_path: Path) -> None:
    SIDES.pack(tmp_path / "a.tqp", letters(1))
    others = dict.fromkeys(SIDES.senders, "140581-04")
    assert refused(tmp_path / "a.tqp", others, SIDES.box_key) == ("forged", "signed in another's name")


def test_that_a_key_among_many_is_found(tmp_path: Path) -> None:
    SIDES.pack(tmp_path / "a.tqp", letters(1))
    many = {Signer(Signer.new_key()).public: f"140581-{n:02}" for n in range(10, 20)}
    with open_package(tmp_path / "a.tqp", {**many, **SIDES.senders}, SIDES.box_key) as package:
        assert package.header.sender == WINDOW


def refused(path: Path, senders: dict[bytes, str], box_key: bytes) -> tuple[str, str]:
    """The code and the reason a package is refused with; every sentence has its three parts."""
    with pytest.raises(PackageTrouble) as trouble, open_package(path, senders, box_key):
        pass
    assert isinstance(trouble.value, LineTrouble)
    assert all((trouble.value.happened, trouble.value.safe, trouble.value.todo))
    return trouble.value.code, trouble.value.reason


@pytest.mark.parametrize(
    ("texts", "blobs", "counts"),
    [
        ([b"{}"], [], (2, 0)),
        ([], [b"a"], (0, 0)),
        ([b"two\nlines"], [], (1, 0)),
        ([b""], [], (1, 0)),
        ([], [b"a", b"a"], (0, 2)),
    ],
)
def test_that_a_careless_caller_makes_no_file(
    tmp_path: Path, texts: list[bytes], blobs: list[bytes], counts: tuple[int, int]
) -> None:
    with pytest.raises(ValueError, match=r"letter|blob"):
        SIDES.pack(tmp_path / "a.tqp", texts, blobs, counts=counts)
    assert list(tmp_path.iterdir()) == []


def test_that_a_blob_under_a_false_name_makes_no_file(tmp_path: Path) -> None:
    public = SUITE.box_public(SIDES.box_key)
    with pytest.raises(ValueError, match="digest"):
        write_package(tmp_path / "a.tqp", fields(0, 1), [], [("0" * 64, b"a")], SIDES.sign_key, public)
    assert list(tmp_path.iterdir()) == []


def test_that_the_inside_is_a_zip_any_tool_can_read(tmp_path: Path) -> None:
    with ZipFile(io.BytesIO(honest([b"{}"], [b"a"]))) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["letters.jsonl", f"blobs/{digest_of(b'a')}"]
