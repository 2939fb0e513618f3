"""A day at the city's desk in a real browser: what is pressed there, the window pulls; what is denied stays denied."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from city.keys import CityKeys
from city.may import Post
from forwarding.client import CityLine
from forwarding.packs import fetch_new
from models.desk import cases, city_result
from models.rules.terms import CaseState, Mode
from tests.desk.lives import BY_MODE, COUNTY_FORWARDS, STAMP
from tests.desk.test_whole_life import live
from tests.helpers.browser import Browser
from tests.helpers.citydesk import PASSWORD, DeskSide, desk_side, quick_passwords, sign_in
from tests.helpers.cityside import TOKEN

__all__ = ["quick_passwords"]


def state_at_the_window(desk: DeskSide) -> CaseState:
    desk.way.pull()
    return cases.case(desk.way.clerk, desk.case_id).row.state


def opened(page: Page, desk: DeskSide, act: str) -> None:
    """The case's page with the form of ``act`` open."""
    page.goto(f"{desk.url}/desk/find?q={desk.case_no}")
    form = page.locator(f"form#{act}")
    if not form.is_visible():
        page.locator("details", has=form).locator("summary").click()


def done(page: Page, act: str) -> None:
    """Press the key of ``act`` and see that it was done."""
    page.click(f"#{act} button")
    expect(page.get_by_role("status")).to_contain_text("已办好")


def test_that_what_came_to_be_stamped_is_stamped_and_the_window_has_it(tmp_path: Path, browser: Browser) -> None:
    with desk_side(tmp_path, STAMP) as desk:
        live(STAMP, desk.way, desk.case_id, until="市级接收")

        def story(page: Page) -> None:
            sign_in(page, desk.url, "jingban")
            expect(page.locator(".queues a.on")).to_contain_text("见章盖章")
            expect(page.locator("tbody tr")).to_contain_text("本半日")
            page.click("tbody a")
            page.fill("input[name=paper_number1]", "市审准〔2026〕17号")
            page.click("button.solid")
            expect(page.get_by_role("status")).to_contain_text("已办好")
            expect(page.locator(".verdict")).to_contain_text("市级已盖章")
            page.goto(f"{desk.url}/desk/inbox?queue=stamp")
            expect(page.locator(".empty")).to_contain_text("没有")

        browser.visit(story, width=1366, height=768)
        assert state_at_the_window(desk) is CaseState.CITY_STAMPED


def test_that_a_case_is_returned_comes_again_is_decided_sealed_and_mailed(tmp_path: Path, browser: Browser) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS, delivery="邮寄") as desk:

        def back(page: Page) -> None:
            sign_in(page, desk.url, "jingban")
            opened(page, desk, "return")
            page.fill("#return textarea", "租赁合同缺页")
            page.fill("input[name=fault1]", "材料5")
            page.fill("input[name=problem1]", "第 3 页没有扫描")
            done(page, "return")
            expect(page.locator(".verdict")).to_contain_text("市级退回")

        def on(page: Page) -> None:
            sign_in(page, desk.url, "jingban")
            expect(page.locator("tbody tr")).to_contain_text("再报")
            opened(page, desk, "review")
            done(page, "review")
            opened(page, desk, "decide")
            page.check("input[value=approve]")
            page.fill("#decide textarea", "符合条件")
            done(page, "decide")
            opened(page, desk, "stamp")
            page.fill("input[name=paper_number1]", "市审准〔2026〕18号")
            done(page, "stamp")
            opened(page, desk, "mail")
            page.fill("#mail input[name=carrier]", "邮政速递")
            page.click("#mail button")
            expect(page.get_by_role("alert")).to_contain_text("没有写承运单位和单号")
            assert page.input_value("#mail input[name=carrier]") == "邮政速递"
            page.fill("#mail input[name=number]", "1234567890123")
            page.click("#mail button")
            expect(page.locator(".verdict")).to_contain_text("已送达")

        browser.visit(back, width=1366, height=768)
        assert state_at_the_window(desk) is CaseState.CITY_RETURNED
        city_result.resubmit(desk.way.clerk, desk.case_id, "已补扫第 3 页")
        desk.way.exchange()
        browser.visit(on, expected=409, width=1366, height=768)
        assert state_at_the_window(desk) is CaseState.DELIVERED


def test_that_where_the_city_accepts_it_asks_once_for_everything(tmp_path: Path, browser: Browser) -> None:
    with desk_side(tmp_path, BY_MODE[Mode.RECEIVE_ONLY]) as desk:

        def story(page: Page) -> None:
            sign_in(page, desk.url, "jingban")
            expect(page.locator(".queues a.on")).to_contain_text("待受理")
            opened(page, desk, "ask")
            page.fill("input[name=asked_problem1]", "缺法定代表人签字")
            page.fill("input[name=fix1]", "签字后重新提交")
            done(page, "ask")
            expect(page.locator(".verdict")).to_contain_text("补正中")

        browser.visit(story, width=1366, height=768)
        assert state_at_the_window(desk) is CaseState.SUPPLEMENTING


def test_that_five_mistakes_lock_the_door_in_sight(tmp_path: Path, browser: Browser) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:

        def wrong(page: Page) -> None:
            for _ in range(5):
                sign_in(page, desk.url, "jingban", "not-the-password")
                expect(page.get_by_role("alert")).to_contain_text("登录名或口令不对")

        def locked(page: Page) -> None:
            sign_in(page, desk.url, "jingban")
            expect(page.get_by_role("alert")).to_contain_text("锁住")

        browser.visit(wrong, expected=401)
        browser.visit(locked, expected=429)


def test_that_a_pack_is_published_and_a_wrong_file_is_not(tmp_path: Path, root: Path, browser: Browser) -> None:
    with ZipFile(tmp_path / "pack.zip", "w") as file:
        for name in ("city.toml", "catalogue.csv", "rules.toml"):
            file.write(root / "resources" / "cities" / "jincheng" / name, f"jincheng/{name}")
    (tmp_path / "other.zip").write_bytes(b"no zip at all")
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:
        desk.person("guanli", Post.ADMINISTRATOR)

        def publish(page: Page, name: str) -> None:
            sign_in(page, desk.url, "guanli")
            page.get_by_role("link", name="政策包").click()
            page.set_input_files("input[name=pack]", tmp_path / name)
            page.fill("input[name=document]", "晋市政发〔2025〕9号")
            page.fill("input[name=effective]", "2026-12-15")
            page.click("main button")

        def wrong(page: Page) -> None:
            publish(page, "other.zip")
            expect(page.get_by_role("alert")).to_contain_text("不是政策包")
            assert page.input_value("input[name=document]") == "晋市政发〔2025〕9号"

        def right(page: Page) -> None:
            publish(page, "pack.zip")
            expect(page.locator("tbody tr")).to_contain_text("jincheng")

        browser.visit(wrong, expected=422)
        browser.visit(right)
        line = CityLine(desk.url, TOKEN)
        key = CityKeys.at(desk.side.folder).public
        assert [one.card.effective for one in fetch_new(line, key, "jincheng", tmp_path / "packs")] == ["2026-12-15"]
        line.close()


def test_that_an_overseer_draws_looks_and_writes_what_was_found(tmp_path: Path, browser: Browser) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:
        desk.person("jiandu", Post.OVERSEER)

        def story(page: Page) -> None:
            sign_in(page, desk.url, "jiandu")
            expect(page.locator("main")).to_contain_text("140581")
            page.get_by_role("link", name="抽查").click()
            page.fill("input[name=wanted]", "1")
            page.click("main button")
            expect(page.locator("main")).to_contain_text("结果一致")
            page.fill("input[name=words]", "<b>材料齐全</b>")
            page.click("main button")
            expect(page.locator("main p")).to_contain_text("<b>材料齐全</b>")
            page.goto(f"{desk.url}/desk/case/{desk.case_no}")
            expect(page.locator(".acts")).to_contain_text("只看不办")
            assert page.locator(".acts form").count() == 0

        browser.visit(story, width=1366, height=768)


def test_that_a_one_time_password_opens_nothing_before_it_is_changed(tmp_path: Path, browser: Browser) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS) as desk:
        desk.person("guanli", Post.ADMINISTRATOR)

        def story(page: Page) -> None:
            sign_in(page, desk.url, "guanli")
            page.fill("input[name=login]", "lisi")
            page.fill("input[name=name]", "样例李")
            page.fill("input[name=organ]", desk.organ)
            page.click("main section button")
            given = page.locator(".once").inner_text()
            page.click("footer button")
            sign_in(page, desk.url, "lisi", given)
            page.goto(f"{desk.url}/desk/inbox")
            expect(page.locator("main")).to_contain_text("一次性口令")
            for name, value in (("old", given), ("new", PASSWORD), ("again", PASSWORD)):
                page.fill(f"input[name={name}]", value)
            page.click("main button.solid")
            expect(page.locator(".queues a.on")).to_contain_text("待审查")

        browser.visit(story)
