"""Packages handed in at the city: over HTTP by its staff, by a command from a stick; who may not send is told why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from urllib3 import BaseHTTPResponse, PoolManager

from city import officials, package_book, traces, windows
from city.__main__ import main
from models.desk.accept import accept
from models.desk.enrol import box_key
from models.errors import Refusal
from models.signing import Signer, box_public
from tests.desk.lives import COUNTY_FORWARDS
from tests.helpers.carriage import BY, Carriage, carriage, states
from tests.helpers.cityside import running_city
from tests.helpers.county import county
from tests.helpers.factory import form_for

TOKEN = "token-of-the-receiver"
NAME = {"X-File-Name": "%E6%91%86%E6%B8%A1%E5%8C%85.tqp"}


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Carriage]:
    """A window with a package to be handed in."""
    with county(tmp_path, (1,)) as (road,):
        accept(road.clerk, form_for(road.clerk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling))
        yield carriage(road, tmp_path / "stick")


@dataclass
class Client:
    """The city, asked by whoever has a token."""

    url: str
    pool: PoolManager = field(default_factory=PoolManager)

    def post(self, data: bytes, token: str = TOKEN) -> BaseHTTPResponse:
        """Hand in a package."""
        headers = NAME | {"Authorization": f"Bearer {token}"}
        return self.pool.request("POST", f"{self.url}/v1/desk/packages", body=data, headers=headers)

    def get(self, answer: str, token: str = TOKEN) -> BaseHTTPResponse:
        """Fetch an answer."""
        headers = {"Authorization": f"Bearer {token}"}
        return self.pool.request("GET", f"{self.url}/v1/desk/packages/{answer}", headers=headers)


@pytest.fixture
def client(one: Carriage, tmp_path: Path) -> Iterator[Client]:
    """One of its staff."""
    officials.enrol(one.road.engine, BY, TOKEN, "样例局")
    with running_city(tmp_path / "city") as side:
        made = Client(side.url)
        yield made
        made.pool.clear()


def test_that_the_staff_hand_in_a_package_and_fetch_its_answer(
    one: Carriage, client: Client, tmp_path: Path
) -> None:
    made = one.pack()
    data = made.path.read_bytes()
    report = client.post(data).json()
    assert (report["window"], report["number"], report["taken"]) == ("140581-01", 1, made.entries)
    assert client.post(data).json() == report | {"again": True}
    answer = client.get(report["answer"])
    assert "UTF-8''" in answer.headers["content-disposition"].replace("utf-8", "UTF-8")
    (tmp_path / "answer.tqp").write_bytes(answer.data)
    assert one.take(tmp_path / "answer.tqp").delivered == made.entries
    assert set(states(one.store).values()) == {"已送达"}
    assert list((tmp_path / "city" / "incoming").iterdir()) == []
    assert [line.number for line in package_book.latest(one.road.engine)] == [1]


def test_that_nobody_else_may(one: Carriage, client: Client) -> None:
    data = one.pack().path.read_bytes()
    window = "token-140581-01"
    assert client.post(data, window).status == 401
    report = client.post(data).json()
    assert client.get(report["answer"], window).status == 401
    assert client.get("0" * 36).status == 404


def test_that_what_is_no_package_is_refused_in_a_sentence(one: Carriage, client: Client) -> None:
    answer = client.post(b"not a package at all" * 20)
    assert answer.status == 422
    assert answer.json()["sentence"].startswith("这个文件不是摆渡包")
    (line,) = traces.latest(one.road.engine)
    assert (line.who, line.what, line.words) == (BY, "摆渡包", "没有收：这个文件不是摆渡包（摆渡包.tqp）")


def refused(one: Carriage, path: Path) -> Refusal:
    with pytest.raises(Refusal) as told:
        one.bring(path)
    assert all((told.value.happened, told.value.safe, told.value.todo))
    return told.value


def test_that_a_revoked_window_is_refused_and_its_old_packages_too(one: Carriage, client: Client) -> None:
    path = one.pack().path
    windows.revoke(one.road.engine, "140581-01", "窗口撤并", one.road.clerk.clock.now())
    told = refused(one, path)
    assert (told.code, "窗口撤并" in told.happened) == ("revoked", True)
    assert client.post(path.read_bytes()).status == 403


def test_that_a_key_given_up_signs_no_package(one: Carriage) -> None:
    path = one.pack().path
    with one.road.engine.begin() as connection:
        public, box = Signer(Signer.new_key()).public, box_public(box_key(one.store))
        windows.put(connection, "140581-01", "another", public, box, "样例", "2026-11-20T11:00:00+08:00")
    assert refused(one, path).code == "old_key"


def test_that_a_window_entered_by_hand_has_no_key_to_be_answered_with(one: Carriage) -> None:
    path = one.pack().path
    public = windows.of_region(one.road.engine, "140581")[0].keys[-1].sign_key
    with one.road.engine.begin() as connection:
        windows.put(connection, "140581-01", "by-hand", bytes.fromhex(public), None, "样例", "")
    assert refused(one, path).code == "no_box_key"


def test_that_a_stick_is_taken_by_the_command(
    one: Carriage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = one.pack()
    accept(one.road.clerk, form_for(one.road.clerk, COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling))
    second = one.pack()
    (one.stick / "坏的.tqp").write_bytes(b"x" * 300)
    files = [str(path) for path in (second.path, first.path, one.stick / "坏的.tqp")]
    folder, back = str(tmp_path / "city"), tmp_path / "back"
    assert main(["--folder", folder, "import", *files, "--answer", str(back)]) == 1
    said = capsys.readouterr()
    assert [line.split("：")[1] for line in said.out.splitlines()] == ["140581-01窗口第1包", "140581-01窗口第2包"]
    assert "坏的.tqp：这个文件不是摆渡包" in said.err
    assert main(["--folder", folder, "import", files[0], "--answer", str(back)]) == 0
    assert "没有重复计入" in capsys.readouterr().out
    answers = sorted(back.iterdir())
    assert [path.name for path in answers] == [
        "同权一窗-140581-01-第0001包-回执.tqp",
        "同权一窗-140581-01-第0002包-回执.tqp",
    ]
    for path in reversed(answers):
        one.take(path)
    assert set(states(one.store).values()) == {"已送达"}


def test_that_the_command_wants_files_and_a_place(tmp_path: Path) -> None:
    for words in (["import"], ["import", "x"], ["export", "x", "--answer", "y"]):
        with pytest.raises(SystemExit):
            main(["--folder", str(tmp_path), *words])
