"""What somebody does next, as a value: each door words it in its own way, and a program reads its code."""

from __future__ import annotations

from enum import StrEnum


class Deed(StrEnum):
    """The next step that a refusal or notice carries; its facts are the values of that sentence. `--json` tells the value."""

    SET_UP_STATION = "set_up_station"
    SET_UP_FROM_FILE = "set_up_from_file"
    MAKE_STATION_FILE = "make_station_file"
    ADD_PERSON = "add_person"
    OPEN_CAMPAIGN = "open_campaign"
    REOPEN_PERIOD = "reopen_period"
    IMPORT_QUESTIONNAIRE = "import_questionnaire"
    IMPORT_METHOD = "import_method"
    EXPORT_METHOD = "export_method"
    IMPORT_FRAME = "import_frame"
    SAY_DAYS = "say_days"
    SAY_SECTORS = "say_sectors"
    SAY_COLUMN = "say_column"
    DRAW_SAMPLE = "draw_sample"
    IMPORT_ANSWERS = "import_answers"
    RULE_ON_FORM = "rule_on_form"
    DRAW_RECHECK = "draw_recheck"
    SHOW_RECHECK = "show_recheck"
    MERGE_PACKAGE = "merge_package"
    SHOW_PACKAGES = "show_packages"
    SHOW_KEYS = "show_keys"
    CONFIRM_KEY = "confirm_key"
    CONFIRM_MATCHING = "confirm_matching"
    SHOW_CLASHES = "show_clashes"
    CHOOSE_CONTENT = "choose_content"
    SHOW_LATE = "show_late"
    SHOW_WITHDRAWALS = "show_withdrawals"
    SHOW_WITHOUT_EFFECT = "show_without_effect"
    BACK_UP = "back_up"
    SHOW_BACKUPS = "show_backups"
    RESTORE_BACKUP = "restore_backup"
    RESTORE_LATEST = "restore_latest"
    VERIFY = "verify"
    REBUILD = "rebuild"
