"""Ways to leave a form and to come back to it: kept as a draft, left for the supervisor, given up, taken up again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from models.desk import intake
from models.errors import WorldError
from models.views import IntakeForm
from ui import messages
from ui.pages.intake.doing import Doing
from ui.pages.intake.drafts import DraftsSection
from ui.pages.intake.form_state import FormState
from ui.pages.intake.keeping import Keeper
from ui.paint.light import Shape
from ui.parts.strip import Strip
from ui.services import Services

FOR_SUPERVISOR = "请主任复核"
_LOST = ("已填的内容和扫描件都会丢弃，不留草稿。", "只是先放一放，请按 F6 暂存。")
_STAYS = ("这件仍在等补正，没有改动。",)


class Leaving(QObject):
    """Keeps, drops and restores drafts.

    Args:
        ready: makes the page ready for the next person.
        show: puts a form on the page.
    """

    def __init__(
        self,
        services: Services,
        state: FormState,
        keeper: Keeper,
        doing: Doing,
        strip: Strip,
        drafts: DraftsSection,
        page: QWidget,
        *,
        ready: Callable[[], None],
        show: Callable[[IntakeForm], None],
    ) -> None:
        super().__init__(page)
        self._services, self._state, self._keeper, self._doing = services, state, keeper, doing
        self._strip, self._drafts, self._page = strip, drafts, page
        self._ready, self._take = ready, show
        drafts.resumed.connect(self.resume)
        drafts.dropped.connect(self.drop)
        services.bus.draft_saved.connect(self.show_drafts)

    @Slot()
    def show_drafts(self) -> None:
        """Offer what was kept, while no item is chosen."""
        if self._state.empty:
            desk = self._services.desk
            self._drafts.show_drafts(intake.drafts(desk), desk.today)

    def keep(self, note: str = "") -> None:
        """Put the form aside; with a ``note`` for the supervisor."""
        if note:
            self._state.change(note=note)
        name = self._state.form.applicant.name or "还没有填申请人"
        self._keeper.now()
        self._ready()
        what = "已留给主任复核" if note else "已暂存"
        where = "主任登录后在下面“没有办完的”里打开。" if note else ""
        self._strip.say(Shape.CHECK, f"{what}：{name}", where)

    def give_up(self) -> None:
        """Throw the form away, after asking when a person has put anything in."""
        if not self._state.touched:
            self._throw_away()
            return
        lines = _STAYS if self._state.supplementing else _LOST
        messages.ask(self._page, "放弃收件？", lines, "放弃", self._throw_away, no_text="继续收件")

    def _throw_away(self) -> None:
        form = self._state.form
        self._ready()
        if not form.case_id:
            self.drop(form.draft_id)

    @Slot(str)
    def resume(self, draft_id: str) -> None:
        """Take a draft up again."""
        try:
            self._take(intake.resume(self._services.desk, draft_id))
        except WorldError as error:
            self._doing.say(error)
            self.show_drafts()
            return
        self._strip.clear()

    @Slot(str)
    def drop(self, draft_id: str) -> None:
        """Throw a draft away."""
        op = partial(intake.discard, self._services.desk, draft_id)
        self._services.tasks.run(op, self._dropped, self._doing.say, self._doing.say)

    @Slot(object)
    def _dropped(self, _: object) -> None:
        self.show_drafts()
