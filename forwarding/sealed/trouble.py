"""Why a package was refused: one code and one Chinese sentence each; ``reason`` is for the log and the tests."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from models.errors import LineTrouble

_UNREAD = "包里的内容没有采用，已有的记录未动"
_UNWRITTEN = "没有留下不完整的摆渡包，记录都在本机"
_SENTENCES = {
    "not_ours": ("这个文件不是摆渡包", _UNREAD, "请核对所选文件，摆渡包的文件名以“.tqp”结尾"),
    "forged": (
        "摆渡包的签名对不上：文件不完整、途中被改动，或不是登记过的一方做的",
        _UNREAD,
        "请留存该文件并告诉管理员，请对方重新导出",
    ),
    "wrong_receiver": ("这个摆渡包是给别处的，这里打不开", _UNREAD, "请核对收件一方，送到包上写明的地方"),
    "damaged": ("摆渡包的内容前后对不上", _UNREAD, "请对方重新导出，一直这样请告诉管理员"),
    "hostile": ("摆渡包里有不该有的东西，程序没有打开它", _UNREAD, "请留存该文件并立即告诉管理员"),
    "too_large": ("摆渡包超过允许的大小", _UNREAD, "请分几个包导出"),
    "newer": ("摆渡包是用更新版本的程序做的", _UNREAD, "请管理员先升级本机程序，再打开"),
    "unreadable": ("读不到摆渡包，存储盘可能已拔出", _UNREAD, "请重新插好存储盘，再打开一次"),
    "changed": ("这个摆渡包的编号收过，内容却不一样", _UNREAD, "请留存这个文件并告诉管理员，两边核对"),
    "full": ("存储盘空间已满，摆渡包没有做成", _UNWRITTEN, "请换一个盘或腾出空间，再导出一次"),
    "gone": ("存储盘写不进去，可能已拔出，摆渡包没有做成", _UNWRITTEN, "请重新插好存储盘，再导出一次"),
    "readonly": ("存储盘不允许写入，摆渡包没有做成", _UNWRITTEN, "请换一个盘，或打开盘上的写保护开关"),
    "exists": ("存储盘上已有同名的文件，没有覆盖它", _UNWRITTEN, "请换一个文件夹，或先移走原来的文件"),
    "unverified": ("摆渡包写好后读出来的内容不一致，已删去", _UNWRITTEN, "请换一个盘，再导出一次"),
}
_WRITING = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.EROFS: "readonly",
    errno.EEXIST: "exists",
}


class PackageTrouble(LineTrouble):
    """A package that cannot be made or will not be opened; nothing of it was taken.

    Args:
        code: not_ours, forged, wrong_receiver, damaged, hostile, too_large, newer, unreadable (opening),
            changed (the caller knows the id with other content);
            full, gone, readonly, exists, unverified, too_large (making).
        reason: a few English words for the log, e.g. ``name``; never content of the package.
    """

    def __init__(self, code: str, reason: str = "") -> None:
        self.reason = reason
        super().__init__(*_SENTENCES[code], code=code)


@contextmanager
def reading() -> Iterator[None]:
    """What the file system raises inside is a package that cannot be read."""
    try:
        yield
    except OSError as error:
        raise PackageTrouble("unreadable", type(error).__name__) from error


@contextmanager
def writing() -> Iterator[None]:
    """What the file system raises inside is a disk that took no package."""
    try:
        yield
    except OSError as error:
        raise PackageTrouble(_WRITING.get(error.errno or 0, "gone"), type(error).__name__) from error
