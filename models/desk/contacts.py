"""业务指导员: whom to call about an item, named by the city department and not changed at will (济宁三(三)10)."""

from __future__ import annotations

from dataclasses import dataclass

from models.desk.context import Desk
from models.desk.power import needs
from models.desk.situation import not_listed
from models.errors import Refusal
from models.rules.powers import Power
from models.store import queries, registers
from models.store.registers import ContactRow

__all__ = [
    "ContactRow",
    "Guide",
    "history",
    "line",
    "name",
    "of_case",
    "of_item",
    "without",
]



@dataclass(frozen=True, slots=True)
class Guide:
    """Who answers for the business of an item."""

    organ: str
    name: str
    phone: str


@needs(Power.REGISTER)
def name(desk: Desk, item_key: str, guide: Guide, why: str = "") -> None:
    """Write down who guides an item; a change says why, since the list is published (人员一经确定，不得随意替换).

    Raises:
        Refusal: ``not_keeper``, ``item_not_listed``, ``contact_unclear``, ``no_reason`` for a change without one,
            ``contact_same`` when nothing would change.
    """
    if desk.item(item_key) is None:
        raise not_listed(desk, item_key)
    said = Guide(guide.organ.strip(), guide.name.strip(), guide.phone.strip())
    if not (said.organ and said.name and said.phone):
        raise _no("业务指导员的单位、姓名、电话要填全", "请填全再登记", "contact_unclear")
    before = of_item(desk, item_key)
    if before and Guide(before.organ, before.name, before.phone) == said:
        raise _no("登记的就是这位业务指导员", "", "contact_same")
    if before and before.name != said.name and not why.strip():
        raise _no("业务指导员一经确定不得随意替换（济宁三(三)10）", "请写明替换的原因", "no_reason")
    with desk.store.work() as work:
        row = ContactRow("", item_key, said.organ, said.name, said.phone, desk.today, None, why.strip())
        registers.set_contact(work, row)
        work.commit()


def of_item(desk: Desk, item_key: str) -> ContactRow | None:
    """Whom to call now about an item."""
    return next(iter(registers.contacts(desk.store, item_key)), None)


def of_case(desk: Desk, case_id: str) -> ContactRow | None:
    """Whom to call about a case, as its page shows it."""
    case = queries.case(desk.store, case_id)
    return of_item(desk, case.item_key) if case else None


def line(found: ContactRow | None) -> str:
    """济宁市住房和城乡建设局 测试甲 0537-555 0100; "" when nobody was named."""
    return f"{found.organ} {found.name} {found.phone}" if found else ""


def without(desk: Desk) -> tuple[str, ...]:
    """Items of the list nobody was named for yet, in the list's order."""
    known = {one.item_key for one in registers.contacts(desk.store)}
    return tuple(item.key for item in desk.pack.items if item.key not in known)


def history(desk: Desk, item_key: str) -> tuple[ContactRow, ...]:
    """Everyone who guided an item, with the reason of each change."""
    return registers.contact_history(desk.store, item_key)


def _no(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "名单没有改动", todo, code=code)
