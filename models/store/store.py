"""The store of one window: a folder with an encrypted database, a shelf of blobs, a lock; one writer, many readers."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlcipher3 import dbapi2

from models.errors import StoreTrouble
from models.store import maintenance, outbox, packages, replay, ring, schema, trouble
from models.store.anchor import AnchorFile
from models.store.blobs import BlobShelf
from models.store.connect import FILE, check_engine, connect
from models.store.files import TEMP, fsync_folder, private_folder, replace
from models.store.gate import PATIENCE, Gate
from models.store.lock import ProgramLock
from models.store.work import Head, Work

if TYPE_CHECKING:
    from sqlite3 import Connection

    from models.views import Window


_FATAL = ("store_io", "store_corrupt")
"""After these the disk is not trusted with another act."""


def window_key(window: Window) -> str:
    """The name of a window in the log: 140581-03."""
    return f"{window.region}-{window.no:02d}"


class Store:
    """An open store. Made by ``Store.create`` or ``Store.open``; close it, or use it as a context manager.

    Any thread may call ``read`` and ``work``. Readers see the last commit and never wait for the writer; writers take
    turns.
    """

    def __init__(self, folder: Path, key: bytes, lock: ProgramLock) -> None:
        """For ``create`` and ``open`` only."""
        self.folder = folder
        self._path = folder / FILE
        self._key = key
        self._lock = lock
        self._writing = threading.RLock()
        self._in_work = False
        self._sick: StoreTrouble | None = None
        self._readers: dict[int, tuple[threading.Thread, Connection]] = {}
        self._readers_lock = threading.Lock()
        self._gate = Gate()
        self.blobs = BlobShelf(folder / "blobs", key, lambda: ring.of(folder, key))
        self._db = connect(self._path, key)
        self.window: str = self._meta("window")
        self._head = Head.load(self._db, self.window)
        self.anchor = AnchorFile(folder)

    @classmethod
    def create(cls, folder: Path, key: bytes, *, window: str, held: ProgramLock | None = None) -> Store:
        """Make the store of ``window`` (``window_key``) in an empty or new folder and open it.

        Cut short at any moment there is no store, and the next call makes one.

        Args:
            held: the lock of the folder when the caller has it already; it is the store's from now on.

        Raises: StoreTrouble when a store is there already (``store_exists``), is in use, or the disk is in the way.
        """
        check_engine()
        with trouble.told():
            lock = held or ProgramLock(private_folder(folder))
            try:
                if (folder / FILE).exists():
                    raise StoreTrouble(
                        "此文件夹已有数据库",
                        "没有改动任何内容",
                        "请直接登录，或另选文件夹",
                        code="store_exists",
                    )
                _make(folder / FILE, key, window)
                return cls._opened(folder, key, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def open(cls, folder: Path, key: bytes) -> Store:
        """Open the store in ``folder``, upgrading an older schema after a backup, and tidy what a crash left.

        Raises: StoreTrouble: ``store_gone``, ``store_in_use``, ``store_key``, ``store_newer``, ``store_corrupt``, …
        """
        check_engine()
        with trouble.told():
            if not (folder / FILE).exists():
                raise trouble.trouble("store_gone")
            lock = ProgramLock(folder)
            try:
                if lock.unclean and not (folder / f"{FILE}-wal").exists():
                    lock.opened()  # the next start must see it too, until the file is back or the store restored
                    raise trouble.trouble("store_wal")
                return cls._opened(folder, key, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def _opened(cls, folder: Path, key: bytes, lock: ProgramLock) -> Store:
        upgraded = schema.bring_up(folder / FILE, key)
        store = cls(folder, key, lock)
        try:
            store._tidy(upgraded)
            lock.opened()
        except BaseException:
            store.close()
            raise
        return store

    def _tidy(self, upgraded: bool) -> None:
        """Entries that were being sent when the program died wait again; projections follow a new schema."""
        outbox.release_leases(self)
        packages.void_unfinished(self)
        if upgraded:
            replay.rebuild(self)
        maintenance.sweep_parts(self.folder)
        # SQLite syncs the name of its new log too, and says nothing when the disk refuses
        fsync_folder(self.folder)

    @property
    def key(self) -> bytes:
        """The key of the database, for copies of it that open with the same."""
        return self._key

    def _meta(self, key: str) -> str:
        return str(self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])

    def close(self) -> None:
        """Close every connection and let go of the lock; a unit of work in another thread is waited for."""
        with self._writing:
            self._keep_anchor(now=True)
            with suppress(OSError):
                self._lock.shutting()
            self._close_connections()
            with suppress(OSError):
                self._lock.shutting()  # a disk that refused it once is not to raise an alarm at the next start
            self._lock.release()

    def exchange(self, copy: Callable[[Connection], tuple[Path, bytes]], *, patience: float = PATIENCE) -> None:
        """Put a copy under another key in place of the database; nobody writes from the copying to the end.

        Args:
            copy: makes a whole copy of the connection it is given, durable, and returns it with its key.
            patience: seconds to wait for readers to leave.

        Raises: StoreTrouble: ``store_busy`` when somebody reads on for too long, disk; the old database is in use then.
        """
        with self._writing:
            if self._in_work:
                raise RuntimeError("a unit of work is open")
            with trouble.told():
                made, key = copy(self._db)
                with self._gate.shut(patience):
                    self._put_in_place(made, key)

    def _put_in_place(self, made: Path, key: bytes) -> None:
        try:
            self._lock.shutting()
            self._close_connections()
            if (wal := self._path.with_name(f"{FILE}-wal")).exists() and wal.stat().st_size:
                raise trouble.trouble("store_busy")  # a log of the old file would be played onto the new one
            replace(made, self._path)
            self._key = key
            fsync_folder(self.folder)
        finally:
            self._db = connect(self._path, self._key)
            self._lock.opened()
            self.blobs.turn(lambda: ring.of(self.folder, self._key))

    def _close_connections(self) -> None:
        with self._readers_lock:
            for _, db in self._readers.values():
                db.close()
            self._readers.clear()
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """This thread's reading connection, inside one snapshot of the store.

        Raises: StoreTrouble when the disk or the file is in the way.
        """
        with trouble.told(disk=False), self._gate.inside():
            db = self._reader()
            if db.in_transaction:  # a query that calls another keeps the one snapshot
                yield db
                return
            db.execute("BEGIN")
            try:
                yield db
            finally:
                db.rollback()

    def _reader(self) -> Connection:
        thread = threading.current_thread()
        with self._readers_lock:
            held = self._readers.get(thread.ident or 0)
            if held and held[0] is thread:
                return held[1]
            for ident, (owner, db) in list(self._readers.items()):
                if not owner.is_alive():
                    db.close()
                    del self._readers[ident]
            db = connect(self._path, self._key, reader=True)
            self._readers[thread.ident or 0] = (thread, db)
            return db

    @contextmanager
    def read_cold(self) -> Iterator[Connection]:
        """A connection of its own that remembers no page: what it gives was read from the disk just now.

        Raises what the driver raises, and StoreTrouble (``store_key``) when the file's first page is damaged.
        """
        with self._gate.inside():
            db = connect(self._path, self._key, reader=True)
            try:
                yield db
            finally:
                db.close()

    def read_afresh(self) -> None:
        """A new connection for this thread: one that met a damaged page gives no other page either."""
        with self._readers_lock:
            held = self._readers.pop(threading.get_ident(), None)
        if held is not None:
            held[1].close()

    def work(self) -> Turn:
        """A unit of work: all of it is kept at ``work.commit()``, or nothing is.

        Raises: StoreTrouble when the disk is in the way; nothing was saved then. After a disk error (``store_io``) no
        further work is taken until the store is opened again, since the disk can no longer be trusted.
        """
        return Turn(self)

    def begin(self) -> Work:
        """For ``Turn`` only: take the writer and open a transaction."""
        self._writing.acquire()
        try:
            if self._in_work:
                raise RuntimeError("a unit of work inside another: call the inner function with the outer work")
            if self._sick is not None:
                raise self._sick
            self._db.execute("BEGIN IMMEDIATE")
            self._in_work = True
            return Work(self._db, self.blobs, self.window, self._head)
        except BaseException:
            self._writing.release()
            raise

    def end(self, work: Work, trouble_met: StoreTrouble | None) -> None:
        """For ``Turn`` only: undo what was not committed and let the next one write."""
        work.end()
        if work.committed:
            self._head = work.head
        if trouble_met is not None and trouble_met.code in _FATAL:
            self._sick = trouble_met
        _roll_back(self._db)
        if work.committed:
            self._keep_anchor()
        self._in_work = False
        self._writing.release()

    @property
    def head(self) -> Head:
        """The end of this window's chain, as last committed."""
        return self._head

    def settle_anchor(self) -> None:
        """Write the head of the chain over an anchor that does not fit it: the auditor said why it does not."""
        with self._writing:
            self.anchor.replace(self._db, self.window, self._head)

    def _keep_anchor(self, *, now: bool = False) -> None:
        if self._sick is None:
            with suppress(dbapi2.Error):  # what was committed stays so, whatever becomes of its anchor
                self.anchor.keep(self._db, self.window, self._head, now=now)


class Turn:
    """One turn at writing, for ``with store.work() as work``."""

    __slots__ = ("_store", "_work")

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Work:
        try:
            self._work = self._store.begin()
        except dbapi2.Error as error:
            raise trouble.read(error) or error from error
        return self._work

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        # what the body does with files of its own is its own affair, so only SQLite's errors are read here
        known = trouble.read(error) if isinstance(error, dbapi2.Error) else None
        self._store.end(self._work, known or (error if isinstance(error, StoreTrouble) else None))
        if known is not None:
            raise known from error


def _make(path: Path, key: bytes, window: str) -> None:
    """A new database file with the newest schema, mode 0600, for one window: made beside, and given its name whole."""
    part = path.with_name(f"{path.name}{TEMP}")
    for left in (part, *path.parent.glob(f"{part.name}-*")):
        left.unlink(missing_ok=True)
    part.touch(mode=0o600)
    schema.bring_up(part, key, new=True)
    db = connect(part, key)
    try:
        db.execute("INSERT INTO meta VALUES ('window', ?)", (window,))
        db.execute("PRAGMA journal_mode=DELETE")  # nothing may lie in a log of writes that keeps another name
    finally:
        db.close()
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    replace(part, path)
    fsync_folder(path.parent)


def _roll_back(db: Connection) -> None:
    """Undo what was not committed; SQLite may already have done it itself after a disk error."""
    if db.in_transaction:
        try:
            db.rollback()
        except dbapi2.Error:  # the error that led here is the one to tell
            return
