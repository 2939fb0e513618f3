"""Runs the acts of the page in the background and says in one place what came of them; on any error the form stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from models.desk.context import Desk
from models.errors import WorldError
from models.rules.numbers import is_spare
from models.rules.terms import Doc
from models.views import ActDone, DocumentView, IntakeForm
from ui.paint.light import Shape
from ui.parts.strip import Strip
from ui.services import Services

Op = Callable[[Desk, IntakeForm], ActDone]
SLOW_MS: Final = 1000  # only what takes longer is worth a word
_SAID: Final = {
    "accept": "已受理",
    "take": "补正材料已收，已受理",
    "take_on": "补正材料已收，待转市级",
    "receive": "已收件，待转市级",
    "supplement": "已收件，补正一次告知",
    "tolerate": "已容缺受理",
    "refuse": "不予受理，文书已出",
}
_MAIN: Final = (Doc.ACCEPT, Doc.SUPPLEMENT, Doc.REFUSE_ACCEPT, Doc.FORWARD)


def operation(name: str) -> Op:
    """The desk's function for a key."""
    # Late: these rooms bring papers, signatures and the log, which no one needs before the first act.
    from models.desk import accept, receive, refuse, supplement, tolerate  # noqa: PLC0415

    ops: dict[str, Op] = {
        "accept": accept.accept,
        "take": supplement.take,
        "take_on": supplement.take,
        "receive": receive.receive_for_city,
        "supplement": supplement.ask,
        "tolerate": lambda desk, form: tolerate.tolerate(desk, form, tolerate.Undertaking(signed=True)),
        "refuse": refuse.refuse,
    }
    return ops[name]


class Doing(QObject):
    """One act at a time.

    Signals:
        begun: an act is under way; the page takes no keys.
        done: it is kept; carries the ActDone.
        failed: it was refused or the store was in the way; nothing was kept.
    """

    begun = Signal()
    done = Signal(object)
    failed = Signal()

    def __init__(self, services: Services, strip: Strip, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._strip = services, strip
        self._name = ""
        self._shown: ActDone | None = None
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        services.bus.printer_changed.connect(self._printed)

    @property
    def busy(self) -> bool:
        """Whether an act is under way."""
        return bool(self._name)

    def run(self, name: str, form: IntakeForm) -> None:
        """Do ``name`` with ``form``."""
        if self._name:
            return
        self._name, desk = name, self._services.desk
        self._strip.clear()
        self._shown = None
        self.begun.emit()
        self._slow.start()
        self._services.tasks.run(lambda: operation(name)(desk, form), self._ended, self._refused, self._refused)

    def say(self, error: WorldError) -> None:
        """Show an error of any kind in the page's one place."""
        shape = Shape.SQUARE if error.code.startswith("store") else Shape.TRIANGLE
        self._strip.say(shape, _stop(error.happened), "".join(_stop(part) for part in (error.safe, error.todo)))

    @Slot()
    def _say_slow(self) -> None:
        self._strip.say(Shape.PAUSE, "正在办理，请稍候", "文书排好后连同文号一起写入，写完即打印。")

    @Slot(object)
    def _ended(self, done: ActDone) -> None:
        self._slow.stop()
        name, self._name = self._name, ""
        services = self._services
        self.done.emit(done)
        self._shown = done
        self._strip.say(Shape.CHECK, _headline(name, done), f"{_papers(done)} · 打印中")
        services.paper.send(_to_print(done))
        services.bus.case_changed.emit(done.case_id)
        services.bus.queue_changed.emit()
        services.nudge()

    @Slot(object)
    def _refused(self, error: WorldError) -> None:
        self._slow.stop()
        self._name = ""
        self.failed.emit()
        self.say(error)

    @Slot(str, str)
    def _printed(self, state: str, sentence: str) -> None:
        done = self._shown
        if done is None or not self._strip.text:
            return
        if state == "ok":
            self._strip.say(Shape.CHECK, self._strip.lead, f"{_papers(done)} · 已交打印机")
        else:
            kept = f"{done.case_no} 和文号都已存好，修好打印机后在办件里重打。"
            self._strip.say(Shape.TRIANGLE, f"文书没有打出来：{_stop(sentence)}", kept)
            self._shown = None


def _headline(name: str, done: ActDone) -> str:
    number = next((one.number for doc in _MAIN for one in done.documents if one.doc is doc and one.number), "")
    shown = number if number != done.case_no else ""
    return " · ".join(part for part in (f"{_SAID[name]} {shown}".strip(), f"办件编号 {done.case_no}") if part)


def _papers(done: ActDone) -> str:
    return "、".join(f"{one.name or one.doc.zh} {one.copies} 份" for one in _to_print(done)) or "已补录，不另打收件凭证"


def _to_print(done: ActDone) -> tuple[DocumentView, ...]:
    """All but the receipt of what was taken on a spare one: the applicant holds that already."""
    late = is_spare(done.case_no)
    return tuple(one for one in done.documents if not (late and one.doc is Doc.RECEIPT))


def _stop(text: str) -> str:
    return text if not text or text.endswith(("。", "？", "！")) else f"{text}。"
