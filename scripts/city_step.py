"""Writes a step of the city's schema from what city/tables.py says.

    python scripts/city_step.py first        0001 anew, as long as no release has been made with it
    python scripts/city_step.py next NAME    the next step, from what the tables have become since

After ``next`` raise VERSION in city/migrations/run.py; read what was written, it is a start and no more.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from city.migrations import run  # noqa: E402 - the rooms are found from the project's folder
from city.moments import Moment  # noqa: E402 - the same
from city.tables import metadata  # noqa: E402 - the same

HEAD = '''"""{title}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{number:04d}"
down_revision = {before}


def upgrade() -> None:
    """{does}"""
'''
FIRST = "The city's first numbered schema: who may ask, what was sent and in which order, the cases, the blobs."


def main(words: list[str]) -> int:
    """Write the step that the words ask for."""
    engine = create_engine("sqlite://")
    if words == ["first"]:
        path = run.STEPS / "versions" / "0001_first.py"
        head = HEAD.format(title=FIRST, number=1, before="None", does="Make the tables.")
    elif len(words) == 2 and words[0] == "next" and words[1].isidentifier():
        run.bring_up(engine)
        number = run.VERSION + 1
        path = run.STEPS / "versions" / f"{number:04d}_{words[1]}.py"
        does = f"From {run.VERSION} to {number}."
        head = HEAD.format(title=f"{words[1]}.", number=number, before=f'"{run.VERSION:04d}"', does=does)
    else:
        print(__doc__)
        return 2
    path.write_text(head + changes(engine, batch=words != ["first"]), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(path)], check=True)
    print(path.relative_to(ROOT))
    return 0


def changes(engine: Engine, *, batch: bool) -> str:
    """What turns the database into what the tables say, as indented lines of a step."""
    with engine.connect() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        steps = produce_migrations(context, metadata).upgrade_ops
        assert steps is not None
        text = render_python_code(steps, render_as_batch=batch, render_item=plainly, migration_context=context)
    engine.dispose()
    text = re.sub(r"(?:batch_)?op\.f\(('[^']+')\)", r"\1", text)
    lines = [line.rstrip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    return "\n".join(line if line.startswith("    ") else f"    {line}" for line in lines) + "\n"


def plainly(kind: str, item: object, _context: object) -> str | Literal[False]:
    """A step imports nothing of ours: our own type as the one it is made of."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Moment) else False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
