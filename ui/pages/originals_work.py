"""What 原件交接 reads and does in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from models.desk.context import Desk
from models.errors import Refusal
from models.views import DocumentView

if TYPE_CHECKING:
    from models.desk.bundle_acts import HandedOver
    from models.desk.bundles import BundleRow

ROADS: Final = ("机要", "专人", "快递")


def reading(desk: Desk) -> Callable[[], tuple[BundleRow, ...]]:
    """Every bag that still counts."""

    def work() -> tuple[BundleRow, ...]:
        from models.desk import bundles  # noqa: PLC0415 - read after the first paint

        return bundles.board(desk)

    return work


def counting(desk: Desk) -> Callable[[], int]:
    """How many bags somebody must ask after."""

    def work() -> int:
        from models.desk import bundles  # noqa: PLC0415 - as above

        return len(bundles.alarms(desk))

    return work


def is_bag(text: str) -> bool:
    """Whether a scan is the code of a bag."""
    from models.rules.bundles import parse_bundle_code  # noqa: PLC0415 - as above

    try:
        parse_bundle_code(text)
    except Refusal:
        return False
    return True


def finding(desk: Desk, text: str) -> Callable[[], BundleRow]:
    """The bag of a scan."""

    def work() -> BundleRow:
        from models.desk import bundles  # noqa: PLC0415 - as above

        return bundles.find(desk, text)

    return work


def handing(desk: Desk, codes: Sequence[str], told: dict[str, str], press: str) -> Callable[[], HandedOver]:
    """Hand bags to a courier; the choice of the form is his road."""

    def work() -> HandedOver:
        from models.desk import bundle_acts  # noqa: PLC0415 - as above

        courier = bundle_acts.Courier(ROADS[int(told["choice"])], told["taken"], told["number"])
        return bundle_acts.hand_over(desk, codes, courier, press_id=press)

    return work


def taking(desk: Desk, codes: Sequence[str], note: str) -> Callable[[], tuple[str, ...]]:
    """Take bags back."""

    def work() -> tuple[str, ...]:
        from models.desk import bundle_acts  # noqa: PLC0415 - as above

        return bundle_acts.take_back(desk, codes, note)

    return work


def sheet_again(desk: Desk, code: str) -> Callable[[], DocumentView]:
    """The handover sheet a bag stands on, marked as printed again."""

    def work() -> DocumentView:
        from models.desk import bundle_acts  # noqa: PLC0415 - as above

        return bundle_acts.sheet_again(desk, code)

    return work
