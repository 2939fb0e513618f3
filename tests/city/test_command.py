"""The city's command line for windows: a sheet printed, a window put out; each does that one thing and ends."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from city import enrolling, windows
from city.keys import CityKeys
from city.service import now
from city.tables import engine_for, sqlite_url
from models.rules.invites import fingerprint
from tests.helpers.newcomer import Newcomer


def run(root: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`python -m city --folder FOLDER …`, to its end."""
    command = [sys.executable, "-m", "city", "--folder", str(folder), *words]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=120)


def test_that_a_sheet_enrols_a_window_and_the_window_is_put_out_again(root: Path, tmp_path: Path) -> None:
    words = ("--invite", "140581-05", "--label", "高平市05号窗口", "--address", "https://city.example")
    sheet = run(root, tmp_path, *words, "--name", "样例市平台")
    assert (sheet.returncode, sheet.stderr) == (0, "")
    keys = CityKeys.at(tmp_path)
    for word in ("高平市05号窗口（140581-05）", "样例市平台", "https://city.example"):
        assert word in sheet.stdout
    assert fingerprint(keys.public, keys.box_public)[:19] in sheet.stdout
    code = re.search(r"(?:[A-Z2-9]{4}-){5}[A-Z2-9]{4}", sheet.stdout)
    assert code is not None
    engine = engine_for(sqlite_url(tmp_path))
    token = enrolling.enrol(engine, Newcomer().letter(code.group()), "192.0.2.1", now())
    gone = run(root, tmp_path, "--revoke", "140581-05", "--why", "设备遗失")
    assert gone.returncode == 0
    known = windows.known(engine, token)
    engine.dispose()
    assert known is not None
    assert (bool(known.revoked_at), known.revoked_why) == (True, "设备遗失")


def test_that_what_cannot_be_done_is_said_and_ends_with_an_error(root: Path, tmp_path: Path) -> None:
    for words, said in ((("--invite", "5"), "区划-窗口号"), (("--revoke", "140581-09"), "没有登记过 140581-09")):
        done = run(root, tmp_path, *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
