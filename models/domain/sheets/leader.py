"""B0, the first page, for who leads the office: the index against period and target, best and weakest, what must not happen, response."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import (
    ColumnKind,
    ResultColumn,
    ResultRow,
    ResultTable,
    Value,
    Words,
    listed,
    said,
)
from models.domain.disclosure.held_back import held_back
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.basis import Basis
from models.domain.figures.figures import Figures, OfficeLine
from models.domain.figures.judging import groups_in_order
from models.domain.figures.measures import CriterionResult
from models.domain.figures.satisfaction import is_distinguishable
from models.domain.figures.trends import NOT_COMPARABLE, TrendPoint, is_judged_over_time, overall_then
from models.domain.sheets.choices import AskedChoice, hidden_questions, perceptions
from models.domain.sheets.provisional import missing
from models.domain.sheets.ranking import LIKE, ground_told, group_name
from models.domain.sheets.report import Report
from models.domain.sheets.sheet import ReportPaper, Sheet

CODE = "B0"
TITLE = N_("Summary for the leader")
MOST_OFFICES, FEW_GROUPS, FEWER_OFFICES = 5, 3, 3
"""So many offices stand at each end of a group; of more than `FEW_GROUPS` groups only `FEWER_OFFICES`."""
MOST_CRITERIA, FEWER_CRITERIA = 5, 3


class Change(NamedTuple):
    """The overall index against an earlier period: its code, the index then and now, of the same offices, and whether they differ surely.

    `is_sure` is None where no two drawn samples say so.
    """

    period: str
    before: Fraction
    after: Fraction
    is_sure: bool | None


def change_of(points: Sequence[TrendPoint]) -> Change | None:
    """Against the last period that is comparable; of several offices, of those that stand in both."""
    now = points[-1] if points else None
    for then in reversed(points[:-1]):
        if now is None or not is_judged_over_time(then, now) or overall_then(then, now) == NOT_COMPARABLE:
            continue
        one, other = (then.measure, now.measure) if then.same is None else (then.same.before, then.same.after)
        if one.overall is None or other.overall is None:
            continue
        before, after = one.overall_interval, other.overall_interval
        is_sure = (
            None
            if before is None or after is None
            else is_distinguishable((one.overall, before), (other.overall, after))
        )
        return Change(then.code, one.overall, other.overall, is_sure)
    return None


class Adverse(NamedTuple):
    """What must not happen, of one question: who says it did, of how many answers; None where that is hidden."""

    asked: AskedChoice
    number: int | None

    @property
    def share(self) -> Fraction | None:
        answered = self.asked.tally.answered
        return Fraction(100 * self.number, answered) if self.number is not None and answered else None


def adverse_of(report: Report) -> tuple[Adverse, ...]:
    """The questions of which the questionnaire says that a choice tells of what must not happen, hidden where their table hides them."""
    asked = perceptions(report.figures.variants)
    hidden = hidden_questions(asked, report.answers, least=report.least)
    kept = held_back(report.figures)
    found = []
    for each in asked:
        if each.question.adverse:
            is_hidden = each.key in hidden or each.question.name in kept
            number = None if is_hidden else sum(each.tally.of(mark) for mark in each.question.adverse)
            found.append(Adverse(each, number))
    return tuple(found)


def least_answers(figures: Figures) -> int:
    """So many answers at least stand behind what is called high or low."""
    return max(figures.method.least_forms, figures.method.suppress_under)


def weakest_criteria(figures: Figures, most: int = MOST_CRITERIA) -> tuple[CriterionResult, ...]:
    """The criteria with the lowest index, of those that may be shown and have as many answers as an office needs to be judged."""
    least = least_answers(figures)
    shown = [
        each
        for factor in figures.measure.factors
        for each in factor.criteria
        if each.index is not None and each.valid >= least
    ]
    return tuple(sorted(shown, key=lambda each: each.index or 0)[:most])


class Ends(NamedTuple):
    """The best and the weakest offices of a group, the best of each first; `is_like` says of whom it is not sure that they belong there."""

    group: str
    best: tuple[OfficeLine, ...]
    weakest: tuple[OfficeLine, ...]
    alike: frozenset[str]

    def is_like(self, line: OfficeLine) -> bool:
        return str(line.unit.key) in self.alike


def ends_of(figures: Figures) -> tuple[Ends, ...]:
    """Both ends of every group of comparison; an office stands at one of them at most."""
    groups = groups_in_order((line.group for line in figures.lines), figures.method)
    most = MOST_OFFICES if len(groups) <= FEW_GROUPS else FEWER_OFFICES
    found = []
    for group in groups:
        ranked = [line for line in figures.lines if line.group == group and line.rank is not None]
        size = min(most, len(ranked) // 2)
        if not size:
            continue
        best, weakest = ranked[:size], ranked[-size:]
        outside = ranked[size], ranked[-size - 1]
        alike = [line for line in best if not _differs(line, outside[0])]
        alike += [line for line in weakest if not _differs(line, outside[1])]
        found.append(
            Ends(group, tuple(best), tuple(reversed(weakest)), frozenset(str(each.unit.key) for each in alike))
        )
    return tuple(found)


def _differs(one: OfficeLine, other: OfficeLine) -> bool:
    if one.overall is None or other.overall is None or one.interval is None or other.interval is None:
        return False
    return is_distinguishable((one.overall, one.interval), (other.overall, other.interval))


def key_table(report: Report) -> ResultTable:
    """One figure a row: index, change, target, response, what must not happen, and what is still open."""
    columns = (
        ResultColumn(said(N_("Figure")), ColumnKind.TEXT, 50),
        ResultColumn(said(N_("What was found")), ColumnKind.TEXT, 22),
        ResultColumn(said(N_("What it means")), ColumnKind.TEXT, 92),
    )
    rows = (*_index_rows(report), *_response_rows(report.figures), *_adverse_rows(report))
    title = said(TITLE)
    return ResultTable(CODE, "", title, title, columns, rows, tuple(_open_notes(report.figures)))


def _index_rows(report: Report) -> Iterator[ResultRow]:
    figures = report.figures
    overall, method = figures.overall, figures.method
    told: Words = "–" if overall is None else said(N_("{value}%"), value=overall)
    yield ResultRow((said(N_("Overall index of satisfaction")), told, _index_meaning(figures)), is_total=True)
    change = change_of(report.trend)
    if change is None:
        why = said(N_("there is no earlier period that can be compared"))
        yield ResultRow((said(N_("Change against the period before")), "–", why))
    else:
        name = said(N_("Change against period {period}"), period=change.period)
        values = said(N_("{before}% → {after}%"), before=change.before, after=change.after)
        yield ResultRow((name, signed(change.after - change.before), listed((values, _sureness(change)))))
    if overall is None:
        return
    away = overall - method.target
    told = said(N_("target reached")) if away >= 0 else said(N_("target not reached"))
    if not figures.is_ranking:
        if figures.ground is Basis.ENOUGH:
            yield ResultRow((said(N_("Target: {target}%"), target=method.target), told, _away(away)))
        return
    if figures.is_provisional:
        return
    ranked = [line.overall for line in figures.lines if line.rank is not None and line.overall is not None]
    reach = sum(each >= method.target for each in ranked)
    words = said(
        N_("{away}; reached by {reach} of {ranked} ranked offices"), away=_away(away), reach=reach, ranked=len(ranked)
    )
    yield ResultRow((said(N_("Target: {target}%"), target=method.target), told, words))


def signed(value: Fraction) -> Sentence:
    """A difference in points with its sign: a true minus, as paper has it."""
    words = N_("+{points} points") if value >= 0 else N_("−{points} points")
    return said(words, points=abs(value))


def _away(away: Fraction) -> Sentence:
    words = N_("{points} points above the target") if away >= 0 else N_("{points} points below the target")
    return said(words, points=abs(away))


def _sureness(change: Change) -> Sentence:
    if change.is_sure is None:
        return said(N_("by the index alone, its significance is not known"))
    if change.is_sure:
        return said(N_("the change is statistically significant"))
    return said(N_("difference not statistically significant"))


def _index_meaning(figures: Figures) -> Words:
    measure, interval = figures.measure, figures.measure.overall_interval
    if figures.is_ranking:
        return said(
            N_("from {forms} valid forms of {offices} offices; mean of the offices: {mean}"),
            forms=measure.forms,
            offices=sum(line.expected for line in figures.lines),
            mean="–" if figures.mean is None else said(N_("{value}%"), value=figures.mean),
        )
    if figures.ground is not Basis.ENOUGH:
        return next((ground_told(line, figures.method) for line in figures.lines), "")
    words: Words = said(N_("from {forms} valid forms"), forms=measure.forms)
    if interval is not None:
        bounds = said(N_("interval of 95%: {low}–{high}"), low=interval.low, high=interval.high)
        words = listed((words, bounds))
    return listed((words, said(N_("grade: {grade}"), grade=figures.grade))) if figures.grade else words


def _response_rows(figures: Figures) -> Iterator[ResultRow]:
    balance = figures.balance
    out, back, valid = balance.get("handed_out", 0), balance.get("returned", 0), balance.get("valid", 0)
    share = said(N_("{value}%"), value=Fraction(100 * back, out)) if out else "–"
    words = N_("{back} of {out} forms handed out came back; {valid} are valid")
    told = said(words, back=back, out=out, valid=valid)
    yield ResultRow((said(N_("Response")), share, told))
    if figures.is_ranking:
        sent = figures.asked - len(figures.not_sent)
        told = said(N_("{sent} of {asked} offices have sent"), sent=sent, asked=figures.asked)
        share = said(N_("{value}%"), value=Fraction(100 * sent, figures.asked)) if figures.asked else "–"
        yield ResultRow((said(N_("Offices in the survey")), share, told))


def _adverse_rows(report: Report) -> Iterator[ResultRow]:
    for each in adverse_of(report):
        question, answered = each.asked.question, each.asked.tally.answered
        chosen = [choice.label for choice in question.choices if choice.mark in question.adverse]
        if each.number is None:
            yield ResultRow((question.told, HIDDEN, said(N_("not told, so that nobody is recognised"))))
            continue
        share: Value = "–" if each.share is None else said(N_("{value}%"), value=each.share)
        words = N_("{number} of {answered} answers: {chosen}")
        yield ResultRow((question.told, share, said(words, number=each.number, answered=answered, chosen=chosen)))


def _open_notes(figures: Figures) -> Iterator[Sentence]:
    if figures.is_provisional:
        lacking = missing(figures)
        if lacking:
            yield said(N_("Provisional, still open: {missing}."), missing=listed(lacking))
        else:
            yield said(N_("Provisional: nothing has been closed yet."))


def ends_table(figures: Figures) -> ResultTable:
    """The best and the weakest offices of every group beside each other."""
    best, weakest = said(N_("Highest")), said(N_("Lowest, the lowest first"))
    side = (
        (N_("Rank"), ColumnKind.TEXT, 13),
        (N_("Office"), ColumnKind.TEXT, 50),
        (N_("Index (%)"), ColumnKind.PER_CENT, 19),
    )
    columns = tuple(
        ResultColumn(said(head), kind, width, group) for group in (best, weakest) for head, kind, width in side
    )
    every, rows = ends_of(figures), []
    for ends in every:
        if len(every) > 1:
            rows.append(ResultRow((group_name(ends.group),), is_section=True))
        rows += [
            ResultRow((*_end(ends, one), *_end(ends, other)))
            for one, other in zip(ends.best, ends.weakest, strict=True)
        ]
    notes = []
    if any(ends.alike for ends in every):
        told = N_("{sign}: the difference from the next office is not statistically significant, or not known.")
        notes.append(said(told, sign=LIKE))
    title = said(N_("Highest and lowest offices of each group"))
    return ResultTable(CODE, "a", title, said(N_("Highest and lowest")), columns, tuple(rows), tuple(notes))


def _end(ends: Ends, line: OfficeLine) -> tuple[Value, ...]:
    mark = f" {LIKE}" if ends.is_like(line) else ""
    return (f"{line.rank}{mark}", line.unit.full_name, line.overall)


def weakest_table(figures: Figures, most: int = MOST_CRITERIA) -> ResultTable:
    """The criteria with the lowest index."""
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(said(N_("Criterion")), ColumnKind.TEXT, 112),
        ResultColumn(said(N_("Valid answers")), ColumnKind.COUNT, 20),
        ResultColumn(said(N_("Index (%)")), ColumnKind.PER_CENT, 22),
    )
    rows = tuple(
        ResultRow((str(n), each.label, each.valid, each.index))
        for n, each in enumerate(weakest_criteria(figures, most), 1)
    )
    title = said(N_("Criteria with the lowest index"))
    return ResultTable(CODE, "b", title, title, columns, rows)


def _tables(report: Report) -> tuple[ResultTable, ...]:
    """Everything fits one page: where offices stand on it, there are fewer criteria."""
    figures = report.figures
    ends = ends_table(figures) if figures.is_ranking and not figures.is_provisional else None
    if ends is None or not ends.rows:
        return (key_table(report), weakest_table(figures))
    return (key_table(report), ends, weakest_table(figures, FEWER_CRITERIA))


SHEET = Sheet(CODE, TITLE, _tables, ReportPaper(size=9.5), brief=None, chart=None, counted=None)
