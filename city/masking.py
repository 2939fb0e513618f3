"""Names for those who need not know whom: a person by the family name, an organisation by its beginning."""

from __future__ import annotations

from models.rules.terms import ApplicantKind

_ORGANISATIONS = frozenset(kind.value for kind in ApplicantKind if kind is not ApplicantKind.NATURAL_PERSON)
_DOUBLE = (
    *("欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容"),
    *("令狐", "东方", "司徒", "长孙", "宇文", "端木", "百里", "南宫", "呼延"),
)
_STARS, _FIRST = 4, 4


def mask_name(name: str, kind: str = "") -> str:
    """A natural person keeps the family name, an organisation its first four characters; stars stand for the rest.

    Args:
        kind: of the applicant, as the window said; where nobody said, it is taken for a person's name.
    """
    if kind in _ORGANISATIONS:
        keep = _FIRST if len(name) > _FIRST else 1
    else:
        keep = 2 if len(name) > 2 and name.startswith(_DOUBLE) else 1
    return name[:keep] + "*" * min(len(name) - keep, _STARS)
