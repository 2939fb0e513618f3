"""What 今日 says: the list in its three groups, and the lines of the right column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from models.desk.line import REVOKED, LineState, needs_person
from models.rules.terms import CaseState, Light
from models.views import CaseRow, DraftRow, TodayView
from ui.pages.queue_rows import short_no
from ui.paint.light import Shape, light_words
from ui.parts.rows import AnyRow, Column, GroupRow, Kind, Lit, Row
from ui.parts.textlines import TextLine

WEEKDAYS: Final = "一二三四五六日"
COLUMNS: Final = (
    Column("灯", Kind.LIGHT, 96),
    Column("办件", Kind.TEXT, 96),
    Column("事项 · 申请人", Kind.TWO_LINE),
    Column("方式", Kind.CHIP, 122),
    Column("下一步", Kind.TWO_LINE),
    Column("到期", Kind.RIGHT, 62),
    Column("时间在谁", Kind.TEXT, 76),
)
_BACKUP: Final = {"good": Shape.DOT, "none": Shape.RING, "bad": Shape.SQUARE}
_GROUPS: Final = (
    ("不能等", "今日必须了结，排在最前", Shape.SQUARE, (Light.LATE, Light.TODAY)),
    ("临近", "余 1 至 3 个工作日", Shape.TRIANGLE, (Light.NEAR,)),
    ("充裕与未起算", "按到期先后", Shape.DOT, (Light.AMPLE, Light.UNKNOWN, Light.PAUSED)),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything 今日 shows, read at one time."""

    view: TodayView
    line: LineState
    drafts: tuple[DraftRow, ...]
    met: int = 0  # acts of this window another came before: to be decided again


def long_day(day: date) -> str:
    """2026 年 11 月 20 日 星期五."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日 星期{WEEKDAYS[day.weekday()]}"


def grouped(rows: Sequence[CaseRow]) -> list[AnyRow]:
    """The rows under their heads; a group without rows has no head."""
    shown: list[AnyRow] = []
    for title, note, shape, lights in _GROUPS:
        members = [row for row in rows if row.light in lights]
        if members:
            shown.append(GroupRow(title, note, shape))
            shown.extend(_row(row) for row in members)
    return shown


def light_text(row: CaseRow) -> str:
    """The words beside a case's light; a case that waits for its applicant has no clock, and says so."""
    waiting = row.light is Light.UNKNOWN and row.state is CaseState.SUPPLEMENTING
    return "等补正" if waiting else light_words(row.light, row.left)


def code_of(row: CaseRow) -> str:
    """What the chip is drawn from: the flow, or the ruling where there is none."""
    return row.mode.value if row.mode else row.ruling.value


def _row(row: CaseRow) -> Row:
    cells = (
        Lit(row.light, row.left, light_text(row)),
        short_no(row.case_no),
        (row.item_name, row.applicant),
        code_of(row),
        (row.next_step, row.next_note),
        f"{row.due:%m-%d}" if row.due else "—",
        row.whose,
    )
    return Row(row.case_id, cells, late=row.light is Light.LATE)


_TURN: Final = {"clerk": "本窗口", "reviewer": "审核岗", "supervisor": "值班主任"}


def list_note(view: TodayView, role: str = "") -> str:
    """Beside 我的办件; for a role that acts on cases, how many of those listed wait for it."""
    shown = len(view.rows)
    rest = f"；先列 {shown} 件" if shown < view.open_cases else ""
    mine = sum(row.whose == _TURN.get(role) for row in view.rows)
    turn = f"轮到您 {mine} 件，" if mine else ""
    return f"在办 {view.open_cases} 件，{turn}按最早到期排{rest}"


def line_lines(moment: Moment, now: datetime) -> list[TextLine]:
    """线路与队列."""
    delivered, waiting, held = moment.view.queue
    sent = f"今日已送 {delivered} 条，待送 {waiting} 条"
    lines = [_line_line(moment, now, sent)]
    if moment.met:
        note = "另一窗口或市级先办了，到转报 Alt+4 看清再定"
        lines.append(TextLine(f"{moment.met} 件要再定", shape=Shape.SQUARE, strong=True, note=note))
    if held:
        lines.append(
            TextLine(f"{held} 条要人处理", shape=Shape.TRIANGLE, strong=True, note="原因见转报 Alt+4，不挡其他办件")
        )
    title, note, tone = moment.view.backup
    if title:
        lines.append(TextLine(title, shape=_BACKUP[tone], strong=True, note=note, bad=tone == "bad"))
    return lines


def _line_line(moment: Moment, now: datetime, sent: str) -> TextLine:
    line, last = moment.line, moment.view.last_receipt
    if line.state == "down":
        return _down_line(line, sent)
    receipt = f"最近回执 {_moment(last, now)} · " if last else ""
    if line.state == "up":
        return TextLine("与市级平台 通", shape=Shape.DOT, strong=True, note=f"{receipt}{sent}")
    return TextLine("市级线路 未知", shape=Shape.RING, strong=True, note=f"还没有试过 · {sent}")


def _down_line(line: LineState, sent: str) -> TextLine:
    """An outage passes by itself; what a person must see to is told in the line's own words, as the status bar does."""
    since = f"{line.since:%H:%M} 起" if line.since else ""
    if line.note.startswith(REVOKED):
        return TextLine(REVOKED, shape=Shape.SQUARE, strong=True, note=f"照常收件，请管理员重新登记 · {sent}")
    if needs_person(line.note):
        title = f"市级线路不通，要人处理 {since}".strip()
        return TextLine(title, shape=Shape.SQUARE, strong=True, note=f"{line.note.rstrip('。')}。照常收件 · {sent}")
    title = f"市级线路断开 {since}".strip()
    return TextLine(title, shape=Shape.BROKEN, strong=True, note=f"照常收件，自动续传 · {sent}")


def notice_lines(view: TodayView) -> list[TextLine]:
    """须由管理员办."""
    if not view.notices:
        return [TextLine("没有", small=True)]
    return [TextLine(title, shape=Shape.TRIANGLE, strong=True, note=note) for title, note in view.notices]


def next_lines(moment: Moment, now: datetime) -> list[TextLine]:
    """接下来: drafts to go on with, then the end of the day."""
    lines = [
        TextLine(
            f"草稿 {draft.item_name}",
            shape=Shape.RING,
            strong=True,
            note=" · ".join(
                part for part in (draft.applicant, f"{_moment(draft.saved_at, now)} 存，到收件恢复") if part
            ),
        )
        for draft in moment.drafts[:2]
    ]
    if len(moment.drafts) > 2:
        lines.append(
            TextLine(f"另有 {len(moment.drafts) - 2} 份草稿", shape=Shape.RING, note="到收件 Alt+2 恢复或丢弃")
        )
    return [*lines, TextLine("下班前日结", shape=Shape.RING, strong=True, note="逐项核对后打印，见台账 Alt+5")]


def week_note(view: TodayView) -> str:
    """99 收件 · 81 办结."""
    received, done = sum(day[1] for day in view.week), sum(day[2] for day in view.week)
    return f"{received} 收件 · {done} 办结"


def week_days(view: TodayView, today: date) -> tuple[tuple[str, int, int], ...]:
    """The days as far as they have come; today is called 今日 and stands last."""
    name = f"周{WEEKDAYS[today.weekday()]}"
    names = [day[0] for day in view.week]
    if name not in names:
        return view.week
    until = view.week[: names.index(name) + 1]
    return (*until[:-1], ("今日", *until[-1][1:]))


def _moment(at: datetime, now: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.date() == now.date() else f"{at:%m-%d %H:%M}"
