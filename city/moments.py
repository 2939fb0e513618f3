"""A moment with its zone on every database: SQLite keeps the city's wall clock, PostgreSQL keeps the instant."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator

ZONE = ZoneInfo("Asia/Shanghai")


class Moment(TypeDecorator[datetime]):
    """``DateTime(timezone=True)`` that gives back what it was given: an aware datetime, in the city's zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """A naive datetime is a mistake of ours."""
        if value is None or dialect.name != "sqlite":
            return value
        assert value.tzinfo is not None
        return value.astimezone(ZONE).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """With the zone again."""
        return value.replace(tzinfo=ZONE) if value is not None and dialect.name == "sqlite" else value
