"""Registers of the hall as a form fills them: plain words in, rows out; each register says what is wrong."""

from __future__ import annotations

from datetime import date

from models.desk import blanks_register, contacts, experts, seals_register
from models.desk.blanks_register import Delivery
from models.desk.contacts import Guide
from models.desk.context import Desk
from models.desk.power import needs
from models.errors import Refusal
from models.rules.powers import Power
from models.rules.terms import SealKind
from models.store import registers, seals
from models.store.registers import ContactRow, ExpertRow
from models.store.seals import AgreementRow, SealRow, UseRow

__all__ = [
    "AgreementRow",
    "ContactRow",
    "ExpertRow",
    "SealRow",
    "UseRow",
    "add_agreement",
    "add_expert",
    "add_seal",
    "agreements",
    "all_experts",
    "guides",
    "name_guide",
    "no2_seals",
    "take_in_blanks",
    "use_blank",
    "why_not",
]

KEEPERS = frozenset({"supervisor", "administrator"})
ONLY_KEEPERS = "由值班主任或管理员登记"
SHARED, OWN = "市级共享", "县级"


def why_not(desk: Desk) -> str:
    """Why the person here may not change a register, "" when he may."""
    return "" if desk.staff.role in KEEPERS else ONLY_KEEPERS


@needs(Power.REGISTER)
def add_seal(desk: Desk, kind: SealKind, name: str, number: str, organ: str, keeper: str, kept_at: str) -> str:
    """Enter a seal in use from today. Raises: Refusal, see ``seals_register.enter``."""
    return seals_register.enter(desk, SealRow("", kind, name, number, organ, keeper, kept_at, desk.today, None, ""))


def agreements(desk: Desk) -> tuple[tuple[AgreementRow, str], ...]:
    """Agreements with the name of their seal, the newest first."""
    names = {one.id: f"{one.name} {one.number}".strip() for one in seals_register.all_seals(desk)}
    return tuple((one, names.get(one.seal_id, "")) for one in seals.agreements(desk.store))


def no2_seals(desk: Desk) -> tuple[SealRow, ...]:
    """No.2 seals in use, those an agreement may be about."""
    return tuple(one for one in seals_register.all_seals(desk) if one.kind is SealKind.NO2 and one.until is None)


@needs(Power.REGISTER)
def add_agreement(
    desk: Desk,
    seal_id: str,
    number: str,
    *,
    users: tuple[str, ...],
    items: tuple[str, ...],
    situations: str,
    keeping: str,
    liability: str,
    until: date | None = None,
) -> str:
    """Enter an agreement that holds from today. Raises: Refusal, see ``seals_register.agree``."""
    scope = tuple(_item(desk, text) for text in items)
    row = AgreementRow("", seal_id, number, users, scope, situations, keeping, liability, desk.today, until)
    return seals_register.agree(desk, row)


def _item(desk: Desk, text: str) -> str:
    """An item by its key or its whole name."""
    return next((one.key for one in desk.pack.items if text in (one.key, one.name)), text)


@needs(Power.REGISTER)
def take_in_blanks(desk: Desk, kind: str, first: str, count: int, from_organ: str, batch: str) -> tuple[str, ...]:
    """Enter a delivery. Raises: Refusal, see ``blanks_register.take_in``."""
    return blanks_register.take_in(desk, Delivery(kind, first, count, from_organ, batch))


def all_experts(desk: Desk) -> tuple[ExpertRow, ...]:
    """Everybody who ever was in the pool, those in it first."""
    return tuple(sorted(registers.experts(desk.store), key=lambda one: one.until is not None))


@needs(Power.REGISTER)
def add_expert(
    desk: Desk,
    name: str,
    organ: str,
    title: str,
    phone: str,
    *,
    fields: tuple[str, ...],
    avoids: tuple[str, ...],
    shared: bool,
) -> str:
    """Take somebody into the pool from today. Raises: Refusal, see ``experts.enter``."""
    pool = SHARED if shared else OWN
    return experts.enter(desk, ExpertRow("", name, organ, title, phone, fields, avoids, pool, desk.today))


def guides(desk: Desk) -> tuple[tuple[ContactRow, str], ...]:
    """Everybody to call now, with the name of the item."""
    names = {one.key: one.name for one in desk.pack.items}
    return tuple((one, names.get(one.item_key, "")) for one in registers.contacts(desk.store))


@needs(Power.REGISTER)
def name_guide(desk: Desk, item: str, organ: str, name: str, phone: str, why: str) -> None:
    """Name who guides an item. Raises: Refusal, see ``contacts.name``."""
    contacts.name(desk, _item(desk, item.strip()), Guide(organ, name, phone), why)


@needs(Power.BLANK)
def use_blank(desk: Desk, kind: str, number: str, case_no: str) -> None:
    """Use a blank for the case of this number. Raises: Refusal, see ``blanks_register.use``; ``case_unknown``."""
    from models.desk.cases import find_by_code  # noqa: PLC0415 - only this needs the search of cases

    case_id = find_by_code(desk, case_no)
    if case_id is None:
        raise Refusal("没有找到这件", "空白证照台账没有改动", "请核对办件编号", code="case_unknown")
    blanks_register.use(desk, kind, number, case_id)
