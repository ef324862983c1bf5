"""The issued forms of a unit with their accepted answers, and the text in which a base keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from models.domain.book.channels import PAPER
from models.domain.book.facts import SEPARATOR
from models.domain.book.ledger import Form, Issue, State
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


# every form of a city passes through here
_made: Callable[[tuple[object, ...]], AcceptedForm] = partial(tuple.__new__, AcceptedForm)
_VALID, _INVALID = State.VALID, State.INVALID
_NO_ANSWERS = ("", 0, "", "", "", "")
_NO_ISSUE = ("", "", "", "", PAPER, NO_MONTH)


def is_counted(form: AcceptedForm, method: Method) -> bool:
    """Whether a form counts in figures: it is valid, and came by a way that the method counts."""
    return form.state is State.VALID and method.counts_channel(form.channel)


def accepted_of(forms: Iterable[Form]) -> tuple[AcceptedForm, ...]:
    """What the book says of forms, in their order: with the answers of those whose answers are accepted."""
    found: list[AcceptedForm] = []
    # forms that were issued together stand together
    last: Issue | None = None
    questionnaire, sector, procedure, agency, channel, month = _NO_ISSUE
    for serial, state, issue, settled in forms:
        if issue is not last:
            last = issue
            questionnaire, sector, procedure, agency, channel, month = (
                (issue.questionnaire, *issue[4:7], issue.channel, issue.month) if issue else _NO_ISSUE
            )
        accepted = settled.accepted if state is _VALID or state is _INVALID else None
        station, n, _, coding, marks, rest = accepted[:6] if accepted else _NO_ANSWERS
        variant = serial.split("-", 3)[2]
        found.append(
            _made((
                serial, state, coding, marks, rest, variant, questionnaire, sector, procedure, agency, station, n,
                channel, month,
            ))
        )  # fmt: skip
    return tuple(found)


def forms_text(forms: Iterable[AcceptedForm]) -> str:
    """The forms as text: a line of JSON with the words that many share, then a line for each form.

    A line holds serial, state, marks, rest, n and the place of its shared words, none of which can hold a control sign.
    """
    shared: dict[tuple[str, ...], int] = {}
    lines = []
    for (
        serial,
        state,
        coding,
        marks,
        rest,
        variant,
        questionnaire,
        sector,
        procedure,
        agency,
        station,
        n,
        channel,
        month,
    ) in forms:
        words = (coding, variant, questionnaire, sector, procedure, agency, station, channel, month)
        place = shared.setdefault(words, len(shared))
        lines.append(_SIGN.join((serial, _TEXTS[state], marks, rest, str(n), str(place))))
    return "\n".join([json.dumps(tuple(shared), ensure_ascii=False, separators=(",", ":")), *lines])


def read_forms(text: str) -> tuple[AcceptedForm, ...]:
    """The forms of a text that `forms_text` wrote."""
    head, *lines = text.split("\n")
    shared = json.loads(head)
    forms = []
    for line in lines:
        serial, state, marks, rest, n, place = line.split(_SIGN)
        coding, *words, station, channel, month = shared[int(place)]
        forms.append(_made((serial, _STATES[state], coding, marks, rest, *words, station, int(n), channel, month)))
    return tuple(forms)


_SIGN = SEPARATOR
_TEXTS = {state: state.value for state in State}
_STATES = {state.value: state for state in State}
