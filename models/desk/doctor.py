"""What stands in the way of opening the store, told as a page: what happened, what is safe, what to do, which keys.

Nothing here deletes anything; whatever is mended or restored, the files as they were are set aside first.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from models.errors import WorldError


class Cure(Enum):
    """A key of the page."""

    RESTORE = "从备份恢复"
    AGAIN = "再试一次"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One guided page. ``title`` is what a person tells on the telephone."""

    title: str
    happened: str
    safe: str
    todo: str
    cures: tuple[Cure, ...]
    code: str


_BOTH = (Cure.RESTORE, Cure.AGAIN)
_WAIT = (Cure.AGAIN,)
_ASIDE = "恢复前，现在的文件整个移到“quarantine”留存，不删除"
_KEPT = "没有改动任何文件；送到市级的记录市级都有"
_TWO = "请管理员和值班主任按“从备份恢复”，备份以后的会自动取回"
_LOST = "上次没有存完的部分不见了"
_PAGES = {
    "store_corrupt": ("数据库坏了", f"{_KEPT}。{_ASIDE}", _TWO, _BOTH),
    "store_key": ("数据库打不开", f"{_KEPT}。{_ASIDE}", _TWO, _BOTH),
    "store_gone": (
        "数据文件不见了",
        _KEPT,
        "请先看数据文件夹所在的盘接好没有；确实没有了就按“从备份恢复”",
        _BOTH,
    ),
    "store_wal": (_LOST, f"{_KEPT}。{_ASIDE}", "请找回被移走的文件再试；找不回就按“从备份恢复”", _BOTH),
    "key_file": ("密钥文件坏了", "数据库没有动，密码也没有变", "请按“从备份恢复”：备份里有密钥文件", _BOTH),
    "store_newer": ("数据由更新的程序写成", _KEPT, "请安装新版程序后再打开，不要用旧程序办件", _WAIT),
    "store_in_use": (
        "已经有一个窗口开着",
        "那个窗口里的办件不受影响",
        "请用任务栏切换到已打开的窗口；找不到时重启电脑",
        _WAIT,
    ),
    "store_readonly": ("数据文件夹写不进去", _KEPT, "请管理员看磁盘是不是只读、满没满，文件夹权限有没有变", _WAIT),
    "store_full": ("磁盘满了", _KEPT, "请清理磁盘，腾出 1 GB 以上再试，不用重装", _WAIT),
    "store_io": (
        "磁盘读写出错",
        f"{_KEPT}。{_ASIDE}",
        "请不要反复开关机，先请管理员查磁盘；换盘后按“从备份恢复”",
        _BOTH,
    ),
}


def diagnose(trouble: WorldError) -> Diagnosis | None:
    """The page for this trouble; None when a sentence under the password is enough."""
    page = _PAGES.get(trouble.code)
    if page is None:
        return None
    title, safe, todo, cures = page
    return Diagnosis(title, trouble.happened, safe, todo, cures, trouble.code)
