"""The difference of two questionnaires in words a person reads: every single edit, and what it means for pooling, paper and figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from models.domain.basics.problems import N_, Message, Sentence
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.paper_words import COLUMNS
from models.domain.questionnaire.questionnaire import About, Group, Question, Questionnaire, Score


class EditKind(Enum):
    """What sort of edit it is; the value is its word for programs."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    WORDS = "words"
    CHOICES = "choices"
    SKIP = "skip"
    RULE = "rule"
    TYPE = "type"
    SCORING = "scoring"
    ABOUT = "about"
    LAYOUT = "layout"
    FRAME = "frame"


@dataclass(frozen=True, slots=True)
class FormEdit:
    """One edit: of what, what it is about, and what stood and stands there.

    `name` is that of the question or group, or the column of the settings; `label` is what the paper shows of it.
    """

    kind: EditKind
    name: str
    label: str
    aspect: Message
    before: str = ""
    after: str = ""

    @property
    def sentence(self) -> Sentence:
        """The edit without its place."""
        values = {"aspect": self.aspect, "before": self.told(self.before), "after": self.told(self.after)}
        if not self.before and not self.after:
            return Sentence(self.aspect)
        if not self.before:
            return Sentence(N_("{aspect}: “{after}”, before: nothing"), values)
        if not self.after:
            return Sentence(N_("{aspect}: nothing any more, before: “{before}”"), values)
        return Sentence(N_("{aspect}: “{before}” → “{after}”"), values)

    def told(self, value: str) -> Message | str:
        """What stood or stands there, as people call it."""
        return _VALUES_TOLD.get((self.aspect, value), value)


@dataclass(frozen=True, slots=True)
class FormDifference:
    """All edits in the order of the newer paper; `apart` are the questions of both that are coded otherwise now."""

    changes: tuple[FormEdit, ...]
    is_coding_equal: bool
    is_paper_equal: bool
    is_scoring_equal: bool
    apart: tuple[str, ...] = ()
    both: int = 0

    @property
    def meaning(self) -> tuple[Sentence, ...]:
        """What the edits mean: whether answers are counted together, what is printed, whether figures are made otherwise."""
        return tuple(self._meaning())

    def _meaning(self) -> Iterator[Sentence]:
        if self.is_coding_equal:
            yield Sentence(N_("Coding: the same. Answers are counted together with those of the former edition."))
        else:
            yield Sentence(
                N_("Coding: another. Answers will not be pooled with those of the former edition within a period.")
            )
            values = {"count": self.both - len(self.apart), "both": self.both}
            yield Sentence(
                N_("Over the periods {count} of {both} questions that both editions have stay comparable."), values
            )
        if self.apart:
            yield Sentence(N_("Coded otherwise: {names}."), {"names": self.apart})
        if self.is_paper_equal:
            yield Sentence(N_("Paper: the same."))
        else:
            yield Sentence(N_("Paper: another. Periods that are open keep the edition they were opened with."))
        if self.is_scoring_equal:
            yield Sentence(N_("Factors and criteria: the same."))
        else:
            yield Sentence(
                N_("Factors and criteria: others. Indices of former periods are not to be compared without a word.")
            )


def compare(before: Questionnaire, after: Questionnaire) -> FormDifference:
    """What `after` says otherwise than `before`; nothing for two that are equal but for id and edition."""
    both = [question for question in after.asked if question.name in before.by_name]
    apart = tuple(q.name for q in both if question_coding(q) != question_coding(before.by_name[q.name]))
    return FormDifference(
        changes=(*_of_frame(before, after), *_of_groups(before.groups, after.groups), *_of_questions(before, after)),
        is_coding_equal=before.coding == after.coding,
        is_paper_equal=before.paper == after.paper,
        is_scoring_equal=_scoring(before) == _scoring(after),
        apart=apart,
        both=len(both),
    )


FRAME_TOLD: dict[str, Message] = {
    "form_title": N_("title"),
    "introduction": N_("introduction"),
    "how_to_mark": N_("how to mark"),
    "variant": N_("code of the kind of respondents"),
    "respondents": N_("what respondents are called"),
    "respondents_paper": N_("what the paper says of respondents"),
    "respondents_who": N_("which applicants respondents are"),
    "reference": N_("mark “not compared with the legal text”"),
    "paper_heading": N_("heading over the title"),
    "paper_for": N_("for whom, below the title"),
    "host": N_("who carries the survey out"),
    "basis": N_("basis (decision, plan)"),
    "contact": N_("contact for questions and complaints"),
    "retention": N_("how long paper forms are kept"),
    "desk": N_("where the form is handed in"),
    "lines_after": N_("group before the lines about the dossier"),
    "lines_heading": N_("heading over the lines about the dossier"),
    "line_desk": N_("name of the line for handing in"),
    "line_agency": N_("name of the line for the agency"),
    "line_sector": N_("name of the line for the field"),
    "line_procedure": N_("name of the line for the procedure"),
    "event": N_("what is evaluated, in reports"),
    "people": N_("who is asked, in reports"),
}
"""What each column of the settings is about, in words."""


IN_REPORTS = N_("words in tables and reports")


def frame_of(questionnaire: Questionnaire) -> dict[str, str]:
    """What a questionnaire says around its questions, by column of the settings."""
    kind = questionnaire.said_kind
    said = {
        "form_title": questionnaire.title,
        "introduction": questionnaire.introduction,
        "how_to_mark": questionnaire.how_to_mark,
        "variant": questionnaire.variant,
        "respondents": str(kind.name) if kind else "",
        "respondents_paper": str(kind.paper) if kind else "",
        "respondents_who": kind.who if kind else "",
        "reference": "yes" if questionnaire.is_reference else "",
    }
    return said | {column: str(getattr(questionnaire.words, name)) for name, column in COLUMNS.items()}


def _of_frame(before: Questionnaire, after: Questionnaire) -> Iterator[FormEdit]:
    own, other = frame_of(before), frame_of(after)
    for column, aspect in FRAME_TOLD.items():
        if own[column] != other[column]:
            yield FormEdit(EditKind.FRAME, column, "", aspect, own[column], other[column])


def _of_groups(before: Sequence[Group], after: Sequence[Group]) -> Iterator[FormEdit]:
    own = {group.name: group for group in before}
    names = [group.name for group in after]
    moved = moved_between([each.name for each in before], names)
    for group in after:
        if group.name not in own:
            yield FormEdit(EditKind.ADDED, group.name, group.label, N_("new group"))
            if group.is_factor:
                yield FormEdit(EditKind.SCORING, group.name, group.label, N_("is a factor now"))
            continue
        was = own[group.name]
        if group.label != was.label:
            yield FormEdit(EditKind.WORDS, group.name, group.label, N_("wording"), was.label, group.label)
        if group.in_reports != was.in_reports:
            yield FormEdit(EditKind.WORDS, group.name, group.label, IN_REPORTS, was.in_reports, group.in_reports)
        if group.is_factor != was.is_factor:
            aspect = N_("is a factor now") if group.is_factor else N_("is no factor any more")
            yield FormEdit(EditKind.SCORING, group.name, group.label, aspect)
        if group.name in moved:
            yield FormEdit(EditKind.MOVED, group.name, group.label, N_("stands elsewhere"))
    for group in before:
        if group.name not in names:
            yield FormEdit(EditKind.REMOVED, group.name, group.label, N_("group left out"))


TYPE_NAMES: dict[str, Message] = {
    "select_one": N_("one choice"),
    "select_multiple": N_("several choices"),
    "integer": N_("whole number"),
    "decimal": N_("number with decimals"),
    "date": N_("day"),
    "text": N_("words"),
    "note": N_("words without an answer"),
}
"""What people call each type."""
SCORES: dict[Score, Message] = {
    Score.NONE: N_("in no index"),
    Score.CRITERION: N_("criterion of its factor"),
    Score.OVERALL: N_("general question"),
}
ABOUTS: dict[About, Message] = {
    About.RESPONDENT: N_("who answers (protected in tables)"),
    About.EVENTS: N_("what happened"),
    About.WISHES: N_("what is wished for"),
}
_TYPE, _MARK, _MUST, _COUNTS, _IS_ABOUT = (
    N_("type"),
    FRAME_TOLD["reference"],
    N_("must be answered"),
    N_("counts as"),
    N_("is about"),
)
_VALUES_TOLD: dict[tuple[Message, str], Message] = {
    (_MARK, "yes"): N_("yes"),
    (_MUST, "yes"): N_("yes"),
    **{(_TYPE, name): told for name, told in TYPE_NAMES.items()},
    **{(_COUNTS, score.value): told for score, told in SCORES.items()},
    **{(_IS_ABOUT, about.value): told for about, told in ABOUTS.items()},
}
"""What the sheets say by a word of theirs, as people call it."""
Facet = tuple[EditKind, Message, Callable[[Question], str]]
_FACETS: tuple[Facet, ...] = (
    (EditKind.WORDS, N_("wording"), lambda q: q.label),
    (EditKind.WORDS, N_("hint"), lambda q: q.hint),
    (EditKind.WORDS, IN_REPORTS, lambda q: q.in_reports),
    (EditKind.WORDS, N_("box apart"), lambda q: q.unsure),
    (EditKind.WORDS, N_("words when an answer cannot be"), lambda q: q.constraint_message),
    (EditKind.TYPE, _TYPE, lambda q: q.type),
    (EditKind.SKIP, N_("asked only if"), lambda q: q.relevant),
    (EditKind.RULE, N_("rule for the answer"), lambda q: q.constraint),
    (EditKind.RULE, _MUST, lambda q: "yes" if q.required else ""),
    (EditKind.RULE, N_("boxes at most"), lambda q: str(q.most or "")),
    (EditKind.SCORING, _COUNTS, lambda q: q.score.value),
    (EditKind.ABOUT, _IS_ABOUT, lambda q: q.about.value),
    (EditKind.ABOUT, N_("choices that must not happen"), lambda q: " ".join(q.adverse)),
    (EditKind.LAYOUT, N_("number"), lambda q: q.number),
    (EditKind.LAYOUT, N_("group"), lambda q: q.group),
    (EditKind.LAYOUT, N_("page"), lambda q: str(q.page)),
    (EditKind.LAYOUT, N_("boxes for digits"), lambda q: str(q.digits or "")),
    (EditKind.LAYOUT, N_("boxes behind the comma"), lambda q: str(q.decimals or "")),
    (EditKind.LAYOUT, N_("lines to write on"), lambda q: str(q.lines or "")),
)


def _of_questions(before: Questionnaire, after: Questionnaire) -> Iterator[FormEdit]:
    order, own_order = [q.name for q in after.questions], [q.name for q in before.questions]
    moved = moved_between(own_order, order)
    for question in after.questions:
        label = shown_label(question)
        was = before.by_name.get(question.name)
        if was is None:
            yield FormEdit(EditKind.ADDED, question.name, label, N_("new question"))
            continue
        for kind, aspect, facet in _FACETS:
            if facet(was) != facet(question):
                yield FormEdit(kind, question.name, label, aspect, facet(was), facet(question))
        yield from _of_choices(was, question, label)
        if question.name in moved:
            yield FormEdit(EditKind.MOVED, question.name, label, N_("stands elsewhere"))
    for question in before.questions:
        if question.name not in after.by_name:
            yield FormEdit(EditKind.REMOVED, question.name, shown_label(question), N_("question left out"))


def _of_choices(before: Question, after: Question, label: str) -> Iterator[FormEdit]:
    own = {choice.code: choice for choice in before.choices}
    codes = [choice.code for choice in after.choices]
    moved = moved_between(list(own), codes)

    def change(aspect: Message, was: str = "", now: str = "") -> FormEdit:
        return FormEdit(EditKind.CHOICES, after.name, label, aspect, was, now)

    for choice in after.choices:
        was = own.get(choice.code)
        if was is None:
            yield change(N_("new choice"), now=_choice_told(choice.code, choice.label))
            continue
        if was.label != choice.label:
            yield change(N_("choice"), _choice_told(was.code, was.label), _choice_told(choice.code, choice.label))
        if was.coarser != choice.coarser:
            yield change(N_("broader class of a choice"), was.coarser, choice.coarser)
        if choice.code in moved:
            yield change(N_("choice stands elsewhere"), now=_choice_told(choice.code, choice.label))
    for choice in before.choices:
        if choice.code not in codes:
            yield change(N_("choice left out"), _choice_told(choice.code, choice.label))


def _choice_told(code: str, label: str) -> str:
    return f"{code} – {label}"


def shown_label(question: Question) -> str:
    """How a question is named in a list: its number and the beginning of its words."""
    return f"{question.number}. {question.label}".removeprefix(". ")


def moved_between(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """The fewest names that have to move so that those of both stand in the order of `after`."""
    places = {name: place for place, name in enumerate(before)}
    common = [name for name in after if name in places]
    # the longest run of names that kept their order stays
    ends: list[int] = []
    last_at: list[str] = []
    prior: dict[str, str] = {}
    for name in common:
        at = bisect_left(ends, places[name])
        ends[at:] = [places[name], *ends[at + 1 :]]
        last_at[at:] = [name, *last_at[at + 1 :]]
        if at:
            prior[name] = last_at[at - 1]
    kept: set[str] = set()
    name = last_at[-1] if last_at else ""
    while name:
        kept.add(name)
        name = prior.get(name, "")
    return frozenset(common) - kept


def _scoring(questionnaire: Questionnaire) -> tuple[object, ...]:
    """What decides how answers become indices."""
    factors = sorted(group.name for group in questionnaire.factors)
    scored = sorted(
        (q.name, q.score.value, q.group if q.score is Score.CRITERION else "")
        for q in questionnaire.questions
        if q.score is not Score.NONE
    )
    return tuple(factors), tuple(scored)
