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

from models.domain.basics.folding import folded

_KEY_LENGTH = 32
_NO_DIGITS = re.compile("[^0-9]")


class ApplicantKind(Enum):
    """Whether a dossier is of one person or of an organisation; which forms they get, the kinds of respondents say (`who`)."""

    INDIVIDUAL = "individual"
    ORGANISATION = "organisation"


def contact_of(name: str, phone: str) -> str:
    """The key under which name and phone agree; empty when either is missing, because a name alone makes nobody one."""
    name_key, digits = folded(name), _NO_DIGITS.sub("", phone).lstrip("0")
    return f"{name_key}|{digits}" if name_key and digits else ""


def digest(salt: bytes, *parts: str) -> str:
    """The person key stored instead of what it is made of."""
    return hmac.digest(salt, "\n".join(parts).encode(), "sha256").hex()[:_KEY_LENGTH]
