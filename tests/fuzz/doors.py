"""Every door that takes bytes from outside, by name: ``make fuzz`` at full scale, shortly with each change."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from tests.fuzz.door import Door

WHERE = {
    "letters": "of_letters",  # the line, both ways
    "codes": "of_scans",  # the code on a paper
    "scans": "of_scans",  # whatever a scanner or card reader sends, read by every reader of it
    "counter": "of_counter",  # the same, looked up in a real store
    "keys": "of_keys",  # the same as it comes: keys, one by one, in time
    "lists": "of_lists",  # a list of items as text
    "books": "of_books",  # a list as a workbook
    "holidays": "of_lists",  # the table of holidays
    "packs": "of_packs",  # a city's pack: its settings, its rules, a guide
    "files": "of_lists",  # a scan that is put to a case
    "heads": "of_packages",  # a carried package: first bytes and header
    "bodies": "of_packages",  # its sealed chunks
    "zips": "of_packages",  # the zip in it
    "insides": "of_packages",  # letters and answers in a zip that holds
    "packages": "of_packages",  # the whole file, signed and sealed anew
}


def door(name: str) -> Door:
    """A door by its name; its module is loaded when it is asked for."""
    found = import_module(f"tests.fuzz.{WHERE[name]}").DOORS
    return cast("dict[str, Door]", found)[name]
