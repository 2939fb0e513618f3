"""Whatever is sent to the city, it answers as its contract says: no 5xx, the letters and types that stand there.

The letters come from the kept file: some good in form, some not, and some of the good ones made whole (the sender's
own, with their right digest and seal), so that they are kept. TONGQUAN_FULL=1 tries thirty times as many.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from city.tables import engine_for
from models.rules.chain import digest
from models.rules.terms import Act
from tests.contract.fixed_city import fixed_app
from tests.contract.keys import CITY, TOKENS
from tests.helpers.postgres import DATABASES, fresh_city_database
from tests.sources import ROOT

EXAMPLES = 400 if os.environ.get("TONGQUAN_FULL") == "1" else 12
WINDOW = "140581-03"
CONTRACT = yaml.safe_load((ROOT / "docs/wire/openapi.yaml").read_text(encoding="utf-8"))
SCHEMA = schemathesis.openapi.from_dict(CONTRACT)
OPERATIONS = {f"{method} {path}": (path, method) for path, methods in CONTRACT["paths"].items() for method in methods}
CHECKS = [
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]


@pytest.fixture(scope="module", params=DATABASES)
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("city")
    with fresh_city_database(request, request.param, folder) as url:
        engine = engine_for(url)
        yield fixed_app(engine, folder)
        engine.dispose()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_that_whatever_is_sent_is_answered_as_the_contract_says(app: Any, operation: str) -> None:
    path, method = OPERATIONS[operation]
    plain = not CONTRACT["paths"][path][method].keys() & {"parameters", "requestBody"}  # nothing in it can be wrong
    for mode in [GenerationMode.POSITIVE] if plain else GenerationMode:
        every = SCHEMA[path][method.upper()].as_strategy(generation_mode=mode)
        tried(every, app)()
        if path.startswith("/v1/entries") and method == "post" and mode is GenerationMode.POSITIVE:
            tried(every.map(made_whole), app)()


def made_whole(case: Any) -> Any:
    """The same letter, as the window itself would have written it."""
    case.body |= {"protocol": 1, "entries": [whole(one) for one in case.body["entries"]]}
    return case


def whole(given: dict[str, Any]) -> dict[str, Any]:
    one = given | {name: int(given[name]) for name in ("seq", "version", "place") if name in given}  # 5.0 is whole
    one |= {"window": WINDOW, "kind": list(Act)[one["seq"] % len(Act)].value, "blobs": []}
    one["case"] = f"{len(one['id']) % 3}"  # few cases, so that their entries meet
    one["digest"] = digest(one)
    if "place" not in one:
        return one
    standing, receipt = one.get("standing", "counted"), one.get("receipt", "")
    return one | {"seal": CITY.seal(one["digest"], one["place"], standing, receipt)}


def tried(every: Any, app: Any) -> Callable[[], None]:
    @given(case=every)
    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    def one(case: Any) -> None:
        answer = case.call(app=app, headers={"Authorization": f"Bearer {TOKENS[WINDOW]}"})
        assert answer.status_code < 500, case.as_curl_command()[:2000]
        case.validate_response(answer, checks=CHECKS)

    return one
