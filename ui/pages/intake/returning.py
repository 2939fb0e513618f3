"""How 收件 takes up what began elsewhere: a receipt written by hand in the dark, or a form a fall interrupted."""

from __future__ import annotations

from datetime import datetime

from ui.pages import CASE, DRAFT
from ui.pages.intake.form_state import FormState
from ui.pages.intake.keeping import Keeper
from ui.pages.intake.leaving import Leaving
from ui.paint.light import Shape
from ui.parts.column import Ground
from ui.parts.strip import Strip


class Returning(Ground):
    """Half of the page; the other half lays it out."""

    state: FormState
    keeper: Keeper
    leaving: Leaving
    strip: Strip

    def begin_late(self, number: str, received_at: datetime) -> None:
        """Enter what was taken on a spare receipt: its number and true time hold for the next item picked."""
        self.keeper.flush()
        self._ready_for_next()
        self.state.late = (number, received_at)
        when = f"{received_at:%Y-%m-%d %H:%M}"
        self.strip.say(Shape.PAUSE, f"补录 {number}", f"真实收件时间 {when}，时限由此起算。先选事项，照第二联录入。")
        self._show()

    @property
    def at_hand(self) -> str:
        """The draft or case that is being worked on."""
        form = self.state.form
        if form.case_id:
            return CASE + form.case_id
        return DRAFT + form.draft_id if self.state.touched else ""

    def come_back(self, shown: str) -> None:
        """After a fall: the draft as it was last kept, or the case gone on with."""
        if shown.startswith(DRAFT):
            self.leaving.resume(shown.removeprefix(DRAFT))
        else:
            self.resume_case(shown.removeprefix(CASE))

    def resume_case(self, case_id: str) -> None:
        """Go on with a case; see the page."""
        raise NotImplementedError

    def _ready_for_next(self) -> None:
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError
