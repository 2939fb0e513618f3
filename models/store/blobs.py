"""The shelf of scans and papers: files named by the SHA-256 of their plain bytes, their content encrypted.

Each names in its head the algorithms and the generation of the key it is under, so a shelf may hold several of both
while it moves to a new key. Blobs of the first format say neither and are AES-256-GCM under the first key.
"""

from __future__ import annotations

import hashlib
import os
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from models.errors import StoreTrouble
from models.store import trouble
from models.store.files import TEMP, private_folder, write_whole
from models.store.ring import Ring
from models.store.suites import AES, BY_NUMBER, NONCE, Cipher, Suite

_FIRST, _MAGIC = b"TQB1", b"TQB2"
_HEAD = struct.Struct(">4sBI")
"""Magic, number of the suite, generation of the key."""
_INFO = b"tongquan blob shelf 1"


class BlobShelf:
    """``blobs/aa/<digest>``: head, nonce, the content sealed with head and digest as bound data."""

    def __init__(self, folder: Path, key: bytes, ring: Callable[[], Ring] | None = None) -> None:
        """``ring`` gives all the keys of a store, asked for with the first blob; without it ``key`` is the only one."""
        self._folder = folder
        self._ask = ring or (lambda: Ring.alone(key))
        self._ring: Ring | None = None
        self._ciphers: dict[tuple[int, int], Cipher] = {}
        self._making = threading.Lock()

    def turn(self, ring: Callable[[], Ring]) -> None:
        """From now on write under the newest key of another ring."""
        with self._making:
            self._ask, self._ring, self._ciphers = ring, None, {}

    def put(self, data: bytes) -> str:
        """Keep ``data``, durable with its name when this returns; bytes already there are not written again.

        Returns: SHA-256 in hex. Raises: StoreTrouble (disk); ValueError for nothing at all.
        """
        if not data:
            raise ValueError("an empty blob is a bug of the caller")
        digest = hashlib.sha256(data).hexdigest()
        path = self.path(digest)
        with trouble.told():
            if not self._whole(path, digest):
                self._make_folder(path.parent)
                write_whole(path, self._seal(data, digest))
        return digest

    def renew(self, digest: str) -> bool:
        """Bring a blob under the newest key, whole before and after. Returns: whether it was under another.

        Raises: StoreTrouble as ``get``.
        """
        path = self.path(digest)
        with trouble.told(), path.open("rb") as file:
            head = file.read(_HEAD.size)
        if head == self._head():
            return False
        data = self.get(digest)
        with trouble.told():
            write_whole(path, self._seal(data, digest))
        return True

    def names(self) -> Iterator[str]:
        """Every blob on the shelf."""
        return (path.name for path in self._files() if not path.name.endswith(TEMP))

    def get(self, digest: str) -> bytes:
        """The bytes named ``digest``, checked against the name.

        Raises: StoreTrouble: missing (``blob_missing``) or changed on the disk (``blob_broken``).
        """
        path = self.path(digest)
        try:
            with trouble.told():
                sealed = path.read_bytes()
        except StoreTrouble as error:
            if error.code != "store_gone":
                raise
            raise StoreTrouble(
                "附件文件缺失",
                "办件登记不受影响",
                "请重新扫描该材料，或从备份恢复附件文件夹",
                code="blob_missing",
            ) from error
        data = self._open(sealed, digest)
        if data is None:
            raise StoreTrouble(
                "附件内容已损坏或被改动，不能使用",
                "办件登记不受影响，损坏的附件不会报送",
                "请重新扫描该材料",
                code="blob_broken",
            )
        return data

    def has(self, digest: str) -> bool:
        """Whether a file of that name is there (its content is checked by ``get``)."""
        return self.path(digest).exists()

    def sound(self, path: Path, digest: str) -> bool:
        """Whether the file at ``path``, wherever it lies, holds the bytes named ``digest`` under this shelf's key."""
        return self._open(path.read_bytes(), digest) is not None

    def path(self, digest: str) -> Path:
        """Where the encrypted file is."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ValueError("not a SHA-256 in lower-case hex")
        return self._folder / digest[:2] / digest

    def drop(self, digest: str) -> None:
        """Remove a blob that nothing names."""
        with trouble.told():
            self.path(digest).unlink(missing_ok=True)

    def sweep(self, named: Callable[[str], bool]) -> int:
        """Remove half-written files and files no row names, of a shelf nobody else writes to. Returns how many went."""
        return self.remove(self.orphans(named))

    def orphans(self, named: Callable[[str], bool]) -> list[Path]:
        """Half-written files and files no row names; both are left by a crash. Lists the whole shelf."""
        with trouble.told():
            return [path for path in self._files() if path.name.endswith(TEMP) or not named(path.name)]

    def remove(self, orphans: list[Path]) -> int:
        """Remove them. Returns how many."""
        with trouble.told():
            for path in orphans:
                path.unlink(missing_ok=True)
        return len(orphans)

    def _files(self) -> Iterator[Path]:
        if self._folder.is_dir():
            for folder in sorted(self._folder.iterdir()):
                yield from sorted(folder.iterdir()) if folder.is_dir() else ()

    def _whole(self, path: Path, digest: str) -> bool:
        """Whether the bytes are there already and sound; a damaged file is written anew."""
        return path.exists() and self._open(path.read_bytes(), digest) is not None

    def _seal(self, data: bytes, digest: str) -> bytes:
        head, nonce = self._head(), os.urandom(NONCE)
        ring = self._keys()
        return head + nonce + self._cipher(ring.suite, ring.newest).encrypt(nonce, data, head + digest.encode())

    def _head(self) -> bytes:
        """The head of what is written now."""
        ring = self._keys()
        return _HEAD.pack(_MAGIC, ring.suite.number, ring.newest)

    def _open(self, sealed: bytes, digest: str) -> bytes | None:
        """The plain bytes, or None when they are not what the name says."""
        if sealed[: len(_FIRST)] == _FIRST:
            suite, generation, at, bound = AES, 1, len(_FIRST), digest.encode()
        elif sealed[: len(_MAGIC)] == _MAGIC and len(sealed) > _HEAD.size and sealed[len(_MAGIC)] in BY_NUMBER:
            _, number, generation = _HEAD.unpack_from(sealed)
            suite, at, bound = BY_NUMBER[number], _HEAD.size, sealed[: _HEAD.size] + digest.encode()
        else:
            return None
        if generation not in self._keys().keys:
            return None
        data = self._cipher(suite, generation).decrypt(sealed[at : at + NONCE], sealed[at + NONCE :], bound)
        return data if data is not None and hashlib.sha256(data).hexdigest() == digest else None

    def _make_folder(self, folder: Path) -> None:
        """Make the two levels as needed, each name durable in the level above."""
        for level in (self._folder, folder):
            if not level.is_dir():
                private_folder(level)

    def _keys(self) -> Ring:
        with self._making:
            if self._ring is None:
                self._ring = self._ask()
            return self._ring

    def _cipher(self, suite: Suite, generation: int) -> Cipher:
        """A cipher under a key of its own: the database key never touches a blob."""
        key = self._keys().keys[generation]
        with self._making:
            made = self._ciphers.get((suite.number, generation))
            if made is None:
                made = self._ciphers[suite.number, generation] = suite.cipher(suite.derive(key, _INFO))
            return made
