"""Scans: what a file really is, told from its first bytes; a bad one is refused before anything is kept."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from models.errors import Refusal
from models.store import space

LIMIT = 50 * 1024 * 1024  # bytes
_KEPT = "本件其他材料和扫描件都没有动"
_TYPES = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/tiff": (".tif", ".tiff"),
    "application/ofd": (".ofd",),
}
_NAMES = "PDF、JPEG、PNG、TIFF、OFD"


def check(name: str, data: bytes) -> str:
    """The media type of a scan.

    Args:
        name: file name as the person chose it.
        data: the whole file.

    Raises:
        Refusal: empty, over 50 MB, of no known kind, or not what its name says.
    """
    if not data:
        raise Refusal(f"“{name}”是空文件（0 字节）", _KEPT, "请重新扫描后再添加", code="scan_empty")
    if len(data) > LIMIT:
        size = f"{len(data) / 1024 / 1024:.0f} MB"
        raise Refusal(f"“{name}”有 {size}，超过 50 MB", _KEPT, "请降低扫描分辨率或分成几个文件", code="scan_too_big")
    media = sniff(data)
    if not media:
        raise Refusal(f"“{name}”不是能用的扫描件", _KEPT, f"请改存为 {_NAMES} 再添加", code="scan_unknown")
    if not name.lower().endswith(_TYPES[media]):
        real = _TYPES[media][0][1:].upper()
        raise Refusal(
            f"“{name}”的内容是 {real}，与文件名不符",
            _KEPT,
            "请核对是不是拿错了文件，改名或重扫后再添加",
            code="scan_wrong_name",
        )
    return media


def must_have_room(free: int) -> None:
    """Refuse a scan while the disk has so little left that numbers and papers need it (磁盘剩余不足 200 MB).

    Raises:
        Refusal: code ``disk_low``.
    """
    if free < space.STOP:
        raise Refusal(
            f"磁盘只剩 {free // 1_000_000} MB，先不加扫描件",
            "本件和以前的都在；收件、受理、打印照常",
            "请管理员清理磁盘，腾出 1 GB 以上再扫描，不用重开程序",
            code="disk_low",
        )


def sniff(data: bytes) -> str:
    """The media type by content, "" when it is none of the kinds taken."""
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return "application/pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data[:4] in (b"II*\x00", b"MM\x00*"):
        return "image/tiff"
    return "application/ofd" if data.startswith(b"PK\x03\x04") and _is_ofd(data) else ""


def _is_ofd(data: bytes) -> bool:
    """An OFD (GB/T 33190) is a zip with OFD.xml at its root."""
    try:
        with ZipFile(BytesIO(data)) as package:
            return "OFD.xml" in package.namelist()
    except (BadZipFile, ValueError, RuntimeError):  # names that are no text, a version of zip still to come
        return False
