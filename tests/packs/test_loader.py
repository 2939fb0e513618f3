"""The shelf: packs whole and quick, guides one at a time, nothing heavy on the way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from models.errors import Refusal
from models.packs import records
from models.packs.__main__ import main
from models.packs.build import build_all, helps_for, source_of
from models.packs.importer import CATALOGUE, REPORT, import_list
from models.packs.loader import PackShelf
from models.packs.records import Record
from models.rules.catalogue import Item
from models.rules.terms import PowerType
from tests.packs.conftest import RESOURCES

HEAVY = ("yaml", "pypinyin", "python_calamine", "sqlalchemy", "pydantic", "reportlab", "cryptography", "argon2")


@pytest.fixture(scope="module")
def shelf() -> PackShelf:
    return PackShelf(RESOURCES)


def test_that_loading_a_pack_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pathlib import Path; from models.packs.loader import PackShelf;"
        f"pack = PackShelf(Path({str(RESOURCES)!r})).load('jincheng'); assert len(pack.items) == 95;"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=RESOURCES.parent
    )
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(("city", "count"), [("jincheng", 95), ("jining", 76), ("yudu", 108), ("zezhou", 22)])
def test_that_a_pack_has_policy_regions_rules_and_all_its_items(shelf: PackShelf, city: str, count: int) -> None:
    pack = shelf.load(city)
    assert (pack.id, len(pack.items)) == (city, count)
    assert pack.policy.city_id == city
    assert pack.version
    assert pack.regions
    assert len(pack.digest) == 64
    keys = {item.key for item in pack.items}
    whole_lists = {f"{item.list_name}/*" for item in pack.items}
    assert {key for rule in pack.rules for key in rule.item_keys} <= keys | whole_lists


def test_that_the_shelf_knows_its_cities(shelf: PackShelf) -> None:
    assert shelf.cities() == ("jincheng", "jining", "xinzhou", "yudu", "zezhou")


def test_that_an_item_comes_back_as_it_was_written() -> None:
    record = Record(
        "附件", 7, '带"引号",和\n换行', parent="主项", department="水务部门", handling_items=("新办", "变更"),
        power_type=PowerType.ADMIN_LICENSE, initials="d", pinyin="dai",
    )  # fmt: skip
    (item,) = records.read(records.write([record]).decode())
    assert isinstance(item, Item)
    assert (item.key, item.name, item.parent) == ("附件/7", record.name, "主项")
    assert item.handling_items == ("新办", "变更")
    assert (item.power_type, item.printed_mode, item.in_force_from) == (PowerType.ADMIN_LICENSE, None, None)


def test_that_a_guide_is_read_once_and_kept(shelf: PackShelf) -> None:
    first = shelf.guide("jincheng", "water_abstraction_permit")
    assert shelf.guide("jincheng", "water_abstraction_permit") is first
    assert first.item_name == "取水许可"


def test_that_an_item_without_a_guide_gets_its_types_checklist_marked_generic(shelf: PackShelf) -> None:
    pack = shelf.load("jincheng")
    bound, unbound = pack.items[0], pack.items[2]
    assert shelf.guide_for(pack, bound).id == "water_abstraction_permit"
    generic = shelf.guide_for(pack, unbound)
    assert generic.generic
    assert generic.item_name == unbound.name


@pytest.mark.parametrize("city", ["nowhere", "../jincheng", ""])
def test_that_a_city_without_a_pack_is_refused(shelf: PackShelf, city: str) -> None:
    with pytest.raises(Refusal) as refused:
        shelf.load(city)
    assert refused.value.code == "pack_missing"


@pytest.mark.parametrize("guide", ["no_such_guide", "../cities/jincheng/city", ""])
def test_that_a_guide_that_is_not_there_is_refused(shelf: PackShelf, guide: str) -> None:
    with pytest.raises(Refusal) as refused:
        shelf.guide("jincheng", guide)
    assert refused.value.code == "guide_missing"


def test_that_a_pack_lacking_a_file_names_it(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "cities" / "jincheng", tmp_path / "cities" / "jincheng")
    (tmp_path / "cities" / "jincheng" / "rules.toml").unlink()
    with pytest.raises(Refusal) as refused:
        PackShelf(tmp_path).load("jincheng")
    assert "rules.toml" in refused.value.happened


def test_that_the_digest_changes_with_any_file_of_the_pack(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "cities" / "jincheng", tmp_path / "cities" / "jincheng")
    shutil.copytree(RESOURCES / "guides", tmp_path / "guides")
    before = PackShelf(tmp_path).load("jincheng").digest
    assert before == PackShelf(RESOURCES).load("jincheng").digest
    guide = tmp_path / "guides" / "water_abstraction_permit.yaml"
    guide.write_bytes(guide.read_bytes() + b"\n")
    assert PackShelf(tmp_path).load("jincheng").digest != before


def test_that_the_source_documents_stand_beside_their_packs_under_their_own_titles() -> None:
    titles = {city: source_of(RESOURCES / "cities" / city).name for city in PackShelf(RESOURCES).cities()}
    assert titles["jincheng"] == "晋城市推动“市县同权”改革试点实施方案.txt"
    assert all(title.endswith(".txt") for title in titles.values())


def test_that_build_remakes_every_table_from_the_documents_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("cities", "guides"):
        shutil.copytree(RESOURCES / folder, tmp_path / folder)
    for table in (CATALOGUE, REPORT):
        for old in tmp_path.glob(f"cities/*/{table}"):
            old.unlink()
    assert main(["--root", str(tmp_path), "build"]) == 0
    assert "xinzhou：332 项" in capsys.readouterr().out
    for city in PackShelf(RESOURCES).cities():
        for table in (CATALOGUE, REPORT):
            made, kept = (root / "cities" / city / table for root in (tmp_path, RESOURCES))
            assert made.read_bytes() == kept.read_bytes()


def test_that_a_single_import_leans_on_the_other_packs_as_the_whole_build_does() -> None:
    helps = helps_for(RESOURCES, "jincheng")
    one = import_list(source_of(RESOURCES / "cities" / "jincheng"), "jincheng", helps)
    assert one == build_all(RESOURCES)["jincheng"]
