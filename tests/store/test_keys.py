"""Keys, people and the way in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.errors import Refusal, StoreTrouble
from models.store import door, people, queries
from models.store.keys import NAME, Cost, KeyFile
from models.store.store import Store
from models.views import Window
from tests.store.acts import NOW, receive

CHEAP = Cost(1, 8, 1)
WINDOW = Window("140581", 3, "高平市", "高平市政务服务大厅")
PASSWORD = "Ceshi-2026"


@pytest.fixture
def started(folder: Path) -> door.FirstStart:
    """A folder after its first start, the store closed again."""
    made = door.first_start(folder, WINDOW, login="admin", name="测试甲", password=PASSWORD, at=NOW, cost=CHEAP)
    receive(made.store)
    made.store.close()
    return made


def test_that_the_first_start_makes_a_store_its_administrator_and_a_code(folder: Path) -> None:
    assert not door.is_set_up(folder)
    made = door.first_start(folder, WINDOW, login="admin", name="测试甲", password=PASSWORD, at=NOW, cost=CHEAP)
    assert (made.store.window, made.staff.name, made.staff.role) == ("140581-03", "测试甲", "administrator")
    assert len(made.recovery_code) == 29
    assert door.is_set_up(folder)
    made.store.close()


def test_that_the_administrator_signs_in_again(folder: Path, started: door.FirstStart) -> None:
    store, staff = door.sign_in(folder, " Admin ".strip().lower(), PASSWORD)
    with store:
        assert staff == started.staff
        assert queries.case_count(store) == 1
        assert door.sign_in_again(store, "admin", PASSWORD) == staff


@pytest.mark.parametrize(("login", "password"), [("admin", "Ceshi-2027"), ("nobody", PASSWORD), ("", "")])
def test_that_a_failed_sign_in_does_not_say_what_was_wrong(
    folder: Path, started: door.FirstStart, login: str, password: str
) -> None:
    with pytest.raises(Refusal) as caught:
        door.sign_in(folder, login, password)
    assert caught.value.code == "sign_in"
    assert caught.value.happened == "登录名或密码不正确"


def test_that_the_printed_code_opens_the_store_however_it_is_typed(folder: Path, started: door.FirstStart) -> None:
    typed = started.recovery_code.lower().replace("-", " ")
    with Store.open(folder, KeyFile(folder).recover(typed)) as store:
        assert queries.case_count(store) == 1
    with pytest.raises(Refusal):
        KeyFile(folder).recover(started.recovery_code[:-1] + "?")


def test_that_a_changed_password_opens_and_the_old_one_does_not(folder: Path, started: door.FirstStart) -> None:
    keys = KeyFile(folder, CHEAP)
    key = keys.unlock("admin", PASSWORD)
    keys.put("admin", "Xin-mima-9", key)
    assert keys.unlock("admin", "Xin-mima-9") == key
    with pytest.raises(Refusal):
        keys.unlock("admin", PASSWORD)
    assert len(json.loads((folder / NAME).read_text())["slots"]) == 2


def test_that_a_person_who_left_opens_nothing(folder: Path, started: door.FirstStart) -> None:
    keys = KeyFile(folder, CHEAP)
    key = keys.unlock("admin", PASSWORD)
    keys.put("clerk", "Ceshi-Yi-8", key)
    with Store.open(folder, key) as store:
        staff = people.add(store, "clerk", "测试乙", "clerk", NOW)
        assert door.sign_in_again(store, "clerk", "Ceshi-Yi-8") == staff
        people.set_active(store, staff.id, active=False)
        with pytest.raises(Refusal, match="登录名或密码不正确"):
            door.sign_in_again(store, "clerk", "Ceshi-Yi-8")
        assert people.by_id(store, staff.id) == staff  # the log still names them
        assert [(one.name, login, active) for one, login, active in people.all_of(store)] == [
            ("测试甲", "admin", True),
            ("测试乙", "clerk", False),
        ]
    with pytest.raises(Refusal):
        door.sign_in(folder, "clerk", "Ceshi-Yi-8")
    keys.remove("clerk")
    with pytest.raises(Refusal):
        keys.unlock("clerk", "Ceshi-Yi-8")
    assert keys.unlock("admin", PASSWORD) == key


def test_that_a_sign_in_name_is_used_once(store: Store) -> None:
    people.add(store, "clerk", "测试甲", "clerk", NOW)
    with pytest.raises(Refusal) as caught:
        people.add(store, "clerk", "测试乙", "clerk", NOW)
    assert caught.value.code == "login_taken"
    with pytest.raises(ValueError, match="king"):
        people.add(store, "king", "测试丙", "king", NOW)


@pytest.mark.parametrize(
    "password", ["", "Ab1", "abcdefgh", "ABCDEFG1", "12345678", "Admin-2026", "xxADMINxx1-"], ids=str
)
def test_that_a_weak_password_is_refused(folder: Path, password: str) -> None:
    with pytest.raises(Refusal) as caught:
        KeyFile(folder, CHEAP).make("admin", password)
    assert caught.value.code == "weak_password"
    assert not door.is_set_up(folder)


@pytest.mark.parametrize("password", ["Ceshi2026", "ceshi-2026", "CESHI-2026", "测试密码Abc9", "Ab1-Ab1-"], ids=str)
def test_that_three_kinds_of_characters_are_enough(folder: Path, password: str) -> None:
    key, _ = KeyFile(folder, CHEAP).make("admin", password)
    assert KeyFile(folder).unlock("admin", password) == key


def test_that_a_key_file_is_never_made_over_another(folder: Path, started: door.FirstStart) -> None:
    with pytest.raises(StoreTrouble) as caught:
        door.first_start(folder, WINDOW, login="admin", name="测试甲", password=PASSWORD, at=NOW, cost=CHEAP)
    assert caught.value.code == "store_exists"
    door.sign_in(folder, "admin", PASSWORD)[0].close()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 2}', '{"version": 3, "salt": "", "slots": []}'])
def test_that_a_spoilt_key_file_is_told_as_such(folder: Path, started: door.FirstStart, text: str) -> None:
    for path in folder.glob(f"{NAME}*"):  # with its copies
        path.write_text(text)
    with pytest.raises(StoreTrouble) as caught:
        door.sign_in(folder, "admin", PASSWORD)
    assert caught.value.code == "key_file"


def test_that_keys_of_two_stores_differ(tmp_path: Path) -> None:
    made = [KeyFile(tmp_path / name, CHEAP).make("admin", PASSWORD) for name in "ab"]
    assert made[0][0] != made[1][0]
    assert made[0][1] != made[1][1]


def test_that_the_cost_of_a_guess_is_the_recommended_one() -> None:
    assert Cost() == Cost(rounds=3, memory=64 * 1024, lanes=4)
