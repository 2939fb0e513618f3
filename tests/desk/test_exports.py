"""What leaves as a file: masked by one, whole numbers only by two with a reason, and always a line in the trail."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.desk import bare_export, daybook
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.twopersons import Witness
from models.errors import Refusal, StoreTrouble
from models.rules.personal import holds
from models.rules.powers import ADMINISTRATOR, Power
from models.rules.terms import AuditKind
from models.store import audit
from tests.helpers.factory import AGENT, SUPERVISOR, form_for

WITNESS = Witness("admin-1", "guanli", "样例管理员", ADMINISTRATOR, Power.EXPORT_BARE)


def words(path: Path) -> str:
    """Every cell."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return "\n".join(str(cell) for row in rows for cell in row)


def test_pipl_the_days_table_bears_no_number_and_leaves_a_line(desk: Desk, tmp_path: Path) -> None:
    accept(desk, form_for(desk, "附件/8"))
    daybook.export_xlsx(desk, desk.today, tmp_path / "台账.xlsx")
    assert not holds(words(tmp_path / "台账.xlsx"))
    (line,) = audit.lines(desk.store, only=[AuditKind.EXPORT])
    assert line.subject == "台账.xlsx"
    assert "1行" in line.text


def test_pipl_whole_numbers_leave_by_two_persons_with_a_reason(desk: Desk, tmp_path: Path) -> None:
    accept(desk, form_for(desk, "附件/8"))
    boss = replace(desk, staff=SUPERVISOR)
    why = f"市局核对，来电{AGENT.phone}"
    assert bare_export.export(boss, desk.today, tmp_path / "内部.xlsx", WITNESS, why) == 1
    assert AGENT.phone in words(tmp_path / "内部.xlsx")
    kinds = [line.what for line in audit.lines(desk.store)]
    assert kinds[:2] == [AuditKind.TWO_PERSONS, AuditKind.EXPORT]
    assert not [line for line in audit.lines(desk.store) if holds(line.text)]


@pytest.mark.parametrize(
    ("witness", "why", "code"),
    [
        (replace(WITNESS, id=SUPERVISOR.id), "核对", "same_person"),
        (replace(WITNESS, role="clerk"), "核对", "wrong_second"),
        (WITNESS, " ", "no_reason"),
    ],
)
def test_pipl_else_no_file_is_written(witness: Witness, why: str, code: str, desk: Desk, tmp_path: Path) -> None:
    boss = replace(desk, staff=SUPERVISOR)
    with pytest.raises(Refusal) as refused:
        bare_export.export(boss, desk.today, tmp_path / "内部.xlsx", witness, why)
    assert refused.value.code == code
    assert not (tmp_path / "内部.xlsx").exists()


def test_pipl_a_clerk_cannot_and_a_file_that_cannot_be_written_leaves_no_line(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        bare_export.export(desk, desk.today, tmp_path / "内部.xlsx", WITNESS, "核对")
    with pytest.raises(StoreTrouble):
        bare_export.export(
            replace(desk, staff=SUPERVISOR), desk.today, tmp_path / "gone" / "内部.xlsx", WITNESS, "核对"
        )
    assert audit.lines(desk.store) == ()
