"""Re-contact (phúc tra): which forms are asked about again, drawn so that anybody can draw them again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.domain.basics.folding import nfc
from models.domain.basics.problems import N_, Problem


class Outcome(StrEnum):
    """What re-contact found out about one form; the values are what commands take."""

    OPEN = ""
    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    NOT_REACHED = "not-reached"
    REFUSED = "refused"
    NEVER_ASKED = "never-asked"


WORDS = {
    Outcome.OPEN: N_("not contacted yet"),
    Outcome.CONFIRMED: N_("answers confirmed"),
    Outcome.DIFFERS: N_("answers differ"),
    Outcome.NOT_REACHED: N_("not reached"),
    Outcome.REFUSED: N_("does not want to answer"),
    Outcome.NEVER_ASKED: N_("was never asked"),
}


@dataclass(eq=False)
class RecheckSizeWrong(Problem):
    """A list of no forms."""

    size: int
    code = "recheck_size_wrong"
    says = N_("A list of {size} forms cannot be drawn. Give a number of at least 1.")


def drawn(serials: Iterable[str], *, seed: str, size: int) -> tuple[str, ...]:
    """`size` of the serials (all, when there are fewer) in the order of SHA-256 over seed and serial.

    The order of `serials` does not matter. Refuses with `RecheckSizeWrong`.
    """
    if size < 1:
        raise RecheckSizeWrong(size)

    def place(serial: str) -> bytes:
        return hashlib.sha256(f"{nfc(seed)}\n{serial}".encode()).digest()

    return tuple(sorted(set(serials), key=place)[:size])
