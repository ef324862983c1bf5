"""What the packages screen knows: its sections, which of them is shown, and which have a tab at this office."""

from __future__ import annotations

from typing import Any, cast

from desktop.office import Office
from desktop.screens.packages.sections import SECTIONS, SectionPresenter
from desktop.screens.presenting import Screen, ScreenPresenter
from models.acts import Topic


class Presenter(ScreenPresenter):
    """Holds the presenters of the sections; a hub begins with receiving, every other office with sending."""

    cares_about = frozenset({Topic.PERIOD, Topic.PACKAGES, Topic.KEYINGS, Topic.FORMS, Topic.PERSON})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.parts: dict[str, SectionPresenter[Any]] = {}
        for section in SECTIONS:
            if office.here.is_hub or not section.hub_only:
                part = cast("SectionPresenter[Any]", section.present(office))
                part.lead = self.lead
                self.parts[section.code] = part
        self.shown = "packages.receiving" if office.here.is_hub else SECTIONS[0].code

    @property
    def part(self) -> SectionPresenter[Any]:
        """The presenter of the section that is shown."""
        return self.parts[self.shown]

    def tabs(self) -> list[tuple[int, Screen, int]]:
        """The tabs of this office: place in `SECTIONS`, section, and how much waits in it."""
        tabs = []
        for place, section in enumerate(SECTIONS):
            part = self.parts.get(section.code)
            if part is not None and (
                self.office.here.is_hub or part.is_always_shown or not part.is_empty or section.code == self.shown
            ):
                tabs.append((place, section, part.waiting))
        return tabs

    def refresh(self) -> None:
        for code, part in self.parts.items():
            if code == self.shown:
                part.refresh()
            else:
                part.glance()

    def show(self, code: str) -> None:
        """Show this section; one that this office has no use for is not shown."""
        if code in self.parts:
            self.shown = code
            self.part.refresh()
            self.changed()

    def lead(self, code: str, about: str) -> None:
        """Show a section with the thing named `about` under the cursor."""
        self.parts[code].look_at(about)
        self.show(code)

    def let_go(self) -> None:
        for part in self.parts.values():
            part.let_go()
