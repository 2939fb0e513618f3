"""导出未遮盖的个人信息: the one table that bears whole numbers. A supervisor, a second person, a reason, two lines of
the trail; for what a law asks of the hall, never for convenience (个人信息保护法第六条、第三十四条、第五十一条).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.desk import twopersons
from models.desk.context import Desk
from models.desk.dayrows import day_cases
from models.desk.export import note_export, write_table
from models.desk.power import needs
from models.desk.standing import standing
from models.errors import Refusal
from models.rules.personal import scrub
from models.rules.powers import Power

if TYPE_CHECKING:
    from models.desk.twopersons import Witness

COLUMNS: Final = ("办件编号", "事项", "申请人", "证件类型", "证件号", "电话", "经办人", "经办人证件号", "经办人电话")


@needs(Power.EXPORT_BARE)
def export(desk: Desk, day: date, path: Path, witness: Witness, why: str) -> int:
    """The day's cases with whole numbers as a table file. Returns how many rows.

    Raises:
        Refusal: ``wrong_role``, ``same_person``, ``wrong_second``, ``no_reason``. StoreTrouble: the file.
    """
    twopersons.check(desk, witness, Power.EXPORT_BARE)
    if len(why.strip()) < 2:
        raise Refusal("没有写明为什么导出", "没有写出文件", "请写明依据和用途", code="no_reason")
    cases = day_cases(desk, day)
    rows = [_cells(one.case.case_no, one.case.item_name, standing(desk, one.case.case_id).received) for one in cases]
    with desk.store.work() as work:  # the trail first: a file without its line must not be
        said = f"{day:%Y-%m-%d} 未遮盖的个人信息{len(rows)}行，理由：{scrub(why.strip())[:200]}"
        note_export(desk, work, path.name, said)
        twopersons.note(work, desk, witness, path.name[:120], said)
        write_table(path, f"{day:%Y-%m-%d} 申请人信息（内部）", COLUMNS, rows)
        work.commit()
    return len(rows)


def _cells(case_no: str, item: str, received: Mapping[str, Any]) -> tuple[str, ...]:
    who, agent = received.get("applicant") or {}, received.get("agent") or {}
    parts = (who.get("name"), who.get("id_kind"), who.get("id_number"), who.get("phone"))
    return (case_no, item, *map(_text, parts), *(_text(agent.get(key)) for key in ("name", "id_number", "phone")))


def _text(value: object) -> str:
    return str(value or "")
