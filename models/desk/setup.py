"""First start and every later one: store, key of the window, who it is; what ``app`` calls to get a desk."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.desk import townships
from models.desk.context import Clock, Desk, SystemClock
from models.desk.holidays import kept_tables
from models.errors import StoreTrouble
from models.packs.loader import PackShelf
from models.papers import PaperMaker
from models.rules.calendar import WorkCalendar
from models.rules.powers import ADMINISTRATOR
from models.store import beginning, daybook, door
from models.views import Staff, Window

if TYPE_CHECKING:
    from models.signing import Signer
    from models.store.keys import Cost
    from models.store.store import Store

_WINDOW, _CITY, _KEY = "window_identity", "city", "signing_key"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store with the person who signed in; the recovery code stands with a first start only."""

    store: Store
    staff: Staff
    recovery_code: str = ""
    login: str = ""  # who unlocks the screen
    code_unseen: bool = False  # an administrator who must know that nobody ever read the recovery code
    fresh: bool = False  # a first start

    def close(self) -> None:
        """Let go of the store again."""
        self.store.close()


class Seatable(NamedTuple):
    """A region a first start may choose, as its pack has it."""

    pack: str
    region: str  # name
    hall: str
    crypto: str = ""  # algorithms the pack asks for, "" for the default


def is_set_up(folder: Path) -> bool:
    """Whether this folder was ever started; else ``first_start`` comes first."""
    return door.is_set_up(folder)


def cut_short(folder: Path) -> bool:
    """Whether a first start began here and did not end: the next one begins anew, and should say so."""
    return beginning.cut_short(folder)


def first_start(
    folder: Path,
    window: Window,
    city: str,
    *,
    login: str,
    name: str,
    password: str,
    clock: Clock | None = None,
    cost: Cost | None = None,
    crypto: str = "",
) -> Opened:
    """Make store, key, signing key and the first administrator for this window.

    Args:
        city: id of the city pack, e.g. ``jincheng``.
        crypto: algorithms the pack asks for; "" for the default.

    Raises:
        Refusal: ``weak_password``. StoreTrouble: the folder is taken or the disk is in the way.
    """
    made = door.first_start(
        folder, window, login=login, name=name, password=password, at=(clock or SystemClock()).now(), cost=cost,
        crypto=crypto, settle=lambda store: settle(store, window, city),
    )
    return Opened(made.store, made.staff, made.recovery_code, login, fresh=True)


def sign_in(folder: Path, login: str, password: str) -> Opened:
    """Open the store of this folder as ``login``; see ``door.sign_in`` for what may be refused."""
    store, staff = door.sign_in(folder, login, password)
    unseen = staff.role == ADMINISTRATOR and bool(daybook.meta(store, door.CODE_UNSEEN))
    return Opened(store, staff, login=login, code_unseen=unseen)


def code_seen(store: Store) -> None:
    """Note that somebody read the recovery code and put it away. Raises: StoreTrouble."""
    with store.work() as work:
        work.set_meta(door.CODE_UNSEEN, "")
        work.commit()


def recover(folder: Path, code: str, login: str, password: str, clock: Clock | None = None) -> Opened:
    """Open the store by the printed recovery code; ``password`` is the administrator's new one.

    Raises: as ``door.recover``. The new recovery code stands in what is returned: to be shown once.
    """
    at = (clock or SystemClock()).now()
    made = door.recover(folder, code, login=login, password=password, at=at)
    return Opened(made.store, made.staff, made.recovery_code, login)


def sign_in_again(store: Store, login: str, password: str) -> Staff:
    """The same person, or the next one, at a store that is open already (锁屏)."""
    return door.sign_in_again(store, login, password)


def settle(store: Store, window: Window, city: str) -> None:
    """Write into the store who this window is, and give it its signing key if it has none."""
    from models.signing import Signer  # noqa: PLC0415 - cryptography is loaded at the first start and the first act

    with store.work() as work:
        work.set_meta(_WINDOW, json.dumps(asdict(window), ensure_ascii=False))
        work.set_meta(_CITY, city)
        if not daybook.meta(store, _KEY):
            work.set_meta(_KEY, Signer.new_key().hex())
        work.commit()


def window_of(store: Store) -> Window:
    """Who this window is.

    Raises:
        StoreTrouble: code ``window_unset``: the first start was cut off before it ended.
    """
    text = daybook.meta(store, _WINDOW)
    if not text:
        raise StoreTrouble(
            "这份数据还没有写明是哪个窗口", "已有的内容没有改动", "请管理员重做首次设置", code="window_unset"
        )
    return Window(**json.loads(text))


def signer_of(store: Store) -> Signer:
    """The window's key for the codes on paper."""
    from models.signing import Signer  # noqa: PLC0415 - cryptography is not needed before the first paint

    return Signer(signing_key(store))


def signing_key(store: Store) -> bytes:
    """The private half, 32 bytes; for the papers' codes and for packages, and for nothing that leaves the store."""
    return bytes.fromhex(daybook.meta(store, _KEY))


def open_desk(
    store: Store,
    staff: Staff,
    *,
    resources: Path,
    holidays: tuple[str, ...],
    make_paper: PaperMaker,
    clock: Clock | None = None,
) -> Desk:
    """The desk of a signed-in person over an open store.

    Args:
        resources: folder with ``cities`` and ``guides``.
        holidays: texts of the yearly holiday tables; those an administrator brought in lie over them.

    Raises:
        Refusal: the city pack or a table cannot be used. StoreTrouble: the store is half set up.
    """
    shelf, clock = PackShelf(resources), clock or SystemClock()
    door.mend(store, clock.now())
    return Desk(
        store=store,
        shelf=shelf,
        pack=townships.laid_over(store, shelf.load(daybook.meta(store, _CITY)), clock.now().date()),
        calendar=WorkCalendar.from_json(*holidays, *kept_tables(store)),
        clock=clock,
        staff=staff,
        window=window_of(store),
        make_paper=make_paper,
        signer=signer_of(store),
    )


def public_keys(desk: Desk) -> tuple[bytes, ...]:
    """Keys whose codes count as true here: this window's own and those of other windows it was told of."""
    others = daybook.meta(desk.store, "public_keys")
    return (desk.signer.public, *(bytes.fromhex(key) for key in others.split()))
