"""A package is whole under its name or not there: full disks, pulled sticks, sticks that lie, a killed program."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forwarding.sealed import frame
from forwarding.sealed.contents import MAX_LINE
from forwarding.sealed.suite import SUITE
from forwarding.sealed.trouble import PackageTrouble, writing
from forwarding.sealed.write import PART, write_package
from forwarding.wire import MAX_BLOB_BYTES
from models.errors import StoreTrouble
from models.store.trouble import trouble as store_trouble
from tests.helpers.carried import Sides, digest_of, fields, letters

SIDES = Sides()
MANY = 3 << 20


def pack(path: Path, blobs: Iterator[tuple[str, bytes]], count: int = 2) -> None:
    """A package whose blobs come from a story."""
    write_package(path, fields(0, count), [], blobs, SIDES.sign_key, SUITE.box_public(SIDES.box_key))


def story(happens: Callable[[], object], size: int = MANY) -> Iterator[tuple[str, bytes]]:
    """Two blobs, and what happens between them."""
    for n in range(2):
        data = bytes([n]) * size
        yield digest_of(data), data
        if n == 0:
            happens()


def refused(path: Path, blobs: Iterator[tuple[str, bytes]]) -> str:
    """The code; every sentence says what is safe and what to do."""
    with pytest.raises(PackageTrouble) as trouble:
        pack(path, blobs)
    assert all((trouble.value.happened, trouble.value.safe, trouble.value.todo))
    return trouble.value.code


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A system that lets no file grow beyond two megabytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, old)


@pytest.mark.usefixtures("small_disk")
def test_that_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.tqp", story(int)) == "full"
    assert list(tmp_path.iterdir()) == []


def test_that_a_pulled_stick_leaves_nothing(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert refused(stick / "a.tqp", story(lambda: shutil.rmtree(stick))) == "gone"
    assert list(tmp_path.iterdir()) == []


def test_that_a_stick_pulled_before_it_began_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "none" / "a.tqp", story(int)) == "gone"


@pytest.mark.parametrize("where", ["the sealed key", "the body"])
def test_that_a_stick_that_kept_other_bytes_is_found_out(tmp_path: Path, where: str) -> None:
    def lie() -> None:
        part = next(tmp_path.iterdir())
        assert part.name.endswith(PART)
        with part.open("r+b") as file:
            found = frame.first(file.read(16), 1 << 20)
            file.seek(found.head if where == "the sealed key" else found.body)
            file.write(b"\0\0\0\0")

    assert refused(tmp_path / "a.tqp", story(lie)) == "unverified"
    assert list(tmp_path.iterdir()) == []


def test_that_a_file_of_that_name_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.tqp").write_bytes(b"another's")
    assert refused(tmp_path / "a.tqp", story(int)) == "exists"
    assert (tmp_path / "a.tqp").read_bytes() == b"another's"
    assert [path.name for path in tmp_path.iterdir()] == ["a.tqp"]


def test_that_a_name_taken_meanwhile_is_not_replaced_either(tmp_path: Path) -> None:
    path = tmp_path / "a.tqp"
    assert refused(path, story(lambda: path.symlink_to(tmp_path / "elsewhere"))) == "exists"
    assert [found.name for found in tmp_path.iterdir()] == ["a.tqp"]


def held(times: int, number: int, winerror: int | None = None) -> Callable[[Path, Path], None]:
    """A system that gives a file no new name the first ``times``."""
    left, real = [times], os.replace

    def replace(source: Path, target: Path) -> None:
        left[0] -= 1
        if left[0] >= 0:
            error = OSError(number, os.strerror(number))
            error.winerror = winerror  # type: ignore[attr-defined]  # Windows has it
            raise error
        real(source, target)

    return replace


def test_that_a_name_that_cannot_be_given_is_not_left_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, code in ((errno.EIO, "gone"), (errno.EACCES, "readonly")):
        monkeypatch.setattr(os, "replace", held(9, number))
        assert refused(tmp_path / "a.tqp", story(int)) == code
        assert list(tmp_path.iterdir()) == []


def test_that_a_virus_scanner_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", held(2, errno.EACCES, winerror=32))
    pack(tmp_path / "a.tqp", story(int))
    assert [path.name for path in tmp_path.iterdir()] == ["a.tqp"]


def test_that_a_scan_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> None:
        raise store_trouble("store_io")

    with pytest.raises(StoreTrouble):
        pack(tmp_path / "a.tqp", story(broken))
    assert list(tmp_path.iterdir()) == []


def test_that_a_finished_package_is_private_and_alone(tmp_path: Path) -> None:
    pack(tmp_path / "a.tqp", story(int))
    assert [path.name for path in tmp_path.iterdir()] == ["a.tqp"]
    assert (tmp_path / "a.tqp").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "readonly"),
        (errno.EACCES, "readonly"),
        (errno.EIO, "gone"),
        (errno.ENODEV, "gone"),
        (errno.ENXIO, "gone"),
    ],
)
def test_that_what_the_disk_says_becomes_a_sentence(number: int, code: str) -> None:
    with pytest.raises(PackageTrouble) as trouble, writing():
        raise OSError(number, os.strerror(number))
    assert trouble.value.code == code


def test_that_what_is_too_large_is_not_begun_under_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, public = tmp_path / "a.tqp", SUITE.box_public(SIDES.box_key)
    large = b"\0" * (MAX_BLOB_BYTES + 1)
    codes = []
    for texts, blobs in (([b"a" * (MAX_LINE + 1)], []), ([], [(digest_of(large), large)])):
        with pytest.raises(PackageTrouble) as trouble:
            write_package(path, fields(1, 1), texts, blobs, SIDES.sign_key, public)
        codes.append(trouble.value.code)
    monkeypatch.setattr(frame, "MAX_PACKAGE", 1 << 20)
    codes.append(refused(path, story(int)))
    assert codes == ["too_large"] * 3
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from tests.forwarding.test_package_disk import pack, story
pack(Path(sys.argv[1]), story(lambda: os._exit(9)))
"""


def test_that_a_killed_program_leaves_no_package(tmp_path: Path, root: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "a.tqp")], cwd=root, check=False)
    assert ended.returncode == 9
    assert [path.suffix for path in tmp_path.iterdir()] == [PART]


MEASURED = """
import os, sys
from pathlib import Path
from tests.forwarding.test_package_disk import SIDES, pack
from tests.helpers.carried import digest_of

def highest():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

def scans():
    for n in range(40):
        data = n.to_bytes(8, "big") * (5 * 131072)
        yield digest_of(data), data

path = Path(sys.argv[1])
warm = path.with_suffix(".warm")
pack(warm, iter([next(scans())]), 1)
with SIDES.open(warm) as package:
    before = highest()
pack(path, scans(), 40)
with SIDES.open(path) as package:
    bytes_read = sum(len(piece) for name in package.contents.blobs for piece in package.contents.blob(name))
path.unlink()  # the folders of the last runs are kept, and this would fill them
print(bytes_read >> 20, highest() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory's high mark is Linux's")
def test_that_two_hundred_megabytes_pass_through_little_memory(tmp_path: Path, root: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, str(tmp_path / "a.tqp")],
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    )
    megabytes, grown = ended.stdout.split()
    assert int(megabytes) == 200
    assert float(grown) < 24


def test_that_letters_of_a_whole_month_are_one_package(tmp_path: Path) -> None:
    SIDES.pack(tmp_path / "a.tqp", letters(1) * 3000)
    with SIDES.open(tmp_path / "a.tqp") as package:
        assert sum(1 for _ in package.contents.lines()) == 3000
