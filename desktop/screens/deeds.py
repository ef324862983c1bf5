"""Where the window does a deed: the screen, and there the button or key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desktop.deeds import NAMES
from desktop.screens import SCREENS, START
from desktop.screens.packages.sections import SECTIONS
from desktop.screens.presenting import key_name
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_
from models.language import Language


class Place(NamedTuple):
    """A screen or a section of one; `action` is the English text of the button there and `key` what does the same.

    Without an action the deed begins on what the screen shows.
    """

    screen: str
    action: str = ""
    key: str = ""


PLACES = {
    Deed.SET_UP_STATION: Place("start"),
    Deed.SET_UP_FROM_FILE: Place("start", N_("From a station file…"), "<F2>"),
    Deed.MAKE_STATION_FILE: Place("settings", N_("Add a computer…")),
    Deed.ADD_PERSON: Place("settings", N_("Put on the list")),
    Deed.OPEN_CAMPAIGN: Place("periods", N_("Open the hub's campaign file…"), "<F2>"),
    Deed.REOPEN_PERIOD: Place("periods", N_("Close or reopen…"), "<F5>"),
    Deed.IMPORT_QUESTIONNAIRE: Place("periods", N_("Questionnaires…"), "<Control-q>"),
    Deed.IMPORT_METHOD: Place("periods", N_("Methods…"), "<Control-m>"),
    Deed.EXPORT_METHOD: Place("periods", N_("Methods…"), "<Control-m>"),
    Deed.IMPORT_FRAME: Place("frame", N_("Import a list…"), "<F2>"),
    Deed.DRAW_SAMPLE: Place("frame", N_("Draw the sample…"), "<F3>"),
    Deed.IMPORT_ANSWERS: Place("keying", N_("From a table…"), "<Control-o>"),
    Deed.RULE_ON_FORM: Place("second"),
    Deed.DRAW_RECHECK: Place("results", N_("Re-contact…"), "<F11>"),
    Deed.SHOW_RECHECK: Place("results", N_("Re-contact…"), "<F11>"),
    Deed.MERGE_PACKAGE: Place("packages.receiving", N_("Choose files…"), "<F5>"),
    Deed.SHOW_PACKAGES: Place("packages.book"),
    Deed.SHOW_KEYS: Place("packages.keys"),
    Deed.CONFIRM_KEY: Place("packages.keys", N_("Compare the key…"), "<Control-k>"),
    Deed.SHOW_CLASHES: Place("packages.clashes"),
    Deed.CHOOSE_CONTENT: Place("packages.clashes", N_("Side by side…"), "<F2>"),
    Deed.SHOW_WITHDRAWALS: Place("packages.withdrawals"),
    Deed.BACK_UP: Place("home", N_("Back up now"), "<F5>"),
    Deed.SHOW_BACKUPS: Place("settings"),
    Deed.RESTORE_BACKUP: Place("start", N_("From a backup…"), "<F3>"),
    Deed.RESTORE_LATEST: Place("start", N_("From a backup…"), "<F3>"),
    Deed.VERIFY: Place("settings", N_("Read it again")),
    Deed.REBUILD: Place("settings", N_("Make the base again…")),
}
"""Deed → its place in the window."""


def next_step(language: Language, deed: Deed, values: Mapping[str, object]) -> str:  # noqa: ARG001 -- as any door says it
    """How the window says a next step."""
    place = PLACES[deed]
    titles = {each.code: language.say(each.title) for each in (*SCREENS, START, *SECTIONS)}
    screen, _, section = place.screen.partition(".")
    said = [language.say(N_("{deed}: screen “{screen}”"), deed=language.say(NAMES[deed]), screen=titles[screen])]
    if section:
        said.append(language.say(N_("tab “{tab}”"), tab=titles[place.screen]))
    if place.key:
        said.append(language.say(N_("key {key}"), key=key_name(place.key)))
    elif place.action:
        said.append(language.say(N_("button “{action}”"), action=language.say(place.action)))
    return ", ".join(said)
