"""Every defect of the five documents has its line, by row, with what was printed and what was done."""

from __future__ import annotations

import pytest

from models.packs import defects
from models.packs.defects import LEFT, Defect
from models.packs.importer import ImportReport

Built = dict[str, ImportReport]

# city, rows, a word of the kind, what is said, what was done
KNOWN = [
    ("jincheng", ["附件/17", "附件/19"], "缺字", "固定资产投资项核准", LEFT),
    ("jincheng", ["附件/17"], "同名", "发改部门", "主管部门区分"),
    ("jincheng", ["附件/19"], "同名", "能源部门", "主管部门区分"),
    ("jincheng", ["附件/33"], "国家清单措辞一致", "放射源诊疗技术", "不是错"),
    ("jincheng", ["附件/37"], "放射工作人员证", "放射医疗工作人员证核发", LEFT),
    ("jincheng", ["附件/93"], "缺字", "可不进行招标方式", LEFT),
    ("jincheng", ["附件/54", "附件/56"], "业务办理项", "从业资格认定", "新办、换证"),
    ("xinzhou", [f"清单一/{n}" for n in (*range(132, 140), *range(233, 244))], "多出一列", "印了两次", "左移一格"),
    ("xinzhou", ["清单一/32", "清单一/33"], "重名", "金融机构营业场所", LEFT),
    ("xinzhou", ["清单一/199", "清单一/210"], "重名", "公共场所卫生许可", "依据不同"),
    ("xinzhou", ["清单一/215", "清单一/216"], "重名", "中医医疗机构设置", LEFT),
    ("xinzhou", ["清单一/219", "清单一/220"], "重名", "危险化学品", "依据不同"),
    ("xinzhou", ["清单一/316", "清单一/317"], "重名", "资本项目", LEFT),
    ("xinzhou", ["清单一/210"], "依据不符", "母婴保健法", "母婴保健技术服务人员资格"),
    ("xinzhou", ["清单一/225"], "印成了部门名", "省市场监管局", LEFT),
    ("xinzhou", ["清单一/225"], "依据推断", "省市场监管局", "食品生产许可"),
    ("xinzhou", ["清单一/206"], "序号倒退", "325，第195号已用", "350—353"),
    ("xinzhou", ["清单一/211"], "依据占位", "国务院", LEFT),
    ("xinzhou", ["清单一/56"], "市级部门", "市司法局", LEFT),
    ("xinzhou", ["正文第41行"], "英文字", "and、risk", LEFT),
    ("xinzhou", ["正文第17行"], "截断", "事项清", LEFT),
    ("xinzhou", [f"清单一/{n}" for n in (16, 53, 56, 58, 207, 284, 286, 290)], "层级", "初审", "不作决定权"),
    ("yudu", ["附件1/3"], "空白", "公路工程质量核验和鉴定", "办理公路水运工程质量监督手续"),
    ("yudu", ["附件3/31"], "右移一格", "药品零售企业许可（新办）", "左移一格"),
    ("yudu", ["附件3/31"], "备注缺失", "", "县级受理 市级审批"),
    ("yudu", [f"附件3/{n}" for n in range(32, 37)], "子项印在主项列", "药品零售企业许可", "右移一格"),
    ("yudu", ["附件3/39"], "缺“县”字", "水利局", "县水利局"),
    ("yudu", ["附件3/40"], "网页文本", "<p>(一) 跨县", "移入备注"),
    ("yudu", [f"附件1/{n}" for n in (7, 8)], "市级实施单位", "市行政审批局", LEFT),
    ("yudu", [f"附件1/{n}" for n in (9, 10)], "市级实施单位", "市司法局", LEFT),
    ("yudu", [f"附件1/{n}" for n in range(1, 11)], "备注列印的是权力类型", "行政", "不作范围"),
    ("yudu", ["附件2/43"], "承接单位", "计量标准器具", "县行政审批局"),
    ("yudu", ["附件4"], "任务(3)", "审批", "以正文为准"),
    ("yudu", ["附件4"], "任务(7)", "3个工作日", "以正文为准"),
    ("yudu", ["附件4"], "任务(8)", "市级监管部门", "以正文为准"),
    ("jining", [f"附件1/{n}" for n in (4, 13, 31, 61)], "跨行断开", "⏎", "接成一格"),
    ("jining", ["附件2/1-15"], "没有方式列", "自行确定", "由县级配置"),
    ("jining", ["正文"], "功能区个数", "14个县级中心", "曲阜文化建设示范区"),
    ("zezhou", ["划入/3"], "其他权利", "其他权利", "其他行政权力"),
    ("zezhou", ["正文"], "文号", "2020-12-24", "发布日"),
]


@pytest.mark.parametrize(("city", "rows", "kind", "said", "did"), KNOWN)
def test_that_each_known_defect_has_its_line_for_each_row(
    built: Built, city: str, rows: list[str], kind: str, said: str, did: str
) -> None:
    for row in rows:
        lines = [d for d in built[city].defects if d.row == row and kind in d.kind]
        assert len(lines) == 1, (row, lines)
        assert said in lines[0].said
        assert did in lines[0].did


def test_that_exactly_nineteen_rows_of_xinzhou_were_moved_left(built: Built) -> None:
    moved = [d for d in built["xinzhou"].defects if "多出一列" in d.kind]
    assert len(moved) == 19


def test_that_exactly_five_groups_of_xinzhou_share_a_name(built: Built) -> None:
    groups = {d.said for d in built["xinzhou"].defects if d.kind == "重名"}
    assert len(groups) == 5


def test_that_yudu_rows_31_to_36_read_like_their_neighbours_after_mending(built: Built) -> None:
    drugs = [i for i in built["yudu"].items if i.list_name == "附件3" and 31 <= i.no <= 36]
    assert {(i.parent, i.power_type_printed, i.remark) for i in drugs} == {
        ("药品零售企业许可", "行政许可", "县级受理 市级审批")
    }
    assert [i.name.removeprefix("药品零售企业许可") for i in drugs] == [
        "（新办）",
        "（换证）",
        "（补证）",
        "（注销）",
        "变更（登记事项的变更）",
        "变更（许可事项的变更）",
    ]
    assert [i.handling_items for i in drugs] == [
        ("新办",),
        ("换证",),
        ("补证",),
        ("注销",),
        ("登记事项变更",),
        ("许可事项变更",),
    ]


def test_that_the_web_page_in_yudu_row_40_becomes_plain_lines_of_the_remark(built: Built) -> None:
    item = next(i for i in built["yudu"].items if i.key == "附件3/40")
    assert (item.name, item.parent) == ("建设项目环境影响评价审批", "")
    lines = item.remark.splitlines()
    assert lines[0] == "县级受理 市级审批"
    assert "<" not in item.remark
    assert len(lines) == 19  # (一)(二) 1.—14. (三)(四) under the printed remark
    assert lines[-1].startswith("(四)")


def test_that_the_moved_rows_of_xinzhou_have_department_and_basis_in_place(built: Built) -> None:
    items = {i.no: i for i in built["xinzhou"].items if i.list_name == "清单一"}
    assert items[132].department == "省交通厅"
    assert items[132].remark == "实施部门：市行政审批服务管理局, 县行政审批服务管理局"
    assert items[132].basis.startswith("《中华人民共和国港口法》")
    assert items[238].department == "省广电局"


def test_that_nothing_doubtful_is_changed_in_the_catalogue(built: Built) -> None:
    xinzhou = {i.key: i for i in built["xinzhou"].items}
    assert xinzhou["清单一/225"].name == "省市场监管局"
    assert xinzhou["清单一/206"].source_no == "325"
    jincheng = {i.key: i for i in built["jincheng"].items}
    assert jincheng["附件/19"].name == "固定资产投资项核准"


def test_that_the_report_goes_to_a_table_and_back() -> None:
    lines = (Defect("附件/1", "缺字", '他说"好",\n换行', LEFT),)
    assert defects.read_csv(defects.to_csv(lines)) == lines
    assert "共 1 处" in defects.to_text(lines)


def test_that_the_printed_report_shortens_what_is_a_page_long(built: Built) -> None:
    text = defects.to_text(built["yudu"].defects)
    assert all(len(line) < 260 for line in text.splitlines())
    assert "附件3/40" in text
