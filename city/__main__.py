"""`python -m city --folder F --port P`: the reference city, on its own database or on a server's.

With ``--invite``, ``--revoke`` or ``import`` it does that one thing, beside a city that runs or not, and ends.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import uvicorn
from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from city import accounts, carrying_command, invites, officials, telemetry, windows
from city.keys import CityKeys
from city.serve import CALLED, DATABASE, Place, called
from city.service import now
from city.tables import engine_for
from models.errors import Refusal, StoreTrouble


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped. ``--enrol FILE`` registers windows (a key) and the city's staff (an organ)."""
    options = _options(arguments)
    telemetry.log_to_stderr()
    place = Place.of(options.folder, options.database)
    if options.name:
        os.environ[CALLED] = options.name
    try:
        if options.invite or options.revoke:
            return _of_a_window(place, options)
        if options.order:
            return _import(place, options)
        _prepare(place, options.enrol)
        if options.first_admin:
            return _first_administrator(place, options.first_admin)
    except (StoreTrouble, Refusal) as trouble:
        print(trouble.sentence, file=sys.stderr)
        return 1
    except (ArgumentError, NoSuchModuleError, OperationalError) as error:  # its words may repeat the password
        kind = type(error).__name__
        print(f"市级数据库连不上（{kind}）。没有改动任何内容。请核对 --database 或 {DATABASE}", file=sys.stderr)
        return 1
    place.hand_on()
    with ExitStack() as stack:
        if options.processes > 1:
            figures = stack.enter_context(tempfile.TemporaryDirectory(prefix="tongquan-metrics-"))
            os.environ[telemetry.MULTIPROCESS] = figures
        uvicorn.run(
            "city.serve:app",
            factory=True,
            workers=options.processes,
            host=options.host,
            port=options.port,
            log_config=None,
            access_log=False,
        )
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="city", description="市级参考服务")
    parser.add_argument("--folder", type=Path, required=True, help="数据库和附件所在的文件夹")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--enrol", type=Path, help="要登记的窗口和市级工作人员（JSON）")
    parser.add_argument("--first-admin", metavar="NAME", default="", help="登记第一位管理员，打印一次性口令后结束")
    parser.add_argument("--database", default="", help=f"数据库地址，如 postgresql://…；也可设 {DATABASE}")
    parser.add_argument("--processes", type=int, default=1, help="进程数；几个进程共用一个数据库和文件夹")
    parser.add_argument("--name", default="", help="平台名称，写在登记单上")
    parser.add_argument("--invite", metavar="WINDOW", default="", help="给一个窗口（如 140581-03）发登记单，发完就结束")
    parser.add_argument("--label", default="", help="与 --invite 同用：窗口的名称")
    parser.add_argument("--address", default="", help="与 --invite 同用：窗口连市级平台的地址，如 https://…")
    parser.add_argument("--revoke", metavar="WINDOW", default="", help="停用一个窗口的登记，已有的记录和文书照样有效")
    parser.add_argument("--why", default="", help="与 --revoke 同用：停用的原因，窗口看得到")
    parser.add_argument("order", nargs="*", metavar="import 文件", help="导入摆渡包，做完就结束")
    parser.add_argument("--answer", type=Path, help="与 import 同用：放回执包的文件夹")
    options = parser.parse_args(arguments)
    if options.processes < 1:
        parser.error("--processes 至少为 1")
    if options.order and (options.order[0] != "import" or len(options.order) < 2 or options.answer is None):
        parser.error("写成 import 摆渡包… --answer 文件夹")
    return options


def _prepare(place: Place, enrolment: Path | None) -> None:
    """What is done once, before any process serves: the schema, and who may ask."""
    engine = engine_for(place.database)
    if enrolment:
        for row in json.loads(enrolment.read_text(encoding="utf-8")):
            _enrol(engine, row)
    engine.dispose()


def _of_a_window(place: Place, options: argparse.Namespace) -> int:
    """Print a sheet of enrolment, or put a window out."""
    engine = engine_for(place.database)
    try:
        if options.invite:
            made = invites.make(engine, options.invite, options.label or options.invite, now(), "市级管理员")
            address = options.address or f"http://{options.host}:{options.port}"
            print(invites.sheet(made, address, called(), CityKeys.at(place.folder)))
            return 0
        if windows.revoke(engine, options.revoke, options.why[:200], now()):
            print(f"{options.revoke} 的登记已停用；它送来的记录和出过的文书照样有效。")
            return 0
        print(f"没有登记过 {options.revoke}。没有改动任何内容。", file=sys.stderr)
        return 1
    finally:
        engine.dispose()


def _first_administrator(place: Place, login: str) -> int:
    """The one account nobody of the desk can give; its password is printed here and kept nowhere."""
    engine = engine_for(place.database)
    try:
        password = accounts.first(engine, login, now())
    finally:
        engine.dispose()
    print(f"管理员 {login} 的一次性口令：{password}")
    print("只显示这一次；第一次登录时要换成自己的。")
    return 0


def _import(place: Place, options: argparse.Namespace) -> int:
    """Take carried packages from a stick."""
    engine = engine_for(place.database)
    try:
        whole = True
        for taken, text in carrying_command.run(engine, place, options.order[1:], options.answer):
            print(text, file=sys.stdout if taken else sys.stderr)
            whole = whole and taken
        return 0 if whole else 1
    finally:
        engine.dispose()


def _enrol(engine: Engine, row: dict[str, str]) -> None:
    """A row with a ``key`` is a window, one with an ``organ`` one of the city's staff."""
    if "organ" in row:
        officials.enrol(engine, row["name"], row["token"], row["organ"])
    else:
        windows.enrol(engine, row["name"], row["token"], bytes.fromhex(row["key"]), row["label"])


if __name__ == "__main__":
    sys.exit(main())
