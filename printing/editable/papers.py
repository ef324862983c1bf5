"""The papers around a result as .docx: report, notice, list for commendation, minutes of the count."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.table_values import ResultTable, said
from models.domain.book.periods import Period
from models.domain.sheets import FilledSheet, balance, factors, leader, printed_sheets, ranking
from models.domain.sheets.provisional import provisional_mark
from models.domain.sheets.remarks import proposals, strengths, weaknesses
from models.domain.sheets.report import Report, base_of, withheld_told
from models.domain.sheets.sheet import Sheet
from models.file_names import require_ending
from models.language import Language
from models.language.tables import words
from models.services.office.letterheads import letterhead_of
from models.store.database import Station
from printing.charts import bars
from printing.editable.word import WIDE, WordPaper
from printing.fonts import face
from printing.front import BASIS
from printing.heading import AskedOf, asked_of, bases_of, nation_of
from printing.official import Heading, Signature
from printing.sheets.frame import REFERENCE, recipients
from printing.sheets.paper_tables import paper_columns, paper_rows
from printing.sheets.proven import code_told, write_noted
from printing.sheets.report import ABOUT, ABOUT_OFFICES, ROUNDED
from printing.sheets.result_sheet import sentences
from printing.tables import fitted

_TABLE, _SMALL = 10.0, 11.0


class PaperKind(Enum):
    """The papers; the value is what stands in their number."""

    REPORT = "BC"
    NOTICE = "TB"
    COMMENDATION = "DS"
    MINUTES = "BB"


TITLES = {
    PaperKind.REPORT: N_("REPORT"),
    PaperKind.NOTICE: N_("NOTICE"),
    PaperKind.COMMENDATION: N_("LIST"),
    PaperKind.MINUTES: N_("MINUTES"),
}
ABOUTS = {
    PaperKind.NOTICE: N_("of the results of the survey of satisfaction with the service of {agency}"),
    PaperKind.COMMENDATION: N_("of offices proposed for commendation by the results of the survey of satisfaction"),
    PaperKind.MINUTES: N_("of the count of the survey forms about the service of {agency}"),
}


@dataclass(eq=False)
class NobodyProposed(Problem):
    """No list for commendation: figures that nothing has closed yet, of one office, or nobody reaches the threshold surely."""

    period: str
    code = "nobody_proposed"
    says = N_(
        "Nobody can be proposed for commendation in period {period}: the figures of all offices have to be closed, and the lower bound "
        "of the interval of an office has to reach the threshold."
    )


def write_editable(
    station: Station, period: Period, report: Report, kind: PaperKind, *, language: Language, to: Path, at: str
) -> None:
    """Write a paper of figures that were just counted as .docx, and note what they stand on, as print does.

    The same figures give the same bytes. Refuses a list for commendation that would have nobody on it (`NobodyProposed`).
    """
    require_ending(to, ".docx")
    if kind is PaperKind.COMMENDATION and not _commended(report):
        raise NobodyProposed(period.code)
    figures = report.figures
    mark = provisional_mark(figures, station.catalogue.place.day_of(at))
    head = letterhead_of(station)
    title = f"{language.say(TITLES[kind])} – {figures.unit.full_name}"
    paper = WordPaper(language, title=title, author=head.body, mark=language.sentence(mark) if mark is not None else "")
    paper.header(Heading(head.superior, head.body, head.numbered(kind.value), head.place, nation=nation_of(station)))
    about = ABOUTS.get(kind) or (ABOUT_OFFICES if figures.is_ranking else ABOUT)
    asked = asked_of(station, period)
    people = asked.people_told(language)
    paper.title(language.say(TITLES[kind]), language.say(about, people=people, agency=figures.unit.agency))
    if figures.is_reference:
        paper.paragraph(language.say(REFERENCE), size=_SMALL, italic=True)
    _COMPOSED[kind](_Writer(paper, report, period, language, asked, bases_of(station, period)))
    if not figures.is_provisional and kind is not PaperKind.MINUTES:
        hint, name = language.say(N_("(signature, seal)")), head.signer or language.say(N_("Full name"))
        paper.signatures((Signature(head.signing, hint, name),), recipients(head, language))
    write_noted(station, period, report, paper.save, language=language, to=to, at=at)


@dataclass(frozen=True)
class _Writer:
    """Puts sentences and tables of a report on a paper."""

    paper: WordPaper
    report: Report
    period: Period
    language: Language
    asked: AskedOf
    bases: tuple[str, ...]

    def say(self, message: str, **values: object) -> str:
        return self.language.say(message, **values)

    def tell(self, told: Iterable[Sentence]) -> None:
        for each in told:
            self.paper.paragraph(f"- {words(self.language, each)}")

    def gap(self, message: str) -> None:
        self.paper.gap(self.say(message))

    def grounds(self) -> None:
        """What the survey rests on; a gap to fill in where nothing says it."""
        if not self.bases:
            self.gap(N_("Grounds: decisions and plans with number, day and issuing office"))
        for each in self.bases:
            self.paper.paragraph(self.say(BASIS, basis=each), italic=True)

    def sheet(self, filled: FilledSheet) -> None:
        """All tables of a sheet, each with its notes, its chart and its control code."""
        for table in filled.tables:
            self.table(table)
            put_chart(self.paper, filled.sheet, table, self.language)

    def table(self, table: ResultTable) -> None:
        put_table(self.paper, table, self.language)
        code = self.say(N_("Control code: {code}"), code=code_told(self.report))
        self.paper.paragraph(code, size=_TABLE, italic=True, indent=0)

    def sheets(self, *, but: Iterable[str] = (), only: Iterable[str] = ()) -> None:
        left_out, wanted = frozenset(but), frozenset(only)
        for each in printed_sheets(self.report):
            if each.sheet.code not in left_out and (not wanted or each.sheet.code in wanted):
                self.sheet(each)


def put_table(paper: WordPaper, table: ResultTable, language: Language) -> None:
    """A table under its title, with its notes."""
    paper.heading(words(language, table.title), level=3)
    if table.rows:
        columns, rows = paper_columns(language, table), paper_rows(language, table)
        # letters of the other program are no narrower than ours
        paper.table(fitted(columns, rows, WIDE, face(), _TABLE), rows, size=_TABLE)
    for note in table.notes:
        paper.paragraph(words(language, note), size=_TABLE, italic=True, indent=0)


def put_chart(paper: WordPaper, sheet: Sheet, table: ResultTable, language: Language) -> None:
    """The chart under a table, if it has one."""
    chart = sheet.chart_of(table)
    items = chart.bars(table) if chart is not None else ()
    if chart is not None and items:
        drawn = bars(items, left=0, width=WIDE, face=face(), language=language, label_share=chart.labels)
        paper.picture(drawn)


def _report(on: _Writer) -> None:
    """The usual skeleton of a report: grounds, what was done and how, results, what they say, causes, proposals."""
    paper, period, figures = on.paper, on.period, on.report.figures
    on.grounds()
    paper.heading(on.say(N_("I. HOW THE SURVEY WAS CARRIED OUT")))
    span, people = on.asked.span_told(period, on.language), on.asked.people_told(on.language)
    told = N_("{name} (period {code}), {span}. Asked were {people}.")
    paper.paragraph(on.say(told, name=period.name, code=period.code, span=span, people=people))
    for each in sentences(figures, on.language):
        paper.paragraph(each)
    on.gap(N_("Who carried it out, how people were reached, by when"))
    paper.heading(on.say(N_("Method")), level=2)
    paper.paragraph(words(on.language, _sampled(on.report)))
    paper.paragraph(f"{words(on.language, base_of(figures))} {words(on.language, ROUNDED)}")
    paper.heading(on.say(N_("II. RESULTS")))
    on.sheets()
    paper.heading(on.say(N_("III. ASSESSMENT")))
    paper.heading(on.say(N_("1. What is good")), level=2)
    on.tell(() if figures.is_withheld else strengths(on.report))
    on.gap(N_("Further assessment"))
    paper.heading(on.say(N_("2. What falls short")), level=2)
    on.tell(() if figures.is_withheld else weaknesses(on.report))
    on.gap(N_("Further assessment"))
    paper.heading(on.say(N_("3. Causes")), level=2)
    on.gap(N_("Objective and own causes"))
    paper.heading(on.say(N_("IV. PROPOSALS")))
    on.tell(proposals(on.report))
    on.gap(N_("Measures, who is responsible, by when"))


def _sampled(report: Report) -> Sentence:
    """How those who were asked had been chosen."""
    records = [each.record for each in report.samples if each.record is not None and each.record.is_drawn]
    if not records:
        return said(N_("Forms were handed out without a drawn sample; no interval is calculated."))
    words = N_(
        "People were drawn by chance, stratified by sector and systematically, in {offices} offices: {size} of {people} finished dossiers."
    )
    size, people = sum(each.size for each in records), sum(each.population or 0 for each in records)
    return said(words, offices=len(records), size=size, people=people)


def _notice(on: _Writer) -> None:
    """What is published: the summary, the ranking or the factors, and what is asked of whom."""
    figures = on.report.figures
    on.grounds()
    if figures.is_withheld:
        on.paper.paragraph(words(on.language, withheld_told(figures)))
    on.sheets(only=(leader.CODE, ranking.CODE) if figures.is_ranking else (leader.CODE, factors.CODE))
    on.paper.paragraph(f"{words(on.language, base_of(figures))} {words(on.language, ROUNDED)}", size=_SMALL)
    on.gap(N_("What offices are asked to do, by when"))


def _commended(report: Report) -> list[ResultTable]:
    """The offices that are proposed; none before the figures are closed."""
    figures = report.figures
    if not figures.is_ranking or figures.is_provisional:
        return []
    table = ranking.proposed_table(figures)
    return [table] if table.rows else []


def _commendation(on: _Writer) -> None:
    on.gap(N_("Grounds: rules of commendation with number, day and issuing office"))
    for table in _commended(on.report):
        on.table(table)
    on.gap(N_("Form of commendation for each office"))


def _minutes(on: _Writer) -> None:
    """Who counted what, from the book of forms."""
    on.gap(N_("Today, at … o'clock, at …"))
    on.paper.heading(on.say(N_("I. PRESENT")))
    on.gap(N_("Names and posts of those who counted, and of the witnesses"))
    on.paper.heading(on.say(N_("II. RESULT OF THE COUNT")))
    on.sheets(only=(balance.CODE,))
    on.paper.paragraph(words(on.language, base_of(on.report.figures)), size=_SMALL)
    on.gap(N_("Remarks, and what was found about invalid and lost forms"))
    on.paper.paragraph(on.say(N_("The minutes are made in … copies and were read to all who are present.")))
    hint, name = on.say(N_("(signature)")), on.say(N_("Full name"))
    posts = (N_("WHO COUNTED"), N_("WHO WROTE"), N_("WHO LED"))
    on.paper.signatures([Signature((on.say(post),), hint, name) for post in posts], ())


_COMPOSED: dict[PaperKind, Callable[[_Writer], None]] = {
    PaperKind.REPORT: _report,
    PaperKind.NOTICE: _notice,
    PaperKind.COMMENDATION: _commendation,
    PaperKind.MINUTES: _minutes,
}
