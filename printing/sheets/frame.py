"""What every result sheet has around its tables: who issues it, the mark of a reference form, signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.domain.basics.letterheads import Letterhead
from models.domain.basics.problems import N_
from models.domain.basics.units import Unit
from models.domain.book.periods import Period
from models.language import Language
from models.release import VERSION
from models.services.office.letterheads import letterhead_of
from models.store.database import Station
from printing.document import Heading, Paper, Signature
from printing.fonts import Face
from printing.heading import AskedOf, asked_of, bases_of, nation_of

REPORT = "BC"
"""Kinds of paper as their numbers name them (báo cáo)."""

REFERENCE = N_("(reference form – not compared with the original legal text)")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a sheet is printed for: the period and whom it asks, the office with its letterhead, what stands over papers, the release."""

    period: Period
    issuer: Unit
    letterhead: Letterhead
    nation: tuple[str, str]
    asked: AskedOf
    bases: tuple[str, ...]
    version: str


def imprint_of(station: Station, period: Period) -> Imprint:
    """What the result sheets of this station are printed for."""
    unit = station.catalogue.unit_named(station.unit)
    return Imprint(
        period=period,
        issuer=unit,
        letterhead=letterhead_of(station),
        nation=nation_of(station),
        asked=asked_of(station, period),
        bases=bases_of(station, period),
        version=VERSION,
    )


def draft_heading(imprint: Imprint, kind: str = REPORT) -> Heading:
    """The head of a draft of a kind of paper: number and day are left to be filled in by hand."""
    head = imprint.letterhead
    return Heading(
        parent=head.superior, issuer=head.body, number=head.numbered(kind), place=head.place, nation=imprint.nation
    )


def opening(paper: Paper, imprint: Imprint, *, kind: str, about: Sequence[str], is_reference: bool) -> None:
    """Head, title, what the period is, and the mark of a form that was not compared with the legal text."""
    say = paper.language.say
    period = imprint.period
    paper.header(draft_heading(imprint))
    paper.title(kind, *about, ruled=True)
    span = imprint.asked.span_told(period, paper.language)
    told = say(N_("{name} (period {code}), {span}"), name=period.name, code=period.code, span=span)
    paper.paragraph(told, align="centre")
    if is_reference:
        paper.paragraph(say(REFERENCE), size=11, italic=True, align="centre")
    paper.gap(2)


def signing(paper: Paper, imprint: Imprint) -> None:
    """Who gets the sheet and who signs it; the seal is left out of a draft."""
    say, head = paper.language.say, imprint.letterhead
    hint, name = say(N_("(signature, seal)")), head.signer or say(N_("Full name"))
    paper.signatures(Signature(head.signing, hint, name), recipients=recipients(head, paper.language))


def recipients(head: Letterhead, language: Language) -> tuple[str, ...]:
    """Who gets a paper, the records last."""
    kept = language.say(N_("Kept: records."))
    named = [each for each in head.recipients if each != kept]
    return (*(each if each.endswith((";", ".")) else f"{each};" for each in named), kept)


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
