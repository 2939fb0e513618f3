"""`python -m city --folder F --port P`: the reference city on one machine, embedded database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import uvicorn

from city.service import create_app
from city.tables import engine_for, sqlite_url
from city.windows import enrol


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped. ``--enrol FILE`` reads windows to register: name, token, key (hex), label."""
    parser = argparse.ArgumentParser(prog="city", description="市级参考服务")
    parser.add_argument("--folder", type=Path, required=True, help="数据库和附件所在的文件夹")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--enrol", type=Path, help="要登记的窗口（JSON）")
    options = parser.parse_args(arguments)
    engine = engine_for(sqlite_url(options.folder))
    if options.enrol:
        for row in json.loads(options.enrol.read_text(encoding="utf-8")):
            enrol(engine, row["name"], row["token"], bytes.fromhex(row["key"]), row["label"])
    app = create_app(engine, options.folder / "blobs")
    uvicorn.run(app, host=options.host, port=options.port, log_level="warning", access_log=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
