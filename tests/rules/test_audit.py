"""What is said of the advisories: an answer, a fault, and silence, which is not an answer."""

from __future__ import annotations

import json

from scripts.audit import verdict

GOOD = {"name": "good", "version": "1", "vulns": []}
BAD = {"name": "bad", "version": "2", "vulns": [{"id": "CVE-2026-0001"}]}
SILENT = {"name": "silent", "skip_reason": "Dependency not found"}


def _of(*told: object) -> tuple[int, str]:
    return verdict(json.dumps({"dependencies": told, "fixes": []}))


def test_that_an_answer_for_every_dependency_is_an_answer() -> None:
    assert _of(GOOD) == (0, "已查 1 个依赖，有已公布漏洞 0 处。")


def test_that_a_fault_is_named_whoever_is_silent() -> None:
    code, said = _of(GOOD, BAD, SILENT)
    assert code == 1
    assert "bad 2：CVE-2026-0001" in said
    assert "没有应答（silent）" in said


def test_that_silence_is_not_taken_for_good_news() -> None:
    code, said = _of(GOOD, *[SILENT] * 9)
    assert code == 2
    assert "9 个依赖没有应答" in said
    assert "不能当作没有漏洞" in said


def test_that_a_service_that_cannot_be_reached_is_silence_too() -> None:
    assert [verdict(text)[0] for text in ("", "error", "[]", "{}")] == [2, 2, 2, 2]
