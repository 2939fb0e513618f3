"""What the layouts share: headings found by name, printed terms turned into codes, checks every list gets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.errors import Refusal
from models.packs.defects import LEFT, Defect
from models.packs.records import Record
from models.packs.table import Row, Sheet
from models.rules.terms import Mode, PowerType

_DEPARTMENT_ENDS = ("局", "厅", "委", "委员会", "部门", "支队", "总队")


@dataclass(slots=True)
class Reading:
    """What a profile makes of a file."""

    records: list[Record] = field(default_factory=list)
    defects: list[Defect] = field(default_factory=list)

    def report(self, row: str, kind: str, said: str, did: str = LEFT) -> None:
        """Note a finding."""
        self.defects.append(Defect(row, kind, said, did))


Profile = Callable[[Sequence[Sheet]], Reading]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name or cell known to be doubtful: reported when it is printed so, never changed."""

    row: str
    printed: str
    kind: str
    did: str = LEFT


def headed_rows(
    sheets: Sequence[Sheet], wanted: Mapping[str, tuple[str, ...]], required: Sequence[str]
) -> Iterator[tuple[Row, dict[str, str]]]:
    """Rows under a heading, as field → text; a heading may come again on every page.

    Args:
        wanted: field → the headings it goes by, best first.
        required: fields without which the list cannot be used.
    Raises:
        Refusal: no heading found, or a required column is missing (code ``list_column_missing``).
    """
    columns: dict[str, int] = {}
    for sheet in sheets:
        for row in sheet.rows:
            found = _heading(row, wanted)
            if len(found) >= 2:
                columns = found
                _need(columns, wanted, required)
            elif columns:
                yield row, {name: row.cell(at) for name, at in columns.items()}
    if not columns:
        _need({}, wanted, required)


def _heading(row: Row, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, titles in wanted.items():
        at = next((c for c, cell in enumerate(row.cells) if cell.replace(" ", "") in titles), None)
        if at is not None:
            found[name] = at
    return found


def _need(columns: Mapping[str, int], wanted: Mapping[str, tuple[str, ...]], required: Sequence[str]) -> None:
    refuse_missing([wanted[name][0] for name in required if name not in columns])


def need_headings(printed: Iterable[str], wanted: Sequence[str]) -> None:
    """Refuse a heading row that lacks a column the layout counts on (code ``list_column_missing``)."""
    have = {cell.replace(" ", "") for cell in printed}
    refuse_missing([title for title in wanted if title not in have])


def refuse_missing(missing: Sequence[str]) -> None:
    """Refuse when any column is missing (code ``list_column_missing``)."""
    if missing:
        raise Refusal(
            f"清单缺少“{'”“'.join(missing)}”列",
            "现用的清单没有改动",
            "请补上该列的表头和内容后再导入",
            code="list_column_missing",
        )


def need_records(reading: Reading, what: str) -> None:
    """Refuse a file in which nothing of the list was recognised (code ``list_no_rows``)."""
    if not reading.records:
        raise Refusal(
            f"文件里没有找到{what}的事项行", "现用的清单没有改动", "请核对导入的文件和所选的城市", code="list_no_rows"
        )


def close_up(text: str) -> str:
    """A name without the blanks a broken line left between Chinese characters."""
    return re.sub(r"(?<=[\u3400-\u9fff，、（）]) +(?=[\u3400-\u9fff，、（）])", "", text)


def number(text: str) -> int | None:
    """A row number, or None when the cell is something else; one of ten digits and more numbers no list."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def power_type(printed: str) -> PowerType | None:
    """The type a printed cell means; 其他权力 and 其他权利 are 其他行政权力."""
    if printed.startswith(("其他", "备案")):
        return PowerType.OTHER_POWER
    return next((kind for kind in PowerType if kind.value == printed), None)


def mode(printed: str, modes: Mapping[str, Mode], row: str, reading: Reading) -> Mode | None:
    """The code of a printed mode; an unknown one is reported and left to the rules."""
    found = modes.get(printed.replace(" ", ""))
    if found is None:
        reading.report(row, "放权方式认不出", printed, "方式留空，须由规则或管理员确定")
    return found


def check_numbers(reading: Reading, list_name: str) -> None:
    """Report gaps and repeats in the numbers of one list."""
    numbers = [r.no for r in reading.records if r.list_name == list_name]
    for before, after in zip([0, *numbers], numbers, strict=False):
        if after != before + 1:
            reading.report(f"{list_name}/{after}", "序号不连续", f"{before} 之后是 {after}")


def check_count(reading: Reading, list_name: str, stated: int | None) -> None:
    """Report a list whose heading states another number of items than it has."""
    have = sum(r.list_name == list_name for r in reading.records)
    if stated is not None and stated != have:
        reading.report(list_name, "项数与标题不符", f"标题写 {stated} 项，实有 {have} 项")


def check_names(reading: Reading) -> None:
    """Report empty names, names that are departments, and the same name twice under one parent."""
    groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in reading.records:
        groups[record.list_name, record.parent, record.name].append(record)
        if not record.name:
            reading.report(record.key, "事项名称为空", "", "照录空名，须补正后才能用")
        elif record.name == record.department or (len(record.name) <= 10 and record.name.endswith(_DEPARTMENT_ENDS)):
            reading.report(record.key, "事项名称印成了部门名", record.name)
    for same in groups.values():
        if len(same) > 1:
            _report_same(reading, same)


def _report_same(reading: Reading, same: Sequence[Record]) -> None:
    keys = "、".join(str(r.no) for r in same)
    departments = {r.department for r in same}
    bases = {r.basis for r in same}
    how = (
        "靠主管部门区分"
        if len(departments) > 1
        else "依据不同，疑有一处名称印错"
        if len(bases) > 1
        else "依据相同，疑为重复或漏印限定词"
    )
    for record in same:
        reading.report(record.key, "重名", f"第{keys}号都叫“{record.name}”", f"{LEFT}；{how}")


def check_doubts(reading: Reading, doubts: Iterable[Doubt]) -> None:
    """Report each known doubt that this file really prints."""
    printed = {r.key: f"{r.parent}\n{r.name}\n{r.department}\n{r.remark}\n{r.basis}" for r in reading.records}
    for doubt in doubts:
        if doubt.printed in printed.get(doubt.row, ""):
            reading.report(doubt.row, doubt.kind, doubt.printed, doubt.did)


def check_text(reading: Reading, text: str, findings: Iterable[tuple[tuple[str, ...], Defect]]) -> None:
    """Report findings about the body, each only when all its quotations stand in the text."""
    squeezed = "".join(text.split())
    for quotations, defect in findings:
        if all("".join(q.split()) in squeezed for q in quotations):
            reading.defects.append(defect)
