"""Each of the seven flows walked from receipt to archive against a table: state, papers, what is owed, clock, seal.

The table (``life_of_flows.csv``) was written from the documents, not from the code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.rules.archive import Keeper, keeping
from models.rules.clocks import Case, clocks
from models.rules.counting import make_pause
from models.rules.dates import CaseDates
from models.rules.duties_after import BOTH_SUPERVISORS, duties_after
from models.rules.lifecycle import ENDS
from models.rules.settings import Settings
from models.rules.terms import Act, Clock, Doc, Mode, Outcome, Role, SealKind
from tests.helpers.calendars import china
from tests.rules.live_case import LiveCase, lawful

TABLE = Path(__file__).with_name("life_of_flows.csv")
M = Mode


def rows(mode: Mode) -> Iterator[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as lines:
        yield from (row for row in csv.DictReader(lines) if row["mode"] == mode)


def brings(case: LiveCase, act: Act, outcome: str) -> dict[str, Any]:
    said = lawful(case, act)
    return said | ({"outcome": Outcome(outcome)} if outcome else {})


@pytest.mark.parametrize("mode", M)
def test_jc1_jn3_yd2_a_case_of_each_flow_lives_to_its_archive(mode: Mode) -> None:
    """晋城一(一)至(四)、济宁三(一)1、于都二."""
    case = LiveCase(mode)
    for row in rows(mode):
        act = Act[row["act"]]
        case.do(act, Role(row["role"]), **brings(case, act, row["outcome"]))
        where = f"{mode} {act}"
        assert case.state is not None
        assert (where, case.state.value) == (where, row["state"])
        papers = " ".join(doc.value for doc in case.papers())
        assert (where, papers) == (where, row["papers"])
        duty = case.duty
        assert (where, duty.act.name if duty else "") == (where, row["next"])
        assert (where, duty.clock.name if duty and duty.clock else "") == (where, row["clock"])
        seal = case.history[-1].facts.seal if act is Act.STAMP else None
        assert (where, seal.value if seal else "") == (where, row["seal"])
    assert case.state in ENDS
    assert case.duty is None


@pytest.mark.parametrize("mode", M)
@pytest.mark.parametrize("outcome", Outcome)
def test_that_doing_what_is_owed_brings_any_flow_to_its_end(mode: Mode, outcome: Outcome) -> None:
    case = LiveCase(mode)
    case.do(Act.RECEIVE)
    case.know(review=outcome)  # what the careful reviewer will find
    for _ in range(30):
        if case.follow() is None:
            break
    assert case.state in ENDS
    assert case.facts.pushed
    assert case.facts.published
    assert case.facts.accepted


# --------------------------------------------------------------------------------- beside the state


@pytest.mark.parametrize(
    ("mode", "keeper", "county"),
    [
        (M.DIRECT, Keeper.COUNTY, ()),
        (M.ENTRUST, Keeper.COUNTY, ()),
        (M.SUBSTANTIVE_CITY_STAMP, Keeper.BOTH, ()),
        (M.SUBSTANTIVE_SEAL2, Keeper.COUNTY, ()),
        (M.WINDOW_FORWARD_COUNTY, Keeper.CITY, (Doc.RECEIPT, Doc.FORWARD)),
        (M.WINDOW_FORWARD_CITY_STAFF, Keeper.CITY, ()),
        (M.RECEIVE_ONLY, Keeper.CITY, (Doc.RECEIPT, Doc.FORWARD)),
    ],
)
def test_jc2_5_who_keeps_the_file(mode: Mode, keeper: Keeper, county: tuple[Doc, ...]) -> None:
    """晋城二(五)."""
    assert (keeping(mode).keeper, keeping(mode).county_keeps) == (keeper, county)
    assert keeping(mode).ground


@pytest.mark.parametrize(
    ("mode", "acts"),
    [
        (M.DIRECT, "push publish"),
        (M.ENTRUST, "push publish file_monthly"),
        (M.SUBSTANTIVE_CITY_STAMP, "push publish file_monthly"),
        (M.SUBSTANTIVE_SEAL2, "push post_file publish"),
        (M.WINDOW_FORWARD_COUNTY, "push publish file_monthly"),
        (M.WINDOW_FORWARD_CITY_STAFF, "push publish"),
        (M.RECEIVE_ONLY, "push publish"),
    ],
)
def test_jc2_5_jn3_2_4_yd3_6_what_a_decision_leaves_to_be_done(mode: Mode, acts: str) -> None:
    """晋城二(五)、济宁三(二)4、于都三6."""
    found = duties_after(mode, Outcome.APPROVE)
    assert " ".join(duty.act.value for duty in found) == acts
    assert all(duty.clause and duty.to for duty in found)
    checked = duties_after(mode, Outcome.APPROVE, committed=True)
    assert checked[-1].act is Act.POST_CHECK
    assert duties_after(mode, Outcome.DENY, committed=True) == found


def test_jn3_4_12_what_a_no2_seal_granted_is_pushed_to_both_levels() -> None:
    """济宁三(四)12."""
    assert duties_after(M.SUBSTANTIVE_SEAL2, Outcome.APPROVE)[0].to == BOTH_SUPERVISORS


def test_zz2_2_a_push_without_a_number_of_days_names_the_clause_that_says_at_once() -> None:
    """泽州三(二)."""
    found = duties_after(M.DIRECT, Outcome.APPROVE, settings=Settings(push_days=None))[0]
    assert found.clause.startswith("泽州三(二)")


def test_jc2_5_direct_delegation_is_filed_only_by_setting() -> None:
    """晋城二(五)括号; G6."""
    acts = [one.act for one in duties_after(M.DIRECT, Outcome.APPROVE, settings=Settings(file_direct=True))]
    assert Act.FILE_MONTHLY in acts


def test_xkf_art40_secrets_and_what_is_no_licence_are_not_published() -> None:
    hidings: tuple[dict[str, Any], ...] = ({"classified": True}, {"licence": False})
    for hidden in hidings:
        acts = [one.act for one in duties_after(M.DIRECT, Outcome.APPROVE, **hidden)]
        assert Act.PUBLISH not in acts


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        (M.DIRECT, "NOTICE SPECIAL PROMISED STATUTORY DELIVERY PUSH PUBLICITY RENEWAL"),
        (M.ENTRUST, "NOTICE SPECIAL PROMISED STATUTORY DELIVERY PUSH PUBLICITY FILING RENEWAL"),
        (
            M.SUBSTANTIVE_CITY_STAMP,
            "NOTICE COUNTY CITY SPECIAL PROMISED STATUTORY DELIVERY PUSH PUBLICITY FILING RENEWAL",
        ),
        (M.SUBSTANTIVE_SEAL2, "NOTICE SPECIAL PROMISED STATUTORY DELIVERY PUSH PUBLICITY RENEWAL"),
        (
            M.WINDOW_FORWARD_COUNTY,
            "NOTICE COUNTY CITY SPECIAL PROMISED STATUTORY DELIVERY PUSH PUBLICITY FILING RENEWAL",
        ),
        (M.WINDOW_FORWARD_CITY_STAFF, "NOTICE SPECIAL PROMISED STATUTORY DELIVERY PUSH PUBLICITY RENEWAL"),
        (M.RECEIVE_ONLY, "NOTICE COUNTY CITY SPECIAL PROMISED STATUTORY DELIVERY PUSH PUBLICITY RENEWAL"),
    ],
)
def test_that_each_flow_shows_its_own_clocks_side_by_side(mode: Mode, names: str) -> None:
    day = date(2026, 9, 14)
    dates = CaseDates(
        day,
        accepted=day,
        forwarded=day,
        city_received=datetime(2026, 9, 14, 9, tzinfo=UTC),
        city_accepted=day,
        decided=day,
        licence_until=date(2029, 9, 14),
        pauses=(make_pause("鉴定", day, day),),
    )
    found = clocks(Case(mode, dates, china()), day)
    assert " ".join(one.clock.name for one in found) == names
    assert {one.clock for one in found} <= set(Clock)


def test_that_every_seal_a_county_puts_is_in_the_table() -> None:
    said = {row["seal"] for mode in M for row in rows(mode)} - {""}
    assert said == {SealKind.COUNTY, SealKind.ENTRUSTING, SealKind.NO2}
