"""Free texts that do not fit what their keyings promise: no hub takes them, so no package carries them out of here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.book.facts import Keying, Line
from models.services.keying.keying import text_digest
from models.store.journal import FreeText


@dataclass(eq=False)
class TextNotSent(Problem):
    """A comment in the base is not the one that was keyed."""

    station: str
    n: int
    question: str
    code = "text_not_sent"
    says = N_(
        "The comment {question} in record {n} of computer {station} is not the one that was keyed: it was changed on the disk. "
        "No hub would take it, so nothing was sent. Bring back the last backup in which it is right."
    )
    deed = Deed.SHOW_BACKUPS


def require_true_texts(station: str, lines: Iterable[Line], texts: Iterable[FreeText]) -> None:
    """Refuse (`TextNotSent`) texts that are not those whose digests the keyings hold."""
    promised: dict[int, list[dict[str, object]]] = {}
    for line in lines:
        if isinstance(line, Keying) and line.texts:
            promised.setdefault(line.n, []).append(_promised(line))
    for text in texts:
        digest, contents = text_digest(text.content, text.salt), promised.get(text.n, [])
        if contents and all(each.get(text.question) != digest for each in contents):
            raise TextNotSent(station, text.n, text.question)


def _promised(keying: Keying) -> dict[str, object]:
    try:
        told = json.loads(keying.texts)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
