"""What the state machine and its door ask besides the act: the role, what the city has set, and what is remembered."""

from __future__ import annotations

import pytest

from models.errors import Refusal
from models.rules import duty, life, lifecycle, ways
from models.rules.casefacts import CaseFacts, EndReason
from models.rules.duty import Duty
from models.rules.guards import reason
from models.rules.life import ANYTIME
from models.rules.settings import Settings
from models.rules.terms import Act, CaseState, Clock, Mode, Role
from models.rules.ways import Way

M, S = Mode, CaseState
ENDING = CaseFacts(end_reason=EndReason.NOT_SUPPLEMENTED, reason="逾期")
ABEYABLE = CaseFacts(abey_clause="样例条例第十八条", reason="补充论证")
SET = Settings(terminate_unsupplemented=True)


def test_that_before_receipt_nothing_but_receiving_may_be_done() -> None:
    assert life.may(M.DIRECT, None) == {Act.RECEIVE}
    assert life.may(M.DIRECT, S.REFUSED) >= ANYTIME


def test_djbh_what_is_ready_is_ready_for_the_role_that_asks() -> None:
    """GB/T 22239 8.1.4.2: the flow names the role."""
    head = life.ready(M.DIRECT, S.AWAIT_DECISION, ABEYABLE, Role.SUPERVISOR, Settings())
    clerk = life.ready(M.DIRECT, S.AWAIT_DECISION, ABEYABLE, Role.CLERK, Settings())
    assert Act.ABEY in head
    assert Act.ABEY not in clerk
    assert head == lifecycle.allowed(M.DIRECT, S.AWAIT_DECISION, ABEYABLE, Role.SUPERVISOR)


def test_that_what_the_city_has_set_is_heeded_at_every_door() -> None:
    at, act, who = S.SUPPLEMENTING, Act.TERMINATE, Role.SUPERVISOR
    assert act not in life.ready(M.DIRECT, at, ENDING, who, Settings())
    assert act in life.ready(M.DIRECT, at, ENDING, who, SET)
    assert act not in lifecycle.allowed(M.DIRECT, at, ENDING, who)
    assert act in lifecycle.allowed(M.DIRECT, at, ENDING, who, SET)
    assert life.refusal(M.DIRECT, at, act, ENDING, who, SET) is None
    refused = life.refusal(M.DIRECT, at, act, ENDING, who)
    assert refused is not None
    assert refused.code == "not_settled"
    assert lifecycle.next_state(M.DIRECT, at, act, ENDING, who, SET) is S.TERMINATED
    with pytest.raises(Refusal):
        lifecycle.next_state(M.DIRECT, at, act, ENDING, who)


def test_djbh_the_next_state_is_given_to_the_role_of_the_flow_only() -> None:
    assert lifecycle.next_state(M.DIRECT, S.AWAIT_DECISION, Act.ABEY, ABEYABLE, Role.SUPERVISOR) is S.ABEYED
    with pytest.raises(Refusal) as caught:
        lifecycle.next_state(M.DIRECT, S.AWAIT_DECISION, Act.ABEY, ABEYABLE, Role.CLERK)
    assert caught.value.code == "wrong_role"


def test_djbh_all_who_may_do_an_act_are_named_to_one_who_may_not() -> None:
    refused = life.refusal(M.DIRECT, S.UNDER_REVIEW, Act.REVIEW, CaseFacts(), Role.CLERK)
    assert refused is not None
    assert refused.sentence == "“审查意见”不由窗口人员办。没有改动任何记录。请由审核岗、值班主任（签发人）办理。"


def test_that_where_nothing_may_be_done_nothing_is_offered() -> None:
    refused = life.refusal(None, S.ACCEPTED, Act.DECIDE, CaseFacts())
    assert refused is not None
    assert refused.todo == ""


def test_xkf_art45_a_stop_that_has_ended_is_forgotten_and_a_notice_ends_the_silence() -> None:
    """许可法第三十二、四十五条."""
    stopped = life.record(CaseFacts(), S.UNDER_REVIEW, Act.SPECIAL_BEGIN)
    assert stopped.back_to is S.UNDER_REVIEW
    assert life.record(stopped, S.SPECIAL, Act.SPECIAL_END).back_to is None
    told = life.record(CaseFacts(silent=True, asked=(3,), asking=(1,)), S.RECEIVED, Act.ASK_SUPPLEMENT)
    assert (told.silent, told.asked, told.asking) == (False, (1, 3), ())


def test_that_a_case_of_no_flow_may_only_be_refused_and_only_once_received() -> None:
    assert lifecycle.allowed(None, S.RECEIVED) == {Act.REFUSE} | ANYTIME
    assert lifecycle.allowed(None, S.REFUSED) == ANYTIME
    assert lifecycle.papers_for(None, Act.REFUSE) == lifecycle.papers_for(M.DIRECT, Act.REFUSE)


def test_jn3_1_a_paper_the_flow_never_makes_is_refused_with_what_may_be_done() -> None:
    """济宁三(一)1; 许可法第三十二条."""
    with pytest.raises(Refusal) as caught:
        lifecycle.papers_for(M.DIRECT, Act.FORWARD)
    assert caught.value.happened == "办件现在是“已收件”，不能作“转报”"
    assert caught.value.todo == "现在可以做：补正告知、受理、视为受理、不予受理"


def test_fs_2009_20_4_refusing_to_accept_is_the_countys_act_by_its_clause() -> None:
    """法释〔2009〕20号第四条."""
    found = lifecycle.remedy_for(None, Act.REFUSE)
    assert found.law == "法释〔2009〕20号第四条；行政复议法第二十四条"


def test_that_a_row_of_the_table_of_ways_holds_every_state_role_and_guard_it_was_given() -> None:
    modes = frozenset({M.DIRECT})
    rows = [
        ways._way(Act.NOTE, at, S.RECEIVED, (Role.CLERK, Role.CITY), modes, reason, clause="样例")
        for at in (None, S.ACCEPTED, (S.ACCEPTED, S.REFUSED))
    ]
    roles = frozenset({Role.CLERK, Role.CITY})
    assert [row.at for row in rows] == [{None}, {S.ACCEPTED}, {S.ACCEPTED, S.REFUSED}]
    assert {(row.act, row.to, row.who, row.modes, row.guards, row.clause) for row in rows} == {
        (Act.NOTE, S.RECEIVED, roles, modes, (reason,), "样例")
    }
    assert ways._way(Act.NOTE, None, S.RECEIVED, (), modes) == Way(
        Act.NOTE, frozenset({None}), S.RECEIVED, frozenset(), modes, (), ""
    )


def test_that_a_row_of_the_table_of_duties_gives_what_it_was_given() -> None:
    one = duty._plain(Act.NOTE, Role.CLERK, Clock.NOTICE, "样例")(M.DIRECT, CaseFacts(), Settings())
    assert one == Duty(Act.NOTE, Role.CLERK, Clock.NOTICE, "样例")
    assert duty._plain(Act.NOTE, None)(M.DIRECT, CaseFacts(), Settings()) == Duty(Act.NOTE, None)
    held = duty._holder(Act.RESUME, Clock.SPECIAL)
    assert held(M.DIRECT, CaseFacts(), Settings()) == Duty(Act.RESUME, Role.SUPERVISOR, Clock.SPECIAL)
    assert held(M.RECEIVE_ONLY, CaseFacts(), Settings()) == Duty(Act.RESUME, Role.CITY, Clock.SPECIAL)
