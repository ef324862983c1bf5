"""The sections of the packages screen in the order of their tabs; each is built like a screen of its own."""

from __future__ import annotations

from collections.abc import Callable

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
)
"""A tab keeps its key, also where the tabs before it are not shown."""


class SectionPresenter(ScreenPresenter):
    """What one section knows and does. `waiting` counts what a person has to look at in it; it stands on the tab.

    `lead` shows another section (`packages.keys`) with the thing of that name under the cursor; the screen puts it there.
    """

    is_always_shown = True
    """Whether the section has a tab at an office that merges nobody's packages while there is nothing in it."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.lead: Callable[[str, str], None] = lambda *_: None
        self.waiting = 0
        self.looked_at = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the section."""
        return False

    def glance(self) -> None:
        """Count what waits; a section that is not shown is only glanced at."""

    def look_at(self, about: str) -> None:
        """Show the thing of this name (a station, a package) when the section is shown next."""
        self.looked_at = about
