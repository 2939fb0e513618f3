"""The 25 guides: structure, every mark kept, sentences made from parts, bindings, writing."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from models.errors import Refusal
from models.packs import guide_words as words
from models.packs.guide_schema import problems
from models.packs.guides import bindings, dump_doc, read_doc, read_guide, write_guide
from models.packs.importer import ImportReport
from models.rules.catalogue import Guide, Line, Material
from tests.packs.conftest import RESOURCES

FILES = sorted((RESOURCES / "guides").glob("*.yaml"))
Doc = dict[str, Any]


def _doc(name: str) -> Doc:
    return read_doc((RESOURCES / "guides" / f"{name}.yaml").read_bytes())


def _guide(name: str) -> Guide:
    return read_guide((RESOURCES / "guides" / f"{name}.yaml").read_bytes())


def _weak(block: Doc) -> bool:
    return bool(block["to_confirm"]) or block["confidence"] != "high"


def test_that_there_are_twenty_five_guides_each_under_its_id() -> None:
    assert len(FILES) == 25
    assert [read_doc(path.read_bytes())["id"] for path in FILES] == [path.stem for path in FILES]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_that_every_guide_has_the_whole_structure(path: Path) -> None:
    assert problems(read_doc(path.read_bytes())) == ()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_that_every_mark_is_kept_and_low_confidence_shows_as_to_confirm(path: Path) -> None:
    doc, guide = read_doc(path.read_bytes()), read_guide(path.read_bytes())
    assert guide.to_confirm == (doc["confidence"] != "high")
    blocks: list[tuple[Doc, Sequence[Line | Material]]] = [
        (doc["acceptance_conditions"], guide.conditions),
        (doc["materials"], guide.materials),
        (doc["refusal_grounds"] or {"items": []}, guide.refusal_grounds),
    ]
    for block, lines in blocks:
        assert len(lines) == len(block["items"])
        for entry, line in zip(block["items"], lines, strict=True):
            assert line.to_confirm == (entry["to_confirm"] or _weak(block))
    assert [limit.to_confirm for limit in guide.limits] == [_weak(entry) for entry in doc["time_limits"]]
    for entry, basis in zip(doc["basis"]["items"], guide.bases, strict=True):
        assert ("待核定" in basis) >= entry["to_confirm"]
    for entry, procedure in zip(doc["special_procedures"], guide.special_procedures, strict=True):
        assert ("待核定" in procedure) >= entry["to_confirm"]
    assert ("待核定" in guide.validity) >= _weak(doc["result"])
    assert ("待核定" in guide.fee_note) == _weak(doc["fee"])
    assert guide.counts_to_confirm == doc["materials"]["counts_to_confirm"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_that_no_fact_of_a_guide_is_lost_on_the_way(path: Path) -> None:
    """Every text under the blocks the window shows is found again in what the window is given."""
    doc, shown = read_doc(path.read_bytes()), repr(read_guide(path.read_bytes()))
    for block in ("acceptance_conditions", "refusal_grounds", "materials", "time_limits", "result", "notes"):
        for text in _texts(doc[block]):
            assert repr(text)[1:-1] in shown, text


def _texts(part: object, key: str = "") -> list[str]:
    if isinstance(part, dict):
        return [text for name, value in part.items() for text in _texts(value, name)]
    if isinstance(part, list):
        return [text for value in part for text in _texts(value, key)]
    skipped = key in {"confidence", "source", "kind", "anchor", "unit", "day_rule", "approver"}
    return [part] if isinstance(part, str) and not skipped else []


def test_that_a_law_a_fee_a_term_and_a_renewal_are_said_in_sentences() -> None:
    guide = _guide("water_abstraction_permit")
    assert guide.bases[0] == "《中华人民共和国水法》第七条、第四十八条"
    assert guide.bases[2].endswith("第二章（待核定）")
    assert guide.validity.startswith("5年，最长10年；")
    assert guide.renewal.startswith("有效期届满45日前申请延续")
    device = _guide("class3_medical_device_operation")
    assert device.renewal.startswith("有效期届满前90个工作日至30个工作日申请延续；")
    assert _guide("road_passenger_transport").validity.startswith("4至8年；")
    assert _guide("real_estate_developer_qualification").renewal == ""
    assert _guide("printing_enterprise_establishment").validity == "有效期待核定"


def test_that_extension_and_what_does_not_count_stand_in_the_note_of_a_limit() -> None:
    limit = next(x for x in _guide("labour_dispatch_licence").limits if x.kind == "decision")
    assert limit.note == "经本机关负责人批准可延长10个工作日（办法第十二条）"
    limit = next(x for x in _guide("class3_medical_device_operation").limits if x.kind == "decision")
    assert limit.note == "不计入：整改时间"


def test_that_a_procedure_says_whether_it_counts() -> None:
    assert (
        words.procedure({"name": "听证", "when": "涉及公共利益", "counts_in_limit": "excluded", "to_confirm": False})
        == "听证：涉及公共利益；不计入办理期限"
    )
    assert words.procedure({"name": "核查", "counts_in_limit": "counted", "to_confirm": True}) == (
        "核查：计入办理期限（待核定）"
    )


def test_that_a_guide_is_bound_to_the_items_it_names(built: dict[str, ImportReport]) -> None:
    wanted = {(city, key): path.stem for path in FILES for city, key, _ in bindings(read_doc(path.read_bytes()))}
    have = {(city, i.key): i.guide_id for city, made in built.items() for i in made.items if i.guide_id}
    assert have == wanted
    assert len(wanted) > 40


def test_that_an_item_bound_to_one_branch_shows_only_that_handling_item(built: dict[str, ImportReport]) -> None:
    yudu = {i.key: i for i in built["yudu"].items}
    assert yudu["附件3/25"].handling_items == ("新办",)
    assert yudu["附件3/23"].handling_items == ("补办",)
    jincheng = {i.key: i for i in built["jincheng"].items}
    assert jincheng["附件/36"].handling_items[:2] == ("首次注册", "变更注册")
    assert jincheng["附件/54"].handling_items[0] == "新办"


def test_that_nothing_of_a_workplace_is_left_in_the_guides() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8").replace("本机关", "").replace("农作物种子", "").replace("本机构", "")
        assert "种子" not in text
        assert "本机" not in text


def test_that_a_written_guide_reads_back_the_same_and_sits_whole_in_its_folder(tmp_path: Path) -> None:
    doc = _doc("nurse_registration")
    target = write_guide(tmp_path, doc)
    assert [p.name for p in tmp_path.iterdir()] == ["nurse_registration.yaml"]
    assert read_doc(target.read_bytes()) == doc
    assert read_guide(target.read_bytes()).digest == read_guide(dump_doc(doc)).digest


def _drop(key: str) -> Callable[[Doc], object]:
    return lambda doc: doc.pop(key)


BROKEN: list[tuple[Callable[[Doc], object], str]] = [
    (_drop("fee"), "fee"),
    (lambda d: d.update(id="带 空格"), "编号"),
    (lambda d: d.update(confidence="sure"), "可信度"),
    (lambda d: d.update(power_types=["行政命令"]), "事项类型"),
    (lambda d: d["items"][0].update(handling_items=["一", "二", "三"]), "业务办理项"),
    (lambda d: d["basis"]["items"][0].pop("to_confirm"), "依据"),
    (lambda d: d["fee"].update(confidence=None), "fee"),
    (lambda d: d["fee"].update(charge="some"), "收费"),
    (lambda d: d["applicant_types"].update(values=["机器人"]), "申请人"),
    (lambda d: d["acceptance_conditions"]["items"][0].update(text=""), "缺文字"),
    (lambda d: d["materials"]["items"][1].update(seq=9), "序号"),
    (lambda d: d["materials"]["items"][0].update(required="maybe"), "必要性"),
    (lambda d: d["materials"]["items"][0].update(when="总是"), "条件"),
    (lambda d: d["materials"]["items"][0].update(copy=-1), "份数"),
    (lambda d: d["materials"].update(counts_to_confirm=None), "份数"),
    (lambda d: d.update(time_limits=[x for x in d["time_limits"] if x["kind"] != "decision"]), "办理时限"),
    (lambda d: d["time_limits"][0].update(anchor="whenever"), "起点"),
    (lambda d: d["time_limits"][0].update(unit="日"), "自然日"),
    (lambda d: d["time_limits"][0].update(value=None), "同时有"),
    (lambda d: d["result"].update(names=[]), "结果"),
    (lambda d: d["result"]["validity"].update(kind="fixed", value=None), "有效期"),
    (lambda d: d.update(materials=[]), "结构不对"),
]


@pytest.mark.parametrize(("break_it", "word"), BROKEN)
def test_that_a_guide_with_a_fault_is_not_let_into_a_pack(
    tmp_path: Path, break_it: Callable[[Doc], object], word: str
) -> None:
    doc = copy.deepcopy(_doc("nurse_registration"))
    break_it(doc)
    with pytest.raises(Refusal) as refused:
        write_guide(tmp_path, doc)
    assert refused.value.code == "guide_faults"
    assert word in refused.value.happened
    assert not list(tmp_path.iterdir())


DEEP = b"- " * 200_000  # lists within lists: the reader would go down until the program ends


@pytest.mark.parametrize(
    "data",
    [b"", b"[1, 2]", b"a: [", b"id: x\nversion: '1'\n", b"\xff\xfe\x00", b"a: 2026-13-01", b"a: !!timestamp x", DEEP],
)
def test_that_a_damaged_guide_is_refused_in_three_parts(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_guide(data)
    assert refused.value.code == "guide_damaged"
    assert refused.value.happened
    assert refused.value.safe
    assert refused.value.todo
