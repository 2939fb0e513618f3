"""Dates, numbers and little phrases as papers write them."""

from __future__ import annotations

from datetime import date, datetime

from models.papers import PaperHead, PaperParty
from printing.breaker import Text, bold, join

WEEKDAYS = "一二三四五六日"
UNKNOWN = "未定"
GAP = "\u3000"


def day(when: date | None) -> str:
    """2026年11月20日; 未定 when it cannot be known."""
    return f"{when.year}年{when.month}月{when.day}日" if when else UNKNOWN


def short_day(when: date | None) -> str:
    """11月24日, where the year stands beside it already."""
    return f"{when.month}月{when.day}日" if when else UNKNOWN


def day_of_week(when: date | None) -> str:
    """2026年11月20日（星期五）."""
    return f"{day(when)}（星期{WEEKDAYS[when.weekday()]}）" if when else UNKNOWN


def minute(when: datetime) -> str:
    """2026年11月20日10时48分."""
    return f"{day(when)}{when.hour}时{when:%M}分"


def stamp(when: datetime) -> str:
    """2026-11-20 10:48:12."""
    return when.strftime("%Y-%m-%d %H:%M:%S")


def item(name: str, handling: str) -> str:
    """第三类医疗器械经营许可（新办）."""
    return f"{name}（{handling}）" if handling and not name.endswith(f"（{handling}）") else name


def you(party: PaperParty) -> str:
    """How a paper speaks to the applicant."""
    return "你" if party.is_person else "你单位"


def addressed(party: PaperParty) -> str:
    """The applicant with the masked number: 某公司（统一社会信用代码91140581******4D7X）."""
    return f"{party.name}（{party.code_label}{party.code_masked}）" if party.code_masked else party.name


def agent(party: PaperParty) -> str:
    """The agent with the masked number, or who came in person."""
    if not party.agent:
        return "本人办理" if party.is_person else "法定代表人（负责人）办理"
    return f"{party.agent}{GAP}{party.agent_code_masked}".rstrip(GAP)


def full_stop(text: str) -> str:
    """``text`` as a sentence; "" stays ""."""
    return text if not text or text.endswith(("。", "！", "？", "；")) else text + "。"


def listed(parts: tuple[str, ...], last: str = "和") -> str:
    """A、B和C."""
    return "、".join(parts[:-1]) + last + parts[-1] if len(parts) > 1 else "".join(parts)


def book_title(name: str) -> str:
    """《名》, whether or not it came with its marks."""
    return name if name.startswith("《") else f"《{name}》"


def ticks(chosen: str, options: tuple[tuple[str, str], ...]) -> Text:
    """☑ the chosen one, heavy, □ the others, in their fixed order; options are (value, words)."""
    marks = ((bold("☑") if value == chosen else "□", text) for value, text in options)
    return join(*(join(GAP if at else "", mark, text) for at, (mark, text) in enumerate(marks)))


def where_to_ask(head: PaperHead) -> tuple[str, ...]:
    """The lines beside the code: where to follow the case, whom to call."""
    return tuple(
        line
        for line in (
            f"查询：{head.tracking}" if head.tracking else "",
            f"咨询：{head.phone}（{head.window}）" if head.phone else "",
        )
        if line
    )
