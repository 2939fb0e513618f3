"""The page behind the QR as a phone shows it."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page
from sqlalchemy import select

from city import casepage, tracking
from city.tables_desk import visits
from city.windows import enrol
from models.rules.terms import CaseState
from tests.desk.lives import COUNTY_FORWARDS, accept_classified
from tests.helpers.browser import Browser
from tests.helpers.citydesk import DeskSide, desk_side, quick_passwords
from tests.helpers.cityside import TOKEN, WINDOW, running_city
from tests.helpers.factory import COMPANY

__all__ = ["quick_passwords"]

PAST = "已过这一天，可拨凭证上的电话询问"
FORGED = "/Q/140581-03-20261120-0001-X/RECEIPT/AAAA"


def test_that_a_code_we_did_not_sign_says_so_and_names_nobody(tmp_path: Path, browser: Browser) -> None:
    with running_city(tmp_path) as city:

        def story(page: Page) -> tuple[int, str, bool]:
            answer = page.goto(city.url + FORGED)
            assert answer is not None
            wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            return answer.status, page.locator("body").inner_text(), bool(wider)

        status, said, wider = browser.visit(story, expected=404, width=360, height=740)
    assert status == 404
    assert "核验未通过" in said
    assert "140581" not in said
    assert not wider


def address(desk: DeskSide, doc: str = "RECEIPT") -> str:
    """What the QR of a paper of this window holds, signed by a key the city knows."""
    key = Ed25519PrivateKey.generate()
    enrol(desk.side.engine, WINDOW, TOKEN, key.public_key().public_bytes_raw(), "高平市03号窗口")
    text = f"Q/{desk.case_no}/{doc}".upper()
    mark = base64.b32encode(key.sign(text.encode())).decode().rstrip("=")
    return f"{desk.url}/{text}/{mark}"


def test_that_an_applicant_reads_where_it_is_by_when_and_in_whose_hands(tmp_path: Path, browser: Browser) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS, applicant=replace(COMPANY, name="<script>样例有限公司")) as desk:

        def story(page: Page) -> tuple[str, bool, str]:
            answer = page.goto(address(desk))
            assert answer is not None
            wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            return page.locator("main").inner_text(), bool(wider), answer.headers["x-robots-tag"]

        said, wider, robots = browser.visit(story, width=390, height=844)
    assert "市级已接收" in said
    assert "2026年12月18日前" in said
    assert "现在由市级办理" in said
    assert "<scr****" in said  # a name is text, and masked
    assert COMPANY.id_number not in said
    assert not wider
    assert robots == "noindex"


def test_that_of_a_classified_case_the_page_says_only_where_it_stands(tmp_path: Path) -> None:
    life = replace(COUNTY_FORWARDS, begin=accept_classified)
    with desk_side(tmp_path, life) as desk, httpx.Client(trust_env=False) as web:
        answer = web.get(address(desk))
        assert answer.status_code == 200
        assert "市级已接收" in answer.text
        item = casepage.read(desk.side.engine, desk.case_id).item
        assert not any(word in answer.text for word in (item, desk.organ, "高平市样例", "经过", "前</b>"))


def test_that_one_address_asks_thirty_times_a_minute_and_waits_for_the_next(tmp_path: Path, city_database: str) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS, database=city_database) as desk, httpx.Client(trust_env=False) as web:
        there = address(desk)
        codes = [web.get(there).status_code for _ in range(31)]
        assert codes == [200] * 30 + [429]
        busy = web.get(there)
        assert 0 < int(busy.headers["retry-after"]) <= 60
        assert desk.case_no not in busy.text
        behind = web.get(there, headers={"X-Forwarded-For": "192.0.2.7"})  # another person behind the same proxy
        assert behind.status_code == 200
        with desk.side.engine.connect() as db:
            assert "127.0.0.1" not in repr(db.execute(select(visits)).all())
        desk.clock.move(minutes=1)
        assert web.get(there).status_code == 200


@pytest.mark.parametrize(
    ("state", "whose", "today", "said"),
    [
        (CaseState.SUPPLEMENTING, "申请人", date(2026, 11, 20), ("2026年11月30日前", "现在等您")),
        (CaseState.CITY_REVIEWING, "市级", date(2026, 12, 1), ("2026年11月30日", f"现在由市级办理，{PAST}")),
        (CaseState.SPECIAL, "停表", date(2026, 11, 20), ("2026年11月30日前", "依法停表，不计时")),
        (CaseState.ARCHIVED, "", date(2026, 11, 20), ("", "")),
    ],
)
def test_that_the_day_says_whose_time_runs(state: CaseState, whose: str, today: date, said: tuple[str, str]) -> None:
    assert tracking.by_when(state, "2026-11-30", whose, today) == said


@pytest.mark.parametrize(
    ("script", "fault"),
    [
        ("console.error('broken')", "console: broken"),
        ("setTimeout(() => { throw new Error('thrown') })", "script: thrown"),
        ("fetch('http://example.invalid/x').catch(() => 0)", "left this machine: http://example.invalid/x"),
    ],
)
def test_that_a_page_that_complains_or_calls_out_fails_its_test(browser: Browser, script: str, fault: str) -> None:
    def story(page: Page) -> None:
        page.goto("about:blank")
        page.evaluate(f"() => {{ {script} }}")
        page.evaluate("() => new Promise(done => setTimeout(done))")

    with pytest.raises(AssertionError, match=fault):
        browser.visit(story)
