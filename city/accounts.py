"""The city's people: who they are, how they sign in, what happens after five wrong passwords."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from city import passwords, sessions, traces
from city.may import Post
from city.people import Person, person
from city.tables_desk import people
from models.errors import Refusal

TRIES = 5
NAME_MOST, ORGAN_MOST = 32, 100
LOCKED = timedelta(minutes=15)
_LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,31}")
_WRONG = ("登录名或口令不对", "", f"连错 {TRIES} 次锁 15 分钟；忘记口令请管理员重置")


def add(engine: Engine, login: str, name: str, post: Post, organ: str, now: datetime, by: str) -> str:
    """Enter somebody; the password they sign in with the first time.

    Raises:
        Refusal: ``login_bad``, ``name_missing``, ``organ_missing``, ``login_taken``.
    """
    _check(login, name, post, organ)
    password = passwords.for_one_time()
    who = {"login": login, "name": name.strip(), "role": post.value, "organ": organ.strip()}
    state = {"password": passwords.hashed(password), "once": True, "active": True, "failures": 0, "made_at": now}
    try:
        with engine.begin() as connection:
            connection.execute(insert(people).values(**who, **state))
            traces.leave(connection, now, by, "增加人员", login, f"{post.zh} {organ}".strip())
    except IntegrityError as taken:
        raise Refusal("登录名已被使用", "没有新增人员", "请换一个登录名", code="login_taken") from taken
    return password


def first(engine: Engine, login: str, now: datetime) -> str:
    """The first administrator; a one-time password.

    Raises:
        Refusal: ``not_first`` when somebody is there already, or as in ``add``.
    """
    with engine.connect() as connection:
        if connection.execute(select(func.count()).select_from(people)).scalar():
            said = ("已经有人员登记", "没有新增管理员", "请由现有管理员在“人员”页增加")
            raise Refusal(*said, code="not_first")
    return add(engine, login, login, Post.ADMINISTRATOR, "", now, "命令行")


def sign_in(engine: Engine, login: str, password: str, now: datetime, agent: str) -> str:
    """Check name and password and begin a session; its token.

    Raises:
        Refusal: ``wrong_password`` for any mistake, ``locked`` after five of them.
    """
    kept, count = _attempt(engine, login, now)
    right = passwords.fits(kept, password)
    with engine.begin() as connection:
        if right:
            mine = update(people).where(people.c.login == login)
            connection.execute(mine.values(failures=0, locked_until=None))
            traces.leave(connection, now, login, "登录", login)
            return sessions.begin(connection, login, now, agent)
        if count:
            _failed(connection, login, count, now)
    raise Refusal(*_WRONG, code="wrong_password")


def _attempt(engine: Engine, login: str, now: datetime) -> tuple[str, int]:
    """The hash to try and which try it is, counted before it is tried: many at once are no more than five."""
    mine = update(people).where(people.c.login == login, people.c.active)
    free = mine.where(or_(people.c.locked_until.is_(None), people.c.locked_until <= now))
    counted = free.values(failures=people.c.failures + 1).returning(people.c.password, people.c.failures)
    with engine.begin() as connection:
        row = connection.execute(counted).first()
        if row is not None and row.failures <= TRIES:
            return str(row.password), int(row.failures)
        if row is not None:
            connection.execute(mine.values(failures=0, locked_until=now + LOCKED))
        locked = connection.execute(select(people.c.locked_until).where(people.c.login == login)).scalar()
    if locked and locked > now:
        raise Refusal("连错次数太多，已锁住 15 分钟", "", "请过后再试，或请管理员重置口令", code="locked")
    return passwords.nobody(), 0


def _failed(connection: Connection, login: str, count: int, now: datetime) -> None:
    traces.leave(connection, now, login, "登录失败", login, f"第 {count} 次")
    if count >= TRIES:
        mine = update(people).where(people.c.login == login)
        connection.execute(mine.values(failures=0, locked_until=now + LOCKED))
        traces.leave(connection, now, login, "锁定", login, "15 分钟")


def change(engine: Engine, login: str, old: str, new: str, keep: str, now: datetime) -> None:
    """A new password of one's own; every other session ends.

    Args:
        keep: the token of the session that stays.

    Raises:
        Refusal: ``wrong_password``, ``password_weak``.
    """
    with engine.connect() as connection:
        kept = connection.execute(select(people.c.password).where(people.c.login == login)).scalar_one()
    if not passwords.fits(kept, old):
        raise Refusal("原口令不对", "口令没有改动", "请再输一次", code="wrong_password")
    passwords.strong(new, login, old)
    fresh = passwords.hashed(new)
    with engine.begin() as connection:
        connection.execute(update(people).where(people.c.login == login).values(password=fresh, once=False))
        sessions.end_all(connection, login, but=keep)
        traces.leave(connection, now, login, "改口令", login)


def reset(engine: Engine, login: str, now: datetime, by: str) -> str:
    """A one-time password for somebody who forgot theirs; it opens a lock, and their sessions end.

    Raises:
        Refusal: ``person_unknown``.
    """
    password = passwords.for_one_time()
    told = {"password": passwords.hashed(password), "once": True, "failures": 0, "locked_until": None}
    with engine.begin() as connection:
        _known(connection.execute(update(people).where(people.c.login == login).values(told)).rowcount)
        sessions.end_all(connection, login)
        traces.leave(connection, now, by, "重置口令", login)
    return password


def set_active(engine: Engine, login: str, active: bool, now: datetime, by: str) -> None:
    """Let somebody sign in, or no longer; the name stays, since the log names it.

    Raises:
        Refusal: ``person_unknown``; ``own_account`` for the one who does it.
    """
    if login == by:
        raise Refusal("不能停用自己", "没有改动", "请由另一位管理员办理", code="own_account")
    with engine.begin() as connection:
        _known(connection.execute(update(people).where(people.c.login == login).values(active=active)).rowcount)
        if not active:
            sessions.end_all(connection, login)
        traces.leave(connection, now, by, "启用" if active else "停用", login)


def everybody(engine: Engine) -> tuple[Person, ...]:
    """All people, by department and name."""
    with engine.connect() as connection:
        rows = connection.execute(select(people).order_by(people.c.organ, people.c.login)).mappings().all()
    return tuple(person(row) for row in rows)


def _check(login: str, name: str, post: Post, organ: str) -> None:
    if not _LOGIN.fullmatch(login):
        said = ("登录名要用小写字母开头，2 到 32 位字母、数字、点或横线", "没有新增人员", "请改后再试")
        raise Refusal(*said, code="login_bad")
    if not 0 < len(name.strip()) <= NAME_MOST:
        raise Refusal("没有填姓名，或者太长", "没有新增人员", "请填写后再试", code="name_missing")
    if len(organ) > ORGAN_MOST or (post is Post.HANDLER and not organ.strip()):
        raise Refusal("经办要写明属于哪个部门", "没有新增人员", "请按办件上的决定机关填写", code="organ_missing")


def _known(rows: int) -> None:
    if not rows:
        raise Refusal("没有这个人员", "没有改动", "请刷新后再试", code="person_unknown")
