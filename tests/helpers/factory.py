"""A hall to test in: a real store in a temporary folder, a real city pack, a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import resources
from models.desk import intake
from models.desk.context import SHANGHAI, Desk
from models.desk.setup import open_desk, settle
from models.papers import PaperMaker, Rendered
from models.papers_rolls import AnyPaper
from models.rules.catalogue import Fact
from models.rules.identity import kinds_for
from models.rules.powers import ADMINISTRATOR
from models.rules.terms import ApplicantKind, IdKind
from models.store import people
from models.store.store import Store, window_key
from models.views import Agent, IntakeForm, Party, Staff, Window
from tests.helpers.people import credit_code, resident_id

KEY = bytes(range(32))
MORNING = datetime(2026, 11, 20, 10, 48, tzinfo=SHANGHAI)  # a Friday
CLERK = Staff("clerk-1", "样例窗口员", "clerk")
SUPERVISOR = Staff("boss-1", "样例主任", "supervisor")
GAOPING = Window("140581", 3, "高平市", "高平市政务服务中心", "0356-555 0103")
HOLIDAYS = tuple(range(2021, 2027))


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def now(self) -> datetime:
        """The time it was set to."""
        return self.at

    def move(self, **by: int) -> None:
        """Let time pass, e.g. ``days=3``."""
        self.at += timedelta(**by)


@dataclass
class FakePrinter:
    """Takes papers as a printer would, or fails on the n-th."""

    fail_on: int = 0
    tries: int = 0
    taken: list[bytes] = field(default_factory=list)

    def send(self, pdf: bytes) -> str:
        """``ok``, or the trouble."""
        self.tries += 1
        if self.tries == self.fail_on:
            raise OSError("打印机缺纸")
        self.taken.append(pdf)
        return "ok"


@dataclass
class PaperStub:
    """Makes bytes that hold every word of the paper, and remembers the papers; no layout."""

    made: list[AnyPaper] = field(default_factory=list)
    missing: tuple[tuple[str, str], ...] = ()

    def __call__(self, paper: AnyPaper) -> Rendered:
        """Bytes that differ as soon as one field does."""
        self.made.append(paper)
        return Rendered(b"%PDF-1.7\n" + repr(paper).encode() + b"\n%%EOF", 1, self.missing)


@contextmanager
def hall(
    folder: Path,
    *,
    city: str = "jincheng",
    window: Window = GAOPING,
    staff: Staff = CLERK,
    clock: HandClock | None = None,
    make_paper: PaperMaker | None = None,
    years: tuple[int, ...] = HOLIDAYS,
) -> Iterator[Desk]:
    """A desk over a new store, or over the one that is in ``folder`` already."""
    there = (folder / "counter.db").exists()
    store = Store.open(folder, KEY) if there else Store.create(folder, KEY, window=window_key(window))
    with store:
        if not there:
            settle(store, window, city)
            if staff.role == ADMINISTRATOR:  # must stand on the list itself
                people.add(store, staff.id, staff.name, staff.role, HandClock().now(), person_id=staff.id)
        yield open_desk(
            store,
            staff,
            resources=resources.ROOT,
            holidays=tuple(resources.text(f"{resources.HOLIDAYS}/{year}.json") for year in years),
            make_paper=make_paper or PaperStub(),
            clock=clock or HandClock(),
        )


COMPANY = Party(
    kind=ApplicantKind.LEGAL_PERSON,
    name="高平市样例器械有限公司",
    id_kind=IdKind.CREDIT_CODE,
    id_number=credit_code(17),
    legal_rep="测试甲",
    legal_rep_id=resident_id(2),
    address="高平市样例街118号二层",
    phone="13800000018",
)
PERSON = Party(
    kind=ApplicantKind.NATURAL_PERSON,
    name="测试乙",
    id_kind=IdKind.RESIDENT_ID,
    id_number=resident_id(102),
    address="高平市样例街9号",
    phone="13800000019",
)
AGENT = Agent(name="测试丙", id_number=resident_id(31), phone="13800000077")


def form_for(
    desk: Desk,
    item_key: str,
    handling_item: str = "",
    *,
    facts: Mapping[str, Fact] = MappingProxyType({}),
    applicant: Party | None = None,
    agent: Agent | None = AGENT,
    delivery: str = "窗口自取",
) -> IntakeForm:
    """A form with everything in order: a fitting applicant, every material received."""
    form = intake.start(desk, item_key)
    usual = PERSON if form.applicant.kind is ApplicantKind.NATURAL_PERSON else COMPANY
    party = applicant or replace(usual, kind=form.applicant.kind, id_kind=kinds_for(form.applicant.kind)[0])
    guide = intake.guide_view(desk, item_key).guide
    choices = guide.handling_items
    return replace(
        form,
        handling_item=handling_item or (choices[0] if choices else ""),
        facts=dict(facts),
        applicant=party,
        agent=agent,
        delivery=delivery,
        delivery_address="高平市样例街118号" if delivery == "邮寄" else "",
        materials=tuple(replace(mark, state="received", originals=1, pages=2) for mark in form.materials),
    )


def mark(form: IntakeForm, seq: int, state: str, problem: str = "", fix: str = "") -> IntakeForm:
    """The form with one line of the materials table ticked otherwise."""
    lines = tuple(
        replace(line, state=state, problem=problem, fix=fix) if line.seq == seq else line for line in form.materials
    )
    return replace(form, materials=lines)
