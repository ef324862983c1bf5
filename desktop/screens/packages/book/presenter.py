"""What the book of packages knows: every package sent, opened and taken in, the latest first."""

from __future__ import annotations

from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.packages.words import STATES, kind_words, moment
from models.services.packages import Package, packages
from models.services.results import unit_named


class Presenter(SectionPresenter):
    """The list of packages."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._known: tuple[Package, ...] = ()

    def refresh(self) -> None:
        self._known = packages(self.office.here)

    def rows(self) -> list[tuple[str, ...]]:
        """When, what happened, kind, office, period, number, file."""
        language = self.office.language
        return [
            (
                moment(package.at, language),
                language.say(STATES[package.state]),
                kind_words(package.kind, language),
                unit_named(package.unit).full_name,
                package.period.code,
                str(package.number),
                package.file,
            )
            for package in self._known
        ]
