"""The page behind the QR as a phone shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.helpers.browser import Browser
from tests.helpers.cityside import running_city

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
