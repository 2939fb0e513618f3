"""The city gives, on both databases, the very answers that stand in the letters' files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from city.tables import engine_for
from forwarding.wire import Answer
from tests.contract.exchange import FOLDER, ask, load, names
from tests.contract.fixed_city import fixed_app, fixed_ids
from tests.contract.make import invite

LETTERS = [name for name in names() if load(name).by == "city"]


@pytest.mark.parametrize("name", LETTERS)
def test_that_the_city_answers_as_the_file_says(name: str, tmp_path: Path, city_database: str) -> None:
    one, engine = load(name), engine_for(city_database)
    app = fixed_app(engine, tmp_path / "city")
    invite(engine)
    with fixed_ids():
        for before in one.after:
            ask(app, load(before).request)
        assert ask(app, one.request) == one.answer
    engine.dispose()


@pytest.mark.parametrize("name", names())
def test_that_every_answer_is_one_of_the_contract(name: str, root: Path) -> None:
    paths = yaml.safe_load((root / "docs/wire/openapi.yaml").read_text("utf-8"))["paths"]
    one = load(name)
    path = re.sub("[0-9a-f]{64}", "{digest}", one.request["path"].split("?")[0])
    assert str(one.answer["status"]) in paths[path][one.request["method"].lower()]["responses"]


def test_that_each_answer_to_an_entry_has_its_file() -> None:
    told = {entry["answer"] for name in names() for entry in body(name).get("answers", ())}
    assert told == {answer.value for answer in Answer}
    standings = {entry["standing"] for name in names() for entry in body(name).get("entries", ())}
    assert standings == {"counted", "aside"}


def body(name: str) -> Any:
    return load(name).answer.get("body", {})


def test_that_the_files_are_what_is_made(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-m", "tests.contract.make", str(tmp_path)]
    subprocess.run(command, cwd=root, check=True)
    made, kept = ({path.name: path.read_bytes() for path in folder.glob("*.json")} for folder in (tmp_path, FOLDER))
    assert made == kept, "the letters have changed: python -m tests.contract.make"
