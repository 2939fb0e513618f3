"""What leaves the window sideways – the clipboard, the log – keeps no number of a person."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from models.rules.personal import holds
from tests.helpers.people import resident_id
from ui import logs
from ui.clipboard import ClipboardGuard

PHONE = "13800000018"


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    """The system's, empty before and after."""
    assert qapp is not None
    board = QGuiApplication.clipboard()
    board.clear()
    yield board
    board.clear()


def test_pipl_a_copied_number_goes_after_its_time_and_at_the_lock(clipboard: QClipboard) -> None:
    guard = ClipboardGuard(clipboard)
    clipboard.setText(f"电话 {PHONE}")
    assert guard.timer.isActive()
    assert guard.timer.interval() == 30_000
    guard.timer.timeout.emit()  # the half minute is over
    assert clipboard.text() == ""
    clipboard.setText(resident_id())
    guard.clear()  # the lock
    assert clipboard.text() == ""
    guard.stop()


def test_that_other_copies_are_left_alone(clipboard: QClipboard) -> None:
    guard = ClipboardGuard(clipboard)
    clipboard.setText("140581-03-20261120-0001-K")
    assert not guard.timer.isActive()
    clipboard.setText(PHONE)
    clipboard.setText("后来抄的地址")
    assert not guard.timer.isActive()
    guard.clear()
    assert clipboard.text() == "后来抄的地址"
    guard.stop()


@pytest.fixture(scope="module")
def cleaned() -> Iterator[None]:
    """The filter in, and out again."""
    before = logs.install()
    yield
    logging.setLogRecordFactory(before)


@given(
    st.one_of(st.integers(1, 900).map(resident_id), st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)),
    st.sampled_from(["a.b", "urllib3.connectionpool", "root", "sqlalchemy.engine"]),
    st.sampled_from(["{}", "申请人{}的件", "%s", "x=%r"]),
    st.booleans(),
)
def test_pipl_no_record_of_any_logger_holds_a_number(
    cleaned: None, number: str, name: str, shape: str, raised: bool
) -> None:
    seen: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(logging.Formatter().format(record))  # type: ignore[method-assign]
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    try:
        raise ValueError(f"bad {number}") if raised else KeyError(number)
    except (ValueError, KeyError):
        arguments = (number,) if "%" in shape else ()
        logger.exception(shape.format(number) if not arguments else shape, *arguments)
    finally:
        logger.removeHandler(handler)
    assert cleaned is None
    assert len(seen) == 1
    assert number not in seen[0]
    assert not holds(seen[0])
    assert "Traceback" in seen[0]


def test_that_a_line_whose_arguments_do_not_fit_is_logged_without_them(cleaned: None) -> None:
    record = logging.getLogger("x").makeRecord("x", logging.INFO, "f", 1, "a %d", (PHONE,), None)
    assert record.getMessage() == "a %d"
    assert cleaned is None
