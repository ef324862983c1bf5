"""Answers that respondents typed themselves, as form programs on the network write them: a row for each, labels or codes.

Columns are known by a question's name, its label, or the label in brackets that a grid puts behind its title; answers by the code
or the label of a choice. What is neither is asked about or refused, never passed over.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.domain.basics.days import zoned_moment
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, near_name
from models.domain.basics.tables import Cell
from models.domain.book.keyed_cells import answer_in, serial_in, typed_in
from models.domain.book.keyed_table import SERIAL_HEADERS, serial_key
from models.domain.questionnaire.answers import Answers, AnswersRefused, read_answers
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Shape, Ticks

IGNORED = "-"
"""As the question of a column: its cells are no answers."""

LEAST_QUESTIONS = 3
"""So many columns at least are questions, where a row is the header."""

_MOMENTS = (
    "dau thoi gian",
    "timestamp",
    "thoi gian",
    "thoi gian gui",
    "submissiondate",
    "submission time",
    "end",
    "ket thuc",
)
_IDENTITIES = ("id", "uuid", "instanceid", "key", "response id", "ma tra loi")
_OF_PROGRAM = (
    *(
        "start",
        "bat dau",
        "today",
        "deviceid",
        "phonenumber",
        "username",
        "audit",
        "version",
        "index",
        "diem so",
        "score",
        "language",
    ),
    *(
        "submissiondate",
        "submitted by",
        "status",
        "notes",
        "tags",
        "validation status",
        "formversion",
        "submitterid",
        "submittername",
    ),
)
_OF_PERSON = (
    "dia chi email",
    "email",
    "email address",
    "ho va ten",
    "ho ten",
    "ten",
    "name",
    "so dien thoai",
    "phone",
    "dien thoai",
)
_BRACKETS = re.compile(r"^.*\[(?P<row>[^\[\]]+)\]\s*$", re.DOTALL)
_NUMBER = re.compile(r"^\s*(?:câu\s+)?[A-Za-z]{0,3}\d{1,3}\s*[.:)]\s*", re.IGNORECASE)
_WORDS = re.compile(r"[\W_]+")
_BETWEEN = " ,;|/\n"
_LEADING_CODE = re.compile(r"^(?P<code>\d{1,2}|[a-z])\s*[-–.:)]\s*(?P<label>.+)$", re.IGNORECASE | re.DOTALL)


@dataclass(eq=False)
class NotAChoice(Problem):
    """An answer that is neither the code nor the label of a choice."""

    question: str
    answer: str
    code = "not_a_choice"
    says = N_("“{answer}” is no choice of question {question}.")


@dataclass(eq=False)
class NearAChoice(NotAChoice):
    """An answer that is probably a slip of a choice."""

    meant: str
    code = "near_a_choice"
    says = N_("“{answer}” is no choice of question {question}; did it mean “{meant}”?")


@dataclass(frozen=True)
class OnlineColumns:
    """Which columns hold what, by place from 0; a question may have one column for each box (`boxes`: code → place)."""

    questions: Mapping[str, int]
    boxes: Mapping[str, Mapping[str, int]]
    serial: int | None
    moment: int | None
    identity: int | None
    account: tuple[ReadColumn, ...]

    @property
    def unknown(self) -> tuple[ReadColumn, ...]:
        return tuple(each for each in self.account if each.state is ColumnState.UNKNOWN)

    @property
    def known(self) -> int:
        """How many questions have a column."""
        return len(self.questions) + len(self.boxes)


@dataclass(frozen=True, slots=True)
class OnlineRow:
    """One answer: its row in the sheet, the number of a slip where one was typed, when it was given, and what names it."""

    row: int
    typed: str
    moment: datetime | None
    answers: Answers
    source: str


def match_columns(header: Sequence[str], questionnaire: Questionnaire, chosen: Mapping[str, str]) -> OnlineColumns:
    """What the columns of a header hold; `chosen` names the question of a column, `IGNORED` one without answers."""
    by_words: dict[str, str] = {}
    for question in questionnaire.asked:
        number = question.number
        for words in (question.name, question.label, f"{number} {question.label}" if number else ""):
            if words:
                by_words.setdefault(_key(words), question.name)
    questions: dict[str, int] = {}
    boxes: dict[str, dict[str, int]] = {}
    places: dict[str, int] = {}
    account: list[ReadColumn] = []
    for place, name in enumerate(header):
        if not name.strip():
            continue
        wanted = chosen.get(name, "")
        if wanted == IGNORED:
            account.append(
                ReadColumn(
                    name, ColumnState.KNOWN, "", Sentence(N_("not used: somebody said that it holds no answers"))
                )
            )
            continue
        found = wanted if wanted in questionnaire.by_name else _question_of(name, by_words)
        box = _box_of(name, questionnaire)
        role = next((each for each, words in _ROLES if serial_key(name) in words), "")
        if found and found not in questions:
            questions[found] = place
            account.append(ReadColumn(name, ColumnState.USED, found))
        elif box is not None:
            boxes.setdefault(box[0], {})[box[1]] = place
            account.append(ReadColumn(name, ColumnState.USED, f"{box[0]}/{box[1]}"))
        elif role in ("serial", "moment", "identity") and role not in places:
            places[role] = place
            account.append(ReadColumn(name, ColumnState.USED, role))
        elif role:
            why = (
                N_("not used: it may say who answered")
                if role == "person"
                else N_("not used: the form program wrote it")
            )
            account.append(ReadColumn(name, ColumnState.KNOWN, "", Sentence(why)))
        else:
            account.append(ReadColumn(name, ColumnState.UNKNOWN, meant=_near(name, questionnaire)))
    return OnlineColumns(
        questions, boxes, places.get("serial"), places.get("moment"), places.get("identity"), tuple(account)
    )


_ROLES = (
    ("serial", SERIAL_HEADERS),
    ("identity", _IDENTITIES),
    ("moment", _MOMENTS),
    ("program", _OF_PROGRAM),
    ("person", _OF_PERSON),
)


def read_online_row(
    cells: Sequence[Cell], row: int, columns: OnlineColumns, questionnaire: Questionnaire, *, seed: str
) -> OnlineRow | None:
    """One row of answers; None for a row without any. Refuses (`AnswersRefused`) what no choice has.

    `source` names the answer: the same row read again has the same, and it tells nothing of who answered.
    """

    def cell(place: int | None) -> Cell:
        return cells[place] if place is not None and place < len(cells) else None

    own: dict[str, str] = {}
    wrong: list[Problem] = []
    for name, place in columns.questions.items():
        try:
            own[name] = online_answer(cell(place), questionnaire.by_name[name])
        except Problem as problem:
            wrong.append(problem)
    for name, of in columns.boxes.items():
        ticked = [code for code, place in of.items() if _is_ticked(cell(place))]
        own.setdefault(name, " ".join(ticked))
    if wrong:
        raise AnswersRefused(tuple(wrong))
    if not any(own.values()):
        return None
    typed = serial_in(cell(columns.serial)) if columns.serial is not None else ""
    told = typed_in(cell(columns.identity)) or "\x1f".join("" if each is None else str(each) for each in cells)
    source = hashlib.sha256(f"{seed}\n{told}".encode()).hexdigest()[:16]
    return OnlineRow(row, typed, _moment(cell(columns.moment)), read_answers(questionnaire, own), source)


def online_answer(cell: Cell, question: Question) -> str:
    """An answer as a clerk would key it: codes of choices, digits or words. Refuses (`NotAChoice`) any other."""
    text = typed_in(cell)
    if not text or question.shape is Shape.WRITING_LINES or not question.choices:
        return answer_in(cell, question)
    if question.shape.ticks is Ticks.SEVERAL:
        return _several(text, question)
    code = _choice(text, question)
    if code is None:
        raise _not_a_choice(text, question)
    return code


def same_answers(rows: Iterable[OnlineRow], *, within: int) -> tuple[tuple[int, ...], ...]:
    """The rows (as the sheet counts) that give the very same answers as another one within so many seconds, together."""
    listed = sorted((each for each in rows if each.moment is not None), key=lambda each: (each.moment, each.row))
    groups: dict[tuple[str, str], list[list[OnlineRow]]] = {}
    for each in listed:
        own = groups.setdefault((each.answers.marks, each.answers.rest_json), [])
        if own and _seconds(own[-1][-1], each) <= within:
            own[-1].append(each)
        else:
            own.append([each])
    return tuple(tuple(each.row for each in group) for of in groups.values() for group in of if len(group) > 1)


def bursts(rows: Iterable[OnlineRow], *, least: int, within: int) -> tuple[tuple[int, ...], ...]:
    """The rows that came `least` or more within so many seconds, together: one person may have answered for many."""
    listed = sorted((each for each in rows if each.moment is not None), key=lambda each: (each.moment, each.row))
    found: list[list[OnlineRow]] = []
    for place, first in enumerate(listed):
        run = [each for each in listed[place:] if _seconds(first, each) <= within]
        if len(run) < least:
            continue
        if found and run[0] in found[-1]:
            found[-1] += [each for each in run if each not in found[-1]]
        else:
            found.append(run)
    return tuple(tuple(each.row for each in run) for run in found)


def _seconds(one: OnlineRow, other: OnlineRow) -> float:
    if one.moment is None or other.moment is None:
        return float("inf")
    return abs((other.moment - one.moment).total_seconds())


def _question_of(header: str, by_words: Mapping[str, str]) -> str:
    bracket = _BRACKETS.match(header)
    tried = (header, bracket["row"] if bracket else "", header.rpartition("/")[2] if "/" in header else "")
    for words in tried:
        for each in (words, _NUMBER.sub("", words)):
            if each and _key(each) in by_words:
                return by_words[_key(each)]
    return ""


def _box_of(header: str, questionnaire: Questionnaire) -> tuple[str, str] | None:
    """The question and code of a column that stands for one box, as phones write them: `E/1`, `group/E/1`, `E.1`."""
    parts = re.split(r"[/.]", header.strip())
    if len(parts) < 2 or parts[-2] not in questionnaire.by_name:
        return None
    question = questionnaire.by_name[parts[-2]]
    is_box = question.shape.ticks is Ticks.SEVERAL and question.choice(parts[-1]) is not None
    return (question.name, parts[-1]) if is_box else None


def _is_ticked(cell: Cell) -> bool:
    return typed_in(cell).casefold() in ("1", "1.0", "true", "x", "yes", "có", "ok")


def _choice(text: str, question: Question) -> str | None:
    key, leading = _key(text), _LEADING_CODE.match(text)
    for box in question.boxes:
        if text == box.mark or _key(box.label) == key:
            return box.mark
        if leading and leading["code"] == box.mark and _key(leading["label"]) == _key(box.label):
            return box.mark
    return None


def _several(text: str, question: Question) -> str:
    """The codes of several choices that stand after one another; the longest label that fits is taken first."""
    codes = text.replace(",", " ").split()
    if all(question.choice(each) is not None for each in codes):
        return " ".join(codes)
    labels = sorted(question.choices, key=lambda choice: -len(choice.label))
    left, found = text.strip(_BETWEEN), list[str]()
    while left:
        fitting = next((each for each in labels if left.casefold().startswith(each.label.casefold())), None)
        if fitting is None:
            raise _not_a_choice(left, question)
        found.append(fitting.mark)
        left = left[len(fitting.label) :].strip(_BETWEEN)
    return " ".join(dict.fromkeys(found))


def _not_a_choice(text: str, question: Question) -> NotAChoice:
    name, meant = question.number or question.name, near_name(text, [each.label for each in question.choices])
    return NearAChoice(name, text, meant) if meant else NotAChoice(name, text)


def _near(name: str, questionnaire: Questionnaire) -> str:
    by_label = {each.label: each.name for each in questionnaire.asked}
    return by_label.get(near_name(name, by_label), "")


def _key(words: str) -> str:
    return " ".join(_WORDS.sub(" ", search_key(words)).split())


_FORMS = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %I:%M:%S %p", "%m/%d/%Y %H:%M:%S")


def _moment(cell: Cell) -> datetime | None:
    """When an answer was given, by its own clock; only distances between moments of one file are looked at."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    text = typed_in(cell)
    if (moment := zoned_moment(text)) is not None:
        return moment.replace(tzinfo=None)
    for form in _FORMS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 -- distances within one file need no zone
        except ValueError:
            continue
    return None
