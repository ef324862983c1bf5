"""The screens in the order of the navigation; a new one is a folder and a line here."""

from __future__ import annotations

from desktop.screens.presenting import Screen
from models.domain.problems import N_

SCREENS: tuple[Screen, ...] = (Screen("settings", N_("Settings")),)
