"""Results as the machine-readable answer of the command `results`: fixed words, numbers rounded once."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from models.domain.results import Consolidated, CriterionResult, Measure, Results
from models.domain.satisfaction import rounded

Json = Mapping[str, object]

_BALANCE = (
    "issued", "in_stock", "handed_out", "spoiled", "still_out", "returned", "refused", "lost",
    "valid", "invalid", "awaiting_second", "disputed", "not_keyed",
)  # fmt: skip


def results_json(results: Results) -> Json:
    """The answer for one office. Indices in per cent with two decimals, means with four; None without any answer.

    `index_exact` and `mean_exact` are the fractions before rounding. Of a closed period also which closing, which
    edition, and how many lines came later.
    """
    answer: dict[str, object] = {
        "period": results.period,
        "unit": results.unit.key.code,
        "unit_name": results.unit.full_name,
        **_measure(results.measure),
        "grade": results.grade,
        "variants": {v.questionnaire.variant: _measure(v.measure) for v in results.variants if v.measure.forms},
        "balance": {name: results.balance.get(name, 0) for name in _BALANCE},
        "alarms": results.alarms,
        "keyed_not_issued": results.keyed_not_issued,
        "method": results.method.name,
        "method_fingerprint": results.method.fingerprint,
        "is_reference": results.is_reference,
        "fingerprint": results.fingerprint,
    }
    if results.is_closed:
        answer |= {"closing": results.closing, "edition": results.edition, "late": results.late}
    return answer


def consolidated_json(consolidated: Consolidated) -> Json:
    """The answer of a hub: the same words over all answers, the ranking, and who has not sent."""
    return {
        "period": consolidated.period,
        "unit": consolidated.hub.key.code,
        "unit_name": consolidated.hub.full_name,
        **_measure(consolidated.measure),
        "mean_of_units": _number(consolidated.mean, 2),
        "units": [
            {
                "unit": line.unit.key.code,
                "unit_name": line.unit.full_name,
                "forms": line.forms,
                "returned": line.returned,
                "overall": _number(line.overall, 2),
                "rank": line.rank,
                "grade": line.grade,
                "closed": line.is_closed,
                "late": line.late,
                "expected": line.expected,
                "fingerprint": line.fingerprint,
            }
            for line in consolidated.lines
        ],
        "not_sent": [unit.key.code for unit in consolidated.not_sent],
        "balance": {name: consolidated.balance.get(name, 0) for name in _BALANCE},
        "method": consolidated.method.name,
        "method_fingerprint": consolidated.method.fingerprint,
        "is_reference": consolidated.is_reference,
        "late": consolidated.late,
        "fingerprint": consolidated.fingerprint,
    }


def _measure(measure: Measure) -> Json:
    return {
        "forms": measure.forms,
        "overall": _number(measure.overall, 2),
        "overall_from": measure.overall_from,
        "factors": [
            {"code": factor.code, "index": _number(factor.index, 2), "empty": list(factor.empty)}
            for factor in measure.factors
        ],
        "criteria": [_criterion(criterion) for criterion in measure.criteria],
        "not_pooled": list(measure.not_pooled),
    }


def _criterion(criterion: CriterionResult) -> Json:
    tally = criterion.tally
    interval = criterion.interval
    return {
        "code": criterion.code,
        **{f"n{level}": number for level, number in enumerate(criterion.levels, 1)},
        "blank": tally.blank,
        "double": tally.double,
        "unreadable": tally.unreadable,
        "dont_know": tally.dont_know,
        "not_applicable": tally.not_applicable,
        "behind_filter": tally.behind_filter,
        "valid": criterion.valid,
        "index": _number(criterion.index, 2),
        "index_exact": None if criterion.index is None else str(criterion.index),
        "mean": _number(criterion.mean, 4),
        "mean_exact": None if criterion.mean is None else str(criterion.mean),
        "interval": None if interval is None else [_number(interval.low, 2), _number(interval.high, 2)],
    }


def _number(value: Fraction | None, places: int) -> float | None:
    return None if value is None else float(rounded(value, places))
