"""``keys.json`` on the disk: whole or not there, with copies beside it that take over when it is damaged.

``keys.json.1`` is the twin of the file, ``.2`` and ``.3`` are what it was before. A change that takes something away
(a person, a password, an old key) first removes the copies that still hold it, so that no later damage brings it back.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from models.errors import StoreTrouble
from models.store import trouble
from models.store.files import fsync_folder, replace, write_whole

NAME: Final = "keys.json"
COPIES: Final = 3
VERSION: Final = 2
Document = dict[str, Any]
_FIELDS: Final = {"salt": str, "generation": int, "suite": str, "proof": str, "slots": list, "past": dict, "shelf": int}


def copy_of(folder: Path, n: int) -> Path:
    """The file (0) or one of its copies, the newest first."""
    return folder / (f"{NAME}.{n}" if n else NAME)


def load(folder: Path) -> tuple[Document, int]:
    """The newest whole document, and which copy it came from (0: the file itself).

    Raises: StoreTrouble: ``store_gone`` when neither is there, ``key_file`` when none is whole or all are of a newer
    program.
    """
    there = [n for n in range(COPIES + 1) if copy_of(folder, n).exists()]
    if not there:
        raise trouble.trouble("store_gone")
    for n in there:
        with trouble.told():
            kept = read(copy_of(folder, n).read_bytes())
        if kept is not None:
            return kept, n
    raise damaged()


def read(text: bytes) -> Document | None:
    """A document of either format, or None when the bytes are not a whole one."""
    try:
        told = json.loads(text)
        if told["version"] == 1:
            return _first_format(told)
        whole = told["version"] == VERSION and told.pop("sum") == _sum(told)
        return told if whole and all(isinstance(told[key], kind) for key, kind in _FIELDS.items()) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def save(folder: Path, kept: Document, *, taking_away: bool = False) -> None:
    """Put ``kept`` in place of the file; after a power cut the old or the new one is there. Raises: StoreTrouble."""
    text = json.dumps({**kept, "sum": _sum(kept)}, indent=1).encode()
    with trouble.told():
        if taking_away:
            for n in range(1, COPIES + 1):
                copy_of(folder, n).unlink(missing_ok=True)
            fsync_folder(folder)
        else:
            _make_room(folder)
        write_whole(copy_of(folder, 0), text)
        write_whole(copy_of(folder, 1), text)


def damaged() -> StoreTrouble:
    """No whole file is left."""
    return StoreTrouble(
        "密钥文件已损坏或来自更新版本", "数据库没有被改动", "请从备份恢复 keys.json，或联系管理员", code="key_file"
    )


def _make_room(folder: Path) -> None:
    """Each copy becomes the next; the first is the twin of the file that is about to be replaced."""
    for n in range(COPIES, 1, -1):
        if copy_of(folder, n - 1).exists():
            replace(copy_of(folder, n - 1), copy_of(folder, n))


def _first_format(told: Document) -> Document | None:
    """A file of the first format as one of the second whose key was never proved."""
    if not isinstance(told["salt"], str) or not all({"tag", "sealed", "kind"} <= set(one) for one in told["slots"]):
        return None
    return {**told, "version": VERSION, "generation": 1, "suite": "aes", "proof": "", "past": {}, "shelf": 1}


def _sum(kept: Document) -> str:
    """Finds damage by chance, not by intent: what is intended is found by the seals inside."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
