"""Carried packages come in: opened, checked, taken by the same code as the line's entries, answered by a package.

The same file twice gives the same answer, unless something in it still waited for an earlier package; two processes
that take it at once give one. What is not a window's own
whole package is refused with a sentence and noted, and nothing of it is kept.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from city import keep, package_answer, package_book, telemetry, traces, windows
from city.keys import CityKeys
from city.package_book import Line
from city.shelf import Shelf
from city.windows import Packer
from forwarding.sealed.contents import Contents
from forwarding.sealed.frame import Header, Kind
from forwarding.sealed.read import Package, open_package
from forwarding.sealed.suite import key_id
from forwarding.sealed.trouble import PackageTrouble
from forwarding.sealed.write import ENDING
from forwarding.wire import CITY, MAX_ENTRIES, MAX_PLACE, Answer, EntryAnswer, EntryLetter, region_of
from models.errors import LineTrouble, Refusal

PACKAGES = "packages"
_ID = re.compile(r"[0-9a-f-]{32,36}")
_OLD_S = 24 * 3600
_LOGIN = 32  # characters the log keeps of who it was


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a package; ``again`` when it had come before."""

    window: str
    number: int
    letters: int
    taken: int
    known: int  # kept before, by whichever road they came
    aside: int
    waiting: int  # an earlier entry or a blob has not come
    refused: int
    answer: str  # id of the answer
    file: str  # what the answer's file is to be called on a stick
    again: bool = False


class Carrier:
    """The city's desk for packages."""

    def __init__(
        self, engine: Engine, keys: CityKeys, shelf: Shelf, folder: Path, clock: Callable[[], datetime]
    ) -> None:
        """``folder``: where the answers are kept."""
        self._engine, self._keys, self._shelf, self._clock = engine, keys, shelf, clock
        self._folder = folder

    def take(self, path: Path, by: str, called: str = "") -> Report:
        """Take the package in the file ``path``.

        Args:
            by: who brought it in.
            called: the name the file came under, for the log; its own when it is none.

        Raises:
            Refusal, PackageTrouble: not taken; noted, and the sentence is for whoever stands there.
        """
        who: list[str] = []
        try:
            report = self._take(path, by, who)
        except (Refusal, LineTrouble) as trouble:
            self._trace(by, who, f"{traces.REFUSED}{trouble.happened}（{called or path.name}）")
            telemetry.LOG.warning("package refused", extra={"told": {"window": "".join(who), "code": trouble.code}})
            raise
        again = "又收到，与前次相同" if report.again else f"收到，{report.letters} 条"
        self._trace(by, who, f"第{report.number}包{again}")
        return report

    def _trace(self, by: str, who: Sequence[str], words: str) -> None:
        with self._engine.begin() as connection:
            plain = words.replace("\0", "")
            traces.leave(connection, self._clock(), by[:_LOGIN], traces.PACKAGE, "".join(who), plain)

    def answer(self, ident: str) -> tuple[Path, str]:
        """The file of an answer, and what it is to be called on a stick.

        Raises:
            Refusal: code ``answer_unknown``.
        """
        line = package_book.of_answer(self._engine, ident)
        path = self._folder / f"{ident}{ENDING}"
        if line is None or not path.is_file():
            raise Refusal("没有这个回执包", "没有改动任何记录", "请把摆渡包再导入一次", code="answer_unknown")
        return path, _called(line)

    def _take(self, path: Path, by: str, who: list[str]) -> Report:
        packers = windows.packers(self._engine)
        names = {key: one.name for key, one in packers.items()}
        with open_package(path, names, self._keys.box.private_bytes_raw()) as package:
            who.append(package.header.sender)
            box_key = _allowed(package.header, packers)
            letters = _letters(package)
            line = package_book.note(self._engine, package.header, package.digest, by, self._clock())
            if line.digest != package.digest:
                self._keep_other(path, package)
            if line.finished and (self._folder / f"{line.answer}{ENDING}").is_file():
                return report_of(line, again=True)
            self._shelve(package.contents, letters)
            answers = self._keep(package.header, letters)
            return report_of(self._answer(package.header, line, answers, box_key))

    def _shelve(self, contents: Contents, letters: Sequence[EntryLetter]) -> None:
        """Keep the blobs the letters name; others are left in the file."""
        named = {digest for one in letters for digest in one.blobs}
        for digest in contents.blobs:
            if digest in named and not self._shelf.has(digest):
                self._shelf.put(digest, contents.whole_blob(digest), self._clock())

    def _keep(self, header: Header, letters: Sequence[EntryLetter]) -> tuple[EntryAnswer, ...]:
        answers: list[EntryAnswer] = []
        told = (header.told, header.told_seal)
        for start in range(0, len(letters), MAX_ENTRIES):
            part = letters[start : start + MAX_ENTRIES]
            answers += keep.take(self._engine, self._keys, header.sender, part, self._clock, told)
        telemetry.answered(answers)
        return tuple(answers)

    def _answer(self, header: Header, line: Line, answers: Sequence[EntryAnswer], box_key: bytes) -> Line:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._sweep()
        made = package_answer.write(
            self._engine,
            self._keys,
            self._shelf,
            self._folder,
            header,
            answers,
            box_key=box_key,
            number=line.answer_number,
            now=self._clock(),
        )
        stands = package_book.answered(self._engine, line, made, Counter(one.answer.value for one in answers))
        if stands.answer != made:
            (self._folder / f"{made}{ENDING}").unlink(missing_ok=True)
        return stands

    def _sweep(self) -> None:
        """Remove what a killed process left half written a day ago; a younger one may be at work beside us."""
        limit = self._clock().timestamp() - _OLD_S
        for part in self._folder.glob("*.part"):
            try:
                if part.stat().st_mtime < limit:
                    part.unlink()
            except FileNotFoundError:
                continue

    def _keep_other(self, path: Path, package: Package) -> None:
        """Two files under one id: the first was taken, the second is kept as it is for whoever looks into it."""
        aside = self._folder / "other"
        aside.mkdir(parents=True, exist_ok=True)
        kept = aside / f"{package.header.package}-{package.digest[:16]}{ENDING}"
        if not kept.exists():
            part = kept.with_name(f"{kept.name}.{os.getpid()}.part")
            shutil.copyfile(path, part)
            part.replace(kept)
        raise PackageTrouble("changed", "id")


def _allowed(header: Header, packers: dict[bytes, Packer]) -> bytes:
    """The key to answer the sender with.

    Raises:
        Refusal: the window may not send, or not with this key. PackageTrouble.
    """
    signer = next(one for key, one in packers.items() if key_id(key) == header.sender_key)
    if header.kind is not Kind.TO_CITY or header.receiver != f"{CITY}{region_of(header.sender)}":
        raise PackageTrouble("wrong_receiver", "receiver")
    if not _ID.fullmatch(header.package) or max(header.told, header.cursor, header.number) > MAX_PLACE:
        raise PackageTrouble("damaged", "header")
    if signer.revoked_why is not None:
        why = f"（{signer.revoked_why}）" if signer.revoked_why else ""
        raise _refusal(f"{signer.name}窗口的登记已停用{why}", "请该窗口重新登记后再装包", "revoked")
    if not signer.current:
        raise _refusal(f"{signer.name}窗口已换过密钥，这个包是用旧的密钥签的", "请该窗口再装一次", "old_key")
    if not signer.box_key:
        raise _refusal(f"{signer.name}窗口没有登记收回执包的密钥", "请给该窗口发登记单，登记后再装包", "no_box_key")
    return signer.box_key


def _letters(package: Package) -> tuple[EntryLetter, ...]:
    letters = tuple(package.contents.letters(EntryLetter))
    if any(one.window != package.header.sender for one in letters):
        raise PackageTrouble("hostile", "another window's letter")
    return letters


def _refusal(happened: str, todo: str, code: str) -> Refusal:
    return Refusal(happened, "包里的内容没有采用", todo, code=code)


def report_of(line: Line, *, again: bool = False) -> Report:
    """What the book says became of a package."""
    said = Counter({Answer(name): count for name, count in line.said.items()})
    return Report(
        window=line.window,
        number=line.number,
        letters=line.letters,
        taken=said[Answer.TAKEN],
        known=said[Answer.AGAIN],
        aside=said[Answer.CONFLICT],
        waiting=said[Answer.EARLY] + said[Answer.MISSING],
        refused=said[Answer.CHANGED] + said[Answer.REFUSED],
        answer=line.answer,
        file=_called(line),
        again=again,
    )


def _called(line: Line) -> str:
    return f"同权一窗-{line.window}-第{line.number:04d}包-回执{ENDING}"
