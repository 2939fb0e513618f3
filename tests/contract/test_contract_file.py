"""The contract that is kept is the one the program keeps to, and it says a word on everything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
import yaml

from city import wire
from city.service import create_app
from city.tables import engine_for, sqlite_url
from city.wire_words import ERRORS
from forwarding.wire import Answer

FILE = "docs/wire/openapi.yaml"


@pytest.fixture(scope="module")
def contract(root: Path) -> Any:
    return yaml.safe_load((root / FILE).read_text(encoding="utf-8"))


def test_that_the_kept_file_is_what_the_program_makes(root: Path) -> None:
    assert (root / FILE).read_text(encoding="utf-8") == wire.text(), "the line has changed: make wire"


def test_that_the_file_is_a_valid_openapi_file(contract: Any) -> None:
    schemathesis.openapi.from_dict(contract).validate()


def test_that_every_address_of_the_app_but_the_desk_is_in_it(tmp_path: Path, contract: Any) -> None:
    engine = engine_for(sqlite_url(tmp_path))
    served = set(create_app(engine, tmp_path / "blobs").openapi()["paths"])
    engine.dispose()
    left_out = served - set(contract["paths"])
    assert all(path.startswith(("/v1/desk/", "/Q/", "/desk")) for path in left_out), left_out
    assert not any("desk" in path for path in contract["paths"])


def test_that_every_address_field_and_answer_has_a_word(contract: Any) -> None:
    letters = contract["components"]["schemas"]
    silent = [f"{name}.{field}" for name, letter in letters.items()
              for field, tree in letter.get("properties", {}).items() if not tree["description"]]  # fmt: skip
    assert silent == []
    assert [name for name, letter in letters.items() if not letter.get("description")] == []
    for answer in Answer:
        assert f"`{answer}`" in contract["info"]["description"]


def test_that_every_error_is_told_with_what_to_do(contract: Any) -> None:
    assert set(contract["components"]["responses"]) <= {f"E{status}" for status in ERRORS}
    for methods in contract["paths"].values():
        for one in methods.values():
            assert {"429", "500", "503"} <= set(one["responses"])
            assert bool(one["security"]) == ("401" in one["responses"])
