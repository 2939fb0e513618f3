"""What is owed next in every state of every flow, by whom, by which clock, with its note; ``owed_said.csv``.

Read by people: a line holds a state, what is known, the flows it is the same in, and everything owed, the first first.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.rules.casefacts import CaseFacts, Fee, Hearing
from models.rules.duty import Duty, next_duty, owed
from models.rules.life import ways_of
from models.rules.settings import Settings
from models.rules.terms import CaseState, Mode, Outcome
from models.rules.ways import ENDS

TABLE = Path(__file__).with_name("owed_said.csv")
S, YES, NO = CaseState, Outcome.APPROVE, Outcome.DENY
OPEN = [state for state in S if state not in ENDS]
HANDS = [S.ACCEPTED, S.OPINION_READY, S.AWAIT_OPINION, S.AWAIT_DECISION, S.CITY_REVIEWING]
AFTER = [S.TO_DELIVER, S.DELIVERED, S.ARCHIVED]
ALL_DONE = {"pushed": True, "post_filed": True, "published": True, "filed": True, "post_checked": True}
KNOWN: dict[str, tuple[list[CaseState], dict[str, Any]]] = {
    "": (OPEN, {}),
    "五日内没有告知": ([S.RECEIVED], {"silent": True}),
    "五日内没有告知，备案类": ([S.RECEIVED], {"silent": True, "filing": True}),
    "已告知过": ([S.RECEIVED], {"silent": True, "asked": (1,)}),
    "容缺": ([*HANDS, S.UNDER_REVIEW, S.SPECIAL, S.SUPPLEMENTING], {"tolerated": True, "review": YES}),
    "容缺，拟不予": (HANDS, {"tolerated": True, "review": NO}),
    "听证已告知": (HANDS[2:], {"hearing": Hearing.TOLD}),
    "听证已申请": (HANDS[2:], {"hearing": Hearing.ASKED}),
    "听证已通知": (HANDS[2:], {"hearing": Hearing.CALLED}),
    "听证已举行": (HANDS[2:], {"hearing": Hearing.HELD}),
    "县级意见不予": ([S.CITY_RECEIVED], {"opinion": NO}),
    "待收费": ([S.UNDER_REVIEW, S.SPECIAL, S.ABEYED, *AFTER], {"fee": Fee.OPEN, "decision": YES, **ALL_DONE}),
    "已通知缴费": ([S.UNDER_REVIEW, S.SPECIAL, S.ABEYED, *AFTER], {"fee": Fee.NOTICED, "decision": YES, **ALL_DONE}),
    "待收费，不予": ([S.TO_DELIVER], {"fee": Fee.OPEN, "decision": NO, **ALL_DONE}),
    "已准予": (AFTER, {"decision": YES, "accepted": True, "committed": True}),
    "已不予": (AFTER, {"decision": NO, "accepted": True, "committed": True}),
    "已准予，非许可": ([S.DELIVERED], {"decision": YES, "accepted": True, "licence": False}),
    "已准予，涉密": ([S.DELIVERED], {"decision": YES, "accepted": True, "classified": True}),
    "都办完": ([S.DELIVERED, S.ARCHIVED], {"decision": YES, "accepted": True, "committed": True, **ALL_DONE}),
    "受理后撤回": ([S.WITHDRAWN], {"accepted": True}),
    "没受理就撤回": ([S.WITHDRAWN], {}),
}


def told(one: Duty) -> str:
    """One duty in words: 受理 本窗口 NOTICE（受理，或五个工作日内一次告知）."""
    clock = f" {one.clock.name}" if one.clock else ""
    return f"{one.name} {one.whose}{clock}" + (f"（{one.note}）" if one.note else "")


def said(known: str) -> Iterator[dict[str, str]]:
    """The lines of the table for what is known: a line per state and answer, with the flows that give it."""
    states, facts = KNOWN[known]
    for state in states:
        answers: dict[str, list[str]] = {}
        for mode in Mode:
            if state in OPEN and not any(state in way.at for way in ways_of(mode)):
                continue  # this flow never comes there
            found = owed(mode, state, CaseFacts(**facts))
            answers.setdefault(" / ".join(map(told, found)), []).append(mode.name)
        for answer, modes in answers.items():
            yield {"state": state.value, "known": known, "flows": " ".join(modes), "owed": answer}


@pytest.mark.parametrize("known", KNOWN)
def test_xkf_what_is_owed_next_by_whom_and_by_which_clock(known: str) -> None:
    """许可法第三十二至四十八条, 晋城一、二(五), 济宁三, 于都三6, 泽州三."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        table = [row for row in csv.DictReader(lines) if row["known"] == known]
    assert list(said(known)) == table


def test_that_a_case_of_no_flow_can_only_be_refused() -> None:
    (one,) = owed(None, S.RECEIVED)
    assert told(one) == "不予受理 本窗口 NOTICE（写明向何机关提出）"
    assert owed(None, S.REFUSED) == ()
    assert next_duty(None, S.REFUSED) is None
    assert next_duty(None, S.RECEIVED) == one


def test_jc2_5_direct_delegation_owes_a_monthly_filing_only_by_setting() -> None:
    """晋城二(五); what the city has set is heeded by the whole list and by its first line."""
    facts = CaseFacts(decision=YES, accepted=True, pushed=True, published=True)
    filing = Settings(file_direct=True)
    assert [told(one) for one in owed(Mode.DIRECT, S.ARCHIVED, facts, filing)] == ["月度备案 本窗口 FILING"]
    assert next_duty(Mode.DIRECT, S.ARCHIVED, facts, filing) is not None
    assert next_duty(Mode.DIRECT, S.ARCHIVED, facts) is None


def test_that_a_certificate_that_need_not_wait_for_its_fee_is_delivered_first() -> None:
    facts = CaseFacts(decision=YES, fee=Fee.OPEN, pushed=True, published=True)
    found = owed(Mode.DIRECT, S.TO_DELIVER, facts, Settings(fee_before_result=False))
    assert [told(one) for one in found] == ["送达 本窗口 DELIVERY（送达或到窗口领取）", "缴费通知 本窗口"]
