"""What stands in the way of opening the store, told as a page: what happened, what is safe, what to do, which keys.

Also what is found when it did open: lists that do not fit the log, a clock that cannot be right.
Nothing here deletes anything; whatever is mended or restored, the files as they were are set aside first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from models.errors import Refusal, WorldError

if TYPE_CHECKING:
    from models.desk.context import Clock
    from models.desk.line import LineState
    from models.desk.setup import Opened


class Cure(Enum):
    """A key of the page."""

    RESTORE = "从备份恢复"
    REMAKE = "按记录重做列表"
    OVERRIDE = "主任放行"
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


_BACK = timedelta(minutes=5)
"""How far a clock may stand before the last entry at a start; a time server sets it back by less."""
_FAR = timedelta(hours=24)
LISTS, CLOCK = "store_lists", "clock_wrong"


def examine(opened: Opened, clock: Clock | None = None) -> Diagnosis | None:
    """What is wrong with a store that did open: its lists first, then the clock; None for nothing. Reads little."""
    from models.desk.context import SystemClock  # noqa: PLC0415 - the page for a trouble needs no clock
    from models.desk.line import line_in  # noqa: PLC0415 - the same
    from models.store import doctor  # noqa: PLC0415 - the store is loaded once somebody signed in

    if found := doctor.look(opened.store):
        safe = "记录一条不少，密码、附件没有动。重做前，现在的文件另存一份在“quarantine”"
        todo = "请按“按记录重做列表”：先核验记录，再按记录重做；记录也坏了的，按“从备份恢复”"
        cures = (Cure.REMAKE, Cure.RESTORE, Cure.AGAIN)
        return Diagnosis("列表和记录对不上", found, safe, todo, cures, LISTS)
    said = clock_fault((clock or SystemClock()).now(), opened.store.head.at, line_in(opened.store))
    if not said:
        return None
    todo = "请先校准电脑时间，再按“再试一次”；确要用这个时间办理的，由值班主任放行"
    return Diagnosis("电脑时间不对", said, "没有写入任何记录，已办的件都在", todo, (Cure.AGAIN, Cure.OVERRIDE), CLOCK)


def clock_fault(now: datetime, last: datetime | None, line: LineState) -> str:
    """Why this clock cannot be right, in plain Chinese; "" when nothing speaks against it.

    Args:
        last: the last entry of this window.
        line: what the city last told of its own time. A clock found fast and set back since is believed.
    """
    if last is not None and now < last - _BACK:
        return f"电脑时间是 {now:%Y-%m-%d %H:%M}，比最后一条记录（{last:%Y-%m-%d %H:%M}）还早"
    if line.heard is None:
        return ""
    skew = timedelta(seconds=line.skew)
    city = line.heard - skew
    if now < city - _FAR:
        return f"电脑时间是 {now:%Y-%m-%d %H:%M}，市级上次告知时已是 {city:%Y-%m-%d %H:%M}"
    if skew > _FAR and now >= line.heard:
        return f"电脑时间是 {now:%Y-%m-%d %H:%M}，上次连上市级时比市级快了 {skew.days} 天"
    return ""


def remake(opened: Opened, clock: Clock | None = None) -> None:
    """Make the lists anew from the log; a line in the trail says so. Raises: StoreTrouble: the log is not whole."""
    from models.desk.context import SystemClock  # noqa: PLC0415 - as above
    from models.store import doctor  # noqa: PLC0415 - as above

    at = (clock or SystemClock()).now()
    doctor.remake(opened.store, at, actor=opened.staff.id, name=opened.staff.name)


def override(opened: Opened, login: str, password: str, why: str, clock: Clock | None = None) -> None:
    """A supervisor lets the window work by a clock that looks wrong, and says why; it stands in the trail.

    Raises:
        Refusal: ``sign_in``, ``locked_out``, ``wrong_role``, ``no_reason``.
    """
    from models.desk import setup  # noqa: PLC0415 - as above
    from models.desk.context import SystemClock  # noqa: PLC0415 - as above
    from models.rules import powers  # noqa: PLC0415 - as above
    from models.store import audit  # noqa: PLC0415 - as above

    if not why.strip():
        raise Refusal("没有写理由", "没有放行", "请写明为什么用这个时间办理", code="no_reason")
    staff = setup.sign_in_again(opened.store, login, password)
    if not powers.may(staff.role, powers.Power.OVERRIDE):
        who = powers.holders(powers.Power.OVERRIDE)
        raise Refusal(f"“{powers.Power.OVERRIDE.value}”由{who}办", "没有放行", f"请{who}来输入", code="wrong_role")
    last = opened.store.head.at
    after = f"，上一条记录 {last:%Y-%m-%d %H:%M}" if last else ""
    with opened.store.work() as work:
        at, told = (clock or SystemClock()).now(), f"电脑时间可疑仍办理{after}：{why.strip()}"
        audit.clock_passed(work, at, actor=staff.id, name=staff.name, text=told)
        work.commit()


def diagnose(trouble: WorldError) -> Diagnosis | None:
    """The page for this trouble; None when a sentence under the password is enough."""
    page = _PAGES.get(trouble.code)
    if page is None:
        return None
    title, safe, todo, cures = page
    return Diagnosis(title, trouble.happened, safe, todo, cures, trouble.code)
