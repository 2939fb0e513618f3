"""Tries mutants by the tests that reach them: one collection, one forked child per mutant, the quick tests first.

Started by ``scripts/mutants.py`` in the folder mutmut made; nothing else calls it. mutmut's own loop collects the tests
anew for every mutant, and its children inherit caches the whole suite has filled, so that a spoiled function behind a
cache is never called. Here each child begins where collection ended. The verdicts go where mutmut keeps its own, in
the ``.meta`` files, so ``mutmut results`` and ``mutmut show`` tell the same story.
"""

from __future__ import annotations

import gc
import json
import math
import os
import resource
import signal
import sys
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

ACTIVE = "MUTANT_UNDER_TEST"  # mutmut's switch: the name of the one mutant that takes the place of its function
SURVIVED, KILLED, NO_TESTS, TIMED_OUT = 0, 1, 33, 36  # mutmut's own exit codes
NOTICED = frozenset({KILLED, TIMED_OUT})
STATS = Path("mutmut-stats.json")
PATIENCE = 3  # seconds of work beyond three times what a test took unspoiled
AGAIN = "--again"
MEMORY = 2 << 30  # bytes a child may take more than its parent has; a mutant may count without end


@dataclass(frozen=True, slots=True)
class Reach:
    """Which tests go through which function, and how long each test takes, in seconds."""

    tests: Mapping[str, Sequence[str]]
    seconds: Mapping[str, float]

    @classmethod
    def read(cls, path: Path = STATS) -> Reach:
        """As mutmut has found it by running every test once."""
        found = json.loads(path.read_text(encoding="utf-8"))
        return cls(found["tests_by_mangled_function_name"], found["duration_by_test"])

    def of(self, mutant: str) -> list[str]:
        """The tests of one mutant, the quickest first."""
        return sorted(self.tests.get(mutant.partition("__mutmut_")[0], ()), key=lambda one: self.seconds.get(one, 0.0))


def metas(folder: Path = Path("models/rules")) -> Iterator[Path]:
    """One file of verdicts per module."""
    yield from sorted(folder.glob("*.py.meta"))


def verdicts_in(meta: Path) -> dict[str, Any]:
    """What mutmut keeps of one module."""
    found: dict[str, Any] = json.loads(meta.read_text(encoding="utf-8"))
    return found


def limit_memory() -> None:
    """Let an allocation fail beyond what the parent has and ``MEMORY``."""
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))


def limit_work(seconds: float) -> None:
    """Let the kernel end this process after so much more work, in seconds of CPU, or after long waiting."""
    spent = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(spent.ru_utime + spent.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
    signal.alarm(math.ceil(20 * seconds))  # one that waits does no work


class Trials:
    """The plugin: takes the place of pytest's loop over tests."""

    def __init__(self, patterns: Sequence[str], *, again: bool = False) -> None:
        self.patterns, self.again, self.reach = patterns, again, Reach.read()
        self.items: dict[str, pytest.Item] = {}
        self.caught: Counter[str] = Counter()  # how many mutants of the module at hand a test was the first to notice

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """A mutant is seen by the first example that fails; nobody asks for the smallest."""
        from hypothesis import Phase, settings  # noqa: PLC0415 - pytest warns when it is here before its plugin

        settings.register_profile("mutants", settings.default, phases=[Phase.explicit, Phase.generate])
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Every mutant asked for; first the proof that the tests pass unspoiled, and fail when everything fails."""
        self.items = {item.nodeid: item for item in session.items}
        gc.collect()
        gc.freeze()  # children share what they only read
        asked = {meta: self.wanted(verdicts_in(meta)["exit_code_by_key"]) for meta in metas()}
        self.prove({test for names in asked.values() for name in names for test in self.tests(name)})
        for meta, names in asked.items():
            if names:
                self.module(meta, names)
        return True

    def wanted(self, known: Mapping[str, int | None]) -> list[str]:
        """The mutants asked for; only those not noticed before, when it is done ``again``."""
        names = (name for name in known if any(fnmatch(name, pattern) for pattern in self.patterns))
        return [name for name in names if not (self.again and known[name] in NOTICED)]

    def tests(self, name: str) -> list[str]:
        """The tests of one mutant that are there; those first that noticed most of its neighbours."""
        there = (test for test in self.reach.of(name) if test in self.items)
        return sorted(there, key=lambda test: -self.caught[test])

    def prove(self, tests: Collection[str]) -> None:
        """The tests pass unspoiled, and fail when everything fails: else no verdict is worth anything.

        Raises:
            UsageError: they do not.
        """
        for name, expected in (("", SURVIVED), ("fail", KILLED)):
            if (answer := self.trial(name, sorted(tests))) != expected:
                raise pytest.UsageError(f"the tests of the rules answer {answer} to {name or 'no mutant'!r}")

    def module(self, meta: Path, names: Sequence[str]) -> None:
        """The mutants of one module; its verdicts are written when all are in."""
        kept = verdicts_in(meta)
        self.caught.clear()
        for name in names:
            tests = self.tests(name)
            kept["exit_code_by_key"][name] = self.trial(name, tests) if tests else NO_TESTS
        meta.write_text(json.dumps(kept, indent=4), encoding="utf-8")
        caught = sum(1 for name in names if kept["exit_code_by_key"][name] in NOTICED)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"{meta.name:<24} {caught:>5} / {len(names):<5} {spent.ru_utime + spent.ru_stime:>7.0f} s", flush=True)

    def trial(self, name: str, tests: Sequence[str]) -> int:
        """What the tests make of one mutant, as mutmut's exit code; what they leave on the disk goes at once."""
        told, tell = os.pipe()
        with TemporaryDirectory(prefix="mutant-") as folder:
            child = os.fork()
            if child == 0:
                answer = KILLED
                try:
                    silence()
                    os.environ |= {ACTIVE: name, "PYTEST_DEBUG_TEMPROOT": folder}
                    limit_memory()
                    answer = self.verdict([self.items[test] for test in tests], tell)
                finally:
                    os._exit(answer)
            os.close(tell)
            with os.fdopen(told, "rb") as line:
                self.caught[line.read().decode("utf-8")] += 1
            ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return TIMED_OUT if ended < 0 else ended

    def verdict(self, items: Sequence[pytest.Item], tell: int) -> int:
        """Run tests until one fails, and tell which; none may work much longer than it did unspoiled."""
        for item, following in zip(items, [*items[1:], None], strict=True):
            limit_work(PATIENCE + 3 * self.reach.seconds.get(item.nodeid, 0.0))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if item.session.testsfailed:
                os.write(tell, item.nodeid.encode("utf-8"))
                return KILLED
        return SURVIVED


def silence() -> None:
    """The child says nothing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def main(asked: Sequence[str]) -> int:
    """Try the mutants whose names match one of the patterns; ``--again``: only those that survived."""
    sys.path.insert(0, str(Path.cwd()))
    chosen = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    arguments = [*chosen["pytest_add_cli_args_test_selection"], *chosen["pytest_add_cli_args"]]
    patterns = [one for one in asked if one != AGAIN] or ["*"]
    trials = Trials(patterns, again=AGAIN in asked)
    return int(pytest.main(["--rootdir=.", "--tb=native", "-s", "-q", *arguments], plugins=[trials]))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
