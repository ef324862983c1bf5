"""The words in which both doors speak of forms: where they are, and what is odd about them and their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from models.catalogue import Catalogue
from models.domain.basics.problems import N_
from models.domain.book.activity import spans_in
from models.domain.book.authority import Objection
from models.domain.book.facts import KEYING, Keying, Kind, Line
from models.domain.book.ledger import Form, State
from models.domain.book.life import Event, Turn
from models.domain.book.periods import Period
from models.domain.questionnaire.doubts import Why
from models.domain.questionnaire.method_table import LEAST_GROUP
from models.domain.questionnaire.respondents import RespondentKind
from models.language import Language
from models.services.exchange.decisions import RULINGS
from models.services.exchange.late import LateOfUnit
from models.services.figures.effect import FigureEffect
from models.services.figures.standings import Standing

STATES = {
    State.IN_STOCK: N_("in stock"),
    State.SPOILED: N_("spoiled"),
    State.STILL_OUT: N_("still out"),
    State.REFUSED: N_("refused"),
    State.LOST: N_("lost"),
    State.VALID: N_("valid"),
    State.INVALID: N_("invalid"),
    State.AWAITING_SECOND: N_("awaiting second keying"),
    State.DISPUTED: N_("disputed"),
    State.NOT_KEYED: N_("not keyed"),
}

ALARMS = {
    "issued_twice": N_("issued twice"),
    "returned_and_spoiled": N_("returned, yet marked as spoiled"),
}

TURNS = {
    Turn.ISSUED: N_("issued"),
    Turn.PRINTED: N_("printed"),
    Turn.REPRINTED: N_("printed again"),
    Turn.HANDED_OUT: N_("handed out"),
    Turn.RETURNED: N_("returned"),
    Turn.REFUSED: N_("refused"),
    Turn.LOST: N_("lost"),
    Turn.SPOILED: N_("spoiled"),
    Turn.CANCELLED: N_("mark taken off"),
    Turn.REPLACED: N_("replaced by another form"),
    Turn.SECOND_ASKED: N_("second keying asked for"),
    Turn.KEYED: N_("keyed"),
    Turn.AMENDED: N_("amended"),
    Turn.VOIDED: N_("answers taken off"),
    Turn.RULED: N_("ruled on"),
}

LINES = {
    Kind.BOOK_ALLOTTED: N_("book given to a computer"),
    Kind.ISSUED: N_("issued"),
    Kind.PRINTED: N_("printed"),
    Kind.HANDED_OUT: N_("handed out"),
    Kind.RETURNED: N_("returned"),
    Kind.REFUSED: N_("refused"),
    Kind.LOST: N_("lost"),
    Kind.SPOILED: N_("spoiled"),
    Kind.CANCELLED: N_("mark taken off"),
    Kind.SAMPLED: N_("sample drawn"),
    Kind.SHARE_RAISED: N_("share of second keyings raised"),
    Kind.SECOND_ASKED: N_("second keying asked for"),
    Kind.RULED: N_("ruled on"),
    Kind.CHOSEN: N_("content chosen"),
    Kind.CLOSED: N_("closed"),
    Kind.REOPENED: N_("reopened"),
    Kind.WITHDRAWN: N_("lines withdrawn"),
    Kind.REINSTATED: N_("withdrawn lines counted again"),
    Kind.PURGED: N_("comments deleted"),
    Kind.CONFIRMED: N_("confirmed"),
    Kind.KEY_CONFIRMED: N_("key confirmed"),
    Kind.KEY_ENDED: N_("key ended"),
    Kind.LATE_TAKEN: N_("late lines taken in"),
    Kind.HUB_CLOSED: N_("figures closed"),
    Kind.NUMBERS_HANDED: N_("book of numbers handed over"),
    Kind.NUMBERS_TAKEN: N_("book of numbers taken over"),
    Kind.IN_CHARGE: N_("put in charge of an office"),
}
"""What journal lines say, by kind; a kind that is not known here is called by its word in packages."""

OBJECTIONS = {
    Objection.KEY: N_("nobody has compared its key"),
    Objection.ENDED: N_("its key was ended"),
    Objection.OFFICE: N_("its office has no say in this"),
    Objection.AUTHOR: N_("in another office's name"),
    Objection.KIND: N_("only the office itself may"),
    Objection.REACH: N_("an office above has decided"),
}
"""Why a line has no effect, in few words."""

WHYS = {
    Why.CONSTRAINT: N_("This is an unusual answer."),
    Why.NOT_ASKED: N_("The paper does not ask this question after the answers before."),
    Why.IN_FUTURE: N_("This day is still to come."),
    Why.DIGITS_ALONE: N_("These are digits and signs alone, as if another form had been keyed here."),
    Why.TOO_MANY: N_(
        "More boxes are ticked than the question allows. It counts as *, and which boxes they are is remembered here."
    ),
}


def kind_of_line(kind: str, language: Language) -> str:
    """What a journal line of this kind says, or a keying."""
    if kind == KEYING:
        return language.say(N_("keying"))
    return language.say(LINES[Kind(kind)]) if kind in LINES else kind


def line_words(line: Line, language: Language) -> str:
    """What a line says, and of which forms."""
    if isinstance(line, Keying):
        return language.say(N_("keying of form {serial}"), serial=line.serial)
    return f"{kind_of_line(line.kind, language)} {line.serials}".strip()


def written_words(kinds: Mapping[str, int], language: Language) -> str:
    """How many lines say what: `issued: 2 · keying: 3`."""
    return " · ".join(f"{kind_of_line(kind, language)}: {language.number(count)}" for kind, count in kinds.items())


def said_more(line: Line) -> str:
    """The reason that was typed into a journal line, and the lines that it names; of a keying those that it settles."""
    if isinstance(line, Keying):
        return line.settles
    body = line.facts()
    named = [*spans_in(body.get("lines")), *(body.get(name) for name in ("closing", "withdrawal", "line", "reason"))]
    told = (", ".join(map(str, each)) if isinstance(each, list) else str(each or "") for each in named)
    return " · ".join(filter(None, told))


def detail(event: Event, language: Language) -> str:
    """What more there is to say of a turn in the life of a form."""
    say = language.say
    is_ruling = event.turn is Turn.RULED and event.reason in RULINGS
    parts = [event.sector, say(RULINGS[event.reason]) if is_ruling else event.reason]
    if event.turn is Turn.ISSUED and event.other:
        parts.append(say(N_("in the place of {serial}"), serial=event.other))
    elif event.other:
        parts.append(event.other)
    if event.of is not None:
        parts.append(say(TURNS[event.of]))
    if event.is_cancelled:
        parts.append(say(N_("taken off later")))
    return " · ".join(part for part in parts if part)


OVERLAPS = N_(
    "Period {period} “{name}” evaluates dossiers finished from {first} to {last} too, at the same office and with the same "
    "questionnaire: the same dossiers could be asked twice. If that is not meant, use one period only."
)


def told_overlaps(overlaps: Iterable[Period], language: Language) -> list[str]:
    """One sentence for each period that overlaps another."""
    return [
        language.say(
            OVERLAPS, period=period.code, name=period.name, first=period.evaluated_from, last=period.evaluated_to
        )
        for period in overlaps
    ]


LATE_FORM = N_("{form}: now {now}, then {then}")
LATE_OF_UNIT = N_(
    "{unit}: {lines} late lines on {forms} forms, {changed} of which would count otherwise. Valid forms {now} → "
    "{then}{index}."
)


def state_told(form: Form | None, language: Language) -> str:
    """Where a form stands, in a word; a form that was not issued stands nowhere."""
    return language.say(N_("not issued") if form is None else STATES[form.state])


def late_told(late: LateOfUnit, catalogue: Catalogue, language: Language) -> str:
    """What came late of an office, and how its figures would move with it."""
    index = _index_told(late.closed, late.with_late, language)
    return language.say(
        LATE_OF_UNIT,
        unit=catalogue.office_told(late.unit),
        lines=language.number(late.lines),
        forms=language.number(len(late.forms)),
        changed=language.number(sum(form.changes for form in late.forms)),
        now=language.number(late.closed.forms),
        then=language.number(late.with_late.forms),
        index=index,
    )


NOT_EXPORTED = N_("Without the forms of offices that have too few for anybody to see: {units}.")
"""Said at both doors when answers were written without those of some offices."""

BROUGHT_BACK = N_(
    "The copy is back as a new station of {unit} with book {book}. What was here before is kept beside it."
)
"""Said when a copy was restored, at both doors."""

GOES_ON = N_("This desk of {unit} goes on as a new computer with book {book}. PINs have to be set anew.")
"""Said when a desk goes on in a base that came back from a copy, at both doors."""
WORKS_THERE = N_("“{name}”, book {book}")
WORKS_THERE_NOW = N_("“{name}”, book {book}: the program is open there now")
"""A computer that works in a base on a server, at both doors."""
LIES_AT = N_("The file lies at the computer “{computer}”, where it has to be taken in.")
"""Said at both doors of a package that was refused at another computer of a base on a server."""
ROLES = N_(
    "Whoever works at a desk is put into the role {desks}, whoever only analyses into the role {analysts}: "
    "CREATE ROLE name LOGIN IN ROLE …"
)
"""Said when the roles of a base on a server were made, at both doors."""
MOVED_TO_SERVER = N_("{unit} works in the base at {place} now. This desk stays in the folder {folder}.")
MOVED_HOME = N_("The base of {unit} is in the folder {folder} now.")
"""Said when the data of a station went to a server or came home, at both doors."""

MOVED = N_("{unit}: valid forms {before} → {after}{index}.")
FORMS_MOVED = N_("Valid forms of these offices: {before} → {after}.")
FROM_NEXT = N_("Edition {edition} stays as it is; this counts from edition {next}.")
UNMOVED = N_("The figures of {unit} did not change by this.")


def moved_told(effects: Iterable[FigureEffect], catalogue: Catalogue, language: Language) -> str:
    """What an act did to the figures of each office, in a sentence each."""
    return " ".join(_moved(each, catalogue, language) for each in effects)


def forms_told(effects: Iterable[FigureEffect], language: Language) -> str:
    """What an act did to the valid forms of several offices together, and from which edition on it counts."""
    made = tuple(effects)
    before, after = sum(each.before.forms for each in made), sum(each.after.forms for each in made)
    told = language.say(FORMS_MOVED, before=language.number(before), after=language.number(after))
    editions = sorted({each.edition for each in made if each.edition and not each.is_none})
    return " ".join([told, *(language.say(FROM_NEXT, edition=each, next=each + 1) for each in editions)])


def _moved(effect: FigureEffect, catalogue: Catalogue, language: Language) -> str:
    unit = catalogue.office_told(effect.unit)
    if effect.is_none:
        return language.say(UNMOVED, unit=unit)
    before, after = (language.number(each.forms) for each in (effect.before, effect.after))
    told = language.say(
        MOVED, unit=unit, before=before, after=after, index=_index_told(effect.before, effect.after, language)
    )
    return (
        f"{told} {language.say(FROM_NEXT, edition=effect.edition, next=effect.edition + 1)}" if effect.edition else told
    )


def _index_told(before: Standing, after: Standing, language: Language) -> str:
    few = min(before.forms, before.answers, after.forms, after.answers) < LEAST_GROUP
    if few or not before.overall or not after.overall:
        return ""
    now, then = (language.number(Fraction(each.overall), 2) for each in (before, after))
    return language.say(N_(", overall index {now} → {then}"), now=now, then=then)


LETTERHEAD = {
    "superior": N_("Office above (empty: none)"),
    "body": N_("Issuing office, in full"),
    "symbol": N_("Abbreviation in the number"),
    "place": N_("Place"),
    "signing": N_("Lines over the signature"),
    "signer": N_("Who signs"),
    "recipients": N_("Recipients"),
    "desk": N_("Where forms are brought back"),
    "host": N_("Who carries surveys out"),
    "contact": N_("Contact for questions and complaints"),
    "retention": N_("How long paper forms are kept"),
}
"""The fields of a letterhead by name."""


def kind_told(kind: RespondentKind, say: Callable[..., str]) -> str:
    """A kind of respondents as lists show it: `Cá nhân (CN)`."""
    return f"{say(kind.name)} ({kind.code})" if kind.name != kind.code else kind.code
