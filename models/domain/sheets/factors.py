"""B2: the index by factor with the general question, and the same as bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from models.domain.basics.own_words import joined
from models.domain.basics.problems import N_, Sentence
from models.domain.basics.table_values import ColumnKind, ResultColumn, ResultRow, ResultTable, Value, Words, said
from models.domain.disclosure.held_back import held_factors
from models.domain.disclosure.questionnaires_apart import Apart
from models.domain.disclosure.suppression import HIDDEN
from models.domain.figures.contents import ContentResult
from models.domain.figures.figures import Figures
from models.domain.figures.measures import FactorResult, Measure
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_tree import ROOT, IndexNode
from models.domain.sheets import criteria
from models.domain.sheets.sheet import NARROWEST, BriefPaper, Chart, ReportPaper, Sheet

CODE = "B2"
TITLE = N_("Index by factor")
TELLS_OF_FEW = N_("*: would tell how the few people answered who alone answered one of its criteria.")
TOO_FEW = N_("too few answers")
"""What stands in the place of an index with fewer answers than the method asks for."""


def factor_table(figures: Figures) -> ResultTable:
    """Index by factor, for all forms and for each questionnaire alone when several were used."""
    measure = figures.measure
    alone = Apart.of(figures)
    heads: list[Words] = [said(N_("Index (%)"))]
    if alone.variants:
        heads = [said(N_("All")), *(name for name, _ in alone.variants)]
    group: Words = said(N_("Index (%)")) if alone.variants else ""
    columns = (
        ResultColumn(said(N_("No.")), ColumnKind.TEXT, 10),
        ResultColumn(said(N_("Factor")), ColumnKind.TEXT, max(NARROWEST, 126 - 22 * len(heads))),
        ResultColumn(said(N_("Criteria")), ColumnKind.COUNT, 18),
        *(ResultColumn(head, ColumnKind.PER_CENT, 22, group) for head in heads),
    )
    rows = []
    hidden_factor = False
    kept = held_factors(figures)
    for n, placed in placed_factors(measure):
        under = placed.factors if isinstance(placed, ContentResult) else (placed.code,)
        # a content would tell of its factors what they do not
        hidden = any(code in kept or _is_hidden(measure, code, alone) for code in under)
        hidden_factor = hidden_factor or hidden
        parts = alone.cells(lambda own, code=placed.code: _index_of(own, code), hidden=hidden)  # type: ignore[misc]  # the default binds it now
        told = index_told(placed)
        if isinstance(placed, ContentResult):
            name = content_told(placed, graded=bool(figures.grade))
            rows.append(ResultRow(("", name, len(under), told, *parts), is_subtotal=True))
        else:
            rows.append(ResultRow((str(n), placed.label, len(placed.criteria), told, *parts)))
    is_general = measure.overall_from == "question" and measure.general is not None
    overall = said(overall_told(measure))
    hidden_overall = hidden_factor or figures.method.asked_at_top in alone.hidden
    if is_general and measure.general is not None:
        overall = said(
            N_("Overall index: general question {code}"), code=measure.general.number or measure.general.code
        )
        # where one of the questionnaires has no general question its overall index would tell of a factor that is hidden
        is_made_from_few = hidden_factor and any(own.overall_from != "question" for _, own in alone.variants)
        hidden_overall = is_made_from_few or measure.general.code in alone.hidden
    parts = alone.cells(lambda own: own.overall, hidden=hidden_overall)
    rows.append(ResultRow(("", overall, "", measure.overall, *parts), is_total=True))
    if is_general:
        words = said(N_("Mean of the factors (for comparison)"))
        parts = alone.cells(lambda own: own.factors_mean, hidden=hidden_factor)
        mean: Value = HIDDEN if kept else measure.factors_mean
        rows.append(ResultRow(("", words, "", mean, *parts)))
    notes = [*_factor_notes(figures), *alone.notes(figures)]
    if kept:
        notes.append(said(TELLS_OF_FEW))
    return ResultTable(CODE, "", said(TITLE), said(N_("Factors")), columns, tuple(rows), tuple(notes))


def index_told(placed: ContentResult | FactorResult) -> Value:
    """An index as tables tell it; with too few answers the words that say so, and a sign where it is held back."""
    if placed.is_held_back:
        return HIDDEN
    return said(TOO_FEW) if placed.is_below else placed.index


def placed_factors(measure: Measure) -> Iterator[tuple[int, ContentResult | FactorResult]]:
    """The contents and factors in the order of the table: what stands under a content below it, the others last; factors are numbered."""
    by_code = {factor.code: factor for factor in measure.factors}
    order: list[ContentResult | FactorResult] = []
    for content in measure.contents:
        inner = {code for each in measure.contents if each.is_inside(content) for code in each.factors}
        order += [content, *(by_code.pop(code) for code in content.factors if code not in inner)]
    number = 0
    for each in (*order, *by_code.values()):
        number += isinstance(each, FactorResult)
        yield number, each


def content_told(content: ContentResult, *, graded: bool = False) -> Words:
    """What a content is called in tables, whether it reaches its own target, and where the office is `graded` its own grade."""
    name: Words = content.label or content.code
    if graded and content.grade:
        name = said(N_("{content} – {grade}"), content=name, grade=content.grade)
    if content.reaches_target is None:
        return name
    told = (
        N_("{content} (target {target}%: reached)")
        if content.reaches_target
        else N_("{content} (target {target}%: not reached)")
    )
    return said(told, content=name, target=content.target)


def overall_told(measure: Measure) -> str:
    """From what the overall index comes where no general question makes it."""
    if measure.overall_from != "tree":
        return N_("Overall index: mean of the factors")
    return N_("Overall index: from its contents") if measure.contents else N_("Overall index: from its factors")


def _is_hidden(measure: Measure, code: str, alone: Apart) -> bool:
    factor = next(each for each in measure.factors if each.code == code)
    return any(criterion.code in alone.hidden for criterion in factor.criteria)


def _index_of(measure: Measure, code: str) -> Fraction | None:
    every: tuple[ContentResult | FactorResult, ...] = (*measure.contents, *measure.factors)
    return next((each.index for each in every if each.code == code), None)


def _factor_notes(figures: Figures) -> tuple[Sentence, ...]:
    method = figures.method
    if method.factor_index == "pooled":
        notes = [said(N_("Index of a factor = all its answers together."))]
    else:
        notes = [said(N_("Index of a factor = mean of the unrounded indices of its criteria."))]
    notes += tree_told(method, {factor.code: factor.label for factor in figures.measure.factors})
    notes += [_empty(factor) for factor in figures.measure.factors if factor.empty]
    if figures.measure.general and figures.measure.general.index is None:
        notes.append(said(N_("Nobody answered the general question; there is no overall index.")))
    if figures.measure.not_pooled:
        words = N_("Asked with unlike choices on the questionnaires, therefore in no common figure: {codes}.")
        notes.append(said(words, codes=figures.measure.not_pooled))
    return tuple(notes)


def tree_told(method: Method, labels: Mapping[str, str]) -> list[Sentence]:
    """How the tree of a method puts its indices together, a sentence for each; `labels` are the names of factors by code."""

    def name(code: str) -> str:
        return method.nodes.called(code, labels)

    sentences = []
    for node in method.tree:
        what: Words = said(N_("Overall index")) if node.code == ROOT else name(node.code)
        parts = [
            joined((name(each.code), f" ×{each.weight}")) if node.way == "weights" else name(each.code)
            for each in node.parts
        ]
        sentences.append(said(_WAYS[node.way], index=what, parts=joined(parts, by="; "), question=node.question))
        sentences += node_told(node, what)
    return sentences


def groups_told(method: Method, labels: Mapping[str, str]) -> list[Sentence]:
    """Within which groups offices are ranked by which index beside the overall one, a sentence for each."""
    return [
        said(
            _GROUPS,
            index=method.nodes.called(node.code, labels),
            groups="; ".join(f"{name} ({', '.join(members)})" for name, members in node.groups),
        )
        for node in method.ranked_nodes
    ]


def node_told(node: IndexNode, name: Words) -> list[Sentence]:
    """Which forms count under a node that is called so, and how many it needs."""
    sentences = []
    if node.share_to_count:
        sentences.append(criteria.share_told(node, name))
    if node.least_answers:
        sentences.append(said(_LEAST_ANSWERS, index=name, answers=node.least_answers))
    if node.least_share:
        sentences.append(said(_LEAST_SHARE, index=name, share=str(Fraction(node.least_share))))
    return sentences


_GROUPS = N_("Offices are ranked by “{index}”, too, within these groups: {groups}; others by level.")


_LEAST_ANSWERS = N_(
    "{index} needs at least {answers} answers; with fewer it says “too few answers” and is left out of the indices above it."
)
_LEAST_SHARE = N_(
    "{index} needs answers of at least {share} of the valid forms; with fewer it says “too few answers” and is left out of the indices "
    "above it."
)
_WAYS = {
    "mean": N_("{index} = mean of: {parts}."),
    "pooled": N_("{index} = all answers together of: {parts}."),
    "weights": N_("{index} = weighted mean of: {parts}."),
    "question": N_("{index} = question {question}; where nobody answered it, mean of: {parts}."),
}


def _empty(factor: FactorResult) -> Sentence:
    words = N_("Factor {factor}: criteria without any answer are left out: {codes}.")
    numbers = [each.number or each.code for each in factor.criteria if each.index is None]
    return said(words, factor=factor.label or factor.code, codes=numbers)


SHEET = Sheet(
    CODE,
    TITLE,
    lambda report: (factor_table(report.figures),),
    ReportPaper(size=9.5),
    brief=BriefPaper(lambda figures: (factor_table(figures),), size=10.0, further_size=10.0),
    chart=Chart(
        words=1,
        values=3,
        total=N_("Overall index"),
        total_in_workbook=True,
        with_gaps=True,
        most=100,
        labels=0.42,
        is_beside=True,
        is_numbered=False,
    ),
    counted=criteria.COUNTED,
)
