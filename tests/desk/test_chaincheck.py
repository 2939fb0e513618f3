"""The chain checked at the start and in full, held against file, city and paper; what is found stands in the trail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.desk import chaincheck, daybook, today
from models.desk.accept import accept
from models.desk.context import Desk
from models.errors import Refusal
from models.papers import DayLedgerPaper
from models.rules.powers import AUDITOR
from models.rules.terms import AuditKind
from models.store import anchor, audit
from models.store.connect import FILE, connect
from models.views import Staff
from tests.helpers.cityside import running_city
from tests.helpers.factory import KEY, HandClock, PaperStub, form_for, hall
from tests.helpers.sending import Hands, runner


def auditor(desk: Desk) -> Desk:
    """The same desk with the auditor before it."""
    return replace(desk, staff=Staff("audit-1", "样例审计员", AUDITOR))


def checks(desk: Desk) -> list[str]:
    """What the trail says of checks, newest first."""
    return [line.text for line in audit.lines(desk.store, only=[AuditKind.CHECK])]


def spoil(folder: Path, sql: str) -> None:
    """As somebody with the key would."""
    db = connect(folder / FILE, KEY)
    db.execute("PRAGMA foreign_keys=OFF")
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    db.execute(sql)
    db.close()


def test_djbh_a_start_checks_the_end_of_the_chain_and_says_so_once_a_day(desk: Desk, clock: HandClock) -> None:
    accept(desk, form_for(desk, "附件/8"))
    first = chaincheck.check_tail(desk)
    assert (first.why, first.whole) == ("", False)
    assert first.count > 0
    chaincheck.check_tail(desk)
    assert checks(desk) == [f"开机核验末尾{first.count}条：相符"]
    clock.move(days=1)
    chaincheck.check_tail(desk)
    assert len(checks(desk)) == 2


def test_djbh_the_whole_is_walked_by_the_auditor_alone(desk: Desk) -> None:
    accept(desk, form_for(desk, "附件/8"))
    with pytest.raises(Refusal) as refused:
        chaincheck.begin(desk)
    assert refused.value.code == "wrong_role"
    there = auditor(desk)
    walk = chaincheck.begin(there)
    assert walk.step(1)
    chaincheck.finish(there, walk)
    assert "中止于1条" in checks(desk)[0]
    while walk.step():
        pass
    state = chaincheck.finish(there, walk)
    assert (state.why, state.whole, state.count) == ("", True, walk.total + 1)  # the line of the break-off came since
    assert checks(desk)[0] == f"全链核验{state.count}条：相符"


def test_djbh_a_changed_row_is_named_on_today_until_the_whole_was_found_sound(tmp_path: Path) -> None:
    with hall(tmp_path) as desk:
        accept(desk, form_for(desk, "附件/8"))
        rows = desk.store.head.seq
    spoil(tmp_path, "UPDATE entries SET actor = 'x' WHERE seq = 1")
    with hall(tmp_path) as desk:
        state = chaincheck.check_tail(desk)
        assert state.why == "第1条记录的内容被改动"
        assert ("审计链断", 1, "第1条记录的内容被改动，请安全审计员核验") in today.today(desk).urgent
        assert accept(desk, form_for(desk, "附件/8")).case_no  # nothing is stopped, nothing goes
        assert desk.store.head.seq > rows
        with pytest.raises(Refusal) as refused:
            chaincheck.settle(auditor(desk), "看过了")
        assert refused.value.code == "chain_broken"


def test_djbh_an_end_cut_off_is_found_and_settled_with_a_reason(tmp_path: Path) -> None:
    with hall(tmp_path) as desk:
        accept(desk, form_for(desk, "附件/8"))
        chaincheck.check_tail(desk)
    spoil(tmp_path, "DELETE FROM entries WHERE seq = (SELECT max(seq) FROM entries)")
    with hall(tmp_path) as desk:
        assert "以后的记录缺失" in chaincheck.check_tail(desk).why
        with pytest.raises(Refusal) as refused:
            chaincheck.settle(auditor(desk), " ")
        assert refused.value.code == "no_reason"
        assert chaincheck.settle(auditor(desk), "从备份恢复，已逐件核对").why == ""
        assert any("理由：从备份恢复" in text for text in checks(desk))
        assert chaincheck.check_tail(desk).why == ""


def test_djbh_a_lost_anchor_is_told_and_is_no_break(tmp_path: Path) -> None:
    with hall(tmp_path) as desk:
        accept(desk, form_for(desk, "附件/8"))
    (tmp_path / anchor.FILE).unlink()
    with hall(tmp_path) as desk:
        state = chaincheck.check_tail(desk)
        assert state.why == ""
        assert "锚点文件不见了" in state.note


def test_djbh_the_city_tells_how_far_it_has_the_chain(desk: Desk, tmp_path: Path) -> None:
    accept(desk, form_for(desk, "附件/8"))
    with running_city(tmp_path / "city") as city:
        runner(desk.store, city.url, Hands(desk.clock.now())).run_once()
    told = anchor.city(desk.store)
    assert told.seq == desk.store.head.seq
    assert told.digest == desk.store.head.digest
    anchor.note_city(desk.store, told.seq + 5, "f" * 64)
    assert "市级记到" in chaincheck.state(desk).why


def test_djbh_the_day_ledger_bears_the_end_of_the_chain(desk: Desk, papers: PaperStub) -> None:
    accept(desk, form_for(desk, "附件/8"))
    head = desk.store.head
    daybook.make_ledger(desk, desk.today, draft=True)
    paper = papers.made[-1]
    assert isinstance(paper, DayLedgerPaper)
    assert paper.chain_note.startswith(f"日志至第{head.seq}条")
    assert paper.chain_note.replace(" ", "").lower().endswith(head.digest[:16])
