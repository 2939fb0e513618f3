"""The shelf of scans and papers: files named by the SHA-256 of their plain bytes, their content encrypted."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import StoreTrouble
from models.store import trouble
from models.store.files import TEMP, fsync_folder, private_folder, write_whole

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_MAGIC = b"TQB1"
_NONCE = 12
_INFO = b"tongquan blob shelf 1"


class BlobShelf:
    """``blobs/aa/<digest>``: four bytes of magic, nonce, AES-256-GCM of the content with its digest as bound data."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key
        self._cipher: AESGCM | None = None
        self._making = threading.Lock()

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
                nonce = os.urandom(_NONCE)
                write_whole(path, _MAGIC + nonce + self._aes().encrypt(nonce, data, digest.encode()))
        return digest

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
        """Remove half-written files and files no row names; both are left by a crash. Returns how many went."""
        gone = 0
        with trouble.told():
            for path in self._files():
                if path.name.endswith(TEMP) or not named(path.name):
                    path.unlink(missing_ok=True)
                    gone += 1
        return gone

    def _files(self) -> Iterator[Path]:
        if self._folder.is_dir():
            for folder in sorted(self._folder.iterdir()):
                yield from sorted(folder.iterdir()) if folder.is_dir() else ()

    def _whole(self, path: Path, digest: str) -> bool:
        """Whether the bytes are there already and sound; a damaged file is written anew."""
        return path.exists() and self._open(path.read_bytes(), digest) is not None

    def _open(self, sealed: bytes, digest: str) -> bytes | None:
        """The plain bytes, or None when they are not what the name says."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - cryptography loads with the first blob

        if sealed[: len(_MAGIC)] != _MAGIC:
            return None
        nonce, body = sealed[len(_MAGIC) : len(_MAGIC) + _NONCE], sealed[len(_MAGIC) + _NONCE :]
        try:
            data = self._aes().decrypt(nonce, body, digest.encode())
        except (InvalidTag, ValueError):
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def _make_folder(self, folder: Path) -> None:
        """Make the two levels as needed, each name durable in the level above."""
        for level in (self._folder, folder):
            if not level.is_dir():
                private_folder(level)
                fsync_folder(level.parent)

    def _aes(self) -> AESGCM:
        with self._making:
            if self._cipher is None:
                self._cipher = _derive(self._key)
            return self._cipher


def _derive(key: bytes) -> AESGCM:
    """A cipher under a key of its own: the database key never touches a blob."""
    # cryptography is slow to load and no blob is needed before the first paint
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(key))
