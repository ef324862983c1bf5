"""What the tables of results are called in a narrow list; the whole title stands over the table."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable
from models.language import Language
from models.language.tables import words

_NAMES = {
    "index": N_("Factors and criteria"),
    "B1": N_("Issued and returned"),
    "B2": N_("Factors"),
    "B3": N_("Each criterion"),
    "B3b": N_("By questionnaire"),
    "B4": N_("Who answered"),
    "B5": N_("Sectors, procedures"),
    "B5a": N_("Agencies"),
    "B6": N_("Experiences"),
    "B7": N_("Wishes"),
    "B8": N_("Ranking"),
    "B8a": N_("Not sent"),
    "B8b": N_("Consolidated index"),
    "B8c": N_("Commendation"),
    "B8d": N_("Below the target"),
    "B9": N_("Open comments"),
    "B10": N_("Trend"),
    "B10a": N_("Side by side"),
    "B11": N_("Signals"),
    "B11a": N_("Signals by office"),
    "B12": N_("Sampling record"),
    "B12a": N_("Sectors in the sample"),
}


def name_of(table: ResultTable, language: Language) -> str:
    """Code and a few words; a table without a short name under its title."""
    short = _NAMES.get(table.name)
    told = language.say(short) if short else words(language, table.title)
    return f"{table.name}  {told}" if table.name[:1] == "B" else told
