"""How an office issues papers (thể thức): what stands over them, who signs and receives them, what it tells citizens, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from models.domain.basics.places import Place
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import Unit

LISTED = ";"
"""Stands between the lines of a field that has several."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on the papers that an office issues, in its own words.

    `superior` stands above the office (empty: none does), `body` is the office in full, `symbol` what follows the kind of paper in
    its number (`BC-SNV`), `place` where it is issued, `signing` the lines over a signature (`TM. …`, `KT. …`, the post), `signer`
    the name under it, and `recipients` who receives it. On the forms that citizens get stand `desk`, where they are brought back,
    `host`, who carries surveys out, `contact`, where people ask or complain, and `retention`, how long papers are kept. An empty one
    was said by nobody.
    """

    superior: str = ""
    body: str = ""
    symbol: str = ""
    place: str = ""
    signing: tuple[str, ...] = ()
    signer: str = ""
    recipients: tuple[str, ...] = ()
    desk: str = ""
    host: str = ""
    contact: str = ""
    retention: str = ""

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


def usual_letterhead(
    unit: Unit, above: Unit | None, top: Unit | None, said: Mapping[str, str], place: Place
) -> Letterhead:
    """How an office issues papers: by its level, and in the place of that by what is `said` of it, field by field.

    `above` is the office directly above it, `top` the one above all (its province). A field of a level names them with `{above}`,
    `{top}`, `{name}` and `{agency}`, and what stands above it on paper with `{superior}`; one that names an office that is not
    there stays empty. A central agency is not below the committee of the place it works in: its level names no `{above}`.
    """
    names = {"agency": unit.agency, "name": unit.name}
    names |= {"above": above.agency} if above else {}
    names |= {"top": top.name} if top else {}
    usual = dict(unit.level.letterhead)
    superior = said.get("superior", _filled(usual.get("superior", ""), names))
    names |= {"superior": superior} if superior else {}
    fields = {name: _filled(text, names) for name, text in usual.items()}
    fields |= {"body": place.written_out(unit.agency)} | dict(said)
    return with_fields(Letterhead(), fields)


def _filled(text: str, names: Mapping[str, str]) -> str:
    """The text with names in its places; empty where one is not known."""
    for place in _PLACES.findall(text):
        if place not in names:
            return ""
        text = text.replace(f"{{{place}}}", names[place])
    return text


_PLACES = re.compile(r"\{([a-z]+)\}")
