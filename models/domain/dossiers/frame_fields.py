"""The fields of a dossier that the frame knows, and how the words of a header are compared."""

from __future__ import annotations

import re
from enum import Enum

from models.domain.basics.folding import search_key


class DossierField(Enum):
    """What the frame knows of a dossier; the value is the word that a changed mapping uses."""

    DOSSIER = "dossier"
    PROCEDURE_CODE = "procedure_code"
    PROCEDURE = "procedure"
    SECTOR = "sector"
    APPLICANT = "applicant"
    IDENTITY = "identity"
    PHONE = "phone"
    ADDRESS = "address"
    RECEIVED = "received"
    DUE = "due"
    READY = "ready"
    RETURNED = "returned"


REQUIRED = (DossierField.DOSSIER, DossierField.SECTOR, DossierField.RETURNED)

_OTHER_THAN_WORDS = re.compile(r"[\W_]+")


def words_of(header: str) -> str:
    """The header as it is compared: letters without tones in one case, nothing but words."""
    return _OTHER_THAN_WORDS.sub(" ", search_key(header)).strip()
