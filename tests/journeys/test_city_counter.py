"""The city's counter in a real browser: a window invited and stopped, bags counted and sent back, packages taken in."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from city import invites, package_book
from city.may import Post
from city.tables import invites as invited
from city.tables_desk import traces
from models.desk import bundles as window_bags
from models.rules.bundle_places import Place
from models.rules.bundles import spaced
from tests.desk.lives import COUNTY_FORWARDS
from tests.helpers.browser import Browser
from tests.helpers.carriage import Carriage, carriage
from tests.helpers.citydesk import DeskSide, desk_side, quick_passwords, sign_in
from tests.helpers.pictures import picture

__all__ = ["quick_passwords"]
WIDE = {"width": 1366, "height": 768}


def bag_code(desk: DeskSide) -> str:
    desk.way.pull()
    return window_bags.board(desk.way.clerk)[0].code


def test_that_a_window_is_invited_on_a_sheet_and_stopped_with_a_reason(tmp_path: Path, browser: Browser) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:
        desk.person("guanli", Post.ADMINISTRATOR)

        def wrong(page: Page) -> None:
            sign_in(page, desk.url, "guanli")
            page.get_by_role("link", name="窗口").click()
            expect(page.locator("tbody tr")).to_contain_text("140581-03")
            expect(page.locator("tbody tr")).to_contain_text("2026-11-20")
            page.fill("input[name=window]", "四号")
            page.fill("input[name=label]", "高平市04号窗口")
            page.click("#invite button")
            expect(page.get_by_role("alert")).to_contain_text("区划-窗口号")
            assert page.input_value("input[name=label]") == "高平市04号窗口"

        def right(page: Page) -> None:
            sign_in(page, desk.url, "guanli")
            for window in ("140581-04", "140581-05"):
                page.goto(f"{desk.url}/desk/windows")
                page.fill("input[name=window]", window)
                page.fill("input[name=label]", "样例窗口")
                page.click("#invite button")
                expect(page.locator("pre")).to_contain_text("登记编码")
                codes.append(page.locator("pre .once").inner_text())
            page.emulate_media(media="print")
            assert not page.locator(".rail").is_visible()
            expect(page.locator("pre")).to_contain_text("窗口登记单")
            page.emulate_media(media="screen")
            page.get_by_role("link", name="回到窗口").click()
            assert codes[1] not in page.content()
            page.locator("#waiting tr", has_text="140581-05").get_by_role("button").click()
            expect(page.get_by_role("status")).to_contain_text("不能再用")
            page.get_by_text("停用", exact=True).first.click()
            page.fill("input[name=why]", "窗口撤并 <b>")
            page.locator("details.drop button").click()
            expect(page.get_by_role("status")).to_contain_text("已停用")
            expect(page.locator("tbody tr", has_text="140581-03")).to_contain_text("窗口撤并 <b>")

        codes: list[str] = []
        browser.visit(wrong, expected=422, **WIDE)
        browser.visit(right, **WIDE)
        (left,) = invites.waiting(desk.side.engine, desk.clock.now())
        assert left.window == "140581-04"
        with desk.side.engine.connect() as db:
            kept = db.execute(select(invited.c.code_digest)).scalars().all()
            done = db.execute(select(traces.c.what, traces.c.login).where(traces.c.subject.like("140581-%"))).all()
        assert codes[0] not in kept
        assert [tuple(one) for one in done] == [
            ("邀请窗口", "guanli"), ("邀请窗口", "guanli"), ("撤回邀请", "guanli"), ("停用窗口", "guanli")
        ]  # fmt: skip


def test_that_a_scanned_bag_is_counted_what_is_short_is_told_and_it_goes_back(
    tmp_path: Path, browser: Browser
) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:
        code = bag_code(desk)

        def scanned(page: Page) -> None:
            """A hand scanner: keys and Enter into whatever has the focus."""
            expect(page.locator("input[name=code]")).to_be_focused()
            page.keyboard.type(spaced(code).lower())
            page.keyboard.press("Enter")
            expect(page.locator("#receive")).to_be_visible()

        def short(page: Page) -> None:
            sign_in(page, desk.url, "jingban")
            page.get_by_role("link", name="原件").click()
            scanned(page)
            assert page.input_value("input[name=pages2]") == "2"
            page.fill("input[name=pages2]", "1")
            page.fill("input[name=originals4]", "0")
            page.fill("input[name=pages4]", "0")
            page.click("#receive button")
            expect(page.get_by_role("status")).to_contain_text("窗口下次联系时就会收到")
            expect(page.locator("td.bad")).to_have_count(3)
            expect(page.locator(".group > .wrong")).to_contain_text("缺原件1份")
            expect(page.locator("aside")).to_contain_text("缺原件1份")
            picture(page, "city-originals")

        def whole(page: Page) -> None:
            sign_in(page, desk.url, "jingban")
            page.goto(f"{desk.url}/desk/originals")
            scanned(page)
            for name, said in (("pages2", "2"), ("originals4", "1"), ("pages4", "2")):
                page.fill(f"input[name={name}]", said)
            page.click("#receive button")
            expect(page.locator("td.bad")).to_have_count(0)
            page.click("#back button")
            expect(page.get_by_role("alert")).to_contain_text("没有写怎样送、交给谁")
            page.fill("#back input[name=taken]", "样例机要员")
            page.click("#back button")
            expect(page.get_by_role("status")).to_contain_text("已登记退回")
            expect(page.locator("aside")).to_contain_text("退回途中")

        browser.visit(short, **WIDE)
        desk.way.pull()
        bag = window_bags.board(desk.way.clerk)[0]
        assert bag.place is Place.SHORT
        browser.visit(whole, expected=409, **WIDE)
        desk.way.pull()
        assert window_bags.board(desk.way.clerk)[0].place is Place.RETURNING


def test_that_no_bag_of_another_department_and_no_scan_as_a_count_is_taken(tmp_path: Path, browser: Browser) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:
        code = bag_code(desk)
        desk.person("bieren", Post.HANDLER, "别的部门")

        def other(page: Page) -> None:
            sign_in(page, desk.url, "bieren")
            page.goto(f"{desk.url}/desk/originals?code={code}")
            expect(page.get_by_role("alert")).to_contain_text("不是本部门的")
            assert page.locator("#receive").count() == 0

        def slip(page: Page) -> None:
            sign_in(page, desk.url, "jingban")
            page.goto(f"{desk.url}/desk/originals?code={code}")
            page.focus("input[name=pages1]")
            page.keyboard.press("Control+A")
            page.keyboard.type(code)
            page.keyboard.press("Enter")
            expect(page.locator("input[name=pages1]")).to_be_focused()
            assert page.locator("input[name=pages1]:invalid").count() == 1

        browser.visit(other, expected=404, **WIDE)
        browser.visit(slip, **WIDE)
        desk.way.pull()
        assert window_bags.board(desk.way.clerk)[0].place is Place.HERE


@pytest.mark.parametrize(("login", "post"), [("jingban", Post.HANDLER), ("guanli", Post.ADMINISTRATOR)])
def test_that_a_package_is_taken_in_and_its_answer_goes_back_on_the_stick(
    tmp_path: Path, browser: Browser, login: str, post: Post
) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS, sent=False) as desk:
        if post is not Post.HANDLER:
            desk.person(login, post)
        carried: Carriage = carriage(desk.way, tmp_path / "stick")
        path = carried.pack().path
        torn = tmp_path / "stick" / "撕坏的.tqp"
        torn.write_bytes(path.read_bytes()[:-40])
        newcomer = tmp_path / "stick" / "空.tqp"
        newcomer.write_bytes(b"")

        def brought(page: Page, file: Path) -> None:
            sign_in(page, desk.url, login)
            page.get_by_role("link", name="摆渡包").click()
            page.set_input_files("input[name=package]", file)
            page.click("main button")

        def refused(page: Page) -> None:
            brought(page, torn)
            expect(page.get_by_role("alert")).to_contain_text("没有")
            expect(page.locator("main")).to_contain_text("撕坏的.tqp")
            page.set_input_files("input[name=package]", newcomer)
            page.click("main button")
            expect(page.locator("main")).to_contain_text("空.tqp")

        def taken(page: Page) -> None:
            brought(page, path)
            expect(page.get_by_role("status")).to_contain_text("第 1 包收到")
            picture(page, "city-packages")
            with page.expect_download() as fetched:
                page.get_by_role("link", name="下载回执包").click()
            assert "回执" in fetched.value.suggested_filename
            fetched.value.save_as(tmp_path / "stick" / "answer.tqp")
            page.set_input_files("input[name=package]", path)
            page.click("main button")
            expect(page.get_by_role("status")).to_contain_text("没有重复计入")
            expect(page.locator("section", has_text="收过的包").locator("tbody tr")).to_have_count(1)

        browser.visit(refused, expected=422, **WIDE)
        browser.visit(taken, **WIDE)
        assert list((desk.side.folder / "incoming").iterdir()) == []
        assert [line.by for line in package_book.latest(desk.side.engine)] == [login]
        assert carried.take(tmp_path / "stick" / "answer.tqp").delivered
        assert desk.way.city.file(desk.case_id).state == "市级已接收"
