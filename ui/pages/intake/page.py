"""收件: item, facts, applicant, agent, materials, and at the right what it all amounts to. Composition only."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.errors import WorldError
from models.views import IntakeForm
from ui import theme as t
from ui.pages.intake import stepping
from ui.pages.intake.body import Body
from ui.pages.intake.doing import Doing
from ui.pages.intake.form_state import FormState
from ui.pages.intake.guide_column import GuideColumn
from ui.pages.intake.guide_dialog import GuideDialog
from ui.pages.intake.header import Header, TitleBand
from ui.pages.intake.keeping import Keeper
from ui.pages.intake.leaving import FOR_SUPERVISOR, Leaving
from ui.pages.intake.page_acts import PageActs
from ui.pages.intake.picker import ItemPicker
from ui.pages.intake.reading import Reading
from ui.pages.intake.returning import Returning
from ui.pages.intake.scanning import Scanning
from ui.pages.intake.scans import FileScanSource, ScanSource
from ui.pages.intake.section import on_ground
from ui.pages.intake.tolerating import Tolerating
from ui.pages.intake.verdict_column import VerdictColumn
from ui.paint.light import Shape
from ui.parts.button import Button
from ui.parts.column import upright
from ui.parts.strip import Strip
from ui.services import Services

_AGAIN_MS = 20_000  # the verdict names the minute of acceptance, so it is looked at again
_WIDE = 1240  # px; below it the guide makes room for the form


class IntakePage(Returning):
    """The page. ``begin`` takes up an item, ``resume_case`` a case that waits for its supplement."""

    def __init__(self, services: Services, parent: QWidget | None = None, *, scans: ScanSource | None = None) -> None:
        super().__init__(t.BG, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.services = services
        self.state = FormState(services.desk, self)
        self.acts = PageActs(self)
        self.header, self.band, self.strip = Header(), TitleBand(), Strip()
        self.guide, self._left = GuideColumn(), QWidget()
        self.body = Body(self.state, services.desk.pack, self.acts.pick)
        self.verdict = VerdictColumn(self.acts)
        self._lay_out()
        self.picker = ItemPicker(self.header.search, services.desk.pack, self)
        self.keeper = Keeper(services, self.state, self)
        self.doing = Doing(services, self.strip, self)
        self.leaving = Leaving(
            services, self.state, self.keeper, self.doing, self.strip, self.body.drafts, self,
            ready=self._ready_for_next, show=self._take_up,
        )  # fmt: skip
        self.scanning = Scanning(services, self.state, scans or FileScanSource(), self)
        self.reading = Reading(services, self.state, self)
        self.tolerating = Tolerating(self, self.state, self._act)
        self._was: QWidget | None = None  # where the focus was when an act began
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN_MS)
        self._connect()
        self._show()

    # ------------------------------------------------------------------------------------ for the window

    def begin(self, item_key: str) -> None:
        """Take up an item; what was being typed before is kept as a draft first."""
        self.keeper.flush()
        try:
            self.state.begin(item_key)
        except WorldError as error:
            self.doing.say(error)
            return
        self.strip.clear()
        self.body.materials.begin()
        self.body.verticalScrollBar().setValue(0)
        self._go_on(self.header.search)

    def show_key(self, key: str) -> None:
        """The window's way to open an item here."""
        self.begin(key)

    def resume_case(self, case_id: str) -> None:
        """Go on with a case that waits: only what was asked can be taken."""
        self.keeper.flush()
        try:
            form, number, asked = self.reading.case(case_id)
        except WorldError as error:
            self.doing.say(error)
            return
        self._take(form, number, asked)
        said = "材料逐件核对后受理，或一次告知补正。"
        if asked:
            said = f"只收一次告知书上的 {len(asked)} 件，其余的上次已经收下。"
        self.strip.say(Shape.PAUSE, f"{'补正' if asked else '已收'}件 {number}", said)
        self.body.materials.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_scan(self, text: str) -> bool:
        """A scan from wherever the focus was; whether it meant something here."""
        return self.reading.take(text)

    # ------------------------------------------------------------------------------------ keys and focus

    def stops(self) -> list[QWidget]:
        """Search, 业务办理项, the form, the solid key."""
        whole = [self.header.search, self.band.handling, *self.body.stops(), self.verdict.primary]
        return stepping.usable(whole, self)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Tab goes where Enter goes."""
        self._step(1 if next else -1)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that no field took: on a choice it goes on, on a key it presses."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus := self.focusWidget(), Button):
            focus.click()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._step(-1)
        else:
            stepping.settle(focus)
            self._step(1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page itself never keeps the focus: the box does on an empty page, else the first open field."""
        super().focusInEvent(event)
        if self.state.empty:
            self.header.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_on(self.header.search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives the guide's place to the form; Ctrl+G still opens it."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self._left.setVisible(wide)
        self.band.show_guide_hint(not wide)

    def hideEvent(self, event: QHideEvent) -> None:
        """Going away: what was typed is kept at once."""
        super().hideEvent(event)
        self._again.stop()
        self.keeper.flush()

    def showEvent(self, event: QShowEvent) -> None:
        """Coming back: drafts may have changed, and time has passed."""
        super().showEvent(event)
        self._again.start()
        self.leaving.show_drafts()
        self.state.look_again()

    # ------------------------------------------------------------------------------------ inside

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left, below, columns = QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (left, below, columns):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(0)
        beside = QHBoxLayout(self._left)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.guide)
        beside.addWidget(upright(t.LINE))
        columns.addWidget(self._left)
        columns.addWidget(on_ground(self.body, t.PAPER), 1)
        left.addWidget(self.band)
        left.addWidget(self.strip)
        left.addLayout(columns, 1)
        below.addLayout(left, 1)
        below.addWidget(upright(t.LINE2))
        below.addWidget(self.verdict)
        whole.addWidget(self.header)
        whole.addLayout(below, 1)

    def _connect(self) -> None:
        acts, state = self.acts, self.state
        state.judged.connect(self._show)
        self._again.timeout.connect(state.look_again)
        self.header.find_asked.connect(self.services.bus.find_asked)
        acts.pick.done.connect(self.picker.open)
        acts.keep.done.connect(self.leaving.keep)
        acts.review.done.connect(partial(self.leaving.keep, FOR_SUPERVISOR))
        acts.give_up.done.connect(self._give_up)
        acts.guide.done.connect(self._open_guide)
        acts.materials.done.connect(self.body.turn_materials)
        acts.accept.done.connect(lambda: self._act(state.accept_name))
        acts.supplement.done.connect(partial(self._act, "supplement"))
        acts.tolerate.done.connect(self.tolerating.ask)
        acts.refuse.done.connect(partial(self._act, "refuse"))
        self.picker.chosen.connect(self.begin)
        self.picker.left.connect(self._show)
        self.picker.opened.connect(self._show)
        self.band.room_changed.connect(self._show)
        self.band.handling_chosen.connect(lambda item: state.change(handling_item=item))
        for section in self.body.sections:
            section.onward.connect(partial(self._step, 1))
            section.backward.connect(partial(self._step, -1))
        self.body.materials.scan_asked.connect(self.scanning.ask)
        self.keeper.troubled.connect(self.doing.say)
        self.scanning.troubled.connect(self.doing.say)
        self.doing.begun.connect(self._begun)
        self.doing.done.connect(lambda _done: self._ready_for_next())
        self.doing.failed.connect(self._failed)

    @Slot()
    def _show(self) -> None:
        state = self.state
        self.header.show_state(state, typing=self.picker.isVisible())
        self.band.show_state(state)
        self.guide.show_guide(state.guide)
        idle = state.empty and not self.picker.isVisible() and not self.strip.text
        self.acts.follow(
            state.verdict,
            supplementing=state.supplementing,
            asked=state.open_seqs is not None,
            busy=self.doing.busy,
            idle=idle,
        )
        self.verdict.show_view(state.verdict)
        self.body.show_state(choices_here=bool(self.band.wanted) and not self.band.fits)

    def _step(self, by: int) -> None:
        target = stepping.step(self.stops(), by)
        if target is not None and self.body.isAncestorOf(target):
            self.body.show_whole(target)

    def _go_on(self, past: QWidget) -> None:
        past.setFocus(Qt.FocusReason.OtherFocusReason)
        self._step(1)

    def _take(self, form: IntakeForm, number: str = "", asked: frozenset[int] = frozenset()) -> None:
        self.state.load(form, case_no=number, asked=asked)
        self.body.materials.begin()
        self.body.verticalScrollBar().setValue(0)

    def _take_up(self, form: IntakeForm) -> None:
        self._take(form)
        self._go_on(self.header.search)

    def _act(self, name: str) -> None:
        self.body.materials.commit_editor()
        self.keeper.stop()
        self.doing.run(name, self.state.form)

    @Slot()
    def _begun(self) -> None:
        self._was = self.focusWidget()
        self.body.setEnabled(False)
        self._show()

    @Slot()
    def _failed(self) -> None:
        self.body.setEnabled(True)
        self._show()
        self.keeper.now()
        if self._was is not None and self._was.isVisible():
            self._was.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._go_on(self.header.search)

    def _ready_for_next(self) -> None:
        self.keeper.stop()
        self.body.setEnabled(True)
        self.state.clear()
        self.leaving.show_drafts()
        self.header.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up(self) -> None:
        """Esc puts away what lies on top first."""
        if self.body.materials.close_editor() or self.picker.put_away():
            return
        if self.state.empty:
            self.strip.clear()
            self.state.late = None
            self._show()
        else:
            self.leaving.give_up()

    def _open_guide(self) -> None:
        if self.state.guide is not None:
            GuideDialog(self.state.guide, self).open()
