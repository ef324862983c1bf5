"""How an office issues papers (thể thức): what stands over them, who signs them and who receives them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import Level, Unit

COMMITTEE = "UBND"
"""How committees are named in lists; over a paper the office that issues it is written in full."""
_IN_FULL = "Ủy ban nhân dân"
LISTED = ";"
"""Stands between the lines of a field that has several."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on the papers that an office issues, in its own words.

    `superior` stands above the office (empty: none does), `body` is the office in full, `symbol` what follows the kind of paper in
    its number (`BC-SNV`), `place` where it is issued, `signing` the lines over a signature (`TM. …`, `KT. …`, the post), `signer`
    the name under it, `recipients` who receives it, and `desk` where a form is brought back. An empty one was said by nobody.
    """

    superior: str = ""
    body: str = ""
    symbol: str = ""
    place: str = ""
    signing: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] = ()
    desk: str = ""

    def numbered(self, kind: str) -> str:
        """The number of a paper of a kind (`BC`, `TB`, `BB`), to be filled in by hand."""
        return f"……/{kind}-{self.symbol}" if self.symbol else f"……/{kind}-……"


FIELDS = tuple(field.name for field in fields(Letterhead))
_SEVERAL = frozenset({"signing", "recipients"})
LONGEST = 200
"""Letters of a field: more is no name."""


@dataclass(eq=False)
class LetterheadTooLong(Problem):
    """A field of the letterhead is longer than any name."""

    field: str
    most: int
    code = "letterhead_too_long"
    says = N_("“{field}” is longer than {most} letters. Shorten it.")


def worded(letterhead: Letterhead) -> dict[str, str]:
    """The fields as they are typed: several lines with a semicolon between."""
    told = {name: getattr(letterhead, name) for name in FIELDS}
    return {name: f"{LISTED} ".join(value) if isinstance(value, tuple) else value for name, value in told.items()}


def with_fields(letterhead: Letterhead, typed: Mapping[str, str]) -> Letterhead:
    """The letterhead with these fields as somebody typed them; refuses what is too long (`LetterheadTooLong`)."""
    made: dict[str, object] = {}
    for name, text in typed.items():
        if len(text) > LONGEST * (4 if name in _SEVERAL else 1):
            raise LetterheadTooLong(name, LONGEST)
        made[name] = lines_of(text) if name in _SEVERAL else " ".join(text.split())
    return replace(letterhead, **made)  # type: ignore[arg-type]  # each as its field has it


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a field that has several."""
    return tuple(line for line in (" ".join(each.split()) for each in text.split(LISTED)) if line)


def usual_letterhead(unit: Unit, above: Unit | None, city: str) -> Letterhead:
    """What is known of an office by its kind alone; `above` it stands another one, `city` is the name of its city.

    A central agency is not below the committee of the place it works in: what stands above it is said in the catalogue or
    by the office itself, and never taken from the place.
    """
    is_committee = unit.agency.startswith(f"{COMMITTEE} ")
    is_local = unit.level in (Level.COMMUNE, Level.DISTRICT, Level.CITY)
    is_under = above is not None and unit.level in (Level.DEPARTMENT, Level.BOARD, Level.CENTRAL_DISTRICT)
    receives = (above.agency,) if above is not None and (is_committee or is_under) else ()
    return Letterhead(
        superior=above.agency if above is not None and is_under else "",
        body=unit.agency.replace(COMMITTEE, _IN_FULL, 1) if is_committee else unit.agency,
        symbol=COMMITTEE if is_committee else "",
        place=unit.name if is_local else city,
        signing=(f"TM. {_IN_FULL.upper()}", "CHỦ TỊCH") if is_committee else ("THỦ TRƯỞNG CƠ QUAN",),
        recipients=tuple(f"{each} (để báo cáo);" for each in receives),
        desk=f"Bộ phận Một cửa {unit.agency}",
    )
