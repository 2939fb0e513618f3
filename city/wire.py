"""`python -m city.wire > docs/wire/openapi.yaml`: the contract of the line, made from the program that keeps it.

A vendor's system that answers as this file says can stand in for this city: the addresses and letters are the app's
own, the prose is ``city.wire_words``. What is not the windows' business (the desk, the page behind the QR) is left out.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from fastapi import FastAPI

from city.wire_words import ABOUT, ADDRESSES, ERRORS, FIELDS, HEADERS, Address
from forwarding.wire import PROTOCOL, Trouble

Tree = dict[str, Any]
_SCHEMA = "#/components/schemas/"
_ERROR = "#/components/responses/E"
_TOKEN = {"type": "http", "scheme": "bearer", "description": "The secret a window was given when it enrolled."}
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_NOTICE = "# Made by `make wire` from the program; never edited by hand.\n"


def of_the_line(path: str) -> bool:
    """Whether an address is part of the contract."""
    return path.startswith("/v1/") and not path.startswith("/v1/desk/")


def contract(app: FastAPI) -> Tree:
    """The contract as a tree, in the order in which the app has its addresses.

    Raises:
        KeyError: an address or a field of the line is described nowhere.
    """
    whole = deepcopy(app.openapi())
    paths = {
        path: {method: _operation(tree, ADDRESSES[method, path]) for method, tree in methods.items()}
        for path, methods in whole["paths"].items()
        if of_the_line(path)
    }
    schemas: Tree = whole["components"]["schemas"] | {"Trouble": Trouble.model_json_schema()}
    wanted = _needed(paths, schemas) | {"Trouble"}
    used = {status for words in ADDRESSES.values() for status in words.errors}
    return {
        "openapi": whole["openapi"],
        "info": {"title": "同权一窗 市县线路 / Tongquan county line", "version": f"{PROTOCOL}.0", "description": ABOUT},
        "paths": paths,
        "components": {
            "schemas": {name: _described(name, schemas[name]) for name in sorted(wanted)},
            "responses": {f"E{status}": _error(status, letter=True) for status in ERRORS if status in used},
            "securitySchemes": {"windowToken": _TOKEN},
        },
    }


def text() -> str:
    """The file, from a city nobody asks."""
    from city.service import create_app  # noqa: PLC0415 - the contract of any app can be made without ours
    from city.tables import engine_for, sqlite_url  # noqa: PLC0415 - the same

    with tempfile.TemporaryDirectory() as name:
        engine = engine_for(sqlite_url(Path(name)))
        tree = contract(create_app(engine, Path(name) / "blobs"))
        engine.dispose()
    return _NOTICE + yaml.dump(tree, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


class _Plain(yaml.SafeDumper):
    """Long prose as it is read, and no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Each place says what it means."""
        return True


def _prose(dumper: yaml.SafeDumper, said: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", said, style="|" if "\n" in said else None)


_Plain.add_representer(str, _prose)


def _operation(tree: Tree, words: Address) -> Tree:
    """One operation: our words, the token as a scheme, every answer with its letter."""
    given = [_parameter(one) for one in tree.get("parameters", ()) if one["name"] != "authorization"]
    given += [{"name": name, "in": "header", "required": False, **_header(name)} for name in words.asked]
    made: Tree = {"operationId": words.name, "summary": words.zh, "description": words.about}
    made["security"] = [{"windowToken": []}] if words.token else []
    if given:
        made["parameters"] = given
    if words.bytes_in:
        made["requestBody"] = {"required": True, "content": deepcopy(_BYTES)}
    elif "requestBody" in tree:
        made["requestBody"] = tree["requestBody"]
    made["responses"] = dict(_answers(tree, words))
    return made


def _parameter(tree: Tree) -> Tree:
    tree["schema"].pop("title", None)
    return {**tree, "description": FIELDS[tree["name"]]}


def _answers(tree: Tree, words: Address) -> Iterator[tuple[str, Tree]]:
    for status, said in words.good.items():
        made: Tree = {"description": said}
        content = tree["responses"].get(str(status), {}).get("content")
        if words.bytes_out:
            made["content"] = deepcopy(_BYTES)
        elif content and not words.bare:
            made["content"] = content
        if words.headers:
            made["headers"] = _headers(words.headers)
        yield str(status), made
    for status in words.errors:
        own = status in words.headed or words.no_body
        more = words.headers if status in words.headed else ()
        shared: Tree = {"$ref": f"{_ERROR}{status}"}
        yield str(status), _error(status, letter=not words.no_body, more=more) if own else shared


def _error(status: int, *, letter: bool, more: tuple[str, ...] = ()) -> Tree:
    made: Tree = {"description": ERRORS[status].about}
    if told := ERRORS[status].headers + more:
        made["headers"] = _headers(told)
    if letter:
        made["content"] = {"application/json": {"schema": {"$ref": f"{_SCHEMA}Trouble"}}}
    return made


def _headers(names: tuple[str, ...]) -> Tree:
    return {name: _header(name) for name in names}


def _header(name: str) -> Tree:
    schema, about = HEADERS[name]
    return {"description": about, "schema": dict(schema)}


def _needed(tree: Any, schemas: Tree) -> set[str]:
    """The schemas a tree names, and those they name."""
    found: set[str] = set()
    waiting = list(_named(tree))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _named(schemas[name])
    return found


def _named(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if str(tree.get("$ref", "")).startswith(_SCHEMA):
            yield tree["$ref"].removeprefix(_SCHEMA)
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from _named(part)


def _described(name: str, schema: Tree) -> Tree:
    """A letter with a word on every field."""
    schema.pop("title", None)
    for field, tree in schema.get("properties", {}).items():
        tree.pop("title", None)
        tree["description"] = FIELDS.get(f"{name}.{field}") or FIELDS[field]
    return schema


if __name__ == "__main__":
    sys.stdout.write(text())
