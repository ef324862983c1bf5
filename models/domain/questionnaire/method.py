"""How answers become figures: the choices of a method as data, with the fingerprint that names them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from functools import cached_property

from models.domain.basics.canonical import canonical_json
from models.domain.basics.problems import N_, Problem


@dataclass(eq=False)
class MethodMalformed(Problem):
    """A method file says something this program does not know."""

    field_name: str
    value: str
    code = "method_malformed"
    says = N_(
        "The method file has “{value}” under “{field_name}”, which is not known. Ask the issuer for a correct file."
    )


@dataclass(frozen=True)
class Method:
    """One method of measuring.

    `satisfied` names per number of levels the levels that count as satisfied; `factor_index` is `mean` (of the criteria's
    indices) or `pooled` (answers of all criteria together); `overall_index` is `question` (the general question when there
    is one, else the mean of factors) or `factors`; `valid_share` the least share of mandatory criteria a valid form has
    answered, as a fraction text; `grades` are (name, least overall index); `suppress_under` the least base of a group.
    `consolidation` says how a hub's index comes from those of its offices: `answers` (all answers together), `mean`
    (each office counts once) or `population` (by N of the sampling records). An office under `target` is listed, one
    from `commended` on is proposed for commendation (both per cent).
    """

    name: str = "Bộ phương pháp tham khảo"
    satisfied: tuple[tuple[int, tuple[int, ...]], ...] = ((2, (2,)), (3, (3,)), (4, (3, 4)), (5, (4, 5)))
    factor_index: str = "mean"
    overall_index: str = "question"
    valid_share: str = "1/2"
    grades: tuple[tuple[str, int], ...] = (("Tốt", 90), ("Khá", 80), ("Trung bình", 65), ("Yếu", 0))
    suppress_under: int = 5
    is_reference: bool = True
    source: str = field(default="")
    consolidation: str = "answers"
    target: int = 80
    commended: int = 90

    def satisfied_levels(self, levels: int) -> frozenset[int]:
        """The levels (1 … `levels`) that count as satisfied; the top level when the method names none."""
        return frozenset(dict(self.satisfied).get(levels, (levels,)))

    @property
    def least_answered(self) -> Fraction:
        return Fraction(self.valid_share)

    @cached_property
    def body(self) -> str:
        """Canonical JSON, what campaign files carry and the fingerprint runs over.

        Choices that came later stand there only when they are not the usual ones, so that methods written before
        keep their fingerprint.
        """
        told = {
            name: value for name, value in asdict(self).items() if name not in LATER or value != getattr(_USUAL, name)
        }
        return canonical_json(told)

    @cached_property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.body.encode()).hexdigest()


LATER = ("consolidation", "target", "commended")
_USUAL = Method()


def read_method(body: str) -> Method:
    """Read `Method.body`; refuses (`MethodMalformed`) what this program would compute differently from the issuer."""
    try:
        value = json.loads(body)
        method = Method(
            name=str(value["name"]),
            satisfied=tuple((int(levels), tuple(map(int, top))) for levels, top in value["satisfied"]),
            factor_index=str(value["factor_index"]),
            overall_index=str(value["overall_index"]),
            valid_share=str(value["valid_share"]),
            grades=tuple((str(name), int(least)) for name, least in value["grades"]),
            suppress_under=int(value["suppress_under"]),
            is_reference=bool(value["is_reference"]),
            source=str(value["source"]),
            consolidation=str(value.get("consolidation", _USUAL.consolidation)),
            target=int(value.get("target", _USUAL.target)),
            commended=int(value.get("commended", _USUAL.commended)),
        )
        share = method.least_answered
    except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise MethodMalformed("method", str(error)) from error
    if method.factor_index not in ("mean", "pooled"):
        raise MethodMalformed("factor_index", method.factor_index)
    if method.overall_index not in ("question", "factors"):
        raise MethodMalformed("overall_index", method.overall_index)
    if method.consolidation not in ("answers", "mean", "population"):
        raise MethodMalformed("consolidation", method.consolidation)
    if not 0 <= share <= 1:
        raise MethodMalformed("valid_share", method.valid_share)
    if unknown := sorted(value.keys() - asdict(_USUAL).keys()):
        raise MethodMalformed(unknown[0], str(value[unknown[0]]))
    return method
