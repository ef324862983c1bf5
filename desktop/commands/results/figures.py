"""Figures as commands answer them: facts for --json, and lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from desktop.commands.session import Session
from models.domain.basics.problems import N_, Sentence
from models.domain.basics.rounding import rounded
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.contents import ContentResult
from models.domain.figures.figures import Figures, OfficeLine, Reached
from models.domain.figures.judging import group_mean, groups_in_order
from models.domain.figures.measures import CriterionResult, FactorResult
from models.domain.sheets.criteria import held_back_notes
from models.domain.sheets.factors import content_told, index_told, placed_factors
from models.domain.sheets.node_rankings import BY_INDEX, index_name, views_by_node
from models.domain.sheets.provisional import provisional_mark
from models.domain.sheets.ranking import LEFT_OUT, PlacedLine, ground_told, placed_lines
from models.domain.sheets.report import withheld_told
from models.language import Language
from models.language.tables import words
from models.services.exchange.late import LateOfUnit

FEW = 5
"""So many offices are named in one sentence; more are counted."""


def measure_facts(found: Figures) -> dict[str, object]:
    """The figures as `--json` answers them: index with two decimals, mean with four, rounded half up once.

    Of an office with few people only how many forms they are: even counts of no answer would speak of theirs.
    """
    measure = found.measure
    return {
        "overall": _rounded(measure.overall),
        "overall_from": measure.overall_from,
        "factors": [
            {"code": factor.code, "index": _rounded(factor.index), "held_back": factor.is_held_back}
            for factor in ([] if found.is_withheld else measure.factors)
        ],
        "factors_mean": _rounded(measure.factors_mean),
        "contents": [
            {
                "code": each.code,
                "index": _rounded(each.index),
                "factors": list(each.factors),
                "target": each.target,
                "too_few": each.is_below,
                "held_back": each.is_held_back,
                "grade": each.grade if found.grade else "",
            }
            for each in ([] if found.is_withheld else measure.contents)
        ],
        "criteria": [] if found.is_withheld else [_criterion(criterion) for criterion in measure.criteria],
        "forms": sum(line.forms for line in found.lines) if found.is_withheld else measure.forms,
    }


def _criterion(criterion: CriterionResult) -> dict[str, object]:
    """The numbers of a criterion; of one that is held back there are none."""
    tally, levels = criterion.tally, {f"n{level}": count for level, count in enumerate(criterion.levels, 1)}
    if criterion.is_held_back:
        return {"code": criterion.code, "held_back": True, **dict.fromkeys((*levels, *_NUMBERS))}
    return {
        "code": criterion.code,
        "held_back": False,
        **levels,
        "blank": tally.blank,
        "double": tally.double,
        "unreadable": tally.unreadable,
        "dont_know": tally.dont_know,
        "not_applicable": tally.not_applicable,
        "behind_filter": tally.behind_filter,
        "too_little_answered": tally.of_short_form,
        "valid": criterion.valid,
        "index": _rounded(criterion.index),
        "mean": _rounded(criterion.mean, 4),
    }


_NUMBERS = (
    *("blank", "double", "unreadable", "dont_know", "not_applicable", "behind_filter", "too_little_answered"),
    *("valid", "index", "mean"),
)


def answered(found: Figures) -> dict[str, object]:
    """The figures of an office, a part of a hub or a hub as `--json` answers them."""
    facts = measure_facts(found) | {
        "fingerprint": found.fingerprint,
        "balance": found.balance,
        "unconfirmed": [unit.key for unit in found.unconfirmed],
        "provisional": found.is_provisional,
    }
    if found.is_ranking:
        if found.is_closed:
            facts |= {"closing": found.closing, "edition": found.edition}
        return facts | {
            "consolidated": _rounded(found.overall),
            "consolidated_by": found.method.consolidation,
            "mean": _rounded(found.mean),
            "units": [_line(line, is_provisional=found.is_provisional) for line in found.lines],
            "groups": _groups(found),
            "rankings": [_ranking(code, view) for code, view in views_by_node(found)],
            "left_out": [unit.key for unit in found.left_out],
            "not_sent": [{"unit": unit.key, "name": unit.full_name} for unit in found.not_sent],
        }
    facts |= {
        "unit": found.unit.key,
        "basis": found.ground.value,
        "grade": found.grade or None,
        "withheld": found.is_withheld,
    }
    if found.is_closed:
        facts |= {"closing": found.closing, "edition": found.edition, "late": found.late}
    if found.hub_edition:
        facts["hub_edition"] = found.hub_edition
    return facts


def late_facts(late: Iterable[LateOfUnit]) -> dict[str, int]:
    """How much came after what the figures of a hub stand on, as `--json` answers it."""
    listed = tuple(late)
    return {"lines": sum(each.lines for each in listed), "forms": sum(len(each.forms) for each in listed)}


def state_line(found: Figures, session: Session) -> str:
    """Whether the figures are settled: by which edition, or that they are provisional."""
    mark = provisional_mark(found, session.catalogue.place.day_of(session.at))
    if mark is not None:
        return session.language.sentence(mark)
    if found.is_ranking:
        return session.say(N_("Edition {edition}, closed."), edition=found.edition)
    return session.say(N_("Closed."))


def _groups(found: Figures) -> list[dict[str, object]]:
    return [
        {"group": group, "mean": _rounded(group_mean(found.lines, group))}
        for group in groups_in_order((line.group for line in found.lines), found.method)
    ]


def _ranking(code: str, view: Figures) -> dict[str, object]:
    """The offices by one index of the method beside the overall one."""
    units = [_ranked(line) | {"index": _rounded(line.overall), "answers": line.answers} for line in view.lines]
    return {"code": code, "index": _rounded(view.measure.overall), "units": units, "groups": _groups(view)}


def _ranked(line: OfficeLine) -> dict[str, object]:
    return {
        "unit": line.unit.key,
        "name": line.unit.full_name,
        "rank": line.rank,
        "forms": line.forms,
        "grade": line.grade or None,
        "group": line.group,
        "basis": line.ground.value,
        "withheld": line.is_withheld,
    }


def _line(line: OfficeLine, *, is_provisional: bool) -> dict[str, object]:
    return _ranked(line) | {
        "overall": _rounded(line.overall),
        "commended": line.commended_by is Reached.INTERVAL and not is_provisional,
        "commended_by": line.commended_by.value or None,
        "closed": line.is_closed,
        "late": line.late,
        "stands_on": line.basis,
    }


def _rounded(value: Fraction | None, places: int = 2) -> float | None:
    return None if value is None else float(rounded(value, places))


def figure_lines(found: Figures, language: Language) -> list[str]:
    """The overall index, then every factor with its criteria; of an office with few people only why there is none."""
    if found.is_withheld:
        return [words(language, withheld_told(found))]
    measure = found.measure

    def shown(value: Fraction | None) -> str:
        return "–" if value is None else f"{language.number(value, 2)}%"

    def of_index(placed: ContentResult | FactorResult) -> str:
        told = index_told(placed)
        return words(language, told) if isinstance(told, str | Sentence) else shown(placed.index)

    overall = language.say(
        N_("Overall index: {index} from {forms} valid forms"), index=shown(measure.overall), forms=measure.forms
    )
    lines = [overall]
    for _, placed in placed_factors(measure):
        if isinstance(placed, ContentResult):
            name = words(language, content_told(placed, graded=bool(found.grade)))
            lines.append(f" {placed.code:<5} {of_index(placed):>9}  {name}")
            continue
        lines.append(f"  {placed.code:<4} {of_index(placed):>9}  {words(language, placed.label)}")
        for each in placed.criteria:
            index, valid = (HIDDEN, HIDDEN) if each.is_held_back else (shown(each.index), str(each.valid))
            lines.append(f"       {index:>9}  {each.code} {words(language, each.label)} (n = {valid})")
    return [*lines, *(f"  {language.sentence(note)}" for note in held_back_notes((measure,), found.method))]


def ranking_lines(found: Figures, session: Session) -> list[str]:
    """The offices by rank, and who has not sent."""
    lines = ranked_lines(found, session)
    if found.not_sent:
        lines.append(_silent([unit.full_name for unit in found.not_sent], session))
    return lines


def ranked_lines(found: Figures, session: Session) -> list[str]:
    """The offices by rank, and those that are in no sum."""
    lines = ["", *_placed(found, placed_lines(found), session)]
    for code, view in views_by_node(found):
        lines += ["", session.say(BY_INDEX, index=index_name(found, code))]
        lines += _placed(view, placed_lines(view, with_means=True), session)
    if found.left_out:
        lines.append(session.say(LEFT_OUT, units=[unit.full_name for unit in found.left_out]))
    return lines


def _placed(found: Figures, placed: Iterable[PlacedLine], session: Session) -> Iterator[str]:
    for line, section, _ in placed:
        if line is None:
            yield words(session.language, section)
            continue
        index = "–" if line.overall is None else f"{session.language.number(line.overall, 2)}%"
        why = words(session.language, ground_told(line, found.method))
        told = f"{line.forms} – {why}" if why else str(line.forms)
        yield f"{line.rank or '–':>4}  {index:>9}  {line.unit.full_name} ({told})"


def _silent(names: list[str], session: Session) -> str:
    """Who has not sent: all by name while they are few, else how many and the first of them."""
    if len(names) <= FEW:
        return session.say(N_("Nothing has arrived from: {units}"), units=names)
    said = N_(
        "Nothing has arrived from {count} offices, among them {units}. All of them: sophieu package board --silent"
    )
    return session.say(said, count=len(names), units=names[:FEW])


def unconfirmed_lines(found: Figures, session: Session) -> list[str]:
    """Whose lines no figure counts yet."""
    if not found.unconfirmed:
        return []
    said = N_("Not counted, because the key of their computer is not confirmed here: {units}")
    return [session.say(said, units=[unit.full_name for unit in found.unconfirmed])]


def balance_line(balance: object, session: Session) -> str:
    """How many forms were issued, handed out, returned, valid and invalid."""
    numbers = dict(balance) if isinstance(balance, dict) else {}
    said = N_("Forms: issued {issued}, handed out {handed_out}, returned {returned}, valid {valid}, invalid {invalid}")
    return session.say(said, **numbers)
