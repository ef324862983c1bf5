"""What receiving knows and does: the preview of what arrived, taking it in, and what waits or was turned back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.packages.words import moment, office_words
from desktop.words import LIES_AT, STATES, forms_told
from exports.packages.merged import MergedPackage, MergeReport
from exports.packages.quarantine import (
    RETRIED,
    Quarantined,
    QuarantinedElsewhere,
    quarantined,
    quarantined_elsewhere,
)
from exports.packages.receive import merge_packages, retry_packages
from models.acts import Act
from models.domain.basics.problems import N_, Problem, Sentence
from models.progress import Cancelled
from models.services.exchange.packages import check_number
from models.services.figures.effect import FigureEffect, watched
from models.services.figures.told_offices import keep_all_told

KEY_WAITS = frozenset({"key_changed", "book_taken", "sender_unconfirmed", "key_unconfirmed"})
"""Findings and notices that a person settles by comparing a key."""


@dataclass(frozen=True)
class Arrival:
    """What would happen to the files in `paths`, or what has happened to them once they are taken in (`is_done`).

    `effects` are then what that did to the figures of each office.
    """

    paths: tuple[Path, ...]
    report: MergeReport
    is_done: bool
    effects: tuple[FigureEffect, ...] = ()


class Presenter(SectionPresenter[Arrival]):
    """The arrival at hand, and the quarantine."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._kept: tuple[Quarantined, ...] = ()
        self._elsewhere: tuple[QuarantinedElsewhere, ...] = ()

    def glance(self) -> None:
        self._elsewhere = quarantined_elsewhere(self.office.here)
        self._kept = (*quarantined(self.office.here), *(each.kept for each in self._elsewhere))
        self.waiting = sum(each.is_waiting for each in self._kept)

    def rows(self) -> list[tuple[str, ...]]:
        """When, what became of it, file, why: what waits first."""
        language, say = self.office.language, self.office.say
        return [
            (
                moment(each.at, language),
                say(N_("waits")) if each.is_waiting else say(N_("turned back")),
                each.file,
                " ".join(map(_first_sentence, self.kept_reasons(place))),
            )
            for place, each in enumerate(self._kept)
        ]

    def kept_reasons(self, place: int) -> tuple[str, ...]:
        """Why the file at this place of the quarantine was not taken in, and what to do; first of all where it lies, if not here."""
        reasons = self._kept[place].reasons if place < len(self._kept) else ()
        at = place - len(self._kept) + len(self._elsewhere)
        lies = (self.office.say(LIES_AT, computer=self._elsewhere[at].computer),) if at >= 0 and reasons else ()
        return (*lies, *(self.office.language.sentence(reason.sentence) for reason in reasons))

    def kept_key(self, place: int) -> str:
        """The station whose key is to be compared for the file at this place; empty when that is not what lacks."""
        reasons = self._kept[place].reasons if place < len(self._kept) else ()
        return next((str(each.sentence.values.get("station", "")) for each in reasons if each.code in KEY_WAITS), "")

    def preview(self, paths: Sequence[Path]) -> None:
        """Work out what taking these files in would do; nothing is changed."""
        station, chosen = self.office.here, tuple(paths)

        def work(act: Act) -> Arrival:
            report = merge_packages(station, chosen, preview=True, act=act)
            return Arrival(chosen, report, is_done=False)

        self.office.run(work, then=self.lay, title=self.office.say(N_("Looking at what has arrived")))

    def take_in(self) -> None:
        """Take in what was looked at, each package wholly or not at all; a backup is made before the first change."""
        if self.laid is None or self.laid.is_done:
            return
        station, chosen, places = self.office.here, self.laid.paths, self.laid.report.changed

        def work(act: Act) -> Arrival:
            moved = watched(station, ((period, unit) for period, unit in places if unit != station.unit))
            report = merge_packages(station, chosen, act=act)
            return Arrival(chosen, report, is_done=True, effects=moved())

        self.office.run(work, then=self._taken_in, title=self.office.say(N_("Taking packages in")))

    def retry(self) -> None:
        """Try again what waits; what still lacks something goes on waiting."""
        station = self.office.here

        def work(act: Act) -> MergeReport:
            return retry_packages(station, act=act)

        self.office.run(work, then=self._retried, title=self.office.say(N_("Taking packages in")))

    def summary(self, *, is_short: bool = False) -> str:
        """The arrival in one sentence; a short one leaves out what the table adds up."""
        if self.laid is None:
            return ""
        report, number = self.laid.report, self.office.language.number
        if is_short and self.laid.is_done:
            said = N_("Done: {new} new lines of {facts}; {back} of {files} packages not taken in.")
        elif is_short:
            said = N_(
                "Nothing is taken in yet: {new} new lines of {facts}; {back} of {files} packages not to be taken in."
            )
        elif self.laid.is_done:
            said = N_(
                "Done: {files} packages, {back} of them not taken in; {facts} lines = {new} new + {here} here already + "
                "{clashing} clashing + {refused} not taken in."
            )
        else:
            said = N_(
                "Nothing is taken in yet. {files} packages, {back} of them not to be taken in; {facts} lines = {new} new + "
                "{here} here already + {clashing} clashing + {refused} not to be taken in."
            )
        counts = {name: number(report.total(name)) for name in ("facts", "new", "clashing", "refused")}
        back = sum(package.is_refused for package in report.packages)
        return self.office.say(said, files=number(len(report.packages)), back=number(back),
                               here=number(report.total("already_here")), **counts)  # fmt: skip

    def unit_rows(self) -> list[tuple[str, ...]]:
        """Office, period, packages, new, here already, clashing, waiting, turned back, and at the end forms.

        Before it is done how many forms would change, afterwards how many valid ones there were and are.
        """
        if self.laid is None:
            return []
        number, report = self.office.language.number, self.laid.report
        rows = []
        stood = {(str(each.unit), each.period.code): each for each in self.laid.effects}
        for each in report.by_unit():
            of_unit = [package for package in report.packages if (package.unit, package.period) == each[:2]]
            waits = sum(_waits(package) for package in of_unit)
            back = sum(package.is_refused for package in of_unit) - waits
            counts = (each.packages, each.new, each.already_here, each.clashing, waits, back)
            effect = stood.get(each[:2])
            forms = f"{number(effect.before.forms)} → {number(effect.after.forms)}" if effect else "–"
            rows.append(
                (
                    office_words(each.unit, self.office.catalogue, self.office.language),
                    each.period,
                    *map(number, counts),
                    forms if self.laid.is_done else number(len(each.changes)),
                )
            )
        return rows

    def unit_told(self, place: int) -> tuple[str, ...]:
        """Everything to note about the office at this place of `unit_rows`."""
        if self.laid is None or place >= len(self.laid.report.by_unit()):
            return ()
        wanted = self.laid.report.by_unit()[place][:2]
        of_unit = [each for each in self.laid.report.packages if (each.unit, each.period) == wanted]
        return tuple(dict.fromkeys(sentence for package in of_unit for sentence in self._told(package)))

    def file_rows(self) -> list[tuple[str, ...]]:
        """File, what becomes of it, office, number, check number, lines, new, here already, clashing."""
        if self.laid is None:
            return []
        number = self.office.language.number
        return [
            (
                package.file,
                self._verdict(package),
                office_words(package.unit, self.office.catalogue, self.office.language) if package.unit else "–",
                str(package.number or "–"),
                check_number(package.id) if package.id else "–",
                *map(number, (package.facts, package.new, package.already_here, package.clashing)),
            )
            for package in self.laid.report.packages
        ]

    def file_told(self, place: int) -> tuple[str, ...]:
        """What was found in the file at this place of `file_rows`."""
        return self._told(self.laid.report.packages[place]) if self.laid else ()

    def change_rows(self) -> list[tuple[str, ...]]:
        """Form, office, period, state before and after: the forms whose accepted answers become others."""
        if self.laid is None:
            return []
        say = self.office.say
        return [
            (
                change.serial,
                self.office.catalogue.unit_named(change.unit).full_name,
                change.period,
                say(STATES[change.before]),
                say(STATES[change.after]),
            )
            for change in self.laid.report.changes
        ]

    @property
    def key_to_compare(self) -> str:
        """The first station of the arrival whose key a person has to compare; known here only once it is taken in."""
        if self.laid is None or not self.laid.is_done:
            return ""
        return next((each.station for each in self.laid.report.packages if _codes(each) & KEY_WAITS), "")

    def compare_key(self, station: str) -> None:
        """Go to the key of this station."""
        if self.laid is not None and self.laid.is_done:
            self.laid = None
        self.lead("packages.keys", station)

    def _taken_in(self, arrival: Arrival) -> None:
        self.laid = arrival
        self.look_again()
        if arrival.effects:
            self.office.tell(forms_told(arrival.effects, self.office.language))
        self._prepare(arrival.report)

    def _retried(self, report: MergeReport) -> None:
        self.look_again()
        said = N_("{count} packages that waited are taken in; {still} still wait.")
        self.office.tell(self.office.say(said, count=len(report.packages), still=self.waiting))
        self._prepare(report)

    def _prepare(self, report: MergeReport) -> None:
        """Work out ahead what a cross-table or an export would have to of the offices whose lines came; nobody waits for it."""
        station, changed = self.office.here, report.changed
        if not station.is_hub or not changed:
            return

        def work(act: Act) -> None:
            try:
                keep_all_told(station, changed, progress=act.progress)
            except Cancelled:
                # whoever asks first works out the rest
                return

        self.office.run(work, then=lambda _: None, title=self.office.say(N_("Preparing cross-tables and exports")))

    def _verdict(self, package: MergedPackage) -> str:
        say, is_done = self.office.say, self.laid is not None and self.laid.is_done
        if _waits(package):
            return say(N_("waits")) if is_done else say(N_("must wait"))
        if package.is_refused:
            return say(N_("turned back"))
        if package.new or package.clashing or "acknowledged" in _codes(package):
            return say(N_("taken in")) if is_done else say(N_("can be taken in"))
        return say(N_("here already"))

    def _told(self, package: MergedPackage) -> tuple[str, ...]:
        sentences: list[Sentence | Problem] = [*package.findings, *(notice.sentence for notice in package.notices)]
        return tuple(map(self.office.language.sentence, sentences))


def _first_sentence(text: str) -> str:
    return text.split(". ", 1)[0].rstrip(".") + "."


def _codes(package: MergedPackage) -> set[str]:
    return {finding.code for finding in package.findings} | {notice.kind for notice in package.notices}


def _waits(package: MergedPackage) -> bool:
    """Refused for now only: what it lacks may still come."""
    return package.is_refused and all(finding.code in RETRIED for finding in package.findings)
