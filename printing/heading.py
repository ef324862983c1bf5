"""What stands over the papers of an office: who prints it, the period it is about, and how things are named there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.catalogue import Catalogue
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.questionnaire.paper_words import shared
from models.domain.questionnaire.questionnaire import Questionnaire
from models.language import Language
from models.services.office.letterheads import letterhead_of
from models.services.office.questionnaires import questionnaires_of
from models.store.database import Station
from printing.document import Heading


def heading_of(station: Station) -> Heading:
    """The two lines over the papers of an office: the office above it (if any), and the office in full."""
    letterhead = letterhead_of(station)
    return Heading(parent=letterhead.superior.upper(), issuer=letterhead.body.upper(), nation=nation_of(station))


def nation_of(station: Station) -> tuple[str, str]:
    """The two lines that stand at the right over official papers of the place of a station; empty where none do."""
    place = station.catalogue.place
    return place.head, place.motto


@dataclass(frozen=True, slots=True)
class AskedOf:
    """Who is asked in a period and what they have behind them, where all its questionnaires say it; else empty."""

    people: str = ""
    event: str = ""

    def people_told(self, language: Language) -> str:
        """Who is asked, within a sentence."""
        return self.people or language.say(N_("people and organisations"))

    def span_told(self, period: Period, language: Language) -> str:
        """What is evaluated, from which day to which."""
        first, last = period.evaluated_from, period.evaluated_to
        if self.event:
            return language.say(N_("{event} from {first} to {last}"), event=self.event, first=first, last=last)
        return language.say(N_("dossiers finished from {first} to {last}"), first=first, last=last)


def asked_by(questionnaires: Iterable[Questionnaire]) -> AskedOf:
    """What the questionnaires of a survey say of who is asked and of what."""
    said = [each.words for each in questionnaires]
    return AskedOf(shared("people", said), shared("event", said))


def asked_of(station: Station, period: Period) -> AskedOf:
    """What the questionnaires of a period say of who is asked and of what."""
    return asked_by(questionnaires_of(station, period))


def bases_of(station: Station, period: Period) -> tuple[str, ...]:
    """What a survey rests on: what its questionnaires say, then what the office that opened the period says of it."""
    said = (each.words.basis for each in questionnaires_of(station, period))
    return tuple(dict.fromkeys(text.rstrip(". ;") for text in (*said, period.basis) if text))


def period_words(station: Station, period: Period, language: Language) -> str:
    """Code, name and evaluated days of a period, as one line of a paper."""
    span = asked_of(station, period).span_told(period, language)
    return language.say(N_("Period {code} – {name}, {span}"), code=period.code, name=period.name, span=span)


def period_lines(station: Station, period: Period, language: Language) -> tuple[str, str]:
    """The same under a title, on lines of their own: what the period is called, and what it is about."""
    called = language.say(N_("Period {code} – {name}"), code=period.code, name=period.name)
    return called, asked_of(station, period).span_told(period, language)


def procedure_words(catalogue: Catalogue, code: str) -> str:
    """A procedure by name and code; what the catalogue does not know as it was written."""
    known = catalogue.procedure(code) if code else None
    return f"{known.name} ({code})" if known else code
