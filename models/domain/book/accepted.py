"""The issued forms of a unit with their accepted answers, and the text in which a base keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, compress, groupby, repeat
from string import ascii_letters
from typing import Any, NamedTuple

from models.domain.book.channels import PAPER
from models.domain.book.facts import SEPARATOR, Keying
from models.domain.book.ledger import Form, State
from models.domain.book.months import NO_MONTH
from models.domain.questionnaire.method import Method


class AcceptedForm(NamedTuple):
    """One issued form as breakdowns and exports read it; without answers while they are not accepted."""

    serial: str
    state: State
    coding: str
    marks: str
    rest: str
    variant: str
    questionnaire: str
    sector: str
    procedure: str
    agency: str
    station: str
    n: int
    channel: str = PAPER
    month: str = NO_MONTH


@dataclass(frozen=True, slots=True)
class AcceptedForms:
    """The issued forms of an office by serial, column by column: what is asked of them is asked of all of them at once.

    The columns are those of `AcceptedForm`; gone through, they are such forms one by one.
    """

    serial: tuple[str, ...] = ()
    state: tuple[State, ...] = ()
    coding: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    variant: tuple[str, ...] = ()
    questionnaire: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    station: tuple[str, ...] = ()
    n: tuple[int, ...] = ()
    channel: tuple[str, ...] = ()
    month: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.serial)

    def __iter__(self) -> Iterator[AcceptedForm]:
        return map(_made, zip(*self._columns, strict=True))

    def those(self, wanted: Sequence[object]) -> AcceptedForms:
        """Those of the forms for which `wanted` has something that is true."""
        # no column becomes anything else by being shortened
        shortened: Iterable[Any] = (tuple(compress(each, wanted)) for each in self._columns)
        return self if all(wanted) else AcceptedForms(*shortened)

    def valid(self) -> AcceptedForms:
        return self.those([state is _VALID for state in self.state])

    def counted(self, method: Method) -> AcceptedForms:
        """Those that count in figures: they are valid, and came by a way that the method counts."""
        valid = self.valid()
        ways = {channel: method.counts_channel(channel) for channel in {*valid.channel}}
        return valid.those([ways[channel] for channel in valid.channel])

    @property
    def _columns(self) -> tuple[tuple[object, ...], ...]:
        return tuple(getattr(self, name) for name in AcceptedForm._fields)


# every form of a city passes through here
_made: Callable[[tuple[object, ...]], AcceptedForm] = partial(tuple.__new__, AcceptedForm)
_VALID, _INVALID = State.VALID, State.INVALID
_NO_ANSWERS = Keying("", 0, "", "", "", "", "", "", "", "", 0)
_NO_ISSUE = ("", "", "", "", PAPER, NO_MONTH)


def is_counted(form: AcceptedForm, method: Method) -> bool:
    """Whether a form counts in figures: it is valid, and came by a way that the method counts."""
    return form.state is State.VALID and method.counts_channel(form.channel)


def accepted_of(forms: Collection[Form]) -> AcceptedForms:
    """What the book says of forms, in their order: with the answers of those whose answers are accepted."""
    if not forms:
        return AcceptedForms()
    serials, states, issues, settled = zip(*forms, strict=True)
    keyings = [
        each[2] if state is _VALID or state is _INVALID else _NO_ANSWERS
        for state, each in zip(states, settled, strict=True)
    ]
    stations, numbers, _, codings, marks, rests, *_ = zip(*keyings, strict=True)
    told: list[tuple[str, ...]] = []
    # forms that were issued together stand together
    last, words = None, _NO_ISSUE
    for issue in issues:
        if issue is not last:
            last = issue
            words = (issue.questionnaire, *issue[4:7], issue.channel, issue.month) if issue else _NO_ISSUE
        told.append(words)
    questionnaires, sectors, procedures, agencies, channels, months = zip(*told, strict=True)
    return AcceptedForms(
        serials, states, codings, marks, rests, tuple([serial.split("-", 3)[2] for serial in serials]), questionnaires,
        sectors, procedures, agencies, stations, numbers, channels, months,
    )  # fmt: skip


def forms_text(forms: AcceptedForms) -> str:
    """The forms as text: a line of JSON with the words that many share, then a line each of serials, states, marks, rests and n of all.

    The last line has the places of the shared words, each with the number of forms in a row that share them. None of it can hold a
    control sign.
    """
    if not forms:
        return "[]"
    words = zip(
        forms.coding,
        forms.variant,
        forms.questionnaire,
        forms.sector,
        forms.procedure,
        forms.agency,
        forms.station,
        forms.channel,
        forms.month,
        strict=True,
    )
    # forms that were issued and keyed together stand together
    runs = [(each, len(list(run))) for each, run in groupby(words)]
    shared = {each: place for place, each in enumerate(dict.fromkeys(each for each, _ in runs))}
    return "\n".join(
        (
            json.dumps(tuple(shared), ensure_ascii=False, separators=(",", ":")),
            _SIGN.join(forms.serial),
            "".join(map(_LETTERS.__getitem__, forms.state)),
            _SIGN.join(forms.marks),
            _SIGN.join(forms.rest),
            _SIGN.join(map(str, forms.n)),
            _SIGN.join([f"{shared[each]}*{number}" for each, number in runs]),
        )
    )


def read_forms(text: str) -> AcceptedForms:
    """The forms of a text that `forms_text` wrote."""
    if text == "[]":
        return AcceptedForms()
    head, serials, states, marks, rests, numbers, runs = text.split("\n")
    shared = json.loads(head)
    words = [(shared[int(place)], int(forms)) for place, _, forms in (run.partition("*") for run in runs.split(_SIGN))]
    codings, variants, questionnaires, sectors, procedures, agencies, stations, channels, months = (
        tuple(chain.from_iterable(repeat(of[place], forms) for of, forms in words)) for place in range(len(shared[0]))
    )
    found = AcceptedForms(
        tuple(serials.split(_SIGN)), tuple(map(_STATES.__getitem__, states)), codings, tuple(marks.split(_SIGN)),
        tuple(rests.split(_SIGN)), variants, questionnaires, sectors, procedures, agencies, stations,
        tuple(map(int, numbers.split(_SIGN))), channels, months,
    )  # fmt: skip
    if {len(each) for each in (found.serial, found.state, found.marks, found.rest, found.n)} != {len(codings)}:
        raise ValueError(text)
    return found


_SIGN = SEPARATOR
_LETTERS = dict(zip(State, ascii_letters, strict=False))
_STATES = {letter: state for state, letter in _LETTERS.items()}
