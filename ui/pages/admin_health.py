"""管理 · 数据体检: how database and files stand, the list of what is lost, and the keys to check and to mend."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from models.desk import feeds, health
from models.desk.feeds import FeedState
from models.desk.health import Health, Mended, Round
from models.errors import WorldError
from ui import messages
from ui.pages.admin_section import AdminSection
from ui.pages.lost_dialog import LostDialog
from ui.paint.light import Shape
from ui.parts.textlines import TextLine, TextLines
from ui.services import Services

_ALL_THERE = "附件都在"
Seen = tuple[Health, FeedState]


class HealthSection(AdminSection):
    """What the last round found, and the keys."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        self.lines = TextLines()
        super().__init__(services, "数据体检", self.lines, parent)
        self._round: Round | None = None
        self._reason, self._lost = "", False
        self.shown: LostDialog | None = None
        self.check = self.key("现在体检", guarded=False)
        self.listed = self.key("看清单", guarded=False)
        self.mend = self.key("补回附件")
        self.check.done.connect(self._begin)
        self.listed.done.connect(self._open_list)
        self.mend.done.connect(self._mend)

    @Slot()
    def refresh(self) -> None:
        """Ask what is known."""
        store = self.services.desk.store

        def op() -> Seen:
            return health.health(store), feeds.state(store)

        self.services.tasks.run(op, self._show, self.failed, self.failed)

    def guard(self, reason: str) -> None:
        """Who may not mend is told so; who may is told when nothing is lost."""
        self._reason = reason
        super().guard(reason or ("" if self._lost else _ALL_THERE))
        self.listed.set_reason("" if self._lost else _ALL_THERE)

    @Slot(object)
    def _show(self, seen: Seen) -> None:
        self._lost = bool(seen[0].lost)
        self.lines.show_lines(_lines(*seen))
        self.guard(self._reason)

    @Slot()
    def _begin(self) -> None:
        self.check.set_reason("正在体检")
        self._round = Round(self.services.desk)
        self._go_on()

    def _go_on(self) -> None:
        assert self._round is not None
        self.services.long.run(self._round.step, self._stepped, self._not_checked, self._not_checked)

    @Slot(object)
    def _stepped(self, more: bool) -> None:
        """A little is done: the next queues behind whatever else the window wants done meanwhile."""
        done, desk = self._round, self.services.desk
        if more:
            self._go_on()
        elif done is not None:
            op = partial(health.finish, desk, done)
            self.services.long.run(op, self._checked, self._not_checked, self._not_checked)

    @Slot(object)
    def _checked(self, outcome: tuple[Health, bool]) -> None:
        self._round = None
        self.check.set_reason("")
        now, _ = outcome
        self.refresh()
        self.services.bus.case_changed.emit("")
        if (found := health.diagnosis(now)) is not None and now.bad:
            messages.tell(self, found.title, found.happened, found.safe, found.todo, shape=Shape.SQUARE)
        else:
            self.done(f"体检完了：{health.said(now)}")

    @Slot(object)
    def _not_checked(self, error: WorldError) -> None:
        self._round = None
        self.check.set_reason("")
        self.failed(error)

    @Slot()
    def _open_list(self) -> None:
        self.shown = LostDialog(self.services, self)
        self.shown.finished.connect(self._list_gone)
        self.shown.open()

    @Slot()
    def _list_gone(self) -> None:
        self.shown = None

    @Slot()
    def _mend(self) -> None:
        desk = self.services.desk
        self.mend.set_reason("正在补回")
        op = partial(health.mend, desk, self._stopped)
        self.services.long.run(op, self._mended, self._not_mended, self._not_mended)

    @Slot(object)
    def _mended(self, done: Mended) -> None:
        self.done(f"附件{done.said}，已记入审计")
        self.services.nudge()
        self.services.bus.case_changed.emit("")
        self.refresh()

    @Slot(object)
    def _not_mended(self, error: WorldError) -> None:
        self.refresh()
        self.failed(error)

    def _stopped(self) -> bool:
        return self.services.long.stopped


def _lines(now: Health, feed: FeedState) -> list[TextLine]:
    when = f"{now.when:%Y-%m-%d %H:%M} 一遍" if now.when else "开着窗口会自己检查"
    known, lost = bool(now.at), len(now.lost)
    said, note = feeds.said(feed)
    return [
        _line("数据库", f"“{now.bad_name}”有损坏" if now.bad else "各表完好" if known else "没有检查过", when, now.bad),
        _line("附件", f"缺失或损坏 {lost} 份", "哪一件、哪一份、第几张，见清单", lost)
        if lost
        else _line("附件", f"{now.files} 份都在，内容没变" if known else "没有检查过", "", lost),
        _line("外来记录", said, note, feed.bad),
    ]


def _line(label: str, said: str, note: str, bad: object) -> TextLine:
    """What is wrong has a red square in place of its label, and says its name itself."""
    if bad:
        return TextLine(f"{label}{said}", note=note, shape=Shape.SQUARE, strong=True)
    return TextLine(said, label=label, note=note)
