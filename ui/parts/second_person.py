"""双人: one form for every act that needs a second person; who they are is typed into the very dialog of the act.

The first person says what and why, the second gives name and password; a wrong one is said on the form and counts
towards the lock like any other try. The form only asks: ``proved`` is the work behind it, away from the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtWidgets import QBoxLayout, QWidget

from models.rules import powers
from models.rules.powers import Power
from ui.parts.form_dialog import Ask, FormDialog
from ui.parts.heads import GroupHead

if TYPE_CHECKING:
    from models.desk.context import Desk
    from models.desk.twopersons import Witness

R = TypeVar("R")
SECOND: Final = (Ask("login", "登录名", hint="第二人的"), Ask("password", "密码", hidden=True, hint="第二人自己输"))


class SecondPerson(FormDialog):
    """What and why above, the second person below."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        note: str,
        power: Power,
        yes: str,
        *,
        asks: Sequence[Ask] = (),
        choices: tuple[str, Sequence[str]] = ("", ()),
    ) -> None:
        super().__init__(parent, title, note, (*asks, *SECOND), yes, choices=choices, choice_first=True)
        body = self._body.layout()
        assert isinstance(body, QBoxLayout)
        self.head = GroupHead("第二人", f"{powers.seconds(power)}，不能是本人")
        at = body.indexOf(self.fields["login"])
        body.insertWidget(at, self.head)
        if at:
            body.insertSpacing(at, 6)


def proved(
    desk: Desk, told: dict[str, str], power: Power, act: Callable[[Witness], R]
) -> Callable[[], R]:
    """For the background: prove the second person typed into the form, then do the act with them."""

    def work() -> R:
        from models.desk import twopersons  # noqa: PLC0415 - argon2 and the key file load when somebody proves themselves

        return act(twopersons.second(desk, told["login"], told["password"], power))

    return work
