"""The book of forms: the state of every serial and the balance, from the facts alone.

issued = in stock + handed out + spoiled; handed out = still out + returned + refused + lost;
returned = valid + invalid + awaiting second + disputed + not keyed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from itertools import compress
from operator import not_
from typing import NamedTuple

from models.domain.book.channels import PAPER
from models.domain.book.facts import MARKS_OF_LEDGER, Fact, Keying, Kind, Ref
from models.domain.book.months import NO_MONTH, is_month
from models.domain.book.serials import expand
from models.domain.book.settling import NOT_KEYED, Settled, Verdict, settle


class State(Enum):
    """Where one form is; the values are the words of `--json`."""

    IN_STOCK = "in_stock"
    SPOILED = "spoiled"
    STILL_OUT = "still_out"
    REFUSED = "refused"
    LOST = "lost"
    VALID = "valid"
    INVALID = "invalid"
    AWAITING_SECOND = "awaiting_second"
    DISPUTED = "disputed"
    NOT_KEYED = "not_keyed"

    __hash__ = object.__hash__
    """Members are the same only when they are one; the way of an enum is slow, and every form of a city is counted."""


# members of an enum are slow to reach by name, and these are asked for every form
_DISPUTED, _AWAITING_SECOND = Verdict.DISPUTED, Verdict.AWAITING_SECOND
_VALID, _INVALID = State.VALID, State.INVALID

RETURNED_STATES = (State.VALID, State.INVALID, State.AWAITING_SECOND, State.DISPUTED, State.NOT_KEYED)


class Issue(NamedTuple):
    """What the issue of a form says about it."""

    ref: Ref
    questionnaire: str
    coding: str
    paper: str
    sector: str
    procedure: str
    agency: str
    participants: tuple[str, ...]
    channel: str = PAPER
    month: str = NO_MONTH

    @classmethod
    def of(cls, fact: Fact) -> Issue:
        body = fact.facts()

        def text(name: str) -> str:
            value = body.get(name, "")
            return value if isinstance(value, str) else ""

        participants = body.get("participants", ())
        return cls(
            fact.ref,
            text("questionnaire"),
            text("coding"),
            text("paper"),
            text("sector"),
            text("procedure"),
            text("agency"),
            tuple(map(str, participants)) if isinstance(participants, list) else (),
            text("channel"),
            text("month") if is_month(text("month")) else NO_MONTH,
        )


class Alarm(NamedTuple):
    """Something about a serial that a person must look at; `kind` is `issued_twice` or `returned_and_spoiled`."""

    kind: str
    serial: str


class Form(NamedTuple):
    """One issued serial: its issue (None while two issues contradict each other), state and settling."""

    serial: str
    state: State
    issue: Issue | None
    settled: Settled


AreValid = Callable[[str, Sequence[Keying]], Sequence[bool]]
"""Whether the answers that were accepted of forms of a paper, named by its coding, make each of them a valid one."""

_form: Callable[[tuple[str, State, Issue | None, Settled]], Form] = partial(tuple.__new__, Form)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All issued forms by serial, the alarms, and serials that have facts but no issue."""

    forms: Mapping[str, Form]
    alarms: tuple[Alarm, ...]
    keyed_not_issued: tuple[str, ...]
    totals: Mapping[str, int] = field(default_factory=dict)


def standing(facts: Iterable[Fact], kind: Kind) -> frozenset[str]:
    """The serials that carry an uncancelled mark of `kind`."""
    marked: dict[str, set[Ref]] = {}
    cancelled: dict[str, set[Ref]] = {}
    for fact in facts:
        if fact.kind == kind:
            for serial in expand(fact.serials):
                marked.setdefault(serial, set()).add(fact.ref)
        elif fact.kind == Kind.CANCELLED:
            for serial in expand(fact.serials):
                cancelled.setdefault(serial, set()).update(refs_of(fact, "facts"))
    return frozenset(serial for serial, refs in marked.items() if refs - cancelled.get(serial, set()))


def balance(states: Iterable[State]) -> dict[str, int]:
    """Totals of the period under the words of `--json`; the two sums included."""
    counted = Counter(states)
    totals = {state.value: counted[state] for state in State}
    returned = sum(counted[state] for state in RETURNED_STATES)
    handed_out = counted[State.STILL_OUT] + returned + counted[State.REFUSED] + counted[State.LOST]
    return {"issued": sum(counted.values()), "handed_out": handed_out, "returned": returned} | totals


def ledger(
    facts: Iterable[Fact],
    keyings: Mapping[str, list[Keying]],
    *,
    twice: Container[str],
    are_valid: AreValid,
) -> Ledger:
    """Work out the book from the journal lines and keyings (by serial) of one unit and period.

    `twice` holds the serials that are to be keyed by two persons, `are_valid` applies the method's rule to accepted
    answers.
    """
    issues: dict[str, tuple[Issue, ...]] = {}
    marks: dict[str, dict[str, frozenset[Ref]]] = {kind.value: {} for kind in MARKS_OF_LEDGER}
    cancelled: dict[str, frozenset[Ref]] = {}
    chosen_issues: dict[str, frozenset[Ref]] = {}
    spans: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        # whole batches are issued and handed out under the same words
        if fact.serials not in spans:
            spans[fact.serials] = tuple(expand(fact.serials))
        span = spans[fact.serials]
        if fact.kind == Kind.ISSUED:
            issue = (Issue.of(fact),)
            again = issues.keys() & span
            issues |= dict.fromkeys(span, issue) | {serial: issues[serial] + issue for serial in again}
        elif fact.kind in marks:
            _name(marks[fact.kind], span, frozenset((fact.ref,)))
        elif fact.kind == Kind.CANCELLED:
            _name(cancelled, span, refs_of(fact, "facts"))
        elif fact.kind == Kind.RULED:
            _name(chosen_issues, span, refs_of(fact, "issue"))
    spoken_of = keyings.keys() | set().union(*marks.values())
    for serial, refs in cancelled.items():
        for of_kind in marks.values():
            if serial in of_kind and of_kind[serial] <= refs:
                del of_kind[serial]
    of_handed_out, of_returned, of_refused, of_lost, of_spoiled = (marks[kind.value].keys() for kind in MARKS_OF_LEDGER)
    forms: dict[str, Form] = {}
    alarms: list[Alarm] = []
    answers: dict[str, list[Keying]] = {}
    last: Issue | None = None
    for serial in sorted(issues):
        of_serial = issues[serial]
        if len(of_serial) == 1:
            standing: Issue | None = of_serial[0]
        else:
            standing = _standing_issue(of_serial, chosen_issues.get(serial))
            if standing is None:
                alarms.append(Alarm("issued_twice", serial))
        settled, keyed = NOT_KEYED, keyings.get(serial)
        if keyed:
            # what people typed themselves is on no paper that could be keyed again
            is_twice = serial in twice and (standing is None or standing.channel == PAPER)
            settled = settle(keyed, twice=is_twice)
        verdict, heads, accepted = settled
        if accepted is not None and standing is not None:
            # taken for valid until the rule is asked, of all forms of a paper at once
            state = _VALID
            if standing is not last:
                last, of_paper = standing, answers.setdefault(standing.coding, [])
            of_paper.append(accepted)
        elif heads or verdict is _DISPUTED or serial in of_returned:
            state = _open_state(settled, standing)
        elif serial in of_spoiled:
            state = State.SPOILED
        elif serial in of_refused:
            state = State.REFUSED
        elif serial in of_lost:
            state = State.LOST
        elif serial in of_handed_out:
            state = State.STILL_OUT
        else:
            state = State.IN_STOCK
        forms[serial] = _form((serial, state, standing, settled))
    for coding, its in answers.items():
        for keying in compress(its, map(not_, are_valid(coding, its))):
            forms[keying.serial] = forms[keying.serial]._replace(state=_INVALID)
    both = (serial for serial in of_spoiled & forms.keys() if forms[serial].state is not State.SPOILED)
    alarms += [Alarm("returned_and_spoiled", serial) for serial in both]
    return Ledger(
        forms,
        tuple(sorted(alarms)),
        tuple(sorted(spoken_of.difference(issues))),
        balance(form.state for form in forms.values()),
    )


def _name(named: dict[str, frozenset[Ref]], serials: Sequence[str], refs: frozenset[Ref]) -> None:
    """Add `refs` to what is named of each serial."""
    again = named.keys() & serials
    named |= dict.fromkeys(serials, refs) | {serial: named[serial] | refs for serial in again}


def _standing_issue(issues: Iterable[Issue], chosen: frozenset[Ref] | None) -> Issue | None:
    """Of several issues the one that a ruling names."""
    standing = [issue for issue in issues if chosen and issue.ref in chosen]
    return standing[0] if len(standing) == 1 else None


def _open_state(settled: Settled, issue: Issue | None) -> State:
    """The state of a form that came back and of which no answers are accepted."""
    if issue is None or settled.verdict is _DISPUTED:
        return State.DISPUTED
    return State.AWAITING_SECOND if settled.verdict is _AWAITING_SECOND else State.NOT_KEYED


def refs_of(fact: Fact, name: str) -> frozenset[Ref]:
    """The lines that a fact's body names under `name`; what is not a reference is passed over."""
    value = fact.facts().get(name, ())
    refs: set[Ref] = set()
    for text in value if isinstance(value, list) else (value,):
        try:
            refs.add(Ref.parse(str(text)))
        except ValueError:
            continue
    return frozenset(refs)
