"""The QR of a page: serial, page and paper, in letters and digits that no way of typing Vietnamese changes.

The payload is `<serial>-<page>-<paper>`, for example `26Q3-00004-CN-100123-48-1-042317`: the serial as printed, the
page (1 or 2) and six decimal digits of the questionnaire's paper fingerprint. A scanner at the desk *types* it, and
Telex or VNI would turn other letters into accents; so it holds B C G H K M N P Q T, digits and hyphens only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.domain.basics.problems import N_, Problem
from printing.blocks import Area
from printing.fonts import POINT

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_TYPABLE = re.compile(r"[BCGHKMNPQT0-9-]+")
_PAYLOAD = re.compile(r"(?P<serial>[BCGHKMNPQT0-9-]+)-(?P<page>[1-9])-(?P<paper>[0-9]{6})")
_MASK = 3  # choosing the best of eight masks takes five times as long, and readers do not mind


@dataclass(eq=False)
class SerialNotTypable(Problem):
    """The serial has letters that a scanner's typing would change."""

    serial: str
    code = "serial_not_typable"
    says = N_(
        "The serial {serial} has letters that cannot stand in a QR code here. Print forms that this program issued."
    )


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the QR of one page says."""

    serial: str
    page: int
    paper: str


def paper_digits(paper: str) -> str:
    """Six decimal digits of the paper fingerprint (hex), as the QR carries them."""
    return f"{int(paper, 16) % 1_000_000:06d}"


def payload(*, serial: str, page: int, paper: str) -> str:
    """The text of one page's QR; `paper` is the full fingerprint. Refuses with `SerialNotTypable`."""
    if not _TYPABLE.fullmatch(serial):
        raise SerialNotTypable(serial=serial)
    return f"{serial}-{page}-{paper_digits(paper)}"


def read(text: str) -> Scanned | None:
    """What a scanned text says, or None when it is not from one of our pages."""
    found = _PAYLOAD.fullmatch(text.strip())
    return Scanned(found["serial"], int(found["page"]), found["paper"]) if found else None


def squares(text: str, *, x: float, y: float, side: float) -> tuple[Area, ...]:
    """The QR of `text` as black bars for a block: its upper left corner at x, y and its side in millimetres."""
    import segno

    rows = segno.make(text, error="m", micro=False).matrix
    unit = side / len(rows)
    areas: list[Area] = []
    for place, row in enumerate(rows):
        start = 0
        while (start := row.find(1, start)) >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            areas.append(Area(x + start * unit, y + place * unit, (end - start) * unit, unit, grey=0.0, thick=0))
            start = end
    return tuple(areas)


def stamp(canvas: Canvas, text: str, *, x: float, y: float, side: float) -> None:
    """Draw the QR of `text` with its lower left corner at x, y and its side in millimetres."""
    import segno

    rows = segno.make(text, error="m", micro=False, mask=_MASK, boost_error=False).matrix
    size = len(rows)
    runs: list[str] = []
    for r, row in enumerate(rows):
        start = 0
        while (start := row.find(1, start)) >= 0:
            end = row.find(0, start)
            end = size if end < 0 else end
            runs.append(f"{start} {size - 1 - r} {end - start} 1 re")
            start = end
    unit = side / POINT / size
    # the canvas' path objects cost more than the rest of the page; this is the only place that writes operators itself
    canvas._code.append(f"q {unit:.4f} 0 0 {unit:.4f} {x / POINT:.2f} {y / POINT:.2f} cm {' '.join(runs)} f Q")  # type: ignore[attr-defined]  # noqa: SLF001 -- no public way to write raw operators
