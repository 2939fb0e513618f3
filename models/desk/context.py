"""What every act at the window needs: store, pack, calendar, clock, who sits here, how papers are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Protocol

from models.errors import StoreTrouble
from models.papers import PaperMaker
from models.rules.catalogue import CityPack, Item, Region
from models.views import Staff, Window

if TYPE_CHECKING:  # heavy rooms: the desk only holds them
    from models.packs.loader import PackShelf
    from models.rules.deadlines import WorkCalendar
    from models.signing import Signer
    from models.store.store import Store

# China keeps one time without summer time; a fixed offset needs no time zone data on the machine.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present moment, aware, in Asia/Shanghai."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """The present moment to the second; finer parts mean nothing on paper."""
        return datetime.now(SHANGHAI).replace(microsecond=0)  # noqa: TID251 - this is the clock that is injected


@dataclass(frozen=True, slots=True)
class Desk:
    """One window with a person signed in; passed to every act, holds no state of its own."""

    store: Store
    shelf: PackShelf
    pack: CityPack
    calendar: WorkCalendar
    clock: Clock
    staff: Staff
    window: Window
    make_paper: PaperMaker
    signer: Signer

    @property
    def today(self) -> date:
        """The day at the window."""
        return self.clock.now().date()

    @property
    def region(self) -> Region:
        """The region this window belongs to.

        Raises:
            StoreTrouble: the pack does not name the window's region.
        """
        for region in self.pack.regions:
            if region.code == self.window.region:
                return region
        raise StoreTrouble(
            f"城市包里没有本窗口的区划 {self.window.region}",
            "已存的办件都在",
            "请管理员更新城市包或改正窗口设置",
            code="region_unknown",
        )

    def item(self, key: str) -> Item | None:
        """The item with this key in the pack, or None."""
        return next((item for item in self.pack.items if item.key == key), None)
