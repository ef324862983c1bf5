"""The screens in the order of the navigation; a new one is a folder and a line here."""

from __future__ import annotations

from desktop.screens.presenting import Screen
from models.domain.problems import N_

START = Screen("start", N_("Set up"))
"""The only screen of a folder that has no station yet."""

SCREENS: tuple[Screen, ...] = (
    Screen("home", N_("Overview")),
    Screen("periods", N_("Periods")),
    Screen("frame", N_("List and sample")),
    Screen("forms", N_("Issue and print")),
    Screen("ledger", N_("Book of forms")),
    Screen("keying", N_("Keying")),
    Screen("second", N_("Second keying and rulings")),
    Screen("packages", N_("Packages")),
    Screen("board", N_("Who has sent"), hub_only=True),
    Screen("results", N_("Results")),
    Screen("settings", N_("Settings")),
)
