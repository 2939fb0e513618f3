"""The way in: first start of a folder, and signing in to it. What ``app`` calls before there is a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.store import people
from models.store.keys import Cost, KeyFile, wrong_sign_in
from models.store.store import Store, window_key
from models.views import Staff, Window


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What a first start leaves: an open store, its administrator, and the code to print and lock away."""

    store: Store
    staff: Staff
    recovery_code: str


def is_set_up(folder: Path) -> bool:
    """Whether somebody can sign in here."""
    return KeyFile(folder).exists()


def first_start(
    folder: Path,
    window: Window,
    *,
    login: str,
    name: str,
    password: str,
    at: datetime,
    cost: Cost | None = None,
) -> FirstStart:
    """Make the key, the store of ``window`` and its first administrator.

    Raises: Refusal (``weak_password``); StoreTrouble (``store_exists``, disk). Nothing is left half made that a second
    call could not finish: the key file comes first and the database only exists under its key.
    """
    keys = KeyFile(folder, cost)
    key, code = keys.make(login, password)
    store = Store.create(folder, key, window=window_key(window))
    try:
        staff = people.add(store, login, name, "administrator", at)
    except BaseException:
        store.close()
        raise
    return FirstStart(store, staff, code)


def sign_in(folder: Path, login: str, password: str) -> tuple[Store, Staff]:
    """Open the store as ``login``.

    Raises: Refusal (``sign_in``): wrong name, wrong password or no longer active, without saying which; StoreTrouble.
    """
    store = Store.open(folder, KeyFile(folder).unlock(login, password))
    staff = people.by_login(store, login)
    if staff is None:
        store.close()
        raise wrong_sign_in()
    return store, staff


def sign_in_again(store: Store, login: str, password: str) -> Staff:
    """Sign in to a store that is open already: after the screen was locked, or when the next person takes the seat.

    Raises: Refusal (``sign_in``).
    """
    KeyFile(store.folder).unlock(login, password)
    staff = people.by_login(store, login)
    if staff is None:
        raise wrong_sign_in()
    return staff
