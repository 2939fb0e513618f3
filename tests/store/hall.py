"""A folder with people, a case and blobs: what a change of keys must not lose."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from models.errors import Refusal
from models.store import door, people, queries, replay
from models.store.keys import Cost, KeyFile
from models.store.store import Store
from models.views import Window
from tests.store.acts import NOW, marks, receive_in

CHEAP = Cost(1, 8, 1)
WINDOW = Window("140581", 3, "高平市", "高平市政务服务大厅")
PASSWORD = "Ceshi-2026"
CASES = 3


@dataclass
class Hall:
    """A store that is closed, with everything that opens it and what it holds."""

    folder: Path
    code: str
    passwords: dict[str, str] = field(default_factory=lambda: {"admin": PASSWORD, "clerk": PASSWORD})
    scans: dict[str, bytes] = field(default_factory=dict)

    def open(self, login: str = "admin") -> Store:
        """The store as somebody opens it who signs in."""
        return door.sign_in(self.folder, login, self.passwords[login])[0]

    def reads_everything(self, store: Store) -> bool:
        """Cases, chain and scans are all there."""
        scans = all(store.blobs.get(digest) == data for digest, data in self.scans.items())
        return scans and queries.case_count(store) == CASES and replay.verify_chain(store) is None

    def everybody_opens(self) -> bool:
        """Each password and the code give a key that opens the store, and it is whole."""
        for login in self.passwords:
            with self.open(login) as store:
                if not self.reads_everything(store):
                    return False
        with Store.open(self.folder, KeyFile(self.folder).recover(self.code)) as store:
            return self.reads_everything(store)

    def refused(self, login: str, password: str) -> bool:
        """Whether this password opens nothing."""
        try:
            KeyFile(self.folder).unlock(login, password)
        except Refusal:
            return True
        return False


def started_in(folder: Path, crypto: str = "") -> door.FirstStart:
    """A first start; the store is left open."""
    return door.first_start(
        folder, WINDOW, login="admin", name="测试甲", password=PASSWORD, at=NOW, cost=CHEAP, crypto=crypto
    )


def staffed(folder: Path, crypto: str = "") -> Hall:
    """Two people, ``CASES`` cases with a scan each; closed again."""
    made = started_in(folder, crypto)
    hall = Hall(folder, made.recovery_code)
    with made.store as store:
        KeyFile(folder, CHEAP).put("clerk", PASSWORD, store.key)
        people.add(store, "clerk", "测试乙", "clerk", NOW)
        for n in range(1, CASES + 1):
            with store.work() as work:
                data = b"scan %d" % n * 90
                scan = work.put_blob(data, "image/png")
                receive_in(work, n, materials=marks(scan))
                work.commit()
            hall.scans[scan] = data
    return hall
