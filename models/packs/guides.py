"""办事指南 on disk and in hand: YAML → ``Guide``, and the writer that puts a checked guide into a pack.

Every mark of the file survives: a line is 待核定 when it says so, when its block says so, or when the confidence of its
block is below high. What has no field of its own in ``Guide`` (notes on applicants, 免交, 中介服务, 核验, 救济) is kept
as a sentence of ``notes``. YAML is only imported here, and this module only when a guide is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from models.errors import Refusal
from models.packs import guide_words as words
from models.packs.files import replace_file
from models.packs.guide_schema import problems
from models.rules.catalogue import Guide, Limit, Line, Material
from models.rules.terms import PowerType

Doc = Mapping[str, Any]
FOLDER = "guides"
_DEEPEST = 40  # lists within lists


def read_guide(data: bytes) -> Guide:
    """The guide of one file.

    Raises:
        Refusal: not YAML, or a part is missing or of the wrong kind (code ``guide_damaged``).
    """
    doc = read_doc(data)
    try:
        return _guide(doc, hashlib.sha256(data).hexdigest())
    except (KeyError, TypeError, ValueError, AttributeError) as trouble:
        raise _damaged(f"缺少或写错了“{trouble.args[0] if trouble.args else trouble}”") from trouble


def read_doc(data: bytes) -> dict[str, Any]:
    """The plain content of one file. Raises Refusal (``guide_damaged``)."""
    try:
        _refuse_what_is_too_deep(data)
        doc = yaml.load(data, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, AttributeError) as trouble:  # the latter two for a 13th month
        raise _damaged("文件格式读不出来") from trouble
    if not isinstance(doc, dict):
        raise _damaged("文件里没有指南内容")
    return doc


def _refuse_what_is_too_deep(data: bytes) -> None:
    """The reader goes down into nested lists on the stack of the machine, whose end is the end of the program."""
    depth = 0
    for event in yaml.parse(data, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise ValueError("nested too deep")


def _damaged(why: str) -> Refusal:
    return Refusal(f"办事指南不能用：{why}", "已收的件不受影响", "请管理员更换这份指南后再用", code="guide_damaged")


def dump_doc(doc: Doc) -> bytes:
    """The text of a guide, keys in their order, a line per material, limit or condition."""
    text = yaml.dump(
        dict(doc), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100_000
    )
    return bytes(text.encode("utf-8"))


def write_guide(folder: Path, doc: Doc) -> Path:
    """Check a guide and put it into ``folder`` under its id, whole or not at all.

    Raises:
        Refusal: the guide breaks the structure; the first faults are named (code ``guide_faults``).
    """
    if faults := problems(doc):
        raise faulty(faults)
    target = folder / f"{doc['id']}.yaml"
    replace_file(target, dump_doc(doc))
    return target


def faulty(faults: Sequence[str]) -> Refusal:
    """What is said of a guide that breaks the structure (``guide_faults``); the first faults are named."""
    return Refusal(
        f"办事指南有 {len(faults)} 处不合格式：{'；'.join(faults[:3])}",
        "原有指南没有改动",
        "请改正后再导入",
        code="guide_faults",
    )


def _guide(doc: Doc, digest: str) -> Guide:
    basis, fee, result = doc["basis"], doc["fee"], doc["result"]
    return Guide(
        id=doc["id"],
        version=str(doc["version"]),
        item_name=doc["item_name"],
        power_types=tuple(PowerType(kind) for kind in doc["power_types"]),
        confidence=doc["confidence"],
        bases=tuple(words.basis(entry) for entry in basis["items"]),
        basis_source=basis["source"] or "",
        applicant_kinds=tuple(doc["applicant_types"]["values"]),
        handling_items=tuple(doc["handling_items"]),
        conditions=_lines(doc["acceptance_conditions"]),
        conditions_source=doc["acceptance_conditions"]["source"] or "",
        refusal_grounds=_lines(doc["refusal_grounds"]),
        materials=_materials(doc["materials"]),
        materials_source=doc["materials"]["source"] or "",
        counts_to_confirm=doc["materials"]["counts_to_confirm"],
        limits=tuple(_limit(entry) for entry in doc["time_limits"]),
        fee_charge=fee["charge"],
        fee_note=words.fee(fee),
        result_names=tuple(result["names"]),
        validity=words.validity(result),
        renewal=words.renewal(result["renewal"]),
        special_procedures=tuple(words.procedure(entry) for entry in doc["special_procedures"]),
        common_mistakes=tuple(doc["common_mistakes"]),
        notes=(*doc["notes"], *words.kept_notes(doc)),
        to_confirm=doc["confidence"] != "high",
        digest=digest,
    )


def _lines(block: Doc | None) -> tuple[Line, ...]:
    return tuple(Line(line["text"], words.unsure(line, block)) for line in (block or {"items": ()})["items"])


def _materials(block: Doc) -> tuple[Material, ...]:
    return tuple(_material(entry, block) for entry in block["items"])


def _material(entry: Doc, block: Doc) -> Material:
    plain = {
        name: entry.get(name) or "" for name in ("when", "form", "origin", "notify_commit", "tolerate_missing", "note")
    }
    return Material(
        seq=entry["seq"],
        name=entry["name"],
        required=entry["required"],
        original=entry.get("original"),
        copy=entry.get("copy"),
        source=entry.get("source") or block["source"] or "",
        to_confirm=words.unsure(entry, block),
        **plain,
    )


def _limit(entry: Doc) -> Limit:
    return Limit(
        kind=entry["kind"],
        applies_to=entry["applies_to"],
        value=entry["value"],
        unit=entry["unit"],
        day_rule=entry.get("day_rule") or "",
        anchor=entry["anchor"],
        source=entry["source"] or "",
        note=words.limit_note(entry),
        to_confirm=words.unsure(entry, None),
    )


def bindings(doc: Doc) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """(city, item key, handling items) for every item the guide says it serves."""
    for entry in doc["items"]:
        own = entry.get("handling_items")
        for at, no in enumerate(entry["nos"]):
            yield entry["city"], f"{entry['list']}/{no}", (own[at],) if own else tuple(doc["handling_items"])
