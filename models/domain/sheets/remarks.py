"""Sentences that follow from the figures of a report: what is good, what is weak. What needs judgement is not here."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import listed, said
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.basis import Basis
from models.domain.figures.figures import Figures, Reached
from models.domain.figures.measures import FactorResult
from models.domain.sheets.leader import Change, adverse_of, change_of, ends_of, least_answers, weakest_criteria
from models.domain.sheets.report import Report

FEW = 3


def _factors(figures: Figures) -> list[FactorResult]:
    """The factors that may be shown and stand on enough answers, the highest first."""
    least = least_answers(figures)
    shown = [
        each
        for each in figures.measure.factors
        if each.index is not None and all(own.valid >= least for own in each.criteria)
    ]
    return sorted(shown, key=lambda each: each.index or 0, reverse=True)


def strengths(report: Report) -> Iterator[Sentence]:
    """What speaks for the offices."""
    figures = report.figures
    overall, target = figures.overall, figures.method.target
    if overall is not None and _is_concluded(figures):
        if overall >= target:
            words = N_("The overall index is {overall}% and reaches the target of {target}%.")
        else:
            words = N_("The overall index is {overall}%, the target is {target}%.")
        yield said(words, overall=overall, target=target)
    change = change_of(report.trend)
    if change is not None and change.after > change.before:
        yield _changed(N_("Against period {period} the index has risen by {points} points{sure}."), change)
    factors = _factors(figures)
    if len(factors) > 1:
        words = N_("The highest factor is “{factor}” ({index}%).")
        yield said(words, factor=factors[0].label, index=factors[0].index)
    for ends in ends_of(figures) if figures.is_ranking and not figures.is_provisional else ():
        names = listed([each.unit.full_name for each in ends.best[:FEW]])
        yield said(N_("The highest indices have: {units}."), units=names)


def weaknesses(report: Report) -> Iterator[Sentence]:
    """What falls short."""
    figures = report.figures
    overall, target = figures.overall, figures.method.target
    if overall is not None and overall < target and _is_concluded(figures):
        words = N_("The overall index is {points} points below the target of {target}%.")
        yield said(words, points=target - overall, target=target)
    change = change_of(report.trend)
    if change is not None and change.after < change.before:
        yield _changed(N_("Against period {period} the index has fallen by {points} points{sure}."), change)
    factors = _factors(figures)
    if len(factors) > 1:
        words = N_("The lowest factor is “{factor}” ({index}%).")
        yield said(words, factor=factors[-1].label, index=factors[-1].index)
    criteria = weakest_criteria(figures, FEW)
    if criteria:
        told = [said(N_("“{criterion}” ({index}%)"), criterion=each.label, index=each.index) for each in criteria]
        yield said(N_("The criteria with the lowest index are: {criteria}."), criteria=listed(told))
    for each in adverse_of(report):
        if each.number:
            chosen = [
                choice.label for choice in each.asked.question.choices if choice.mark in each.asked.question.adverse
            ]
            words = N_("“{question}”: {number} of {answered} people who answered chose “{chosen}” ({share}%).")
            yield said(words, question=each.asked.question.told, number=each.number, answered=each.asked.tally.answered,
                       chosen=chosen, share=each.share)  # fmt: skip
        elif each.number is None:
            yield said(
                N_("“{question}”: {sign}, not told, so that nobody is recognised."),
                question=each.asked.question.told,
                sign=HIDDEN,
            )
    for ends in ends_of(figures) if figures.is_ranking and not figures.is_provisional else ():
        names = listed([each.unit.full_name for each in ends.weakest[:FEW]])
        yield said(N_("The lowest indices have: {units}."), units=names)


def proposals(report: Report) -> Iterator[Sentence]:
    """What follows by the rules of the method alone."""
    figures = report.figures
    if figures.is_ranking and not figures.is_provisional:
        names = [line.unit.full_name for line in figures.lines if line.commended_by is Reached.INTERVAL]
        if names:
            words = N_("Proposed for commendation, because the lower bound of the interval reaches {least}%: {units}.")
            yield said(words, least=figures.method.commended, units=listed(names))


def _is_concluded(figures: Figures) -> bool:
    return not figures.is_provisional if figures.is_ranking else figures.ground is Basis.ENOUGH


def _changed(words: str, change: Change) -> Sentence:
    sure = said(N_(" (not statistically significant)")) if change.is_sure is False else ""
    if change.is_sure is None:
        sure = said(N_(" (by the index alone)"))
    return said(words, period=change.period, points=abs(change.after - change.before), sure=sure)
