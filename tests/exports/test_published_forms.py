"""Every form that comes with pyxform and is taken is read as pyxform reads it, but for what the account names."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from exports.questionnaires import read_form
from models.domain.basics.problems import Problem, Sentence
from models.domain.questionnaire.questionnaire import Question
from models.domain.questionnaire.xlsform_intake import TakenForm
from models.domain.questionnaire.xlsform_rows import QuestionnaireRefused
from models.language import load
from printing.questionnaire_form import FormHead, PrintedForm, print_forms
from tests.builders.published_forms import ON_PAPER, Asked, Reading, in_language, published, read_by_pyxform, source

TODAY = date(2026, 7, 1)
VI = load("vi")
_YES = ("yes", "true", "true()", "1", "x", "có")


@dataclass(frozen=True)
class Difference:
    """A question that is read in two ways."""

    name: str
    field: str
    ours: str
    theirs: str


TOLD_BY = {
    "type": ("became one question for each thing", "only confirmed", "Ranges", "is the heading of the rows below"),
    "label": ("Words that repeat", "their hint as the wording", "or_other became"),
    "hint": ("Words that repeat", "their hint as the wording", "Ranges"),
    "message": ("Words that repeat", "became one question for each thing"),
    "relevant": ("Only a phone can work out", "the name “", "or_other became"),
    "required": ("Paper cannot insist", "became one question for each thing", "is the heading of the rows below"),
    "constraint": ("Only a phone can work out", "Choices that depend", "Ranges", "the name “", "became one question for each thing"),
    "choices": ("choices for which", "the name “", "Words that repeat", "have no wording", "Ranges", "only confirmed", "or_other became",
                "became one question for each thing", "is the heading of the rows below"),
    "group": ("Groups inside groups", "the name “"),
    "parameters": ("Only a phone follows", "Ranges"),
    "absent": ("became one question for each thing", "is the heading of the rows below"),
    "added": ("became one question for each thing", "or_other became"),
}  # fmt: skip
"""By what a sentence of the account may name a difference in each field."""


def differences(taken: TakenForm, reading: Reading) -> Iterator[Difference]:
    """Whatever is not equal, field by field and in order."""
    languages = _languages(taken)
    renamed = {values["other"]: values["name"] for values in _values(taken) if "other" in values and "name" in values}
    ours = {
        renamed.get(each.name, each.name): replace(each, group=renamed.get(each.group, each.group))
        for each in taken.questionnaire.questions
    }
    theirs = {each.name: each for each in reading.asked}
    yield from (Difference(name, "absent", "", theirs[name].type) for name in theirs if name not in ours)
    yield from (Difference(name, "added", ours[name].type, "") for name in ours if name not in theirs)
    both = [name for name in theirs if name in ours]
    if both != [name for name in ours if name in theirs]:
        yield Difference("", "order", str([name for name in ours if name in theirs]), str(both))
    for name in both:
        yield from _of_question(name, ours[name], theirs[name], languages)


def _of_question(name: str, one: Question, other: Asked, languages: dict[str, str]) -> Iterator[Difference]:
    def words(column: str, said: object) -> str:
        return _words(in_language(said, languages.get(column, "default")))

    choices = [(code, words("label", label)) for code, label in other.choices]
    hint = f"{words('hint', other.hint[0])} {words('guidance_hint', other.hint[1])}".strip()
    pairs = (
        ("type", one.type, other.type),
        ("label", _words(one.label), words("label", other.label)),
        ("hint", _words(one.hint), hint),
        ("message", _words(one.constraint_message), words("constraint_message", other.message)),
        ("relevant", _expression(one.relevant), _expression(_all_of(other.relevant))),
        ("required", str(one.required), str(other.required.strip().lower() in _YES)),
        ("constraint", _expression(one.constraint), _expression(other.constraint)),
        ("group", one.group, other.groups[-1] if other.groups else ""),
        ("choices", str([(each.code, _words(each.label)) for each in one.choices]), str(choices)),
    )  # fmt: skip
    yield from (Difference(name, "parameters", "", told) for told in other.parameters)
    for field, ours, theirs in pairs:
        if ours != theirs:
            yield Difference(name, field, ours, theirs)


def unnamed(taken: TakenForm, reading: Reading) -> list[Difference]:
    """The differences that the account says nothing of."""
    return [each for each in differences(taken, reading) if not _is_named(each, taken)]


def _is_named(difference: Difference, taken: TakenForm) -> bool:
    rows = _rows_of(difference.name, taken)
    for note in taken.account.notes:
        if not any(words in note.says for words in TOLD_BY.get(difference.field, ())):
            continue
        if "rows" in note.values or "row" in note.values:
            if rows & _named_rows(note):
                return True
        else:
            return True
    return any(f" {difference.name}" in f" {each.text}" for each in taken.account.refused)


def _rows_of(name: str, taken: TakenForm) -> set[int]:
    """The rows of a question in the file, and of its choices."""
    survey, choices = taken.sheets.survey or (), taken.sheets.choices or ()
    own = [
        row
        for row in survey
        if row["name"] == name or row["name"].startswith(f"{name}_") or name.startswith(f"{row['name']}_")
    ]
    lists = {row["type"].split()[1] for row in own if len(row["type"].split()) > 1}
    return {row.number for row in own} | {row.number for row in choices if row["list_name"] in lists}


def _named_rows(note: Sentence) -> set[int]:
    told = str(note.values.get("rows", note.values.get("row", "")))
    rows = {int(each) for each in re.findall(r"\d+", told)}
    return rows | set(range(max(rows, default=0), 10_000)) if told.endswith("…") else rows


def _values(taken: TakenForm) -> Iterator[dict[str, str]]:
    for note in taken.account.notes:
        yield {name: str(value) for name, value in note.values.items()}


def _languages(taken: TakenForm) -> dict[str, str]:
    """The language of each column of words that is printed in one with a name."""
    return {
        column: values["language"]
        for values in _values(taken)
        if "language" in values
        for column in values["columns"].split(", ")
    }


def _words(text: str) -> str:
    return " ".join(text.split())


def _all_of(conditions: Sequence[str]) -> str:
    return " and ".join(conditions)


def _expression(text: str) -> str:
    """An expression without what says nothing: blanks, brackets around its parts, the kind of quotation mark."""
    return re.sub(r"[\s()]", "", text).replace('"', "'")


@pytest.mark.nightly
def test_published_forms_are_read_as_pyxform_reads_them_or_the_account_says_so(tmp_path: Path) -> None:
    folder = source(tmp_path)
    if folder is None:
        pytest.skip("the source distribution of pyxform with its tests is not here and cannot be fetched")
    told: Counter[str] = Counter()
    wrong: list[tuple[str, Difference]] = []
    refused: dict[str, str] = {}
    (tmp_path / "forms").mkdir()
    for name, path in published(folder, tmp_path / "forms"):
        reading = read_by_pyxform(path)
        try:
            taken: TakenForm | Problem = _taken(path)
        except Problem as problem:
            taken = problem
        can_be_paper = isinstance(reading, Reading) and _asks(reading) and reading.types <= ON_PAPER
        if isinstance(taken, Problem):
            told["refused by both" if isinstance(reading, str) else "taken by pyxform alone"] += 1
            if can_be_paper:
                refused[name] = _why(taken)
            told["for paper, refused"] += can_be_paper
            continue
        if isinstance(reading, str):
            told["taken here alone"] += 1
            continue
        told["taken by both"] += 1
        told["for paper, taken"] += can_be_paper
        wrong += [(name, each) for each in unnamed(taken, reading)]
    print(dict(told), refused)
    for name, each in wrong:
        print(name, each)
    assert not wrong
    assert told["for paper, taken"] * 100 >= 95 * (told["for paper, taken"] + told["for paper, refused"]), refused


def _asks(reading: Reading) -> bool:
    """Whether a form asks anything: what is read aloud, or computed, is no question."""
    return any(each.type != "note" and not each.is_read_only for each in reading.asked)


def _taken(path: Path) -> TakenForm:
    """The form as it is taken in by whoever answers which of its languages is printed."""
    try:
        taken = read_form(path, today=TODAY)
    except QuestionnaireRefused as refusal:
        unclear = [each for each in refusal.findings if each.reason == "languages_unclear"]
        if not unclear:
            raise
        taken = read_form(path, today=TODAY, language=unclear[0].known.split(", ")[0])
    forms = [PrintedForm("26Q3-00004-CN-100001-48")]
    print_forms(
        questionnaire=taken.questionnaire, letterhead=FormHead("A", "B"), forms=forms, language=VI, to=io.BytesIO()
    )
    return taken


def _why(problem: Problem) -> str:
    if isinstance(problem, QuestionnaireRefused):
        return "; ".join(sorted({f"{each.reason} ({each.column})" for each in problem.findings}))
    return problem.code
