"""What every result sheet has around its tables: who issues it, the mark of a reference form, signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.domain.basics.problems import N_
from models.domain.basics.units import Level, Unit
from models.domain.book.periods import Period
from models.language import Language
from models.release import VERSION
from models.store.database import Station
from printing.document import Heading, Paper, Signature
from printing.fonts import Face

PEOPLES_COMMITTEE = "UBND"
_CITY = "Hà Nội"

REFERENCE = N_("(reference form – not compared with the original legal text)")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a sheet is printed for: the period, the office that issues it (`above` it another, if any), and the release."""

    period: Period
    issuer: Unit
    above: Unit | None
    version: str


def imprint_of(station: Station, period: Period) -> Imprint:
    """What the result sheets of this station are printed for."""
    unit = station.catalogue.unit_named(station.unit)
    above = station.catalogue.superior_of(unit)
    return Imprint(period=period, issuer=unit, above=above, version=VERSION)


def draft_heading(imprint: Imprint) -> Heading:
    """The head of a draft: number and day are left to be filled in by hand."""
    issuer = imprint.issuer
    is_committee = issuer.agency.startswith(PEOPLES_COMMITTEE)
    local = issuer.level in (Level.COMMUNE, Level.DISTRICT)
    return Heading(
        parent=imprint.above.agency if imprint.above else "",
        issuer=issuer.agency,
        number=f"……/BC-{PEOPLES_COMMITTEE}" if is_committee else "……/BC",
        place=issuer.name if local else _CITY,
    )


def opening(paper: Paper, imprint: Imprint, *, kind: str, about: Sequence[str], is_reference: bool) -> None:
    """Head, title, what the period is, and the mark of a form that was not compared with the legal text."""
    say = paper.language.say
    period = imprint.period
    paper.header(draft_heading(imprint))
    paper.title(kind, *about, ruled=True)
    told = N_("{name} (period {code}), dossiers finished from {first} to {last}")
    paper.paragraph(
        say(told, name=period.name, code=period.code, first=period.evaluated_from, last=period.evaluated_to),
        align="centre",
    )
    if is_reference:
        paper.paragraph(say(REFERENCE), size=11, italic=True, align="centre")
    paper.gap(2)


def signing(paper: Paper, imprint: Imprint) -> None:
    """Who gets the sheet and who signs it; name and seal are left out of a draft."""
    say = paper.language.say
    committee = imprint.issuer.agency.startswith(PEOPLES_COMMITTEE)
    posts = (
        (say(N_("ON BEHALF OF THE PEOPLE'S COMMITTEE")), say(N_("CHAIRPERSON")))
        if committee
        else (say(N_("HEAD OF THE OFFICE")),)
    )
    recipients = [f"{imprint.above.agency};"] if imprint.above else []
    recipients.append(say(N_("Kept: records.")))
    paper.signatures(Signature(posts, say(N_("(signature, seal)")), say(N_("Full name"))), recipients=recipients)


def simple_footer(imprint: Imprint, unit: Unit, language: Language) -> Callable[[Face], Sequence[str]]:
    """The footer of a sheet that has no figures to be proven."""

    def lines(face: Face) -> Sequence[str]:
        told = N_("Period {period} · {code} {unit} · Sổ Phiếu {version} · typeface {face}")
        return (
            language.say(
                told,
                period=imprint.period.code,
                code=unit.key.code,
                unit=unit.full_name,
                version=imprint.version,
                face=face.name,
            ),
        )

    return lines
