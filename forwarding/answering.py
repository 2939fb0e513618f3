"""收回执包: the city's answer to a carried package, brought back on a stick.

Everything is checked before anything is kept: the city's signature, for whom it is, the seal on every receipt and
every entry. What is kept afterwards can be kept twice without harm, so that a program killed half-way takes the same
file again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from forwarding import seals
from forwarding.fetches import media_of
from forwarding.letters import entry_of, letter_of
from forwarding.looking import take
from forwarding.sealed.frame import Header, Kind
from forwarding.sealed.read import Package, open_package
from forwarding.sealed.trouble import PackageTrouble
from forwarding.sending import settle
from forwarding.wire import CITY, PROTOCOL, Answer, CarriedAnswer, CityEntries, KeptLetter, region_of
from models.desk.city_line import city_of
from models.desk.enrol import box_key
from models.errors import LineTrouble, Refusal
from models.store import county, foreign, packages

if TYPE_CHECKING:
    from models.store.rows import OutEntry
    from models.store.store import Store
    from models.views import Staff


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer brought."""

    number: int  # of this window's package that it answers; 0 for one this store does not know
    delivered: int = 0
    aside: int = 0  # of the delivered: another act came first, a person decides again
    held: int = 0  # the city did not take them, a person must act
    waiting: int = 0
    entries: int = 0  # new ones, of the city and of other windows
    blobs: int = 0
    again: bool = False  # taken here before; nothing was changed


@dataclass(frozen=True, slots=True)
class _Checked:
    answer: CarriedAnswer
    letters: tuple[KeptLetter, ...]
    sent: tuple[OutEntry, ...]


def take_answer(
    store: Store, path: Path, at: datetime, by: Staff, rng: Random, go_on: Callable[[], bool] = lambda: True
) -> Taken:
    """Take the answer in the file ``path``.

    Args:
        at: now, aware; by: whose key was pressed; rng: spreads the next tries of what the city does not have yet.
        go_on: asked once, after everything was checked and before anything is kept.

    Raises:
        Refusal: ``not_enrolled``, ``stopped``. PackageTrouble: it is no answer of our city to this window; no row was
            changed but the note of it. StoreTrouble.
    """
    city = city_of(store)
    if not city.sign_key:
        raise Refusal(
            "还没有向市级登记，认不出市级的签章", "回执包没有采用", "请管理员先用登记单登记", code="not_enrolled"
        )
    key, name = bytes.fromhex(city.sign_key), f"{CITY}{region_of(store.window)}"
    try:
        with open_package(path, {key: name}, box_key(store)) as package:
            checked = _checked(store, package, key)
            if not go_on():
                raise Refusal("已停止收回执包", "没有改动任何记录", "要收时再按一次", code="stopped")
            if checked is None:
                return Taken(_number(store, package.header), again=True)
            return _keep(store, package, checked, (at, by, rng))
    except PackageTrouble as trouble:
        packages.refused(store, path.name, trouble.happened, at, by)
        raise


def _checked(store: Store, package: Package, key: bytes) -> _Checked | None:
    """Everything the file says, believed only when all of it holds; None when it was taken here before."""
    header = package.header
    if header.kind is not Kind.TO_WINDOW or header.receiver != store.window:
        raise PackageTrouble("wrong_receiver", "receiver")
    before = packages.answered_by(store, header.package)
    if before is not None and before != package.digest:
        raise PackageTrouble("changed", "id")
    if before is not None:
        return None
    answer = package.contents.answers(CarriedAnswer)
    if answer is None or answer.protocol != PROTOCOL or answer.package != header.reply_to:
        raise PackageTrouble("damaged", "answer")
    letters = tuple(package.contents.letters(KeptLetter))
    known = packages.sent(store, [one.id for one in answer.answers])
    if len(known) != len(answer.answers):
        raise PackageTrouble("wrong_receiver", "entries")
    sent = tuple(known[one.id] for one in answer.answers)
    _sealed(key, answer, letters, sent)
    _understood(store.window, letters)
    return _Checked(answer, letters, sent)


def _keep(store: Store, package: Package, checked: _Checked, when: tuple[datetime, Staff, Random]) -> Taken:
    at, by, rng = when
    settle(store, checked.sent, checked.answer.answers, at, rng)
    county.note_told(store, checked.answer.told, checked.answer.told_seal)
    entries = take(store, _told(store, checked))
    blobs = _blobs(store, package)
    header = package.header
    said = packages.Answered(header.package, header.number, header.reply_to, package.digest)
    return _counted(checked, packages.answered(store, said, at, by), entries, blobs)


def _sealed(key: bytes, answer: CarriedAnswer, letters: Sequence[KeptLetter], sent: Sequence[OutEntry]) -> None:
    try:
        seals.check_answers(key, [letter_of(one) for one in sent], answer.answers)
        seals.check_kept(key, letters)
    except LineTrouble as trouble:
        raise PackageTrouble("forged", "seal") from trouble


def _understood(window: str, letters: Sequence[KeptLetter]) -> None:
    for letter in letters:
        if region_of(letter.window) != region_of(window):
            raise PackageTrouble("wrong_receiver", "county")
        try:
            entry_of(letter)
        except ValueError as error:  # an act or a time a later program writes
            raise PackageTrouble("newer", "entry") from error


def _told(store: Store, checked: _Checked) -> CityEntries:
    """The county's entries; what they follow may be missing here, and then the line or a later answer fills it in."""
    here = int(foreign.cursor(store) or 0)
    reached = max(here, checked.answer.cursor) if checked.answer.since <= here else here
    return CityEntries(protocol=PROTOCOL, entries=checked.letters, cursor=reached)


def _blobs(store: Store, package: Package) -> int:
    """Keep the blobs that entries written elsewhere name; what nothing names is left in the file."""
    wanted = packages.wanted_of(store, package.contents.blobs)
    for digest in wanted:
        data = package.contents.whole_blob(digest)
        county.fetched(store, digest, data, media_of(data))
    return len(wanted)


def _number(store: Store, header: Header) -> int:
    return next((one.number for one in packages.rows(store, 10_000) if one.package == header.reply_to), 0)


def _counted(checked: _Checked, number: int, entries: int, blobs: int) -> Taken:
    said = Counter(one.answer for one in checked.answer.answers)
    delivered = sum(one.delivered for one in checked.answer.answers)
    held = said[Answer.CHANGED] + said[Answer.REFUSED]
    waiting = len(checked.answer.answers) - delivered - held
    return Taken(number, delivered, said[Answer.CONFLICT], held, waiting, entries, blobs)
