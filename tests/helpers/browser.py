"""A real browser for the city's pages: it can reach this machine only, and a complaint of a page fails the test.

Playwright's plain API keeps an event loop running in the thread that uses it, where nothing else may run one. So it
lives in a thread of its own, and a test hands it a story: a function of a page, whose answer or failure is the test's.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import ConsoleMessage, Page, Request, sync_playwright

T = TypeVar("T")
Story = Callable[[Page], T]
MISSING = "没有找到 chromium，查询页和市级工作台的测试要用它。Debian：apt-get install chromium"
PATIENCE = 30_000  # ms a page may take over one step, on a machine that others use too
HERE = "127.0.0.1"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE {HERE}",
]


FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
FONT_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>
<cachedir>{cache}</cachedir></fontconfig>"""


class Watch:
    """What the pages of one visit complained of, and where they wanted to go."""

    def __init__(self, page: Page, expected: int) -> None:
        self.faults: list[str] = []
        self._pages: set[str] = set()
        self._expected = f"status of {expected}"
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error.message}"))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        meant = self._expected in message.text and message.location["url"] in self._pages
        if message.type == "error" and not meant:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if request.is_navigation_request():
            self._pages.add(request.url)
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob", "about"} and address.hostname != HERE:
            self.faults.append(f"left this machine: {request.url}")


class Browser:
    """One Chromium; every visit is a fresh profile."""

    def __init__(self, program: str) -> None:
        self._stories: SimpleQueue[Callable[[Chromium], None] | None] = SimpleQueue()
        self._started: Future[None] = Future()
        self._thread = threading.Thread(target=self._live, args=(program,), name="browser", daemon=True)
        self._thread.start()
        self._started.result()

    def visit(self, story: Story[T], *, expected: int = 200, width: int = 1280, height: int = 900) -> T:
        """Tell ``story`` to a fresh page; its answer, or its failure.

        Args:
            story: runs in the browser's thread, and may use the page freely until it returns.
            expected: an HTTP status of the page itself that is meant, where the browser would complain of it.
            width, height: of the view, in CSS pixels.

        Raises:
            AssertionError: a page complained in its console or asked for something beyond this machine.
        """
        future: Future[T] = Future()

        def told(chromium: Chromium) -> None:
            try:
                future.set_result(_visit(chromium, story, expected, width, height))
            except BaseException as error:  # noqa: BLE001 - raised again in the test
                future.set_exception(error)

        self._stories.put(told)
        return future.result()

    def close(self) -> None:
        """End the browser and its thread."""
        self._stories.put(None)
        self._thread.join()

    def _live(self, program: str) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="tongquan-fonts-") as folder, sync_playwright() as playwright:
                environment: dict[str, str | float | bool] = dict(os.environ)
                environment["FONTCONFIG_FILE"] = str(_fonts(Path(folder)))
                chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS, env=environment)
                self._started.set_result(None)
                while told := self._stories.get():
                    told(chromium)
                chromium.close()
        except BaseException as error:
            if self._started.done():
                raise
            self._started.set_exception(error)


def _fonts(folder: Path) -> Path:
    """The program's own fonts beside the machine's: a bare one has none for Chinese, and pages are looked at."""
    config = folder / "fonts.conf"
    config.write_text(FONT_CONFIG.format(fonts=FONTS, cache=folder / "cache"), encoding="utf-8")
    return config


def _visit(chromium: Chromium, story: Story[T], expected: int, width: int, height: int) -> T:
    context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    try:
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch = Watch(page, expected)
        answer = story(page)
    finally:
        context.close()
    assert watch.faults == []
    return answer


def program() -> str | None:
    """The browser installed on this machine."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this run, started for the first test that asks; ``browser.visit(story)``."""
    found = program()
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    one = Browser(found)
    yield one
    one.close()
