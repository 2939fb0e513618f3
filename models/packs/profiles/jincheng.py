"""晋城市 (晋市政发〔2025〕9号 附件): one table of five columns, its heading repeated on every page.

Any list with the headings 序号、事项名称、下放方式、主管部门 (备注) can be read this way, from text, csv or a workbook.
The list prints no power type; see ``models.packs.power_types``.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.packs.defects import LEFT
from models.packs.profiles.common import (
    Doubt,
    Reading,
    check_doubts,
    check_names,
    check_numbers,
    headed_rows,
    mode,
    need_records,
    number,
)
from models.packs.records import Record
from models.packs.table import Sheet
from models.rules.terms import Mode

LIST = "附件"
MODES = {
    "直接下放": Mode.DIRECT,
    "委托实施": Mode.ENTRUST,
    "下放实质性审核权": Mode.SUBSTANTIVE_CITY_STAMP,
    "服务窗口前移": Mode.WINDOW_FORWARD_COUNTY,
    "窗口前移": Mode.WINDOW_FORWARD_COUNTY,
}
HEADINGS = {
    "no": ("序号",),
    "name": ("事项名称",),
    "mode": ("下放方式", "放权方式", "同权方式"),
    "department": ("主管部门", "市级主管部门"),
    "remark": ("备注",),
}
_MISSING_WORD = "疑缺字，应为“固定资产投资项目核准”"
_SAME = "与另一号同名"
DOUBTS = (
    Doubt("附件/17", "固定资产投资项核准", _MISSING_WORD),
    Doubt("附件/19", "固定资产投资项核准", _MISSING_WORD),
    Doubt("附件/17", "发改部门", _SAME, f"{LEFT}；与第19号只差括注，靠主管部门区分（发改、能源）"),
    Doubt("附件/19", "能源部门", _SAME, f"{LEFT}；与第17号只差括注，靠主管部门区分（发改、能源）"),
    Doubt("附件/49", "固定资产投资项核准", f"备注里同样{_MISSING_WORD}"),
    Doubt(
        "附件/33",
        "放射源诊疗技术和医用辐射机构许可",
        "名称看似有误，实与国家清单措辞一致（忻州清单一第205号同名）",
        "不是错，照录",
    ),
    Doubt("附件/37", "放射医疗工作人员证核发", "名称与他处不一：济宁附件1第11号作“放射工作人员证核发”"),
    Doubt("附件/93", "可不进行招标方式", "名称疑缺字，没有说是审批、核准还是备案"),
)


def read(sheets: Sequence[Sheet]) -> Reading:
    """The items of the 附件, in the order printed."""
    reading = Reading()
    for row, cells in headed_rows(sheets, HEADINGS, ("no", "name", "mode", "department")):
        no = number(cells["no"])
        if no is not None:
            reading.records.append(_record(no, cells, reading))
            if row.inherited:
                reading.report(f"{LIST}/{no}", "合并单元格", "本行有单元格并在上一行里", "已向下继承")
    need_records(reading, "清单")
    check_numbers(reading, LIST)
    check_names(reading)
    check_doubts(reading, DOUBTS)
    return reading


def _record(no: int, cells: dict[str, str], reading: Reading) -> Record:
    return Record(
        LIST,
        no,
        cells["name"],
        department=cells["department"],
        remark=cells.get("remark", ""),
        printed_mode=mode(cells["mode"], MODES, f"{LIST}/{no}", reading),
    )
