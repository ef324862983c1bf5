"""The code book of an export: what every column and every code means, as rows of text."""

from __future__ import annotations

from collections.abc import Iterator

from exports.tables import MISSING_CODES, AnswerTable, Sort
from models.domain.basics.problems import N_
from models.language import Language

HEADER = ("column", "label", "code", "meaning")

_SORTS = {
    Sort.CODE: N_("one code"),
    Sort.CODES: N_("several codes with a space between"),
    Sort.NUMBER: N_("a whole number"),
    Sort.DECIMAL: N_("a number, decimals behind a comma"),
    Sort.FREE: N_("free text"),
}


def codebook(table: AnswerTable, language: Language) -> Iterator[tuple[str, str, str, str]]:
    """One row per column, followed by one per code; the codes of missing answers stand at the end."""
    for field in table.fields:
        label = field.label if field.is_question else language.say(field.label)
        kind = language.say(_SORTS[field.sort]) if field.sort in _SORTS else ""
        yield (field.name, label, "", kind)
        for code, meaning in field.choices:
            yield (field.name, "", code, meaning)
        for code, meaning in field.classes:
            yield (field.name, "", code, class_label(meaning, language))
    for code, meaning in MISSING_CODES:
        yield ("", language.say(N_("no answer")), code, language.say(meaning))


def class_label(label: str, language: Language) -> str:
    """What a class is called that stands for several rare choices."""
    return language.say(N_("{label} (choices put together)"), label=label)
