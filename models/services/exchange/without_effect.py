"""What is kept here and has no effect: every line, who wrote it about whom, why it changes nothing, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Sentence
from models.domain.basics.units import UnitKey
from models.domain.book.authority import Objection, Speaker, doubt
from models.domain.book.facts import KEYING, Fact, Line, PeriodKey
from models.services.exchange.notices import key_notice
from models.services.office.known_keys import KnownKey, Trust, known_keys
from models.store import journal, stream_ends
from models.store.database import Station
from models.store.relations import Relations
from models.store.without_effect import kinds_told, lines_in_doubt

SAYS = {
    Objection.OFFICE: N_(
        "{office} has no say in {unit}; only that office and those above it have. What it wrote is kept and changes no figure. "
        "Telephone {office} and ask how that came about."
    ),
    Objection.AUTHOR: N_(
        "A computer of {office} wrote in the name of another office. What it wrote is kept and changes no figure. Telephone "
        "{office} and ask who wrote it; whoever works there writes in the own name."
    ),
    Objection.KIND: N_(
        "{office} stands above {unit} and may rule, withdraw and choose there; issuing, handing out, keying and closing are for "
        "{unit} alone. What it wrote is kept and changes no figure. Telephone {office}; what is right has to be entered by {unit} "
        "itself."
    ),
    Objection.REACH: N_(
        "{office} replaced, settled or took back what an office above it has decided. That decision stands; the rest of these "
        "lines has its effect. Nothing has to be done; who holds the decision to be wrong telephones the office that made it."
    ),
}
"""The reasons that are no matter of keys; those have their notices."""
DEEDS = {Objection.KEY: Deed.CONFIRM_KEY}
_ORDER = (Objection.OFFICE, Objection.AUTHOR, Objection.KIND, Objection.KEY, Objection.ENDED, Objection.REACH)
"""First what should never have been written, then what waits for a person here, then what is settled."""


@dataclass(frozen=True)
class LineWithoutEffect:
    """One content of a line, the office of the station that wrote it, about whom it is, and why it has no effect.

    Of a station that nobody has confirmed the office is the one that it claims.
    """

    office: UnitKey
    unit: UnitKey
    period: PeriodKey
    line: Line
    reason: Objection

    @property
    def kind(self) -> str:
        """The kind of a journal line as packages hold it; `KEYING` of a keying."""
        return self.line.kind if isinstance(self.line, Fact) else KEYING

    @property
    def forms(self) -> str:
        """The forms that it is about, as packages hold them."""
        return self.line.serials if isinstance(self.line, Fact) else self.line.serial

    @property
    def deed(self) -> Deed | None:
        return DEEDS.get(self.reason)


@dataclass(frozen=True)
class WrittenWithoutEffect:
    """What one station wrote about an office in a period that has no effect for one reason; `kinds` counts it by kind.

    `told` says why and what to do.
    """

    office: UnitKey
    station: str
    unit: UnitKey
    period: PeriodKey
    reason: Objection
    kinds: Mapping[str, int]
    told: Sentence

    @property
    def count(self) -> int:
        return sum(self.kinds.values())


def without_effect(station: Station, *, period: str = "", unit: str = "") -> tuple[WrittenWithoutEffect, ...]:
    """All that has no effect here, put together by station, office, period and reason; of a period or office with these codes.

    What should never have been written comes first. What a computer wrote whose key nobody has confirmed is only counted.
    """
    known = {each.station: each for each in reversed(known_keys(station))}
    found: list[WrittenWithoutEffect] = []
    for about, within, speakers in _places(station, period, unit):
        kinds: dict[tuple[str, Objection], Counter[str]] = {}
        for place, speaker in speakers.items():
            if speaker.unit is None:
                kinds[(place, Objection.KEY)] = Counter(kinds_told(station.db, period=within, unit=about, of=place))
        confirmed = {place: speaker for place, speaker in speakers.items() if speaker.unit is not None}
        for each in _lines(station, known, about, within, confirmed):
            kinds.setdefault((each.line.station, each.reason), Counter())[each.kind] += 1
        for (place, reason), told in kinds.items():
            if told:
                office = _office(place, speakers[place], known, about)
                said = _told(station, known, office, place, about, reason)
                found.append(WrittenWithoutEffect(office, place, about, within, reason, told, said))
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.reason)))


def lines_without_effect(station: Station, *, period: str = "", unit: str = "") -> tuple[LineWithoutEffect, ...]:
    """Every line that has no effect here, by office, period, station and n; of a period or office with these codes."""
    known = {each.station: each for each in reversed(known_keys(station))}
    return tuple(
        line
        for about, within, speakers in _places(station, period, unit)
        for line in _lines(station, known, about, within, speakers)
    )


def lines_written(station: Station, written: WrittenWithoutEffect) -> tuple[LineWithoutEffect, ...]:
    """The lines of one entry of `without_effect`, by n."""
    known = {each.station: each for each in reversed(known_keys(station))}
    speakers = journal.speakers(station, period=written.period, unit=written.unit)
    found = _lines(station, known, written.unit, written.period, speakers, of=written.station)
    return tuple(each for each in found if each.reason is written.reason)


def _places(station: Station, period: str, unit: str) -> Iterator[tuple[UnitKey, PeriodKey, Mapping[str, Speaker]]]:
    speakers: dict[PeriodKey, Mapping[UnitKey, Mapping[str, Speaker]]] = {}
    for about, within in stream_ends.places(station.db):
        if period in ("", within.code) and unit in ("", about.code):
            if within not in speakers:
                speakers[within] = journal.speakers_about(station, Relations(station, within), within, only=None)
            yield about, within, speakers[within][about]


def _lines(
    station: Station,
    known: Mapping[str, KnownKey],
    about: UnitKey,
    within: PeriodKey,
    speakers: Mapping[str, Speaker],
    *,
    of: str | None = None,
) -> Iterator[LineWithoutEffect]:
    for line in lines_in_doubt(station.db, period=within, unit=about, speakers=speakers, of=of):
        reason = doubt(line, speakers)
        if reason is not None:
            office = _office(line.station, speakers[line.station], known, about)
            yield LineWithoutEffect(office, about, within, line, reason)


def _office(place: str, speaker: Speaker, known: Mapping[str, KnownKey], about: UnitKey) -> UnitKey:
    """The office for which a station speaks, else the one that it claims; a station without a certificate is looked for at home."""
    if speaker.unit is not None:
        return speaker.unit
    return known[place].unit if place in known else about


def _told(
    station: Station, known: Mapping[str, KnownKey], office: UnitKey, place: str, about: UnitKey, reason: Objection
) -> Sentence:
    if reason in (Objection.KEY, Objection.ENDED):
        trust = Trust.ENDED if reason is Objection.ENDED else known[place].trust if place in known else Trust.SEEN
        return key_notice(station, place, office, trust).sentence
    named = {"office": office, "unit": about}
    values = {name: station.catalogue.office_told(key) for name, key in named.items()}
    return Sentence(SAYS[reason], values, DEEDS.get(reason))
