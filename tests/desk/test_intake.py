"""The intake page: drafts that survive, scans that are what they say."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from models.desk import cases, intake
from models.desk.accept import accept
from models.desk.context import Desk
from models.desk.forms import form_in, form_out
from models.desk.scans import LIMIT, check, sniff
from models.errors import Refusal
from models.rules.terms import ApplicantKind, IdKind
from tests.helpers.factory import HandClock, form_for, hall

DEVICES = "附件/71"
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
TIFF = b"II*\x00" + bytes(20)


def ofd(name: str = "OFD.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(name, "<OFD/>")
    return out.getvalue()


def test_that_a_zip_with_a_strange_directory_is_none_of_the_kinds_taken() -> None:
    newer, nameless = (bytearray(ofd()) for _ in range(2))
    at = newer.index(b"PK\x01\x02")
    newer[at + 6] = 200  # a version of zip still to come
    nameless[at + 9], nameless[at + 46] = 8, 0xFF  # said to be UTF-8, and is not
    assert [sniff(bytes(data)) for data in (ofd(), newer, nameless)] == ["application/ofd", "", ""]


def test_that_a_new_form_has_a_line_per_material_and_the_usual_applicant(desk: Desk) -> None:
    devices, teacher = intake.start(desk, DEVICES), intake.start(desk, "附件/46")
    assert [line.seq for line in devices.materials] == list(range(1, 10))
    assert (devices.applicant.kind, devices.applicant.id_kind) == (ApplicantKind.LEGAL_PERSON, IdKind.CREDIT_CODE)
    assert (teacher.applicant.kind, teacher.applicant.id_kind) == (ApplicantKind.NATURAL_PERSON, IdKind.RESIDENT_ID)
    assert devices.guide_version


def test_that_a_draft_comes_back_whole_after_the_program_died(tmp_path: Path) -> None:
    with hall(tmp_path) as desk:
        form = form_for(desk, "附件/1", facts={"annual_volume": Decimal("49000.50"), "water_use": "其他"})
        at = intake.keep(desk, form)
        changed = replace(form, note="申请人下午再来")
        intake.keep(desk, changed)
    with hall(tmp_path) as desk:
        (row,) = intake.drafts(desk)
        assert (row.item_name, row.applicant, row.saved_at) == ("取水许可", form.applicant.name, at)
        assert intake.resume(desk, row.draft_id) == changed
        intake.discard(desk, row.draft_id)
        assert intake.drafts(desk) == ()
        with pytest.raises(Refusal) as told:
            intake.resume(desk, row.draft_id)
        assert told.value.code == "draft_gone"


def test_that_a_form_is_the_same_after_being_written_down(desk: Desk) -> None:
    form = form_for(desk, DEVICES, delivery="邮寄")
    assert form_in(form_out(form)) == form
    alone = replace(form, agent=None, started_at=None)
    assert form_in(form_out(alone)) == alone


def test_that_changing_the_item_keeps_the_people_and_drops_the_rest(desk: Desk) -> None:
    form = form_for(desk, DEVICES)
    other = intake.change_item(desk, form, "附件/2")
    assert (other.draft_id, other.applicant, other.agent) == (form.draft_id, form.applicant, form.agent)
    assert (other.item_key, other.handling_item, other.facts) == ("附件/2", "", {})


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("申请表.pdf", PDF, "application/pdf"),
        ("身份证.JPG", JPEG, "image/jpeg"),
        ("图.png", PNG, "image/png"),
        ("图.tif", TIFF, "image/tiff"),
        ("执照.ofd", ofd(), "application/ofd"),
    ],
)
def test_that_a_scan_is_known_by_its_content(name: str, data: bytes, media: str) -> None:
    assert check(name, data) == media


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.pdf", b"", "scan_empty"),
        ("大.pdf", PDF + bytes(LIMIT), "scan_too_big"),
        ("信.docx", ofd("word/document.xml"), "scan_unknown"),
        ("程序.pdf", b"MZ" + bytes(50), "scan_unknown"),
        ("断.pdf", b"%PDF-1.7 cut off", "scan_unknown"),
        ("坏.ofd", b"PK\x03\x04" + bytes(50), "scan_unknown"),
        ("图.pdf", PNG, "scan_wrong_name"),
    ],
)
def test_that_a_bad_scan_is_refused_in_one_sentence_and_nothing_is_kept(
    desk: Desk, name: str, data: bytes, code: str
) -> None:
    form = form_for(desk, DEVICES)
    with pytest.raises(Refusal) as told:
        intake.attach(desk, form, 3, name, data)
    assert told.value.code == code
    assert name in told.value.happened
    assert told.value.safe
    assert told.value.todo
    assert intake.drafts(desk) == ()
    assert not list((desk.store.folder / "blobs").rglob("*"))


def test_that_a_scan_stays_with_its_line_into_the_case(desk: Desk) -> None:
    form = intake.attach(desk, form_for(desk, DEVICES), 3, "说明.pdf", PDF)
    form = intake.attach(desk, form, 3, "说明.pdf", PDF)  # twice the same is once
    form = intake.attach(desk, form, 4, "图.png", PNG)
    form = intake.detach(desk, form, 4, form.materials[3].scans[0])
    assert [len(line.scans) for line in form.materials[2:4]] == [1, 0]
    done = accept(desk, form)
    marks = {line.seq: line for line, _ in cases.case(desk, done.case_id).materials}
    assert desk.store.blobs.get(marks[3].scans[0]) == PDF


def test_that_the_guide_column_names_its_source_and_the_scope(desk: Desk) -> None:
    view = intake.guide_view(desk, "附件/1")
    assert view.source_line.startswith("行政许可 · 水务部门 · 晋市政发〔2025〕9号附件第1项 · 指南 ")
    assert len(view.scope_lines) >= 3
    assert view.scope_source.startswith("晋市政发〔2025〕9号附件第1项")


def test_that_a_saved_draft_tells_when(desk: Desk, clock: HandClock) -> None:
    clock.move(minutes=3)
    assert intake.keep(desk, form_for(desk, DEVICES)) == clock.now()
