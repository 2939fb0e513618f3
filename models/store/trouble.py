"""The disk's and SQLite's own errors turned into sentences a clerk can act on; our own bugs pass through untouched."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from models.errors import StoreTrouble

_SAFE = "本次操作没有保存任何内容，之前已保存的办件完好"
_SENTENCES = {
    "store_full": ("磁盘空间已满，无法保存", _SAFE, "请清理磁盘或联系管理员，腾出空间后重试，无需重启"),
    "store_io": ("磁盘读写出错，无法保存", _SAFE, "请勿继续办件，立即联系管理员检查磁盘"),
    "store_busy": ("数据库正被占用，暂时无法保存", _SAFE, "请稍候重试；仍不行时关闭其他占用数据文件夹的程序"),
    "store_corrupt": (
        "数据库文件已损坏或被改动",
        "程序已停止读取，没有改动文件",
        "请联系管理员：先复制整个数据文件夹留存，再从备份恢复",
    ),
    "store_readonly": ("数据文件夹不可写", _SAFE, "请联系管理员检查文件夹权限或磁盘是否只读"),
    "store_wal": (
        "上次没有正常关闭，而当时写了一半的日志文件（counter.db-wal）不见了",
        "没有改动任何文件",
        "请找回这个文件放回原处；找不回请从备份恢复",
    ),
    "store_gone": ("数据文件缺失", "没有改动其他文件", "请联系管理员核对文件夹位置，或从备份恢复"),
}
_SQLITE = {
    5: "store_busy",  # SQLITE_BUSY
    6: "store_busy",  # SQLITE_LOCKED
    8: "store_readonly",  # SQLITE_READONLY
    3: "store_readonly",  # SQLITE_PERM
    10: "store_io",  # SQLITE_IOERR
    11: "store_corrupt",  # SQLITE_CORRUPT
    13: "store_full",  # SQLITE_FULL
    14: "store_readonly",  # SQLITE_CANTOPEN
    26: "store_corrupt",  # SQLITE_NOTADB
}
_ERRNO = {
    errno.ENOSPC: "store_full",
    errno.EDQUOT: "store_full",
    errno.EFBIG: "store_full",
    errno.EIO: "store_io",
    errno.EACCES: "store_readonly",
    errno.EPERM: "store_readonly",
    errno.EROFS: "store_readonly",
    errno.ENOENT: "store_gone",
    errno.EMFILE: "store_busy",
    errno.ENFILE: "store_busy",
}


def trouble(code: str) -> StoreTrouble:
    """The sentence of a known trouble."""
    return StoreTrouble(*_SENTENCES[code], code=code)


def read(error: BaseException) -> StoreTrouble | None:
    """What ``error`` means to the staff, or None when it is our own bug."""
    if isinstance(error, dbapi2.Error):
        code = _SQLITE.get((getattr(error, "sqlite_errorcode", None) or 0) & 0xFF)
        return trouble(code) if code else None
    if isinstance(error, OSError):
        return trouble(_ERRNO.get(error.errno or 0, "store_io"))
    return None


@contextmanager
def told(*, disk: bool = True) -> Iterator[None]:
    """Raise StoreTrouble in place of what SQLite, and with ``disk`` the file system, raise inside."""
    try:
        yield
    except (dbapi2.Error, OSError) as error:
        known = read(error) if disk or isinstance(error, dbapi2.Error) else None
        if known is None:
            raise
        raise known from error
