"""只减不增: 承接事项的环节、时限、材料不得多于市级标准（晋城二(二)、济宁三(三)7）."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.errors import Refusal
from models.packs.__main__ import main
from models.packs.guides import dump_doc, read_doc, read_guide
from models.packs.loader import PackShelf
from models.packs.reduce_only import admit, faults
from tests.packs.conftest import RESOURCES

Doc = dict[str, Any]
NAME = "labour_dispatch_licence"


def _city() -> Doc:
    return read_doc((RESOURCES / "guides" / f"{NAME}.yaml").read_bytes())


def _limit(doc: Doc, kind: str) -> Doc:
    found: Doc = next(entry for entry in doc["time_limits"] if entry["kind"] == kind)
    return found


def _changed(change: Callable[[Doc], object]) -> Doc:
    doc = copy.deepcopy(_city())
    change(doc)
    return doc


def _compare(change: Callable[[Doc], object], base: Callable[[Doc], object] = lambda _: None) -> tuple[str, ...]:
    own = read_guide(dump_doc(_changed(lambda d: (base(d), change(d)))))
    return faults(own, read_guide(dump_doc(_changed(base))))


def _one_more_material(doc: Doc) -> None:
    doc["materials"]["items"].append({"seq": 9, "name": "无违法证明", "required": "required", "to_confirm": False})


MORE: list[tuple[Callable[[Doc], object], str]] = [
    (_one_more_material, "多出材料“无违法证明”"),
    (lambda d: d["materials"]["items"][7].update(required="required"), "由有条件改为必交"),
    (lambda d: _limit(d, "decision").update(value=21), "延为21工作日"),
    (lambda d: _limit(d, "decision").update(value=1, unit="月"), "延为1月"),
    (lambda d: _limit(d, "decision").update(value=None, unit=None), "没有写数"),
    (lambda d: _limit(d, "receipt_check").update(value=6), "收件审查时限"),
    (lambda d: d["time_limits"].remove(_limit(d, "receipt_check")), "没有写收件审查时限"),
    (lambda d: d["time_limits"].append({**_limit(d, "decision"), "applies_to": "重大项目", "value": 60}), "重大项目"),
    (
        lambda d: d["special_procedures"].append(
            {"name": "专家评审", "counts_in_limit": "excluded", "to_confirm": False}
        ),
        "多出环节“专家评审”",
    ),
]


@pytest.mark.parametrize(("change", "said"), MORE)
def test_that_a_guide_asking_more_than_the_city_is_found_out_jincheng_2_2(
    change: Callable[[Doc], object], said: str
) -> None:
    found = _compare(change)
    assert len(found) == 1
    assert said in found[0]


LESS: list[Callable[[Doc], object]] = [
    lambda _: None,
    lambda d: d["materials"]["items"].pop(),
    lambda d: d["materials"]["items"][0].update(required="optional"),
    lambda d: d["materials"]["items"][0].update(name="劳务派遣 经营许可申请书"),
    lambda d: _limit(d, "decision").update(value=5),
    lambda d: _limit(d, "decision").update(value=20, unit="日", day_rule="calendar"),
    lambda d: d["time_limits"].remove(_limit(d, "delivery")),
    lambda d: d["special_procedures"].clear(),
]


@pytest.mark.parametrize("change", LESS)
def test_that_a_guide_asking_as_much_or_less_passes_jincheng_2_2(change: Callable[[Doc], object]) -> None:
    assert _compare(change) == ()


def test_that_more_copies_and_withdrawn_easements_count_as_more_jining_3_3_7() -> None:
    def base(doc: Doc) -> None:
        doc["materials"]["items"][0].update(original=1, copy=1, notify_commit="allowed", tolerate_missing="allowed")

    def change(doc: Doc) -> None:
        doc["materials"]["items"][0].update(original=2, copy=3, notify_commit="forbidden", tolerate_missing="forbidden")

    assert len(_compare(change, base)) == 4


def test_that_the_applicants_own_time_may_not_be_shortened_jining_3_3_7() -> None:
    def base(doc: Doc) -> None:
        doc["time_limits"].append({**_limit(doc, "decision"), "kind": "supplement", "value": 15})

    found = _compare(lambda d: _limit(d, "supplement").update(value=5), base)
    assert found == ("补正时限“全部”由15工作日缩为5工作日，留给申请人的时间少了",)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "guides").mkdir()
    shutil.copy(RESOURCES / "guides" / f"{NAME}.yaml", tmp_path / "guides")
    return tmp_path


def test_that_an_admitted_guide_stands_before_the_shared_one(shelf: Path) -> None:
    doc = _changed(lambda d: (_limit(d, "decision").update(value=7), d.update(version="2026-11-20")))
    path = admit(shelf, "jincheng", dump_doc(doc))
    assert path == shelf / "cities" / "jincheng" / "guides" / f"{NAME}.yaml"
    assert PackShelf(shelf).guide("jincheng", NAME).version == "2026-11-20"
    assert PackShelf(shelf).guide("yudu", NAME).version == _city()["version"]


def test_that_a_guide_that_adds_is_refused_and_nothing_is_written(
    shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = shelf / "新指南.yaml"
    new.write_bytes(dump_doc(_changed(_one_more_material)))
    assert main(["--root", str(shelf), "guide", str(new), "--city", "jincheng"]) == 1
    said = capsys.readouterr().err
    assert "多出材料“无违法证明”" in said
    assert "只减不增" in said
    assert not (shelf / "cities").exists()


def test_that_a_guide_without_a_city_guide_to_compare_with_is_refused(shelf: Path) -> None:
    with pytest.raises(Refusal) as refused:
        admit(shelf, "jincheng", dump_doc(_changed(lambda d: d.update(id="brand_new"))))
    assert refused.value.code == "guide_missing"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d["materials"]["items"][0].update(required="whenever"),
        lambda d: d["materials"]["items"][0].update(name=1),
        lambda d: _limit(d, "decision").update(value="七"),
        lambda d: _limit(d, "decision").update(unit="世纪"),
        lambda d: d.update(id="../x"),
    ],
)
def test_that_a_guide_with_a_word_where_a_number_belongs_is_refused(
    shelf: Path, spoil: Callable[[Doc], object]
) -> None:
    with pytest.raises(Refusal) as refused:
        admit(shelf, "jincheng", dump_doc(_changed(spoil)))
    assert refused.value.code == "guide_faults"
    assert not (shelf / "cities").exists()
