"""What both doors call a deed; where it is done is each door's own word."""

from __future__ import annotations

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_

NAMES = {
    Deed.SET_UP_STATION: N_("Set up a station"),
    Deed.SET_UP_FROM_FILE: N_("Set up the other computer"),
    Deed.MAKE_STATION_FILE: N_("Make a station file"),
    Deed.ADD_PERSON: N_("Put a person on the list"),
    Deed.SHOW_PEOPLE: N_("The people and their roles"),
    Deed.SET_PIN: N_("Set a PIN"),
    Deed.USE_RECOVERY_SHEET: N_("Use the recovery sheet"),
    Deed.ADD_TO_CATALOGUE: N_("Add to the catalogue"),
    Deed.OPEN_CAMPAIGN: N_("Open a campaign file"),
    Deed.REOPEN_PERIOD: N_("Reopen the period"),
    Deed.IMPORT_QUESTIONNAIRE: N_("Take in a questionnaire"),
    Deed.IMPORT_METHOD: N_("Take in a method"),
    Deed.EXPORT_METHOD: N_("Write a method out"),
    Deed.IMPORT_FRAME: N_("Take in a list of dossiers"),
    Deed.SAY_DAYS: N_("Say how the days stand"),
    Deed.SAY_SECTORS: N_("Say that the sector above holds"),
    Deed.SAY_COLUMN: N_("Say which column holds"),
    Deed.DRAW_SAMPLE: N_("Draw a sample"),
    Deed.IMPORT_ANSWERS: N_("Take in keyed forms"),
    Deed.RULE_ON_FORM: N_("Rule on the form"),
    Deed.DRAW_RECHECK: N_("Draw a list for re-contact"),
    Deed.SHOW_RECHECK: N_("The list for re-contact"),
    Deed.MERGE_PACKAGE: N_("Take in a package"),
    Deed.SHOW_PACKAGES: N_("The packages"),
    Deed.SHOW_KEYS: N_("The keys"),
    Deed.CONFIRM_KEY: N_("Confirm the key"),
    Deed.CONFIRM_MATCHING: N_("Confirm all keys that fit"),
    Deed.SHOW_CLASHES: N_("The clashes"),
    Deed.CHOOSE_CONTENT: N_("Choose what counts"),
    Deed.SHOW_LATE: N_("See the late forms and take them in"),
    Deed.SETTLE_BEFORE_SIGNING: N_("See what stands open before signing"),
    Deed.SHOW_WITHDRAWALS: N_("The withdrawals"),
    Deed.SHOW_WITHOUT_EFFECT: N_("What has no effect"),
    Deed.BACK_UP: N_("Back up"),
    Deed.SHOW_BACKUPS: N_("The backups"),
    Deed.RESTORE_BACKUP: N_("Bring a backup back"),
    Deed.RESTORE_LATEST: N_("Bring the latest backup back"),
    Deed.VERIFY: N_("Check the base"),
    Deed.REBUILD: N_("Make the base again"),
}
