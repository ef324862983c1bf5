"""The result sheet of one office: balance of forms, index by factor, every criterion, what has no answer."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.domain.basics.problems import N_
from models.domain.figures.measures import Measure
from models.domain.figures.results import Results
from models.domain.sheets.result_tables import tables_of
from models.language import Language
from models.language.tables import words
from models.progress import NO_PROGRESS, Progress
from printing.document import Paper, print_paper
from printing.sheets.factors import factor_chart
from printing.sheets.frame import Imprint, footer, opening, signing
from printing.sheets.paper_tables import put_table

TITLE = N_("RESULTS OF THE SURVEY OF SATISFACTION")
SUBJECT = N_("of people and organisations with the service of {agency}")


def print_unit_sheet(
    results: Results,
    imprint: Imprint,
    *,
    language: Language,
    to: BinaryIO | Path,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Write the sheet as PDF. The same results give the same bytes; refuses letters that the face lacks."""
    say = language.say

    def compose(paper: Paper) -> None:
        about = (say(SUBJECT, agency=results.unit.agency),)
        opening(paper, imprint, kind=say(TITLE), about=about, is_reference=results.is_reference)
        paper.paragraph(" ".join(sentences(results, language)), indent=10)
        for n, table in enumerate(tables_of(results), 1):
            paper.gap(3)
            paper.heading(f"{ROMAN[n]}. {words(language, table.title)}")
            chart = factor_chart(paper, results.measure) if table.name == "B2" else None
            put_table(paper, table, size=SIZES.get(table.name, 11.0), chart=chart)
        signing(paper, imprint)

    lines = footer(
        imprint,
        language,
        unit=results.unit,
        fingerprint=results.fingerprint,
        method=results.method,
        closing=results.closing,
        edition=results.edition,
    )
    print_paper(
        to=to,
        title=f"{say(TITLE)} – {results.unit.full_name}",
        language=language,
        compose=compose,
        footer=lines,
        progress=progress,
    )


def summary(measure: Measure, language: Language) -> str:
    """The overall index in one sentence."""
    forms = language.number(measure.forms)
    if measure.overall is None:
        told = N_("Valid forms: {forms}. There is no overall index, because there is no answer it could stand on.")
        return language.say(told, forms=forms)
    overall = language.number(measure.overall, 2)
    if measure.overall_from == "factors" or measure.general is None:
        told = N_("Overall index of satisfaction: {overall} % (mean of the factors; valid forms: {forms}).")
        return language.say(told, overall=overall, forms=forms)
    told = N_(
        "Overall index of satisfaction: {overall} % "
        "(general question; valid forms: {forms}, answers to this question: {base})."
    )
    return language.say(told, overall=overall, forms=forms, base=language.number(measure.general.valid))


def sentences(results: Results, language: Language) -> list[str]:
    """What the sheet says before its tables."""
    say = language.say
    lines = [summary(results.measure, language)]
    if results.grade:
        least = "; ".join(
            say(N_("{grade} from {least} %"), grade=name, least=language.number(least))
            for name, least in results.method.grades
        )
        lines.append(say(N_("Grade: {grade} (thresholds of the method: {least})."), grade=results.grade, least=least))
    parts = [
        f"{variant.questionnaire.variant}: {language.number(variant.measure.forms)}" for variant in results.variants
    ]
    if len(parts) > 1:
        lines.append(say(N_("Forms of individuals (CN) and of organisations (TC) together: {parts}."), parts=parts))
    if results.lacking:
        told = N_("INCOMPLETE: {lacking} lines that the closing covers have not arrived here.")
        lines.append(say(told, lacking=language.number(results.lacking)))
    if results.is_closed:
        told = N_("The period is closed here; this is edition {edition}. Lines that came later: {late}.")
        lines.append(say(told, edition=results.edition, late=language.number(results.late)))
        if results.late:
            left_out = N_("They are counted here.") if results.with_late else N_("They are in no figure.")
            lines[-1] += " " + say(left_out)
    else:
        lines.append(say(N_("The period is not closed yet: these are preliminary figures.")))
    return lines


ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SIZES = {"B1": 10.0, "B2": 10.0, "B3": 9.5, "B3a": 10.0, "B3b": 10.0, "B3c": 10.0}
