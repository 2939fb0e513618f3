"""Doubts of the 于都 document that a reader must be told of: reported when printed so, never changed."""

from __future__ import annotations

from models.packs.defects import LEFT, Defect
from models.packs.profiles.common import Doubt

_UNIT = "市级实施单位前后不一"
DOUBTS = (
    Doubt("附件1/7", "市行政审批局", _UNIT, f"{LEFT}；第7、8号印市行政审批局，第9、10号印市司法局"),
    Doubt("附件1/8", "市行政审批局", _UNIT, f"{LEFT}；同一主项的第9、10号印市司法局，待核定"),
    Doubt("附件1/9", "市司法局", _UNIT, f"{LEFT}；同一主项的第8号印市行政审批局，待核定"),
    Doubt("附件1/10", "市司法局", _UNIT, f"{LEFT}；同一主项的第8号印市行政审批局，待核定"),
    Doubt("附件1/4", "公路水运工程工地试验室备案", "没有子项，是否含水运工程不明"),
    Doubt("附件2/24", "猎守证", "疑为“狩猎证”"),
    Doubt(
        "附件2/43", "市级权限内计量标准器具核准", "承接单位与邻行不一", f"{LEFT}；印县行政审批局，其余各行为县市监局等"
    ),
)


def _body(kind: str, said: str, did: str = "以正文为准") -> Defect:
    return Defect("附件4", kind, said, did)


FINDINGS = (
    (
        ("开展咨询、受理、审核、转报等工作", "开展咨询、受理、审核、转报、审批等工作"),
        _body("任务(3)与正文不一", "附件4任务(3)写“受理、审核、转报、审批”，正文三2没有“审批”"),
    ),
    (
        ("确保与县级监管部门实现审管无缝衔接", "确保与市级监管部门实现审管无缝衔接"),
        _body("任务(8)与正文不一", "附件4任务(8)写“市级监管部门”，正文三6写“县级监管部门”"),
    ),
    (
        ("3个工作日内将审批信息推送县级监管部门", "(7) 依托“市县联动”审批平台"),
        _body("任务(7)与正文不一", "附件4任务(7)没有“3个工作日”，正文三6写“3个工作日内”"),
    ),
    (
        ("县市监局", "县住建局", "县教科体局"),
        Defect(
            "附件1—3",
            "机关名称为简称",
            "县市监局、县住建局、县教科体局、县发改委等",
            "只补上地名，简称照录；全称由城市包核定",
        ),
    ),
)
