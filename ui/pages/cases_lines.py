"""Lines of the right column of 办件: a small name, what it is, a quiet note at the right; painted as one group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.rules.numbers import is_spare
from models.rules.terms import Doc, Light
from models.views import CaseView, DeadlineView, DocumentView, MaterialMark
from ui import theme as t
from ui.pages.queue_rows import short_no
from ui.paint.draw import RIGHT, width_of, words
from ui.paint.light import Shape, light_words, paint_shape, shape_of, tone_of_shape
from ui.parts.rows import Column, Kind, Row

_TALL: Final = 23
PAPER_COLUMNS: Final = (
    Column("文书", Kind.MUTED, 72),
    Column("文号", Kind.TEXT),
    Column("印数", Kind.MUTED_RIGHT, 68),
)
_SHORT: Final = {
    Doc.RECEIPT: "收件凭证",
    Doc.ACCEPT: "受理书",
    Doc.SUPPLEMENT: "补正告知",
    Doc.REFUSE_ACCEPT: "不予受理",
    Doc.FORWARD: "转报函",
    Doc.TOLERANCE: "容缺通知",
    Doc.COMMITMENT: "承诺书",
    Doc.FEE: "缴费通知",
    Doc.REVIEW_OPINION: "审查意见",
    Doc.SPECIAL_PROC: "特别程序",
    Doc.EXTEND: "延期通知",
    Doc.HEARING: "听证",
    Doc.APPROVE: "准予决定",
    Doc.REJECT: "不予决定",
    Doc.PICKUP: "领取凭证",
    Doc.WITHDRAW: "撤回终止",
    Doc.ARCHIVE_LIST: "卷内目录",
}
_STATES: Final = {
    "received": (Shape.CHECK, ""),
    "committed": (Shape.CHECK, "承诺"),
    "tolerated": (Shape.TRIANGLE, "容缺"),
    "missing": (Shape.CROSS, "缺"),
    "defective": (Shape.CROSS, "不符"),
    "not_needed": (Shape.RING, "不用交"),
    "": (Shape.RING, "未看"),
}


class Line(NamedTuple):
    """One line; a shape stands where the name would."""

    name: str
    value: str
    note: str
    shape: Shape | None = None


class Lines(QWidget):
    """A group of lines of 23 px; ``label`` px for the names."""

    def __init__(self, label: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._lines: tuple[Line, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(0)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self._lines = tuple(lines)
        self.setFixedHeight(_TALL * len(self._lines))
        self.setAccessibleName("；".join(" ".join(part for part in line[:3] if part) for line in self._lines))
        self.update()

    def sizeHint(self) -> QSize:
        """Any width."""
        return QSize(240, _TALL * len(self._lines))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every line from the top."""
        painter = QPainter(self)
        for number, line in enumerate(self._lines):
            self._paint(painter, QRectF(0, number * _TALL, self.width(), _TALL), line)

    def _paint(self, painter: QPainter, area: QRectF, line: Line) -> None:
        small = t.font(t.SMALL)
        if line.shape is not None:
            ink = tone_of_shape(line.shape).word if line.shape in (Shape.CHECK, Shape.CROSS) else None
            paint_shape(painter, QRectF(area.left(), area.top(), 12, area.height()), line.shape, ink, 10)
        words(painter, QRectF(area.left(), area.top(), self._label - 6, area.height()), line.name, small, t.INK2)
        words(painter, area, line.note, small, t.INK2, RIGHT)
        room = area.width() - self._label - (width_of(line.note, small) + 12 if line.note else 0)
        value = QRectF(area.left() + self._label, area.top(), room, area.height())
        words(painter, value, line.value, t.font(t.BODY, t.REGULAR if line.shape else t.MEDIUM), t.INK)


def paper_rows(view: CaseView) -> list[Row]:
    """One row per paper; its reprints are counted beside it."""
    return [Row(papers[0].id, _paper_cells(papers[0], len(papers) - 1)) for papers in _by_number(view)]


def _by_number(view: CaseView) -> list[list[DocumentView]]:
    found: dict[tuple[Doc, str], list[DocumentView]] = {}
    for paper in view.documents:
        found.setdefault((paper.doc, paper.number), []).append(paper)
    return list(found.values())


def _paper_cells(paper: DocumentView, again: int) -> tuple[str, str, str]:
    number = short_no(paper.number) if paper.number == paper.case_no else paper.number
    if paper.voided:
        return _SHORT.get(paper.doc, paper.name or paper.doc.zh), number, "作废"
    state = f"重打 {again} 次" if again else f"{paper.copies} 份" if paper.prints else "未打印"
    return _SHORT.get(paper.doc, paper.name or paper.doc.zh), number, state


def unprinted(view: CaseView) -> tuple[DocumentView, ...]:
    """The papers of which not one print has been handed to a printer; a voided one never will be."""
    late = is_spare(view.row.case_no)  # the applicant holds the receipt already
    standing = (papers for papers in _by_number(view) if not papers[0].voided)
    owed = (papers for papers in standing if not (late and papers[0].doc is Doc.RECEIPT))
    return tuple(papers[0] for papers in owed if not any(one.prints for one in papers))


def papers_note(view: CaseView) -> str:
    """Beside 文书."""
    made, waiting = len(_by_number(view)), len(unprinted(view))
    void = sum(1 for papers in _by_number(view) if papers[0].voided)
    told = f"{made} 份" + (f"，作废 {void} 份" if void else "")
    return told + (f"，{waiting} 份未打印" if waiting else "，均已打印" if made else "")


def deadline_lines(view: CaseView) -> list[Line]:
    """Every clock with its date."""
    return [Line("", _due(clock), _left(clock), shape_of(clock.light)) for clock in view.deadlines]


def _due(clock: DeadlineView) -> str:
    return f"{clock.name}　{clock.due:%Y-%m-%d}" if clock.due else f"{clock.name}　未定"


def _left(clock: DeadlineView) -> str:
    if clock.light is Light.DONE:
        return "已了"
    return f"{light_words(clock.light, clock.left)} · {clock.whose}" if clock.due else clock.whose


def material_lines(view: CaseView) -> list[Line]:
    """Every material with what was handed in."""
    return [_material(mark, name) for mark, name in view.materials]


def _material(mark: MaterialMark, name: str) -> Line:
    shape, word = _STATES.get(mark.state, _STATES[""])
    if mark.state == "missing":
        return Line("", f"{mark.seq}  {name}", word, shape)
    counts = [f"原 {mark.originals}" if mark.originals else "", f"复 {mark.copies}" if mark.copies else ""]
    pages = f"{mark.pages} 页" if mark.pages else ""
    note = " · ".join(part for part in (word, " ".join(filter(None, counts)), pages) if part)
    return Line("", f"{mark.seq}  {name}", f"{note} · 归还" if mark.give_back else note, shape)


def materials_note(view: CaseView) -> str:
    """Beside 材料."""
    pages = sum(mark.pages or 0 for mark, _ in view.materials)
    scans = sum(len(mark.scans) for mark, _ in view.materials)
    back = sum(1 for mark, _ in view.materials if mark.give_back)
    parts = [f"{len(view.materials)} 项", f"{pages} 页" if pages else "", f"扫描 {scans} 件" if scans else ""]
    return " · ".join(part for part in (*parts, f"须归还 {back} 件" if back else "") if part)


def afterwards_lines(view: CaseView) -> list[Line]:
    """办结之后."""
    return [Line(name, value, note) for name, value, note in view.afterwards]
