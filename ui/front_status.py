"""What the frame says by itself: the status bar, the counts on the rail, the quiet line at the foot."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from models.desk.line import REVOKED, needs_person
from models.errors import WorldError
from models.rules import powers
from models.views import Staff
from ui.paint.light import Shape
from ui.services import Services
from ui.shell import PAGE_NAMES, MainWindow

if TYPE_CHECKING:
    from models.desk.pulse import Pulse

TICK_MS = 1000
_LINE = {"up": ("市级线路 通", Shape.DOT), "down": ("市级线路 断开 · 自动重试", Shape.BROKEN)}
_CLOCK = "本机时钟"  # how a note begins that warns of the clock
_TODAY, _FORWARD = PAGE_NAMES.index("今日"), PAGE_NAMES.index("转报")


class FrontStatus(QObject):
    """Listens to the bus and keeps the frame true; ``unsent`` is how many entries the city has not got."""

    def __init__(self, window: MainWindow, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._services = window, services
        self._counting = self._again = False
        self.unsent = 0
        self._connect()
        self._say_who(services.desk.staff)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.tick)
        self._tick.start()
        self.tick()
        self.count()

    def stop(self) -> None:
        """No more ticks."""
        self._tick.stop()

    @Slot()
    def tick(self) -> None:
        """Once a second: the clock."""
        self._window.status.change(now=self._services.desk.clock.now())

    @Slot()
    def count(self) -> None:
        """Ask for the figures; a question that comes while one is under way is asked once more after it."""
        if self._counting:
            self._again = True
            return
        self._counting = True
        self._services.tasks.run(self._ask, self._counted, self._uncounted, self._uncounted)

    def _connect(self) -> None:
        bus = self._services.bus
        self._services.tasks.busy_changed.connect(self._idle)
        bus.draft_saved.connect(self._draft_saved)
        bus.line_changed.connect(self._line_changed)
        bus.printer_changed.connect(self._printer_changed)
        bus.queue_changed.connect(self.count)
        bus.case_changed.connect(self._case_changed)
        bus.said.connect(self._said)

    def _ask(self) -> Pulse:
        from models.desk import pulse  # noqa: PLC0415 - after the first paint

        return pulse.pulse(self._services.desk)

    @Slot(object)
    def _counted(self, now: Pulse) -> None:
        self.unsent = now.unsent
        self._window.status.change(waiting=now.unsent)
        person = now.held + now.met
        self._window.rail.set_badge(_FORWARD, person or now.waiting, urgent=person > 0)
        self._window.rail.set_badge(_TODAY, now.urgent)
        self._ready()

    @Slot(object)
    def _uncounted(self, _error: WorldError) -> None:
        self._ready()

    @Slot(bool)
    def _idle(self, busy: bool) -> None:
        """A question that ended in a bug has no answer; the next one may still be asked."""
        if not busy:
            self._counting = self._again = False

    def _ready(self) -> None:
        self._counting = False
        if self._again:
            self._again = False
            self.count()

    def _say_who(self, staff: Staff) -> None:
        seat = self._services.desk.window
        self._window.status.change(
            hall=seat.hall, person=f"{staff.name} · {powers.ROLES.get(staff.role, staff.role)}", window=seat.label
        )

    @Slot(str)
    def _case_changed(self, _case_id: str) -> None:
        self.count()

    @Slot(object)
    def _draft_saved(self, at: datetime) -> None:
        self._window.status.change(draft=at)

    @Slot(str, str)
    def _line_changed(self, state: str, note: str) -> None:
        words, shape = _LINE.get(state, ("市级线路 未知", Shape.RING))
        off = state == "up" and note.startswith(_CLOCK)
        if off:
            words, shape = f"市级线路 通 · {note}", Shape.TRIANGLE
        elif state == "down" and note.startswith(REVOKED):
            words, shape = REVOKED, Shape.SQUARE
        elif state == "down" and needs_person(note):
            words, shape = "市级线路 不通 · 要人处理", Shape.SQUARE
        self._window.status.change(line=words, line_shape=shape)
        self._window.status.setToolTip(note if off or state == "down" else "")
        self.count()

    @Slot(str)
    def _said(self, sentence: str) -> None:
        self._window.foot.say(sentence)

    @Slot(str, str)
    def _printer_changed(self, state: str, note: str) -> None:
        good, failed = state == "ok", self._services.paper.failed
        words = "打印机 就绪" if good else "打印机 有问题"
        self._window.status.change(printer=words, printer_shape=Shape.DOT if good else Shape.SQUARE)
        if not good:
            self._window.foot.trouble(note or "文书没有打出来。编号和底稿都在", failed)
        elif failed:
            self._window.foot.trouble(f"打印机好了，还有 {failed} 份没有打出来", failed)
        else:
            self._window.foot.clear_trouble()
