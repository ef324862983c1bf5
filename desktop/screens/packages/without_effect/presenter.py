"""What the section of lines without effect knows and does: who wrote what about whom, why it changes nothing, the next step."""

from __future__ import annotations

from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.packages.words import moment
from desktop.words import OBJECTIONS, kind_of_line, said_more, written_words
from models.domain.basics.problems import N_
from models.domain.book.authority import Objection
from models.services.exchange.without_effect import WrittenWithoutEffect, lines_written, without_effect
from models.services.office.stations import name_of

_SHOWN = 8
"""How many digits tell the computers of an office apart."""


class Presenter(SectionPresenter[WrittenWithoutEffect]):
    """What has no effect, put together by computer, office, period and reason; first what should never have been written."""

    is_always_shown = False

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._found: tuple[WrittenWithoutEffect, ...] = ()

    def glance(self) -> None:
        self._found = without_effect(self.office.here)
        # about what an office above has decided nobody has to do anything
        self.waiting = sum(each.reason is not Objection.REACH for each in self._found)

    def rows(self) -> list[tuple[str, ...]]:
        """Office that wrote, its computer, about whom, period, how many lines, what they say, why they have no effect."""
        language = self.office.language
        return [
            (
                self.office.catalogue.unit_named(each.office).full_name,
                each.station[:_SHOWN],
                self.office.catalogue.unit_named(each.unit).full_name,
                each.period.code,
                language.number(each.count),
                written_words(each.kinds, language),
                language.say(OBJECTIONS[each.reason]),
            )
            for each in self._found
        ]

    def told(self, place: int) -> str:
        """Why what stands in this row has no effect, and what to do."""
        return self.office.language.sentence(self._found[place].told) if place < len(self._found) else ""

    def waits_for_key(self, place: int) -> bool:
        """Whether everything in this row counts as soon as somebody has compared a key."""
        return place < len(self._found) and self._found[place].reason is Objection.KEY

    def go_on(self, place: int) -> None:
        """Go to the key for which this row waits; else show its lines one by one."""
        if self.waits_for_key(place):
            self.compare_key(place)
        else:
            self.show_lines(place)

    def compare_key(self, place: int) -> None:
        """Go to the key of the computer that wrote what stands in this row."""
        if place < len(self._found):
            self.lead("packages.keys", self._found[place].station)

    def show_lines(self, place: int) -> None:
        """Show every line of this row."""
        if place < len(self._found):
            self.lay(self._found[place])

    def title(self) -> str:
        """Whose lines are shown, and about whom."""
        if self.laid is None:
            return ""
        named = {"office": self.laid.office, "unit": self.laid.unit}
        names = {name: self.office.catalogue.unit_named(key).full_name for name, key in named.items()}
        said = N_("Written by {office} (computer {station}) about {unit}, period {period}")
        return self.office.say(said, station=self.laid.station[:_SHOWN], period=self.laid.period.code, **names)

    def explanation(self) -> str:
        """Why the lines that are shown have no effect, and what to do."""
        return self.office.language.sentence(self.laid.told) if self.laid is not None else ""

    def lines(self) -> list[tuple[str, ...]]:
        """Number, what it says, what more, forms, by whom, when: line by line of what is laid open."""
        if self.laid is None:
            return []
        language = self.office.language
        return [
            (
                str(each.line.n),
                kind_of_line(each.kind, language),
                each.forms or "–",
                said_more(each.line),
                name_of(self.office.here, each.line.by),
                moment(each.line.at, language),
            )
            for each in lines_written(self.office.here, self.laid)
        ]
