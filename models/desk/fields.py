"""Checks at the field: numbers of people and bodies, what is required, who may apply at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from models.desk.situation import Situation
from models.rules import checklist
from models.rules.identity import check_number, kinds_for
from models.rules.terms import ApplicantKind, IdKind, Ruling
from models.views import Agent, IntakeForm, Party

EMPTY = "还没有填"
_PHONE = re.compile(r"^(1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,5})?|\+?\d{7,15})$")
_SEND_AWAY = frozenset(
    {Ruling.CITY_ONLY, Ruling.NO_LICENCE, Ruling.HIGHER, Ruling.NOT_LISTED, Ruling.NOT_THIS_REGION, Ruling.NOT_IN_FORCE}
)

Errors = dict[str, str]


def sent_away(seen: Situation) -> bool:
    """Nothing is taken in: only the few fields of the written answer matter."""
    return seen.resolution.ruling in _SEND_AWAY


def field_errors(seen: Situation) -> Errors:
    """Field → sentence for every field that keeps the form from going on."""
    form, today = seen.form, seen.now.date()
    found = dict(_party(form.applicant, today, brief=sent_away(seen)))
    if form.agent is not None:
        found |= dict(_agent(form.agent, today))
    found |= dict(_rest(seen))
    return found


def unfinished(errors: Errors) -> tuple[int, int]:
    """(fields still empty, fields that are wrong)."""
    empty = sum(1 for sentence in errors.values() if sentence == EMPTY)
    return empty, len(errors) - empty


def _party(party: Party, today: date, *, brief: bool) -> Iterator[tuple[str, str]]:
    if not party.name.strip():
        yield "applicant.name", EMPTY
    if party.id_kind not in kinds_for(party.kind):
        yield "applicant.id_kind", f"{party.kind.value}不用{party.id_kind.value}"
    elif sentence := _number(party.id_kind, party.id_number, today):
        yield "applicant.id_number", sentence
    if party.kind is not ApplicantKind.NATURAL_PERSON and not brief:
        yield from _representative(party, today)
    yield from _phone("applicant.phone", party.phone, required=not brief)


def _representative(party: Party, today: date) -> Iterator[tuple[str, str]]:
    if not party.legal_rep.strip():
        yield "applicant.legal_rep", EMPTY
    # the representative may hold a foreign paper: only an 18-digit number can be checked without its kind
    number = party.legal_rep_id.strip()
    if not number:
        yield "applicant.legal_rep_id", EMPTY
    elif len(number) == 18 and (sentence := _number(_resident_like(number), number, today)):
        yield "applicant.legal_rep_id", sentence


def _resident_like(number: str) -> IdKind:
    if number[:6] in ("810000", "820000", "830000"):
        return IdKind.HMT_RESIDENCE
    return IdKind.PERMANENT_RESIDENCE if number.startswith("9") else IdKind.RESIDENT_ID


def _agent(agent: Agent, today: date) -> Iterator[tuple[str, str]]:
    if not agent.name.strip():
        yield "agent.name", EMPTY
    if agent.id_kind is IdKind.CREDIT_CODE:
        yield "agent.id_kind", "经办人须用个人证件"
    elif sentence := _number(agent.id_kind, agent.id_number, today):
        yield "agent.id_number", sentence
    yield from _phone("agent.phone", agent.phone, required=True)
    if agent.until is not None and agent.until < today:
        yield "agent.until", f"委托已于{agent.until.isoformat()}到期，请换新的授权委托书"


def _number(kind: IdKind, number: str, today: date) -> str:
    if not number.strip():
        return EMPTY
    return check_number(kind, number, today=today).sentence


def _phone(name: str, phone: str, *, required: bool) -> Iterator[tuple[str, str]]:
    plain = phone.replace(" ", "")
    if not plain and required:
        yield name, EMPTY
    elif plain and not _PHONE.match(plain):
        yield name, "不像电话号码：手机 11 位，座机带区号"


def _rest(seen: Situation) -> Iterator[tuple[str, str]]:
    form = seen.form
    if sent_away(seen):
        return
    choices = handling_items(seen)
    if choices and form.handling_item not in choices:
        yield "handling_item", EMPTY if not form.handling_item else f"本事项没有“{form.handling_item}”这一业务办理项"
    if not checklist.applies(seen.guide, form.applicant.kind):
        yield "applicant.kind", f"本事项的申请人是{'、'.join(seen.guide.applicant_kinds)}"
    yield from _delivery(form)


def _delivery(form: IntakeForm) -> Iterator[tuple[str, str]]:
    if form.delivery == "邮寄" and not form.delivery_address.strip():
        yield "delivery_address", EMPTY


def handling_items(seen: Situation) -> tuple[str, ...]:
    """业务办理项 to choose from: the list's own, else the guide's."""
    return seen.item.handling_items or seen.guide.handling_items
