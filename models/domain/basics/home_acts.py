"""Acts that concern one office alone and leave no line in what travels: what each is called, and its sentence."""

from __future__ import annotations

from enum import StrEnum

from models.domain.basics.problems import N_


class HomeAct(StrEnum):
    """What was done; the value stands in the base."""

    SAT_DOWN = "sat_down"
    PIN_WRONG = "pin_wrong"
    PIN_SET = "pin_set"
    PIN_REMOVED = "pin_removed"
    SHEET_PRINTED = "sheet_printed"
    SHEET_USED = "sheet_used"
    PERSON_ADDED = "person_added"
    PERSON_RENAMED = "person_renamed"
    ROLES_GIVEN = "roles_given"
    IDLE_SET = "idle_set"
    COMPUTER_ADDED = "computer_added"
    RESTORED = "restored"
    REBUILT = "rebuilt"
    SECOND_PLACE = "second_place"
    LETTERHEAD = "letterhead"
    CATALOGUE = "catalogue"
    QUESTIONNAIRE = "questionnaire"
    METHOD = "method"
    PERIOD = "period"
    LIST_TAKEN = "list_taken"
    LIST_DELETED = "list_deleted"
    VISITS_COUNTED = "visits_counted"
    FULL_EXPORT = "full_export"
    SENT = "sent"
    MERGED = "merged"
    NOT_INDEPENDENT = "not_independent"


HOME_ACTS = {
    HomeAct.SAT_DOWN: N_("sat down with the PIN"),
    HomeAct.PIN_WRONG: N_("a wrong PIN was given for {person}"),
    HomeAct.PIN_SET: N_("set a PIN for {person}"),
    HomeAct.PIN_REMOVED: N_("took away the PIN of {person}"),
    HomeAct.SHEET_PRINTED: N_("printed a new recovery sheet"),
    HomeAct.SHEET_USED: N_("used the recovery sheet for {person}"),
    HomeAct.PERSON_ADDED: N_("put {person} on the name list"),
    HomeAct.PERSON_RENAMED: N_("changed the name {before} to {person}"),
    HomeAct.ROLES_GIVEN: N_("made {person}: {roles}"),
    HomeAct.IDLE_SET: N_("set the idle minutes after which the PIN is asked for: {minutes}"),
    HomeAct.COMPUTER_ADDED: N_("added the computer “{name}” with book {book}"),
    HomeAct.RESTORED: N_("brought the copy {file} back"),
    HomeAct.REBUILT: N_("made the base again"),
    HomeAct.SECOND_PLACE: N_("chose the second place for copies: {folder}"),
    HomeAct.LETTERHEAD: N_("changed the letterhead"),
    HomeAct.CATALOGUE: N_("added {units} units and {procedures} procedures"),
    HomeAct.QUESTIONNAIRE: N_("took in or confirmed the questionnaire {name}"),
    HomeAct.METHOD: N_("took in the method {name}"),
    HomeAct.PERIOD: N_("opened or changed period {period}"),
    HomeAct.LIST_TAKEN: N_("took in a list of {dossiers} dossiers for period {period}"),
    HomeAct.LIST_DELETED: N_("deleted the list of dossiers"),
    HomeAct.VISITS_COUNTED: N_("counted the visits of sector {sector} in period {period}"),
    HomeAct.FULL_EXPORT: N_("wrote {rows} full answers of period {period} out"),
    HomeAct.SENT: N_("made the package {file}"),
    HomeAct.MERGED: N_("took in the package {file}"),
    HomeAct.NOT_INDEPENDENT: N_("keyed again or ruled without a PIN: {forms}"),
}
"""What each act says of who did it."""
