"""The contents of one line, told side by side: only what differs, answers by their questions."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from desktop.words import line_words
from models.domain.basics.problems import N_
from models.domain.book.facts import Fact, Keying, Line
from models.domain.book.serials import parse_serial
from models.domain.questionnaire.answers import Answers, show_codes
from models.domain.questionnaire.questionnaire import Question, Questionnaire
from models.language import Language
from models.services.exchange.clashes import Clash
from models.services.office.periods import periods
from models.services.office.questionnaires import questionnaire_for
from models.store.database import Station

BODIES = {
    "questionnaire": N_("Questionnaire"),
    "sector": N_("Sector"),
    "procedure": N_("Procedure"),
    "agency": N_("Agency"),
    "book": N_("Book"),
    "reason": N_("Reason"),
}
FINGERPRINTS = frozenset({"coding", "paper"})
SHORTENED = 12


class Row(NamedTuple):
    """One thing in which contents differ, with the words of each content."""

    label: str
    words: tuple[str, ...]


def about(clash: Clash, language: Language) -> str:
    """What the line is about, as far as one content tells."""
    return line_words(clash.contents[0][1], language)


def rows_of(clash: Clash, station: Station, language: Language) -> tuple[Row, ...]:
    """What differs between the contents of a line, each thing once."""
    say = language.say
    lines = [line for _, line in clash.contents]
    told = [
        Row(say(N_("Kind of line")), tuple(line_words(line, language) for line in lines)),
        Row(say(N_("Recorded by")), tuple(language.name_of(line.by) for line in lines)),
        Row(say(N_("Recorded on")), tuple(language.datetime(datetime.fromisoformat(line.at)) for line in lines)),
        *_answers(clash, station, language),
        *_bodies(lines, language),
    ]
    differing = tuple(row for row in told if len(set(row.words)) > 1)
    return differing or (Row(say(N_("Nothing but where it was written.")), tuple("" for _ in lines)),)


def _answers(clash: Clash, station: Station, language: Language) -> list[Row]:
    """The answers question by question, where every content keys one form with the questionnaire that is known here."""
    say = language.say
    keyings = [line for _, line in clash.contents if isinstance(line, Keying)]
    if len(keyings) < len(clash.contents):
        return []
    rows = [Row(say(N_("Settles")), tuple(keying.settles or "–" for keying in keyings))]
    asked = {_asked(clash, station, keying) for keying in keyings}
    questionnaire = asked.pop() if len(asked) == 1 else None
    if questionnaire is None or any(keying.coding != questionnaire.coding for keying in keyings):
        return [*rows, Row(say(N_("Other answers")), tuple(f"{each.marks} {each.rest}" for each in keyings))]
    codes = [show_codes(questionnaire, Answers.from_stored(marks=each.marks, rest_json=each.rest)) for each in keyings]
    for question in questionnaire.asked:
        label = f"{question.number}  {question.label}" if question.number else question.label
        rows.append(Row(label, tuple(_words(question, each.get(question.name, ""), language) for each in codes)))
    return rows


def _asked(clash: Clash, station: Station, keying: Keying) -> Questionnaire | None:
    period = next((each for each in periods(station) if each.key == clash.period), None)
    return questionnaire_for(station, period, parse_serial(keying.serial).variant) if period else None


def _words(question: Question, code: str, language: Language) -> str:
    choice = question.choice(code)
    if choice is not None:
        return f"{code} – {choice.label}"
    return code or language.say(N_("blank"))


def _bodies(lines: list[Line], language: Language) -> list[Row]:
    """What journal lines say beyond their kind; what has no word here by the words of the package format."""
    facts = [line.facts() if isinstance(line, Fact) else {} for line in lines]
    names = sorted({name for body in facts for name in body}, key=lambda name: (name not in BODIES, name))
    return [
        Row(
            language.say(BODIES[name]) if name in BODIES else name,
            tuple(str(body.get(name, "–"))[: SHORTENED if name in FINGERPRINTS else None] for body in facts),
        )
        for name in names
    ]
