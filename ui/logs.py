"""One filter over every line any library logs: numbers of persons are starred out before anybody writes them down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from models.rules.personal import scrub

Factory = Callable[..., logging.LogRecord]
_plain = logging.Formatter()


def install() -> Factory:
    """Make every record of this process a clean one, whichever logger it comes from; returns what was there before."""
    before = logging.getLogRecordFactory()

    def clean(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return cleaned(before(*args, **kwargs))

    logging.setLogRecordFactory(clean)
    return before


def cleaned(record: logging.LogRecord) -> logging.LogRecord:
    """The record with its words and its traceback scrubbed; whoever formats it later finds nothing else."""
    try:
        record.msg = scrub(record.getMessage())
    except (TypeError, ValueError):  # a line whose arguments do not fit: its values stay out of it
        record.msg = scrub(str(record.msg))
    record.args = None
    if record.exc_info and record.exc_info[0] is not None:
        record.exc_text = scrub(_plain.formatException(record.exc_info))
        record.exc_info = None
    return record
