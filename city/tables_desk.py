"""Tables of the city's own people: who signs in, what they looked at, packs published, cases drawn, what was found."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table, Text, UniqueConstraint

from city.metadata import BIG, metadata
from city.moments import Moment

people = Table(
    "people",
    metadata,
    Column("login", String(32), primary_key=True),
    Column("name", String(32), nullable=False),
    Column("role", String(16), nullable=False),
    Column("organ", String(100), nullable=False),  # "" for those who belong to no department
    Column("password", String(200), nullable=False),  # argon2id, with its salt and costs
    Column("once", Boolean, nullable=False),  # a password given by somebody else: changed at the next sign-in
    Column("active", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment, nullable=True),
    Column("made_at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),  # of the token in the cookie, which is kept nowhere
    Column("login", String(32), nullable=False, index=True),
    Column("begun_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("agent", String(120), nullable=False),
)

pressed = Table(
    "pressed",
    metadata,
    Column("form", String(64), primary_key=True),  # each form shown carries a key of its own: pressed twice, done once
    Column("kind", String(32), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

traces = Table(
    "traces",
    metadata,
    Column("n", BIG, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False, index=True),
    Column("login", String(32), nullable=False, index=True),
    Column("what", String(32), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("words", String(300), nullable=False),
)

packs = Table(
    "packs",
    metadata,
    Column("n", BIG, primary_key=True, autoincrement=True),
    Column("city", String(32), nullable=False),
    Column("version", String(40), nullable=False),
    Column("document", String(100), nullable=False),
    Column("effective", String(10), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("signature", String(100), nullable=False),
    Column("login", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("city", "version"),
)

draws = Table(
    "draws",
    metadata,
    Column("n", BIG, primary_key=True, autoincrement=True),
    Column("seed", String(32), nullable=False),
    Column("region", String(12), nullable=False),
    Column("since", String(10), nullable=False),
    Column("until", String(10), nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("pool", Text, nullable=False),  # JSON: every case number that could have been drawn, so it can be repeated
    Column("drawn", Text, nullable=False),  # JSON: those that were
    Column("login", String(32), nullable=False),
    Column("at", Moment, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("n", BIG, primary_key=True, autoincrement=True),
    Column("draw", BIG, nullable=False, index=True),
    Column("case_no", String(40), nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("words", Text, nullable=False),
    Column("login", String(32), nullable=False),
    Column("at", Moment, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("who", String(64), primary_key=True),  # a digest of the address that no list of addresses turns back
    Column("minute", BIG, primary_key=True),
    Column("count", Integer, nullable=False),
)
