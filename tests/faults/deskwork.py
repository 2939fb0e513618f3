"""A clerk, a reviewer and a supervisor at one window, in a child of the nest: real acts, papers, prints and letters.

Every line it says comes after the fact: ``kept SEQ DIGEST`` once the act is committed, ``printed FILE`` once the file
is there. ``doing …`` comes before, so that the tests know in what it was killed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from forwarding.client import CityLine
from forwarding.runner import Runner
from models.desk import decide, documents, intake, review
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.inputs import Answer
from models.rules.terms import CaseState, Outcome
from models.store import queries
from models.store.work import Head
from models.views import ActDone
from printing.make import make
from printing.spool import FolderPrinter
from tests.desk.lives import COUNTY_FORWARDS, GRANT
from tests.faults import planted
from tests.faults.nest import Task, say
from tests.helpers.cityroad import REVIEWER, SUPERVISOR
from tests.helpers.factory import MORNING, HandClock, form_for, hall

DIRECT = "附件/9"  # the county reviews and decides
STEP = timedelta(minutes=20)  # between two lives of the program, so that no letter rests


def work(task: Task) -> None:
    """Act until killed, or ``acts`` acts when that is told."""
    planted.plant(task.get("plant", ""))
    folder, clock = Path(task["folder"]), HandClock(MORNING + STEP * int(task["life"]))
    with hall(folder / "store", clock=clock, make_paper=make) as desk:
        counter = Counter(desk, folder / "papers", Random(int(task["seed"])))
        line = CityLine(task["url"], task["token"], timeout=20.0) if task.get("url") else None
        runner = Runner(desk.store, line, clock.now, Random(1)) if line else None
        for _ in range(int(task.get("acts", 1_000_000))):
            counter.act()
            if runner is not None and counter.rng.random() < 0.4:
                say("doing", "forward")
                runner.run_once()
        if line is not None:
            line.close()


def head(desk: Desk) -> Head:
    """The end of the log as another connection sees it: what is told is what was committed."""
    with desk.store.read() as db:
        return Head.load(db, desk.store.window)


class Counter:
    """The people of the window, one act after another."""

    def __init__(self, desk: Desk, papers: Path, rng: Random) -> None:
        self.desk, self.rng = desk, rng
        self._printer = FolderPrinter(papers)

    def act(self) -> None:
        """Whatever comes next: a case to review or to decide, else a new one."""
        row = queries.case_page(self.desk.store, limit=1)
        state = row[0].state if row else None
        if state is CaseState.UNDER_REVIEW:
            self.kept("review", lambda: self._review(row[0].case_id))
        elif state is CaseState.AWAIT_DECISION:
            supervisor = replace(self.desk, staff=SUPERVISOR)
            self.kept("decide", lambda: decide.decide(supervisor, row[0].case_id, GRANT))
        else:
            self.intake()

    def _review(self, case_id: str) -> ActDone:
        desk = replace(self.desk, staff=REVIEWER)
        found = review.rest_meets(review.points(desk, case_id))
        return review.review(desk, case_id, found, Answer(Outcome.APPROVE, "各项条件均符合"))

    def intake(self) -> None:
        """收件、受理 with a scan of its own; one in two goes to the city at once."""
        say("doing", "intake")
        item, handling = (DIRECT, "") if self.rng.random() < 0.5 else (COUNTY_FORWARDS.item, COUNTY_FORWARDS.handling)
        form = form_for(self.desk, item, handling)
        scan = b"%PDF-1.7\n" + self.rng.randbytes(self.rng.randrange(500, 40_000)) + b"\n%%EOF\n"
        form = intake.attach(self.desk, form, 1, "执照.pdf", scan)
        self.kept("intake", lambda: accept(self.desk, form))

    def kept(self, phase: str, act: planted.Act) -> None:
        """Do it, say that it is kept, print what it made."""
        say("doing", phase)
        done = planted.said_early(self.desk, act) if planted.EARLY else act()
        now = head(self.desk)
        say("kept", now.seq, now.digest)
        for paper in done.documents:
            say("doing", "print")
            sent = self._printer.send(documents.pdf(self.desk, paper.id), 1, f"{paper.number} {paper.digest}")
            assert sent.ok, sent.sentence
            say("printed", paper.id)
            documents.printed(self.desk, paper.id, documents.PRINTED)
            say("noted", paper.id)
