"""Where the command line does a deed: the command that is typed."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop.deeds import NAMES
from desktop.terminal import quoted
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_
from models.language import Language, NextStep

COMMANDS = {
    Deed.SET_UP_STATION: "init --unit CODE",
    Deed.SET_UP_FROM_FILE: "init --station FILE",
    Deed.MAKE_STATION_FILE: "station add --out FILE",
    Deed.ADD_PERSON: "person add CODE --name NAME",
    Deed.SHOW_PEOPLE: "person list",
    Deed.SET_PIN: "person pin CODE",
    Deed.USE_RECOVERY_SHEET: "person recover CODE --words WORDS",
    Deed.ADD_TO_CATALOGUE: "catalogue add FILE",
    Deed.OPEN_CAMPAIGN: "campaign open FILE",
    Deed.REOPEN_PERIOD: "period reopen {period}",
    Deed.IMPORT_QUESTIONNAIRE: "questionnaire import FILE",
    Deed.REVISE_QUESTIONNAIRE: "questionnaire import FILE --new-edition",
    Deed.IMPORT_METHOD: "method import FILE",
    Deed.EXPORT_METHOD: "method export FILE",
    Deed.IMPORT_FRAME: "frame import FILE --period CODE",
    Deed.SAY_DAYS: "frame import FILE --period CODE --dates day-first",
    Deed.SAY_SECTORS: "frame import FILE --period CODE --carry-sectors",
    Deed.SAY_COLUMN: "frame import FILE --period CODE --column FIELD=HEADER",
    Deed.DRAW_SAMPLE: "sample draw --period {period}",
    Deed.IMPORT_ANSWERS: "key import FILE --period CODE",
    Deed.RULE_ON_FORM: "key rule {serial} --period {period}",
    Deed.DRAW_RECHECK: "recheck draw --period {period} --size 20",
    Deed.SHOW_RECHECK: "recheck list --period {period}",
    Deed.MERGE_PACKAGE: "package merge FILE",
    Deed.SHOW_PACKAGES: "package list",
    Deed.SHOW_KEYS: "package keys",
    Deed.CONFIRM_KEY: "package confirm {station} --fingerprint WORDS",
    Deed.CONFIRM_MATCHING: "package confirm --matching",
    Deed.PUT_IN_CHARGE: "package charge --unit CODE --person CODE",
    Deed.SHOW_NUMBERS: "package numbers",
    Deed.SHOW_CLASHES: "package clashes",
    Deed.CHOOSE_CONTENT: "package choose STATION:N --digest DIGEST --reason TEXT",
    Deed.SHOW_LATE: "late list --period {period}",
    Deed.SETTLE_BEFORE_SIGNING: "results --period {period} --before-signing",
    Deed.SHOW_WITHDRAWALS: "package withdrawals",
    Deed.SHOW_WITHOUT_EFFECT: "package without-effect",
    Deed.SAY_LETTERHEAD: "letterhead set --contact WORDS",
    Deed.BACK_UP: "backup now",
    Deed.SHOW_BACKUPS: "backup list",
    Deed.RESTORE_BACKUP: "backup restore FILE",
    Deed.RESTORE_LATEST: "backup restore {copy}",
    Deed.VERIFY: "verify",
    Deed.REBUILD: "rebuild",
    Deed.RENEW_DESK: "city renew",
}
"""Deed → command with the values of its sentence in braces; a word in capitals is what only the person knows."""

_ONLY_THE_PERSON_KNOWS = (
    N_("CODE"),
    N_("DIGEST"),
    N_("FIELD=HEADER"),
    N_("FILE"),
    N_("NAME"),
    N_("STATION:N"),
    N_("TEXT"),
    N_("WORDS"),
)
_PLACEHOLDER = re.compile(rf"\b(?:{'|'.join(_ONLY_THE_PERSON_KNOWS)})\b")


def commanded(folder: Path | None) -> NextStep:
    """How the command line says a next step; `folder` is named again where the person had to name it."""

    def next_step(language: Language, deed: Deed, values: Mapping[str, object]) -> str:
        translated = _PLACEHOLDER.sub(lambda word: language.words(word[0]), COMMANDS[deed])
        command = translated.format(**{name: quoted(str(value), sys.platform) for name, value in values.items()})
        data = f" --data {quoted(str(folder), sys.platform)}" if folder is not None else ""
        return f"{language.say(NAMES[deed])}: sophieu {command}{data}"

    return next_step
