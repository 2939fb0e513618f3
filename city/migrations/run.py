"""Brings the city's database to the newest schema in a single transaction, however many processes start at once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from models.errors import StoreTrouble

VERSION = 6
"""The schema this program reads and writes; the number of the last file in ``versions``."""
STEPS = Path(__file__).parent
_TURN = 0x746F6E67  # the advisory lock of whoever upgrades; any number that is always the same


def bring_up(engine: Engine, steps: Path = STEPS, newest: int = VERSION) -> bool:
    """Make or upgrade the schema; whoever comes second finds it done.

    Returns: whether anything was done.

    Raises:
        StoreTrouble: ``city_newer`` for a database of a newer program, ``city_unnumbered`` for tables without a number.
    """
    with engine.connect() as db:
        if version(db) == newest:
            return False
    with engine.begin() as db:
        if db.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE is a turn already
            db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")
        found = version(db)
        if found > newest:
            raise _newer(found, newest)
        if found < newest:
            _upgrade(db, steps, f"{newest:04d}")
        return found < newest


def version(db: Connection) -> int:
    """The schema of a database; 0 for an empty one.

    Raises:
        StoreTrouble: ``city_unnumbered``.
    """
    names = set(inspect(db).get_table_names())
    if "alembic_version" in names:
        return int(db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    if "entries" in names:
        raise StoreTrouble(
            "这个数据库里已有市级的表，却没有版本号",
            "没有改动任何内容",
            "试用时留下的可换一个空的文件夹或数据库；有办件的请联系维护人员转入",
            code="city_unnumbered",
        )
    return 0


def _newer(found: int, newest: int) -> StoreTrouble:
    return StoreTrouble(
        f"市级数据库由更新版本的程序写成（数据版本 {found}，本程序 {newest}）",
        "没有改动任何内容",
        "请安装新版程序后再启动，不要用旧版程序继续收件",
        code="city_newer",
    )


def _upgrade(db: Connection, steps: Path, target: str) -> None:
    from alembic import command  # noqa: PLC0415 - loaded only when a step is due
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes["connection"] = db
    command.upgrade(config, target)
