"""The sections of the packages screen in the order of their tabs; each is built like a screen of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from desktop.office import Office
from desktop.screens.presenting import Screen, ScreenPresenter
from models.domain.basics.problems import N_

SECTIONS: tuple[Screen, ...] = (
    Screen("packages.sending", N_("Send")),
    Screen("packages.receiving", N_("Receive")),
    Screen("packages.book", N_("Book of packages")),
    Screen("packages.keys", N_("Keys")),
    Screen("packages.receipts", N_("Receipts"), hub_only=True),
    Screen("packages.clashes", N_("Clashes")),
    Screen("packages.withdrawals", N_("Withdrawn")),
    Screen("packages.without_effect", N_("Without effect")),
    Screen("packages.numbers", N_("Book of numbers"), hub_only=True),
)
"""A tab keeps its key, also where the tabs before it are not shown."""


T = TypeVar("T")


class SectionPresenter(ScreenPresenter, Generic[T]):
    """What one section knows and does. `waiting` counts what a person has to look at in it; it stands on the tab.

    `laid` is the thing that is laid open over the section, for example a package that is to be withdrawn. `lead` shows
    another section (`packages.keys`) with the thing of that name under the cursor; the screen puts it there.
    """

    is_always_shown = True
    """Whether the section has a tab at an office that merges nobody's packages while there is nothing in it."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.lead: Callable[[str, str], None] = lambda *_: None
        self.waiting = 0
        self.looked_at = ""
        self.laid: T | None = None

    def rows(self) -> list[tuple[str, ...]]:
        """The rows of the section's table, cell by cell."""
        return []

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the section."""
        return not self.rows()

    def glance(self) -> None:
        """Count what waits; a section that is not shown is only glanced at."""

    def refresh(self) -> None:
        self.glance()

    def look_at(self, about: str) -> None:
        """Show the thing of this name (a station, a package) when the section is shown next."""
        self.looked_at = about

    def lay(self, thing: T) -> None:
        """Lay a thing open over the section."""
        self.laid = thing
        self.changed()

    def put_away(self) -> None:
        """Leave what is laid open as it was."""
        self.laid = None
        self.changed()

    def look_again(self) -> None:
        """Read the section again and show it; the other screens hear of the act by themselves."""
        self.refresh()
        self.changed()
