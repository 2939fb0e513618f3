"""The chain of digests: how one entry of the log is written down and summed, alike at the window and at the city."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64
"""``prev`` of the first entry of a window."""

_quote = json.encoder.encode_basestring  # the same encoder's own way with a text, without the way there
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces and no escapes beyond JSON's own: one text for one value.

    Only text, whole numbers, true, false, null, lists and mappings belong in it; dates travel as ISO text.
    """
    return _encode(value)


def parse(text: str) -> Any:
    """The value ``canonical`` wrote."""
    return json.loads(text)


def entry_text(
    entry_id: str,
    window: str,
    seq: int,
    case: str,
    version: int,
    kind: str,
    at: str,
    actor: str,
    payload: str,
    prev: str,
) -> str:
    """The canonical text of an entry whose payload is already canonical text (so that it is not encoded twice)."""
    return (
        f'{{"actor":{_quote(actor)},"at":{_quote(at)},"case":{_quote(case)},"id":{_quote(entry_id)},'
        f'"kind":{_quote(kind)},"payload":{payload},"prev":{_quote(prev)},"seq":{seq:d},'
        f'"version":{version:d},"window":{_quote(window)}}}'
    )


def digest_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest(entry: Mapping[str, Any]) -> str:
    """The digest of an entry given as a mapping with the ten fields of ``entry_text``, its payload not yet text."""
    head: Any = [entry[key] for key in ("id", "window", "seq", "case", "version", "kind", "at", "actor")]
    return digest_text(entry_text(*(*head, canonical(entry["payload"]), entry["prev"])))


def feed_line(place: int, digest: str) -> bytes:
    """How an entry goes into the sum of a stretch of the feed: over such lines, by place and then by digest."""
    return f"{place}:{digest}\n".encode()
