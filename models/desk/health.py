"""数据体检: tables, log and files read again a little at a time while the window is open, and what was found.

Whatever is found is told the same day, on 今日, on a page of its own and at the next sign-in; nothing is mended here.
A damaged page or file is never read as good: the store checks each when it is read.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from models.desk import backups, chaincheck
from models.desk.doctor import Cure, Diagnosis
from models.desk.power import needs
from models.errors import Refusal, StoreTrouble
from models.rules.powers import Power
from models.rules.terms import AuditKind
from models.store import attachments, audit, daybook, pagecheck, walk
from models.store.attachments import LostFile as LostFile  # noqa: PLC0414 - pages that show it know the desk only
from models.store.doctor import NOTED, is_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.desk.context import Desk
    from models.store.store import Store

_ENTRIES: Final = 500
_BYTES: Final = 16 << 20
"""What one step reads of log and shelf: some tens of milliseconds."""
_SHOWN: Final = 200
_WORDS: Final = {
    "entries": "办件记录", "cases": "办件列表", "case_materials": "材料列表", "documents": "文书列表",
    "tallies": "计数", "queue": "转报队列", "placed": "市级次序", "blobs": "附件登记", "meta": "设置",
    "people": "人员", "drafts": "草稿", pagecheck.HEAD: "文件头",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Health:
    """What the last round found. Times are ISO text, "" for never."""

    at: str = ""  # a round over everything was ended
    bad: str = ""  # the table with a damaged page, "" for none
    files: int = 0  # read in that round
    lost: tuple[tuple[str, bool], ...] = ()  # files the log names: (digest, whether it was changed, else gone)

    @property
    def when(self) -> datetime | None:
        """When the last round ended."""
        return datetime.fromisoformat(self.at) if self.at else None

    @property
    def bad_name(self) -> str:
        """The damaged table as people call it."""
        return _WORDS.get(self.bad, "检索词" if self.bad.startswith("case_words") else "登记簿") if self.bad else ""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of the lost files."""

    back: int  # whole again, from a backup
    asked: int  # asked of the city
    left: int  # to be had neither here nor there for now

    @property
    def said(self) -> str:
        """In one sentence."""
        parts = ((self.back, "从备份补回{}份"), (self.asked, "向市级要{}份"), (self.left, "{}份要请申请人补交或重打"))
        return "，".join(text.format(number) for number, text in parts if number)


class Round:
    """One round over tables, log and shelf, a small step at a time; belongs to one background thread."""

    def __init__(self, desk: Desk) -> None:
        store = desk.store
        self.store = store
        self.tables, self.shelf = pagecheck.TableWalk(store), attachments.ShelfWalk(store)
        self.chain: walk.ChainWalk | None = None
        self.bad = ""

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to read, or no sense in reading on."""
        return bool(self.bad) or (self.tables.ended and self._chain_ended and self.shelf.ended)

    @property
    def _chain_ended(self) -> bool:
        return self.chain is not None and self.chain.ended

    def step(self) -> bool:
        """Read a little more; True while there is more. Raises: StoreTrouble: the disk."""
        try:
            self._step()
        except StoreTrouble as error:
            if error.code != "store_corrupt":
                raise
            self.store.read_afresh()
            self.bad = "entries"  # the tables come first: what only shows here is a page of the log that went since
        self.bad = self.bad or self.tables.bad
        return not self.ended

    def _step(self) -> None:
        if not self.tables.ended:
            self.tables.step()
        elif not self._chain_ended:
            self.chain = self.chain or walk.ChainWalk(self.store)
            self.chain.step(_ENTRIES)
        elif not self.shelf.ended:
            self.shelf.step(_BYTES)


def health(store: Store) -> Health:
    """What is known now."""
    kept = json.loads(daybook.meta(store, NOTED) or "{}")
    return Health(**{**kept, "lost": tuple((digest, broken) for digest, broken in kept.get("lost", ()))})


@needs(Power.MACHINE)
def finish(desk: Desk, done: Round) -> tuple[Health, bool]:
    """Keep what a round found; returns it, and whether it is worse than what was known.

    A line in the trail once a day, and whenever the finding is another. A damaged page may be in the way of that
    line itself: it is told all the same.
    """
    before = health(desk.store)
    now = _found(desk, done, before)
    try:
        _keep(desk, before, now)
        if done.chain is not None and done.chain.ended:
            chaincheck.rested(desk, done.chain)
    except StoreTrouble:
        if not now.bad:
            raise
    return now, bool(now.bad and now.bad != before.bad) or bool(set(now.lost) - set(before.lost))


def _found(desk: Desk, done: Round, before: Health) -> Health:
    """A round that met a damaged page ended early and says nothing new of the files."""
    at = desk.clock.now().isoformat()
    if done.bad:
        return replace(before, at=at, bad=done.bad)
    return Health(at, "", done.shelf.read, tuple(sorted(done.shelf.lost.items())))


def _keep(desk: Desk, before: Health, now: Health) -> None:
    with desk.store.work() as work:
        work.set_meta(NOTED, json.dumps(asdict(now), ensure_ascii=False))
        if (before.bad, before.lost) != (now.bad, now.lost) or before.at[:10] != now.at[:10]:
            who = {"actor": desk.staff.id, "name": desk.staff.name}
            audit.note(work, AuditKind.CHECK, desk.clock.now(), text=f"数据体检：{said(now)}", **who)
        work.commit()


def said(now: Health) -> str:
    """In one sentence."""
    if now.bad:
        return f"“{now.bad_name}”有损坏，读不出或对不上"
    whole = "数据库各表完好"
    return f"{whole}，附件 {now.files} 份{'都在' if not now.lost else f'中缺失或损坏 {len(now.lost)} 份'}"


def diagnosis(now: Health) -> Diagnosis | None:
    """The page for what was found while the window is open; None when nothing was."""
    if is_list(now.bad):
        return Diagnosis(
            f"“{now.bad_name}”有损坏",
            f"体检时查出数据库“{now.bad_name}”有一处读不出或对不上",
            "办件记录一条不少，密码、附件没有动；坏的那一处不会当好的用",
            "手上这件办完就退出，重新登录；登录时按“按记录重做列表”，几分钟就好",
            (Cure.REMAKE,),
            "page_damaged",
        )
    if now.bad:
        return Diagnosis(
            f"数据库“{now.bad_name}”有损坏",
            f"体检时查出“{now.bad_name}”有一处读不出；碰到那一处的操作会被拦下",
            "坏的那一处不会当好的用；以前的备份没有动，送到市级的记录市级都有",
            "请管理员今天处理：先查磁盘，退出后由管理员和值班主任按“从备份恢复”",
            (Cure.RESTORE,),
            "page_damaged",
        )
    if not now.lost:
        return None
    return Diagnosis(
        f"附件缺失或损坏 {len(now.lost)} 份",
        "体检时查出，有的文件不在，有的内容变了；清单在管理的“数据体检”",
        "办件登记和记录不受影响，损坏的附件不会外送",
        "请管理员到管理按“补回附件”：备份里有的马上补，市级有的向市级要，都没有的再请申请人补交",
        (),
        "files_lost",
    )


@needs(Power.BACKUP)
def mend(desk: Desk, stop: Callable[[], bool] = lambda: False) -> Mended:
    """Bring lost files back: from a backup what one has whole, from the city what it has; a line in the trail.

    Raises:
        Refusal: ``not_administrator``, ``nothing_lost``. StoreTrouble.
    """
    lost = lost_files(desk)
    if not lost:
        raise Refusal("附件都在，没有要补的", "没有改动任何文件", "", code="nothing_lost")
    place = backups.place_of(desk.store)
    roots = [backups.root_of(desk.store)]
    roots += [backups.second_root(place, desk.store.window)] if place.folder else []
    back = set(attachments.from_backups(desk.store, roots, [one.digest for one in lost], stop))
    rest = [one for one in lost if one.digest not in back]
    asked = [one for one in rest if one.at_city]
    done = Mended(len(back), len(asked), len(rest) - len(asked))
    before = health(desk.store)
    now = replace(before, lost=tuple(one for one in before.lost if one[0] not in back))
    with desk.store.work() as work:
        attachments.ask_city(work, asked)
        work.set_meta(NOTED, json.dumps(asdict(now), ensure_ascii=False))
        who = {"actor": desk.staff.id, "name": desk.staff.name}
        audit.note(work, AuditKind.RESTORE, desk.clock.now(), subject="附件", text=done.said, **who)
        work.commit()
    return done


def todo(one: LostFile) -> str:
    """What a person does about a lost file, in a few words."""
    if one.asked >= attachments.IN_VAIN:
        return "市级也没有：请申请人补交，重新扫描"
    if one.asked >= 0:
        return "已向市级要，线路通时取回"
    if one.at_city:
        return "按“补回附件”，备份没有就向市级要"
    if one.places[0].paper:
        return "按“补回附件”；备份没有的，到办件重打"
    return "按“补回附件”；备份没有的，请申请人补交"


def lost_files(desk: Desk) -> tuple[LostFile, ...]:
    """The files that are missing now, each with what shows it; looked at again, since some may be back."""
    store = desk.store
    found = {digest: attachments.fault(store, digest) for digest, _ in health(store).lost[:_SHOWN]}
    return attachments.lost_files(store, {digest: broken for digest, broken in found.items() if broken is not None})
