"""What the line breaker knows about characters: who may not begin a line, who may not end one, what stays whole."""

from __future__ import annotations

import re

# 避头: never the first of a line. 避尾: never the last.
NO_START = frozenset("，。、；：！？）》〉」』】〕”’％…—～·,.;:!?)]}%‰℃")
NO_END = frozenset("（《〈「『【〔“‘([{—～·第□☑☐")
# Full-width signs whose ink fills only their left (or right) half, so that the blank half can go.
LEFT_HALF = frozenset("，。、；：）》〉」』】〕”’！？")
RIGHT_HALF = frozenset("（《〈「『【〔“‘")
DATE_SIGNS = frozenset("年月日")

UNITS = "年月日时分号项条款章节页份件个名次联袋行元倍楼层室届类位人％%"
# Spans no line may end inside; each is short, and one too long for its line is broken all the same.
WHOLE = re.compile(
    r"[\u4e00-\u9fff]{0,4}〔\d{4}〕 ?(?:第 ?)?\d{1,12} ?号?"  # 文号 with its 机关代字
    r"|第 ?[0-9一二三四五六七八九十百零〇]{1,6} ?[条款项章节页号联次]"
    r"|第（[一二三四五六七八九十]{1,3}）[条款项]"
    rf"|\d[\d,.]* ?[{UNITS}]"
    r"|\d{1,3}号窗口"
    r"|[0-9+()-]+ [0-9-]+"  # a telephone number with its gap
)
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200b\ufeff]")


def is_latin(char: str) -> bool:
    """Letters, digits and signs that stand close and break only at spaces."""
    return char < "\u2000" and char not in " ·×"


def clean(text: str) -> str:
    """``text`` without control characters, which no font draws; a tab counts as a space."""
    return CONTROL.sub(" ", text) if CONTROL.search(text) else text


def whole_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every part of ``text`` that is kept on one line."""
    return [match.span() for match in WHOLE.finditer(text)]
