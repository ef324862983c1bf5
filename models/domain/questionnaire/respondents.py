"""Who fills a form in: the kinds of respondents that a survey tells apart, each with papers and serials of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.domain.basics.own_words import OwnWords

MOST_LETTERS = 4
_CODE = re.compile(f"[BCGHKMNPQT]{{1,{MOST_LETTERS}}}")
"""Letters that a scanner types alike under every keyboard (see `models.domain.book.serials`)."""


@dataclass(frozen=True)
class RespondentKind:
    """One kind of respondents: the `code` in serials, what it is called, and what stands on its paper (empty: nothing).

    `who` are the applicants of a list of dossiers who are of this kind, an `ApplicantKind` by its value; of no list when empty.
    """

    code: str
    name: OwnWords
    paper: OwnWords = OwnWords("")  # noqa: RUF009 -- never changed
    who: str = ""


def is_kind_code(text: str) -> bool:
    """Whether serials can carry this code of a kind of respondents."""
    return _CODE.fullmatch(text) is not None
