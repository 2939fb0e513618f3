"""A paper's view as JSON and back, so that a reprint says the very same words with only its count and time changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from models.papers_rolls import AnyPaper

_KINDS = {kind.__name__: kind for kind in get_args(AnyPaper)}


def paper_out(paper: AnyPaper) -> dict[str, Any]:
    """The view as JSON values."""
    return {"kind": type(paper).__name__, "paper": _out(paper)}


def paper_in(plain: Mapping[str, Any]) -> AnyPaper:
    """The reverse of ``paper_out``; a field added since then takes its default."""
    paper: AnyPaper = _in(_KINDS[plain["kind"]], plain["paper"])
    return paper


def _out(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _out(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_out(one) for one in value]
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _in(kind: Any, value: Any) -> Any:
    if get_origin(kind) is UnionType:
        inner = [one for one in get_args(kind) if one is not type(None)]
        return None if value is None else _in(inner[0], value)
    if get_origin(kind) is tuple:
        return tuple(_in(get_args(kind)[0], one) for one in value)
    if is_dataclass(kind):
        return _view(kind, value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value


def _view(kind: Any, value: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: _in(hints[name], part) for name, part in value.items() if name in hints})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
