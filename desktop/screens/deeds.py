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


class DeedPlace(NamedTuple):
    """A screen or a section of one; `action` is the English text of the button there and `key` what does the same.

    Without an action the deed begins on what the screen shows.
    """

    screen: str
    action: str = ""
    key: str = ""


PLACES = {
    Deed.SET_UP_STATION: DeedPlace("start"),
    Deed.SET_UP_FROM_FILE: DeedPlace("start", N_("From a station file…"), "<F2>"),
    Deed.MAKE_STATION_FILE: DeedPlace("settings", N_("Add a computer…")),
    Deed.ADD_PERSON: DeedPlace("people", N_("Add a person…"), "<F3>"),
    Deed.SHOW_PEOPLE: DeedPlace("people"),
    Deed.SET_PIN: DeedPlace("people", N_("PIN…"), "<Control-k>"),
    Deed.USE_RECOVERY_SHEET: DeedPlace("people", N_("Recovery sheet…"), "<Control-m>"),
    Deed.ADD_TO_CATALOGUE: DeedPlace("settings", N_("Units and procedures of our own…")),
    Deed.OPEN_CAMPAIGN: DeedPlace("periods", N_("Open the hub's campaign file…"), "<F2>"),
    Deed.REOPEN_PERIOD: DeedPlace("periods", N_("Close or reopen…"), "<F5>"),
    Deed.IMPORT_QUESTIONNAIRE: DeedPlace("periods", N_("Questionnaires…"), "<Control-q>"),
    Deed.REVISE_QUESTIONNAIRE: DeedPlace("periods", N_("Questionnaires…"), "<Control-q>"),
    Deed.IMPORT_METHOD: DeedPlace("periods", N_("Methods…"), "<Control-m>"),
    Deed.EXPORT_METHOD: DeedPlace("periods", N_("Methods…"), "<Control-m>"),
    Deed.IMPORT_FRAME: DeedPlace("frame", N_("Import a list…"), "<F2>"),
    Deed.SAY_DAYS: DeedPlace("frame", N_("Import a list…"), "<F2>"),
    Deed.SAY_SECTORS: DeedPlace("frame", N_("Import a list…"), "<F2>"),
    Deed.SAY_COLUMN: DeedPlace("frame", N_("Import a list…"), "<F2>"),
    Deed.DRAW_SAMPLE: DeedPlace("frame", N_("Draw the sample…"), "<F3>"),
    Deed.IMPORT_ANSWERS: DeedPlace("keying", N_("From a table…"), "<Control-o>"),
    Deed.RULE_ON_FORM: DeedPlace("second"),
    Deed.DRAW_RECHECK: DeedPlace("results", N_("Re-contact…"), "<F11>"),
    Deed.SHOW_RECHECK: DeedPlace("results", N_("Re-contact…"), "<F11>"),
    Deed.MERGE_PACKAGE: DeedPlace("packages.receiving", N_("Choose files…"), "<F2>"),
    Deed.SHOW_PACKAGES: DeedPlace("packages.book"),
    Deed.SHOW_KEYS: DeedPlace("packages.keys"),
    Deed.CONFIRM_KEY: DeedPlace("packages.keys", N_("Compare the key…"), "<Control-k>"),
    Deed.CONFIRM_MATCHING: DeedPlace("packages.keys", N_("Confirm all that fit…"), "<Control-m>"),
    Deed.PUT_IN_CHARGE: DeedPlace("board", N_("Put in charge…"), "<Control-g>"),
    Deed.SHOW_NUMBERS: DeedPlace("packages.numbers"),
    Deed.SHOW_CLASHES: DeedPlace("packages.clashes"),
    Deed.CHOOSE_CONTENT: DeedPlace("packages.clashes", N_("Side by side…"), "<F2>"),
    Deed.SHOW_LATE: DeedPlace("board", N_("Forms that came late…"), "<Control-l>"),
    Deed.SETTLE_BEFORE_SIGNING: DeedPlace("periods", N_("Close or reopen…"), "<F5>"),
    Deed.SHOW_WITHDRAWALS: DeedPlace("packages.withdrawals"),
    Deed.SHOW_WITHOUT_EFFECT: DeedPlace("packages.without_effect"),
    Deed.SAY_LETTERHEAD: DeedPlace("settings", N_("Keep the letterhead")),
    Deed.BACK_UP: DeedPlace("home", N_("Back up now"), "<F5>"),
    Deed.SHOW_BACKUPS: DeedPlace("settings"),
    Deed.RESTORE_BACKUP: DeedPlace("start", N_("From a backup…"), "<F3>"),
    Deed.RESTORE_LATEST: DeedPlace("start", N_("From a backup…"), "<F3>"),
    Deed.VERIFY: DeedPlace("settings", N_("Read it again")),
    Deed.REBUILD: DeedPlace("settings", N_("Make the base again…")),
    Deed.RENEW_DESK: DeedPlace("start", N_("Base on a server…"), "<Control-b>"),
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
