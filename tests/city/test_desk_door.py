"""The one door: nobody without a session, no form of another page, no case of another department, no name as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi.routing import APIRoute
from sqlalchemy import func, select

from city.may import Post
from city.service import create_app
from city.tables import entries
from tests.desk.lives import COUNTY_FORWARDS
from tests.helpers.citydesk import PASSWORD, DeskSide, desk_side, quick_passwords
from tests.helpers.factory import COMPANY

__all__ = ["quick_passwords"]
NASTY = "<script>alert(1)</script>样例有限公司"
OPEN = {"/desk/sign-in"}
CARRIED = ("/desk/packages", f"/desk/packages/{'0' * 36}")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskSide]:
    with desk_side(tmp_path, COUNTY_FORWARDS, applicant=replace(COMPANY, name=NASTY, legal_rep="<b>甲</b>")) as made:
        yield made


@contextmanager
def client(desk: DeskSide, login: str = "") -> Iterator[httpx.Client]:
    with httpx.Client(base_url=desk.url, trust_env=False) as made:
        if login:
            answer = made.post("/desk/sign-in", data={"login": login, "password": PASSWORD})
            assert answer.status_code == 303
        yield made


def proof(web: httpx.Client, page: str) -> dict[str, str]:
    html = web.get(page).text
    return {name: re.findall(rf'name="{name}" value="([^"]+)"', html)[0] for name in ("proof", "form")}


def test_that_every_address_of_the_desk_asks_who_is_there(desk: DeskSide) -> None:
    app = create_app(desk.side.engine, desk.side.folder / "blobs")
    routers = [one.original_router.routes for one in app.routes if hasattr(one, "original_router")]
    every = [*app.routes, *(route for inner in routers for route in inner)]
    routes = [one for one in every if isinstance(one, APIRoute) and one.path.startswith("/desk")]
    assert len(routes) > 5
    with client(desk) as web:
        for route in routes:
            for method in set(route.methods or ()) - {"HEAD"}:
                address = route.path.replace("{case_no}", desk.case_no).replace("{digest}", "0" * 64)
                address = re.sub(r"\{\w+\}", "1", address)
                answer = web.request(method, address, data={"x": "y"} if method == "POST" else None)
                if route.path not in OPEN:
                    assert (answer.status_code, method, address) == (303, method, address)
                    assert answer.headers["location"].startswith("/desk/sign-in?to=/desk")


def test_that_a_form_without_the_sessions_proof_does_nothing(desk: DeskSide) -> None:
    act = {"act": "review", "form": "one"}
    with client(desk, "jingban") as web:
        address = f"/desk/case/{desk.case_no}"
        good = proof(web, address)
        for wrong in ({}, {"proof": ""}, {"proof": "0" * 64}):
            assert web.post(f"{address}/act", data=act | wrong).status_code == 403
        elsewhere = {"Origin": "http://elsewhere.example"}
        assert web.post(f"{address}/act", data=act | good, headers=elsewhere).status_code == 403
        assert web.post(f"{address}/act", data=act | good, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        with client(desk, "jingban") as other:  # a proof of another session of the same person
            assert web.post(f"{address}/act", data=act | proof(other, address)).status_code == 403
        assert desk.way.city.file(desk.case_id).state == "市级已接收"
        assert web.post(f"{address}/act", data=act | good).status_code == 303
    assert desk.way.city.file(desk.case_id).state == "市级审查中"


def test_that_a_form_pressed_twice_is_one_act(desk: DeskSide) -> None:
    with client(desk, "jingban") as web:
        address = f"/desk/case/{desk.case_no}"
        act = {"act": "review", **proof(web, address)}
        first, again = (web.post(f"{address}/act", data=act) for _ in range(2))
        assert (first.headers["location"][-1], again.headers["location"][-1]) == ("1", "2")
        assert "只记一次" in web.get(again.headers["location"]).text
    with desk.side.engine.connect() as db:
        assert db.execute(select(func.count()).where(entries.c.kind == "city_review")).scalar() == 1


def test_that_what_is_refused_comes_back_with_everything_typed(desk: DeskSide) -> None:
    with client(desk, "jingban") as web:
        address = f"/desk/case/{desk.case_no}"
        typed = {"act": "return", "reason": "缺页 <i>", "fault1": "材料5", **proof(web, address)}
        answer = web.post(f"{address}/act", data=typed)
        assert answer.status_code == 409
        assert "退回没有逐项写明更正内容" in answer.text
        assert "缺页 &lt;i&gt;</textarea>" in answer.text
        assert 'value="材料5"' in answer.text
        assert typed["form"] in answer.text
        mended = web.post(f"{address}/act", data={**typed, "problem1": "第 3 页没有扫描"})
        assert mended.status_code == 303


def test_that_another_departments_case_is_not_opened_by_any_way(desk: DeskSide) -> None:
    desk.person("bieren", Post.HANDLER, "别的部门")
    with client(desk, "bieren") as web:
        form = {"form": "x", "proof": _any_proof(web)}
        address = f"/desk/case/{desk.case_no}"
        answers = [
            web.get(address),
            web.get("/desk/find", params={"q": desk.case_no}),
            web.get(f"{address}/paper/{'0' * 64}"),
            web.post(f"{address}/act", data={"act": "review", **form}),
            web.post(f"{address}/reveal", data={"why": "看看", **form}),
        ]
        assert [one.status_code for one in answers] == [403] * 5
        assert all("样例有限公司" not in one.text and "别的部门" in one.text for one in answers)
        assert desk.case_no not in web.get("/desk/find", params={"q": desk.case_no[:12]}).text
        assert desk.case_no not in web.get("/desk/inbox?queue=review").text
    assert desk.way.city.file(desk.case_id).state == "市级已接收"


def _any_proof(web: httpx.Client) -> str:
    return str(re.findall(r'name="proof" value="([^"]+)"', web.get("/desk/me").text)[0])


def test_that_names_are_shown_as_text_and_only_after_a_reason(desk: DeskSide) -> None:
    with client(desk, "jingban") as web:
        address = f"/desk/case/{desk.case_no}"
        before = web.get(address)
        assert COMPANY.id_number not in before.text
        assert COMPANY.phone not in before.text
        form = proof(web, address)
        assert web.post(f"{address}/reveal", data={"why": " ", **form}).status_code == 422
        shown = web.post(f"{address}/reveal", data={"why": "邮寄核对", **form})
        assert COMPANY.id_number in shown.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown.text
        for page in (before, shown, web.get("/desk/inbox")):
            assert "<script" not in page.text
            assert "default-src 'none'" in page.headers["content-security-policy"]
            assert page.headers["cache-control"] == "no-store"


def test_that_the_cookie_is_kept_from_scripts_and_other_sites(desk: DeskSide) -> None:
    with client(desk) as web:
        answer = web.post("/desk/sign-in", data={"login": "jingban", "password": PASSWORD, "to": "https://elsewhere.example"})
        cookie = answer.headers["set-cookie"].lower()
        assert answer.headers["location"] == "/desk"
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/desk"))
    with client(desk) as web:
        told = {"login": "jingban", "password": PASSWORD, "to": "//elsewhere.example"}
        secure = web.post("/desk/sign-in", data=told, headers={"X-Forwarded-Proto": "https"})
        assert secure.headers["location"] == "/desk"
        assert "secure" in secure.headers["set-cookie"].lower()


def test_that_a_scanned_paper_opens_its_case_and_papers_are_opened_as_what_they_are(desk: DeskSide) -> None:
    with client(desk, "jingban") as web:
        scanned = web.get("/desk/find", params={"q": f"HTTPS://CITY.EXAMPLE/Q/{desk.case_no}/RECEIPT/AAAA"})
        assert scanned.headers["location"] == f"/desk/case/{desk.case_no}"
        link = re.findall(rf"/desk/case/{desk.case_no}/paper/[0-9a-f]{{64}}", web.get(scanned.headers["location"]).text)
        answer = web.get(link[0])
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert web.get(link[0][:-64] + "0" * 64).status_code == 404
        assert web.get("/desk/case/140581-03-20261120-9999-X").status_code == 404


@pytest.mark.parametrize(
    ("post", "denied"),
    [
        (
            Post.HANDLER,
            ("/desk/oversight", "/desk/checks", "/desk/people", "/desk/windows", "/desk/packs", "/desk/traces"),
        ),
        (Post.OVERSEER, ("/desk/inbox", "/desk/originals", "/desk/people", "/desk/windows", "/desk/packs", *CARRIED)),
        (
            Post.ADMINISTRATOR,
            ("/desk/inbox", "/desk/originals", "/desk/find", "/desk/case/x", "/desk/oversight", "/desk/checks"),
        ),
    ],
)
def test_that_each_post_opens_its_own_pages_only(desk: DeskSide, post: Post, denied: tuple[str, ...]) -> None:
    desk.person("ta", post, desk.organ)
    with client(desk, "ta") as web:
        answers = {page: web.get(page) for page in denied}
        assert {page: one.status_code for page, one in answers.items()} == dict.fromkeys(denied, 403)
        act = {"act": "review", "form": "x", "proof": _any_proof(web)}
        if post is not Post.HANDLER:
            assert web.post(f"/desk/case/{desk.case_no}/act", data=act).status_code == 403
            assert web.post("/desk/people", data=act).status_code == (422 if post is Post.ADMINISTRATOR else 403)
    assert desk.way.city.file(desk.case_id).state == "市级已接收"


def test_that_one_form_from_many_hands_at_once_is_one_act(tmp_path: Path, city_database: str) -> None:
    with desk_side(tmp_path, COUNTY_FORWARDS, database=city_database) as made, client(made, "jingban") as web:
        address = f"/desk/case/{made.case_no}"
        act = {"act": "return", "reason": "缺页", "fault1": "材料5", "problem1": "缺第 3 页", **proof(web, address)}
        with ThreadPoolExecutor(6) as hands:
            answers = list(hands.map(lambda _: web.post(f"{address}/act", data=act).headers["location"][-1], range(6)))
        assert sorted(answers) == ["1", "2", "2", "2", "2", "2"]
        with made.side.engine.connect() as db:
            assert db.execute(select(func.count()).where(entries.c.kind == "city_return")).scalar() == 1


def test_that_an_address_typed_wrongly_is_answered_with_a_page(desk: DeskSide) -> None:
    with client(desk, "jingban") as web:
        for wrong in ("/desk/inbox?page=-1", "/desk/inbox?page=one", f"/desk/case/{'x' * 60}"):
            answer = web.get(wrong)
            assert (answer.status_code, answer.headers["content-type"][:9]) == (422, "text/html")
            assert "没有改动任何记录" in answer.text


def test_that_a_form_too_long_is_not_read(desk: DeskSide) -> None:
    with client(desk, "jingban") as web:
        long = {"act": "review", "reason": "字" * 100_000, "proof": _any_proof(web)}
        assert web.post(f"/desk/case/{desk.case_no}/act", data=long).status_code == 413


def test_that_a_package_without_the_sessions_proof_or_too_long_is_not_looked_at(desk: DeskSide) -> None:
    file = {"package": ("1.tqp", b"any bytes")}
    with client(desk, "jingban") as web:
        good = {"proof": _any_proof(web)}
        assert web.post("/desk/packages", data={"proof": "0" * 64}, files=file).status_code == 403
        assert web.post("/desk/packages", data=good).status_code == 422
        assert web.post("/desk/packages", data=good, files=file).status_code == 422
        endless = web.post("/desk/packages", content=iter([b"any bytes"]))  # its length is not said
        assert endless.status_code == 413
    assert list((desk.side.folder / "incoming").iterdir()) == []
