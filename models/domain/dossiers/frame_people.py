"""Who is the same applicant, and who is an organisation.

The identity number is needed for one thing only, to see that two dossiers are of one person. The frame therefore keeps a keyed
digest of it (HMAC-SHA-256 with a salt that lies in the frame and is purged with it), never the number itself: a later list of
the same period can still be compared, and no paper, screen or file can show a number that is not stored. Who holds
both frame and salt could try all numbers out, so the frame stays private all the same.
"""

from __future__ import annotations

import hmac
import re
from enum import Enum
from functools import lru_cache

from models.domain.basics.folding import folded, search_key

_KEY_LENGTH = 32
_NO_DIGITS = re.compile("[^0-9]")
_WITHOUT_TONES_ANYWHERE = re.compile(
    r"\b(cong ty|cty|tnhh|doanh nghiep|dntn|hop tac xa|htx|ho kinh doanh|hkd|to hop tac|van phong dai dien|xi nghiep|"
    r"uy ban nhan dan|ubnd|ban quan ly|benh vien|phong kham|company|co ltd|jsc|corporation)\b"
)
"""Whole terms that no person's name holds, so that capitals without tones are understood as well."""
_ANYWHERE = (
    "chi nhánh",
    "ngân hàng",
    "tập đoàn",
    "trường mầm non",
    "trường mẫu giáo",
    "trường tiểu học",
    "trường THCS",
    "trường THPT",
    "trường trung học",
    "trường cao đẳng",
    "trường đại học",
)
_AT_THE_START = (
    "ban",
    "báo",
    "bảo tàng",
    "câu lạc bộ",
    "chi cục",
    "chi hội",
    "chùa",
    "công đoàn",
    "cơ quan",
    "cơ sở",
    "cục",
    "cửa hàng",
    "đại lý",
    "đài",
    "đảng ủy",
    "đền",
    "đoàn thanh niên",
    "đoàn TNCS",
    "đội",
    "giáo xứ",
    "hiệp hội",
    "hội",
    "khách sạn",
    "kho bạc",
    "liên đoàn",
    "liên hiệp",
    "mặt trận",
    "nhà hàng",
    "nhà máy",
    "nhà thờ",
    "nhà thuốc",
    "nhà trẻ",
    "nhà xuất bản",
    "nhóm trẻ",
    "phòng",
    "quầy thuốc",
    "quỹ",
    "siêu thị",
    "sở",
    "thư viện",
    "tổ chức",
    "tổ dân phố",
    "tổng công ty",
    "tòa án",
    "tòa soạn",
    "trạm",
    "trung tâm",
    "trường",
    "ủy ban",
    "văn phòng",
    "viện",
    "vụ",
    "xưởng",
)
"""Words that are given names too (*Hội*, *Viện*, *Trường*) count only where a family name would stand."""


def _any_of(terms: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(folded(term)) for term in terms) + r")\b"


_NO_WORDS = re.compile(r"[\W_]+")
_WITHOUT_TONES = (
    *_WITHOUT_TONES_ANYWHERE.pattern.removeprefix(r"\b(").removesuffix(r")\b").split("|"),
    *(search_key(term) for term in (*_AT_THE_START, *_ANYWHERE)),
)
_FIRST_WORDS = frozenset(term.split()[0] for term in _WITHOUT_TONES)
"""How every term begins without its tones: a name with none of these words is of a person."""
_WITH_TONES = re.compile(rf"{_any_of(_AT_THE_START)}|.*\b{_any_of(_ANYWHERE)}")


class ApplicantKind(Enum):
    """CN: an individual (cá nhân); TC: an organisation (tổ chức), as the variants of the questionnaire."""

    INDIVIDUAL = "CN"
    ORGANISATION = "TC"


@lru_cache(4_000)
def kind_of(name: str) -> ApplicantKind:
    """By the words of the name alone; the number of digits says nothing, zeros get lost."""
    bare = _NO_WORDS.sub(" ", search_key(name))
    if _FIRST_WORDS.isdisjoint(bare.split()):
        # most names are of people, and looking for words is sooner done than looking where they stand
        return ApplicantKind.INDIVIDUAL
    if _WITHOUT_TONES_ANYWHERE.search(bare) or _WITH_TONES.match(folded(name)):
        return ApplicantKind.ORGANISATION
    return ApplicantKind.INDIVIDUAL


def contact_of(name: str, phone: str) -> str:
    """The key under which name and phone agree; empty when either is missing, because a name alone makes nobody one."""
    name_key, digits = folded(name), _NO_DIGITS.sub("", phone).lstrip("0")
    return f"{name_key}|{digits}" if name_key and digits else ""


def digest(salt: bytes, *parts: str) -> str:
    """The person key stored instead of what it is made of."""
    return hmac.digest(salt, "\n".join(parts).encode(), "sha256").hex()[:_KEY_LENGTH]
