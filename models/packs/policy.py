"""Reads city.toml: the document's own terms, the settings it leaves open, regions, organs and counters."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NoReturn

from models.errors import Refusal
from models.rules.catalogue import Place, Policy, Region

_REGION_WORDS = ("hall", "approval_organ", "doc_word", "government", "court")
_REGION_OPTIONS = (
    "phone", "address", "reconsideration_address", "reconsideration_phone", "reconsideration_url",
)  # fmt: skip


def read_policy(text: str) -> tuple[Policy, tuple[Region, ...], Mapping[str, Place]]:
    """Policy, regions and city counters of a pack: by department, by organ, and "" for the hall's own desk.

    Raises:
        Refusal: code ``city_file``; the sentence names the table and the key that is wrong.
    """
    try:
        return _read(tomllib.loads(text))
    except tomllib.TOMLDecodeError as trouble:
        raise Refusal(f"城市文件不是正确的TOML：{trouble}", _SAFE, _TODO, code="city_file") from trouble
    except (TypeError, AttributeError, KeyError, ValueError, RecursionError) as trouble:  # a word where a table belongs
        raise Refusal("城市文件里有一节的写法不对", _SAFE, _TODO, code="city_file") from trouble


def _read(table: Mapping[str, Any]) -> tuple[Policy, tuple[Region, ...], Mapping[str, Place]]:
    regions = tuple(_region(one, table.get("region_default", {})) for one in table.get("region", []))
    if not regions:
        _wrong("region", "至少要有一个地方")
    return _policy(table), regions, _places(table)


def open_settings(policy: Policy) -> tuple[tuple[str, str, str], ...]:
    """Settings the document leaves open, not yet confirmed: key, value in use, the question (待核定)."""
    marks = (key for key in policy.settings if key.startswith("confirm/"))
    return tuple((key[8:], policy.settings.get(key[8:], ""), policy.settings[key]) for key in marks)


def _policy(table: Mapping[str, Any]) -> Policy:
    head = _table(table, "document")
    settings = _settings(table)
    supplement = settings.get("supplement_days", "")
    if settings.get("crypto", "") not in _CRYPTO:
        _wrong("setting.crypto", f"须是{'、'.join(filter(None, _CRYPTO))}之一")
    return Policy(
        city_id=_text(head, "city_id"), city=_text(head, "city"), city_code=_text(head, "city_code"),
        document=_text(head, "number"), title=_text(head, "title"),
        issued=_date(head, "issued", needed=False),
        in_force_from=_date(head, "in_force_from") or date.max,
        city_government=_text(head, "city_government"), city_court=_text(head, "city_court"),
        tracking_host=_text(head, "tracking_host"), forward_days=_whole(settings, "forward_days"),
        supplement_days=_whole(settings, "supplement_days") if supplement else None,
        monthly_filing_day=_whole(settings, "monthly_filing_day"),
        entrust_seal=settings.get("entrust_seal", ""),
        receive_only_anchor=settings.get("receive_only_anchor", "county_receipt"),
        both_levels=any(key.split("/")[0] == "both_levels_clause" for key in settings), settings=settings,
    )  # fmt: skip


def _settings(table: Mapping[str, Any]) -> dict[str, str]:
    """Flat settings: [setting.x] gives x and confirm/x; notes, organs, county modes under their own keys."""
    found: dict[str, str] = {}
    for key, one in table.get("setting", {}).items():
        found[key] = str(one.get("value", ""))
        if one.get("to_confirm"):
            found[f"confirm/{key}"] = _text(one, "question")
    for key, value in table.get("note", {}).items():
        found[key] = str(value)
    for department, organ in table.get("organs", {}).items():
        found[f"city_organ/{department}"] = _text(organ, "city")
        found[f"county_organ/{department}"] = str(organ.get("county", ""))
    for region, modes in table.get("county_modes", {}).items():
        found |= {f"county_mode/{region}/{item}": str(mode) for item, mode in modes.items()}
    for code, note in table.get("region_notes", {}).items():
        found[f"region_note/{code}"] = str(note)
    return found


def _region(table: Mapping[str, Any], default: Mapping[str, str]) -> Region:
    name, code = _text(table, "name"), _text(table, "code")
    if len(code) != 6 or not code.isdecimal():
        _wrong(f"region {name}", "code 须是六位数字")
    words = _region_words(table, default, name, _REGION_WORDS)
    if not all(words.values()):
        _wrong(f"region {name}", "、".join(key for key in words if not words[key]) + " 没有填")
    options = _region_words(table, default, name, _REGION_OPTIONS)
    return Region(
        code=code, name=name, kind=_text(table, "kind"), pilot=bool(table.get("pilot", False)),
        official_code=bool(table.get("official_code", True)), **words, **options,
    )  # fmt: skip


def _region_words(
    table: Mapping[str, Any], default: Mapping[str, str], name: str, keys: Sequence[str]
) -> dict[str, str]:
    return {key: str(table.get(key) or default.get(key, "").replace("{name}", name)) for key in keys}


def _places(table: Mapping[str, Any]) -> dict[str, Place]:
    """One counter for each department and organ; what it leaves out it takes from the hall's own desk."""
    hall = _table(table, "hall")
    found = {"": _place(hall, _text(hall, "organ"), hall)}
    for department, organ in table.get("organs", {}).items():
        found[department] = found[_text(organ, "city")] = _place(organ, _text(organ, "city"), hall)
    return found


def _place(table: Mapping[str, Any], organ: str, hall: Mapping[str, Any]) -> Place:
    desk = str(table.get("desk", ""))
    name = str(hall.get("desk", ""))
    full = desk if table is hall or not desk else f"{name}{desk}"
    address = str(hall.get("address", "")) + str(table.get("room", hall.get("room", "")))
    phone = str(table.get("phone", hall.get("phone", "")))
    return Place(organ, full or name, address, phone, str(hall.get("hours", "")))


def _table(table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = table.get(key)
    return value if isinstance(value, dict) else _wrong(key, "没有这一节")


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) and value else _wrong(key, "须填文字")


def _date(table: Mapping[str, Any], key: str, *, needed: bool = True) -> date | None:
    value = table.get(key)
    if value is None and not needed:
        return None
    return value if isinstance(value, date) else _wrong(key, "须是日期，如 2021-06-15")


def _whole(settings: Mapping[str, str], key: str) -> int:
    value = settings.get(key, "")
    return int(value) if value.isdecimal() else _wrong(f"setting.{key}", "须是整数")


_CRYPTO = ("", "aes", "sm")
_SAFE = "现用的设置没有改动"
_TODO = "请管理员改正城市文件后重新装入"


def _wrong(where: str, what: str) -> NoReturn:
    raise Refusal(f"城市文件{where}不对：{what}", _SAFE, _TODO, code="city_file")
