"""Which columns of a form program's sheet hold what: by a question's name or label, with the group before it, a column for each box.

Programs name columns in their own ways: `TC1`, `TC/TC1`, `TC-TC1`, the label alone, the label behind that of its group, the label in
brackets behind the title of a grid; a box is `E/2`, or the question and the choice with a stroke between. All are made from the
questionnaire and looked up; what is not among them, and no column that programs are known to write, is asked about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, near_name
from models.domain.book.keyed_table import SERIAL_HEADERS, serial_key
from models.domain.questionnaire.questionnaire import Questionnaire, Shape, Ticks

IGNORED = "-"
"""As the question of a column: its cells are no answers."""

_IDENTITIES = ("meta rootuuid", "rootuuid", "key", "uuid", "meta instanceid", "instanceid")
"""What names an answer wherever it stands; one that was corrected at the program keeps the first of them."""
_COUNTERS = ("id", "response id", "ma tra loi")
"""What numbers the answers of one form of one program: it names an answer only together with its moment."""
_MOMENTS = (
    *("dau thoi gian", "timestamp", "thoi gian", "thoi gian gui", "submissiondate", "submission time", "end"),
    *("ket thuc", "completion time", "thoi gian hoan thanh"),
)
_OF_PROGRAM = frozenset(
    (
        *("start", "bat dau", "start time", "thoi gian bat dau", "today", "deviceid", "audit", "language", "index"),
        *("version", "formversion", "formhub uuid", "xform id string", "status", "validation status", "notes", "tags"),
        *(
            "attachments",
            "geolocation",
            "attachmentspresent",
            "attachmentsexpected",
            "reviewstate",
            "edits",
            "isvalidated",
        ),
        *("instancename", "meta instancename", "submitterid", "diem so", "score", "total points", "quiz feedback"),
        *("last modified time", "thoi gian sua doi lan cuoi"),
    )
)
_OF_PERSON = frozenset(
    (
        *("dia chi email", "email", "email address", "ho va ten", "ho ten", "ten", "name", "so dien thoai", "phone"),
        *("dien thoai", "phonenumber", "username", "ten nguoi dung", "submitted by", "submittername"),
    )
)
_BRACKETS = re.compile(r"^.*\[(?P<row>[^\[\]]+)\]\s*$", re.DOTALL)
_NUMBER = re.compile(r"^\s*(?:câu\s+)?[A-Za-z]{0,3}\d{1,3}\s*[.:)]\s*", re.IGNORECASE)
_WORDS = re.compile(r"[\W_]+")
_IN_WORDS, _IN_NAMES = re.compile("/"), re.compile(r"[/\-]")


@dataclass(frozen=True)
class OnlineColumns:
    """Which columns hold what, by place from 0; a question may have one column for each box (`boxes`: mark → place).

    `coded` are the questions whose columns are called by their names: there choices are told by their codes, elsewhere by their labels.
    """

    questions: Mapping[str, int]
    boxes: Mapping[str, Mapping[str, int]]
    serial: int | None
    moment: int | None
    identities: tuple[int, ...]
    counter: int | None
    account: tuple[ReadColumn, ...]
    coded: frozenset[str] = frozenset()

    @property
    def unknown(self) -> tuple[ReadColumn, ...]:
        return tuple(each for each in self.account if each.state is ColumnState.UNKNOWN)

    @property
    def known(self) -> int:
        """How many questions have a column."""
        return len(self.questions.keys() | self.boxes.keys())


@dataclass
class _Names:
    """How columns may be called: what is behind each name; several questions may share a label."""

    codes: dict[str, str] = field(default_factory=dict)
    labels: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    boxes: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)


def match_columns(header: Sequence[str], questionnaire: Questionnaire, chosen: Mapping[str, str]) -> OnlineColumns:
    """What the columns of a header hold; `chosen` names the question of a column, `IGNORED` one without answers."""
    names = _names_of(questionnaire)
    told = Counter(key for name in header for key in {_first_known(name, names.labels)} if key)
    questions: dict[str, int] = {}
    boxes: dict[str, dict[str, int]] = {}
    roles: dict[str, dict[str, int]] = defaultdict(dict)
    coded: set[str] = set()
    account: dict[int, ReadColumn] = {}
    for place, name in enumerate(header):
        if not name.strip():
            continue
        wanted = chosen.get(name, "")
        by_code = _first_known(name, names.codes)
        found = wanted if wanted in questionnaire.by_name else names.codes.get(by_code, "")
        if not found:
            found = _of_label(names.labels, _first_known(name, names.labels), questions, told)
        box = names.boxes.get(_first_known(name, names.boxes))
        role, word = _role_of(name)
        if wanted == IGNORED:
            account[place] = _unused(name, N_("not used: somebody said that it holds no answers"))
        elif found and found not in questions:
            questions[found] = place
            if by_code and not wanted:
                coded.add(found)
            account[place] = ReadColumn(name, ColumnState.USED, found)
        elif box is not None:
            boxes.setdefault(box[0], {}).setdefault(box[1], place)
            account[place] = ReadColumn(name, ColumnState.USED, f"{box[0]}/{box[1]}")
        elif role in _PLACED:
            roles[role].setdefault(word, place)
            account[place] = ReadColumn(name, ColumnState.USED, role)
        elif role == "person":
            account[place] = _unused(name, N_("not used: it may say who answered"))
        elif role:
            account[place] = _unused(name, _BY_PROGRAM)
        elif _first_known(name, names.notes):
            account[place] = _unused(name, N_("not used: words of the form that nobody answers"))
        else:
            account[place] = ReadColumn(name, ColumnState.UNKNOWN, meant=_near(name, questionnaire))
    identities = tuple(roles["identity"][word] for word in _IDENTITIES if word in roles["identity"])
    roles.pop("identity")
    places = {role: min(of.items(), key=lambda item: _PLACED[role].index(item[0]))[1] for role, of in roles.items()}
    for place in {place for of in roles.values() for place in of.values()} - set(places.values()):
        account[place] = _unused(header[place], _BY_PROGRAM)
    return OnlineColumns(
        questions=questions,
        boxes=boxes,
        serial=places.get("serial"),
        moment=places.get("moment"),
        identities=identities,
        counter=places.get("counter"),
        account=tuple(account.values()),
        coded=frozenset(coded),
    )


_BY_PROGRAM = N_("not used: the form program wrote it")
_PLACED: Mapping[str, Sequence[str]] = {
    "serial": SERIAL_HEADERS,
    "identity": _IDENTITIES,
    "counter": _COUNTERS,
    "moment": _MOMENTS,
}
"""What a column may be besides an answer, and the headers that say so, the best first."""


def _names_of(questionnaire: Questionnaire) -> _Names:
    names = _Names()
    groups = {group.name: group.label for group in questionnaire.groups}
    for question in questionnaire.questions:
        own, titles = question.group, groups.get(question.group, "")
        codes = (question.name, f"{own} {question.name}" if own else "")
        number = f"{question.number} {question.label}" if question.number else ""
        labels = (question.label, number, f"{titles} {question.label}" if titles else "")
        if question.shape is Shape.NOTE:
            names.notes |= {_key(words) for words in (*codes, *labels)} - {""}
            continue
        for words in filter(None, map(_key, codes)):
            names.codes.setdefault(words, question.name)
        for words in dict.fromkeys(filter(None, map(_key, labels))):
            names.labels[words].append(question.name)
        if question.shape.ticks is Ticks.SEVERAL:
            for choice in question.choices:
                for words in filter(None, codes):
                    names.boxes.setdefault(_key(f"{words} {choice.code}"), (question.name, choice.mark))
                for words in filter(None, labels):
                    names.boxes.setdefault(_key(f"{words} {choice.label}"), (question.name, choice.mark))
    return names


def _of_label(
    labels: Mapping[str, Sequence[str]], key: str, questions: Mapping[str, int], told: Mapping[str, int]
) -> str:
    """The question of a label; where several have it, the next one in order if each of them has a column, else none."""
    of = labels.get(key, ())
    free = [name for name in of if name not in questions]
    return free[0] if free and (len(of) == 1 or told[key] == len(of)) else ""


def _first_known(header: str, known: Collection[str]) -> str:
    """The longest end of a header, cut where its program may have put a group before it, that is known; empty when none is.

    Hyphens part groups from names alone, which have no blanks; in words they are hyphens.
    """
    bracket = _BRACKETS.match(header)
    cuts = _IN_WORDS if " " in header.strip() else _IN_NAMES
    ends = [header, *(header[cut.end() :] for cut in cuts.finditer(header)), bracket["row"] if bracket else ""]
    keys = (_key(words) for end in ends for words in (end, _NUMBER.sub("", end)))
    return next((key for key in keys if key and key in known), "")


def _role_of(header: str) -> tuple[str, str]:
    """What a column of a form program is besides an answer, and the word that says so."""
    word = serial_key(header)
    for role, words in _PLACED.items():
        if word in words:
            return role, word
    return ("person", word) if word in _OF_PERSON else ("program" if word in _OF_PROGRAM else "", word)


def _unused(name: str, why: str) -> ReadColumn:
    return ReadColumn(name, ColumnState.KNOWN, "", Sentence(why))


def _near(name: str, questionnaire: Questionnaire) -> str:
    by_label = {each.label: each.name for each in questionnaire.asked}
    return by_label.get(near_name(name, by_label), "")


def _key(words: str) -> str:
    return " ".join(_WORDS.sub(" ", search_key(words)).split())
