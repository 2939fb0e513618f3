"""One page per place of the rail, made when first gone to; each gets the services and nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QWidget

from ui.services import Services

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtCore import SignalInstance

    from models.rules.terms import Act
    from models.views import CaseView

DRAFT, CASE = "draft:", "case:"
"""What a page shows: the id of a draft or of a case follows."""
_MAKERS = {
    "今日": ("ui.pages.today", "TodayPage"),
    "收件": ("ui.pages.intake.page", "IntakePage"),
    "办件": ("ui.pages.cases", "CasesPage"),
    "转报": ("ui.pages.queue_book", "QueueBook"),
    "台账": ("ui.pages.ledger_book", "LedgerBook"),
    "事项": ("ui.pages.items", "ItemsPage"),
    "管理": ("ui.pages.admin_book", "AdminBook"),
}


class PageClass(Protocol):
    """How every page is made."""

    def __call__(self, services: Services) -> QWidget:
        """The page."""
        ...


@runtime_checkable
class Shows(Protocol):
    """A page that can show one thing by its key: a case on 办件, an item on 收件 and 事项."""

    def show_key(self, key: str) -> None:
        """Show it."""
        ...


@runtime_checkable
class Resumes(Protocol):
    """A page that can go on with a case: 收件."""

    def resume_case(self, case_id: str) -> None:
        """Go on with it."""
        ...


@runtime_checkable
class EntersLate(Protocol):
    """A page that can enter what was taken on a spare receipt: 收件."""

    def begin_late(self, number: str, received_at: datetime) -> None:
        """Be ready for it."""
        ...


@runtime_checkable
class ComesBack(Protocol):
    """A page that can say what it shows, as ``draft:ID`` or ``case:ID``, and show it again: 收件."""

    @property
    def at_hand(self) -> str:
        """What it shows; "" for nothing in particular."""
        ...

    def come_back(self, shown: str) -> None:
        """Show it again, if it is still there."""
        ...


@runtime_checkable
class ShowsCase(Protocol):
    """A page with a case in front: 办件."""

    @property
    def shown(self) -> CaseView | None:
        """The case."""
        ...


@runtime_checkable
class Begins(Protocol):
    """A page that can open the form of an act on a case: 办件."""

    def begin_act(self, case_id: str, act: Act) -> None:
        """Show the case, then the form."""
        ...


class Keeper(Protocol):
    """What keeps a form as a draft (ui.pages.intake.keeping).

    Signals:
        troubled: it could not be kept; carries the WorldError.
    """

    troubled: SignalInstance

    def now(self) -> None:
        """Keep the form whether something waits or not."""
        ...

    def flush(self) -> None:
        """Keep what still waits."""
        ...


@runtime_checkable
class Keeps(Protocol):
    """A page with a form that is kept as it is typed: 收件."""

    keeper: Keeper


@runtime_checkable
class Forms(Protocol):
    """A column with a form that is kept nowhere until it is done (ui.pages.acts.stack)."""

    @property
    def unkept(self) -> str:
        """Its title; "" while none is open."""
        ...


@runtime_checkable
class HasForms(Protocol):
    """A page with such a column: 办件."""

    stack: object


@runtime_checkable
class TakesScans(Protocol):
    """A page to which a scan may mean something: a card read while an applicant is being filled in."""

    def take_scan(self, text: str) -> bool:
        """Whether it meant something."""
        ...


def take_scan(page: object, text: str) -> bool:
    """Let the page in front have the scan first."""
    return isinstance(page, TakesScans) and page.take_scan(text)


def make(name: str, services: Services) -> QWidget:
    """The page ``name``, imported now."""
    module, kind = _MAKERS[name]
    return cast("PageClass", getattr(import_module(module), kind))(services)


def show(page: QWidget, key: str) -> None:
    """Let a page show ``key``, if it can."""
    if isinstance(page, Shows):
        page.show_key(key)


def resume(page: QWidget, case_id: str) -> None:
    """Let a page go on with a case, if it can."""
    if isinstance(page, Resumes):
        page.resume_case(case_id)


def enter_late(page: QWidget, number: str, received_at: datetime) -> None:
    """Let a page enter what was taken on a spare receipt, if it can."""
    if isinstance(page, EntersLate):
        page.begin_late(number, received_at)


def at_hand(page: QWidget) -> str:
    """What a page shows, if it can say."""
    if isinstance(page, ComesBack):
        return page.at_hand
    view = page.shown if isinstance(page, ShowsCase) else None
    return CASE + view.row.case_id if view is not None else ""


def come_back(page: QWidget, what: str) -> None:
    """Let a page show again what it showed, if it can."""
    if isinstance(page, ComesBack):
        page.come_back(what)
    else:
        show(page, what.removeprefix(CASE))


def begin(page: QWidget, case_id: str, act: Act) -> None:
    """Let a page begin an act on a case, if it can."""
    if isinstance(page, Begins):
        page.begin_act(case_id, act)


def keep(page: QWidget) -> None:
    """Let a page send what was typed on its way to the disk, if it holds anything."""
    if isinstance(page, Keeps):
        page.keeper.flush()


def keeper(page: object) -> Keeper | None:
    """What keeps the form of a page, if it holds one."""
    return page.keeper if isinstance(page, Keeps) else None


def unkept(page: object) -> str:
    """The title of a form that would be lost with its page; "" for none."""
    column = page.stack if isinstance(page, HasForms) else None
    return column.unkept if isinstance(column, Forms) else ""
