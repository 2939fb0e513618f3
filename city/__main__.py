"""`python -m city --folder F --port P`: the reference city on one machine, embedded database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import uvicorn
from sqlalchemy import Engine

from city import officials, windows
from city.service import create_app
from city.tables import engine_for, sqlite_url


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped. ``--enrol FILE`` registers windows (a key) and the city's staff (an organ)."""
    parser = argparse.ArgumentParser(prog="city", description="市级参考服务")
    parser.add_argument("--folder", type=Path, required=True, help="数据库和附件所在的文件夹")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--enrol", type=Path, help="要登记的窗口和市级工作人员（JSON）")
    options = parser.parse_args(arguments)
    engine = engine_for(sqlite_url(options.folder))
    if options.enrol:
        for row in json.loads(options.enrol.read_text(encoding="utf-8")):
            _enrol(engine, row)
    app = create_app(engine, options.folder / "blobs")
    uvicorn.run(app, host=options.host, port=options.port, log_level="warning", access_log=False)
    return 0


def _enrol(engine: Engine, row: dict[str, str]) -> None:
    """A row with a ``key`` is a window, one with an ``organ`` one of the city's staff."""
    if "organ" in row:
        officials.enrol(engine, row["name"], row["token"], row["organ"])
    else:
        windows.enrol(engine, row["name"], row["token"], bytes.fromhex(row["key"]), row["label"])


if __name__ == "__main__":
    sys.exit(main())
