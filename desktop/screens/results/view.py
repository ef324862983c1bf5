"""The widgets of the results screen: which office and which table, the overall index, the table, and bars beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from tkinter import ttk

from desktop import dialogs
from desktop.screens.results.crossing import ask_crossing
from desktop.screens.results.explaining import ExplanationPanel, ask_what_stands_behind
from desktop.screens.results.exporting import AnswerExport
from desktop.screens.results.full_export import ask_full_export
from desktop.screens.results.panels import RecontactPanel, SignalPanel
from desktop.screens.results.papers import EDITABLE
from desktop.screens.results.presenter import Presenter
from desktop.screens.results.sidebar import Sidebar
from desktop.screens.results.tables import (
    bars_of_measure,
    bars_of_units,
    columns_of,
    has_chart,
    name_of,
    per_cent,
    rows_of,
)
from desktop.screens.viewing import ScreenView, action
from desktop.widgets.bars import PartedBar
from desktop.widgets.chart import BarChart
from desktop.widgets.focused import focused
from desktop.widgets.pdf_preview import PdfPreview
from desktop.widgets.pressed import pressed
from desktop.widgets.record_table import RecordTable
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.stage import PaperPanel
from desktop.widgets.wrapping import wrap
from models.domain.basics.duties import Duty
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_
from models.domain.basics.table_values import ResultTable
from models.domain.figures.basis import Basis
from models.domain.sheets.provisional import provisional_mark
from models.domain.sheets.ranking import ground_told
from models.domain.sheets.report import withheld_told
from models.language.tables import words
from models.services.figures.explaining import Explanation

NARROW = 110
"""A place of fewer digits' width shows the table alone; the chart is then one of the tables to choose."""


class View(ScreenView[Presenter]):
    """Offices and sheets at the left, then the table, then its chart or its paper; what is printed is laid over all."""

    shows = ("signals", "comments")

    def build(self) -> None:
        look, say = self.look, self.say
        self.title(say(N_("Results")))
        self.stage = self.make_stage()
        self._main = main = ttk.Frame(self.stage)
        main.rowconfigure(2, weight=1)
        self.stage.show(main, focus=self.first_focus)
        self._is_narrow = False
        self._build_choices(main)
        self._figures = ttk.Label(main, style="Quiet.TLabel", justify="left")
        self._put_figures()
        self._heading = ttk.Label(main, style="Bold.TLabel", justify="left")
        self._table: RecordTable | None = None
        self._shown: tuple[object, int] | None = None
        self._notes = ttk.Label(main, style="Small.TLabel", justify="left")
        self._notes.grid(row=3, column=0, columnspan=3, sticky="w")
        self._side = Sidebar(main, self.presenter, on_table=self.presenter.choose_table)
        self._paper: PdfPreview | None = None
        self._chart_room = ttk.Frame(main, style="Card.TFrame", padding=look.hair)
        self._chart_room.columnconfigure(0, weight=1)
        self._chart_room.rowconfigure(0, weight=1)
        scrolled = Scrolled(self._chart_room)
        scrolled.grid(row=0, column=0, sticky="nsew")
        self._chart = BarChart(scrolled.inside)
        self._chart.grid(row=0, column=0, sticky="ew", padx=look.em, pady=look.lines(0.3))
        main.bind("<Configure>", lambda event: self._fit(event.width))
        keys: dict[str, Callable[[], str]] = {
            "<F3>": lambda: self._step(1), "<Shift-F3>": lambda: self._step(-1), "<Control-u>": self._to_units,
        }  # fmt: skip
        # what the paper beside the table prints on its buttons acts wherever the keyboard is
        keys |= {key: partial(self._on_paper, key) for key in ("<Control-p>", "<Control-s>", "<Control-o>")}
        for key, do in keys.items():
            self.winfo_toplevel().bind(key, pressed(do))
            self.bind("<Destroy>", partial(self._unbind, key=key), add=True)

    def _on_paper(self, key: str) -> str:
        if self._paper is not None and self._paper.winfo_viewable():
            self._paper.keys_here[key]()
        return "break"

    def draw(self) -> None:
        presenter, say = self.presenter, self.say
        for each in self.all_actions():
            self.enable(getattr(self, each.does), presenter.shown is not None)
        self.enable(self._explain, can=True)
        self.enable(self._delete_texts, presenter.shown is not None and presenter.unit is not None)
        if presenter.paper is not None:
            self._show_paper()
            return
        problem = presenter.obstacle
        shown = presenter.shown
        if problem is not None or shown is None:
            self._figures.configure(text=presenter.office.language.problem(problem) if problem else
                                    say(N_("The figures are being counted…")))  # fmt: skip
            return
        self._draw_choices()
        self._figures.configure(text=self._overall())
        now = (presenter.tables, presenter.table)
        if self._shown is None or self._shown[0] is not presenter.tables or self._shown[1] != presenter.table:
            self._shown = now
            self._draw_table()
        self._draw_paper()

    @action(N_("Result sheet…"), "<F5>", main=True, commands=("results",))
    def _print_sheet(self) -> None:
        self.presenter.print_sheet()

    @action(N_("Complete report…"), "<F12>")
    def _print_report(self) -> None:
        self.presenter.print_report()

    @action(N_("Workbook…"), "<Control-w>")
    def _write(self) -> None:
        if self.presenter.shown is None:
            return
        say = self.say
        to = dialogs.save_file(self, say(N_("Write the tables as a workbook")),
                               dialogs.OfferedFiles(say(N_("Excel workbook")), (".xlsx",)),
                               name=f"{self.presenter.file_stem}.xlsx")  # fmt: skip
        if to is not None:
            self.presenter.write_workbook(to)

    @action(N_("Paper beside"), "<Control-b>")
    def _preview_or_not(self) -> None:
        if self._is_narrow:
            # there is no room beside: the paper is laid over the table
            self.presenter.print_sheet()
        else:
            self.presenter.choose_preview(with_preview=not self.presenter.with_preview)

    @action(
        N_("Re-contact…"), "<F11>", duty=Duty.RECONTACT, commands=("recheck draw", "recheck list", "recheck record")
    )
    def _recontact(self) -> None:
        recontact = self.presenter.recontact()
        if recontact is not None:
            panel = RecontactPanel(self.stage, recontact)
            self.stage.lay_over(panel)
            panel.first_focus()

    @action(N_("Reports of all offices…"), "<Control-r>", hub_only=True)
    def _print_all(self) -> None:
        if self.presenter.shown is None:
            return
        folder = dialogs.choose_folder(self, self.say(N_("Folder for the reports of all offices")))
        if folder is not None:
            self.presenter.papers.print_all_reports(folder)

    @action(N_("Cross-table…"), commands=("cross",))
    def _cross(self) -> None:
        if self.presenter.shown is not None:
            ask_crossing(self.stage, self.presenter)

    @action(N_("Word document…"))
    def _write_editable(self) -> None:
        say, papers = self.say, self.presenter.papers
        if papers.shown is None:
            return
        place = dialogs.ask_choice(self, say(N_("Which paper? What needs judgement is a marked gap in it.")),
                                   [say(words) for words in EDITABLE.values()], self.presenter.office.language,
                                   yes=say(N_("Go on")), title=say(N_("Word document…")))  # fmt: skip
        if place is None:
            return
        kind = list(EDITABLE)[place]
        to = dialogs.save_file(self, say(N_("Write the paper as a Word document")), dialogs.OfferedFiles("Word", (".docx",)),
                               name=f"{self.presenter.file_stem}-{kind.lower()}.docx")  # fmt: skip
        if to is not None:
            papers.write_editable(kind, to)

    @action(N_("Profile of the office…"))
    def _print_profile(self) -> None:
        papers = self.presenter.papers
        if papers.profiled is not None:
            papers.print_profile(papers.profiled)
        elif papers.shown is not None:
            folder = dialogs.choose_folder(self, self.say(N_("Folder for the profiles of all offices")))
            if folder is not None:
                papers.print_all_profiles(folder)

    @action(N_("Results of a year…"))
    def _print_year(self) -> None:
        say, found = self.say, self.presenter.papers.years()
        if not found:
            return
        place = dialogs.ask_choice(self, say(N_("The periods of which year? A sheet for each head of an office is written too.")),
                                   [str(year) for year in found], self.presenter.office.language,
                                   yes=say(N_("Go on")), title=say(N_("Results of a year")))  # fmt: skip
        if place is None:
            return
        folder = dialogs.choose_folder(self, say(N_("Folder for the sheets of the year")))
        if folder is not None:
            self.presenter.papers.print_year(found[place], folder)

    @action(N_("Export the answers…"), "<Control-e>", commands=("export", "restricted"))
    def _export(self) -> None:
        say, export = self.say, self._answers
        formats = export.formats()
        full = say(N_("In full, restricted: for this office's own analyst…"))
        place = dialogs.ask_choice(self, say(N_("In which format? One row for each form that counts.")),
                                   [*(each.name for each in formats), full], self.presenter.office.language,
                                   yes=say(N_("Go on")), title=say(N_("Export the answers")))  # fmt: skip
        if place is None:
            return
        if place == len(formats):
            ask_full_export(self, export)
            return
        chosen = formats[place]
        to = dialogs.save_file(self, say(N_("Write the answers")), dialogs.OfferedFiles(chosen.name, (chosen.suffix,)),
                               name=export.file_name(chosen))  # fmt: skip
        if to is not None:
            export.write(chosen, to)

    @action(N_("Control code…"), "<Control-k>")
    def _explain(self) -> None:
        say = self.say
        code = dialogs.ask_text(self, say(N_("The control code in the footer of the sheet, at least its first two groups:")),
                                self.presenter.office.language, yes=say(N_("What does it stand on?")),
                                title=say(N_("Control code of a printed sheet")))  # fmt: skip
        if code:
            ask_what_stands_behind(self.presenter.office, code, self._explained)

    def _explained(self, found: Explanation) -> None:
        if self.winfo_exists():
            self.stage.lay_over(ExplanationPanel(self.stage, found, self.presenter.office))

    @action(N_("Delete what people wrote…"), commands=("key purge-texts",), duty=Duty.DELETE_TEXTS)
    def _delete_texts(self) -> None:
        answers = self._answers
        asked = N_(
            "Delete for good what people wrote to {unit} in {period}? The figures stay. Texts that are sent again are not "
            "taken; a fresh safe copy takes the place of the older ones. What was handed over on a stick or by mail still "
            "holds them."
        )
        office = self.presenter.office
        unit = office.catalogue.unit_named(answers.unit).full_name
        named = self.say(asked, unit=unit, period=office.chosen_period.code)
        if dialogs.confirm(self, named, office.language, yes=self.say(N_("Delete them")), dangerous=True):
            answers.delete_texts()

    @property
    def _answers(self) -> AnswerExport:
        """The answers of what is shown."""
        presenter = self.presenter
        return AnswerExport(
            presenter.office, presenter.unit or presenter.office.here.unit, with_late=presenter.with_late
        )

    def first_focus(self) -> None:
        if self._table is not None:
            self._table.first_focus()
        else:
            self._tables.focus_set()

    def _build_choices(self, main: ttk.Frame) -> None:
        look, say = self.look, self.say
        self._line = line = ttk.Frame(main)
        line.grid(row=0, column=0, columnspan=3, sticky="ew", pady=(0, look.lines(0.3)))
        self._lists = ttk.Frame(line)
        self._lists.grid(row=0, column=0)
        self._lists.grid_remove()
        self._rest = rest = ttk.Frame(line)
        rest.grid(row=0, column=1)
        for part in (self._lists, rest):
            # the sentence beside has more room or less
            part.bind("<Configure>", lambda _: self._fit_line(self._main.winfo_width()))
        self._units = ttk.Combobox(self._lists, state="readonly", width=16, font=look.body)
        if self.presenter.is_hub:
            self._units.pack(side="left", padx=(0, look.em * 2))
            self._units.bind("<<ComboboxSelected>>", lambda _: self._unit_chosen())
        ttk.Label(self._lists, text=say(N_("Table (F3)"))).pack(side="left", padx=(0, look.em))
        self._tables = ttk.Combobox(self._lists, state="readonly", width=18, font=look.body)
        self._tables.pack(side="left", padx=(0, look.em * 2))
        self._tables.bind("<<ComboboxSelected>>", lambda _: self._table_chosen())
        ttk.Label(rest, text=say(N_("Compare with"))).pack(side="left", padx=(0, look.em))
        self._beside = ttk.Combobox(rest, state="readonly", width=20, font=look.body)
        self._beside.pack(side="left")
        self._beside.bind("<<ComboboxSelected>>", lambda _: self._beside_chosen())
        self._stand = ttk.Combobox(rest, state="readonly", width=18, font=look.body)
        self._stand.bind("<<ComboboxSelected>>", lambda _: self._stand_chosen())

    def _draw_choices(self) -> None:
        presenter, say, look = self.presenter, self.say, self.look
        self._side.draw()
        nodes = presenter.tree
        self._units.configure(values=[say(N_("All offices together")), *(node.label for node in nodes[1:])])
        keys = [node.unit for node in nodes]
        if presenter.is_hub and presenter.unit in keys:
            self._units.current(keys.index(presenter.unit))
        titles = [name_of(table, presenter.office.language) for table in presenter.tables]
        self._tables.configure(values=[*titles, say(N_("Chart"))] if self._is_narrow else titles)
        self._tables.current(min(presenter.table, len(titles) - 1))
        beside = presenter.comparable
        self._beside.configure(values=[say(N_("nothing")), *(each.name for each in beside)])
        self._beside.current(beside.index(presenter.beside) + 1 if presenter.beside in beside else 0)
        stands = presenter.stands
        if len(stands) > 1:
            self._stand.configure(values=presenter.stand_names())
            self._stand.current(stands.index(presenter.stand) if presenter.stand in stands else 0)
            self._stand.pack(side="left", padx=look.em * 2)
        else:
            self._stand.pack_forget()

    def _stand_chosen(self) -> None:
        self.presenter.choose_stand(self.presenter.stands[self._stand.current()])

    def _overall(self) -> str:
        presenter, say = self.presenter, self.say
        shown = presenter.shown
        if shown is None:
            return ""
        language = presenter.office.language
        said = [say(N_("Overall index: {index} from {forms} valid forms"),
                    index=per_cent(shown.measure.overall, language), forms=language.number(shown.measure.forms))]  # fmt: skip
        if shown.is_withheld:
            said = [words(language, withheld_told(shown))]
        elif not shown.is_ranking and shown.overall is not None:
            said += [words(language, ground_told(line, shown.method)) for line in shown.lines
                     if line.ground is not Basis.ENOUGH]  # fmt: skip
        if shown.is_ranking:
            said.append(say(N_("{count} offices have not sent"), count=len(shown.not_sent)))
        if shown.unconfirmed:
            said.append(say(N_("not counted until their key is confirmed: {units}"),
                            units=[unit.full_name for unit in shown.unconfirmed]))  # fmt: skip
        if shown.grade:
            said.append(say(shown.grade))
        mark = provisional_mark(shown, presenter.office.today)
        if mark is not None:
            said.insert(0, language.sentence(mark))
        elif shown.is_closed:
            told = N_("figures closed, edition {edition}") if shown.is_ranking else N_("closed, edition {edition}")
            said.append(say(told, edition=shown.edition))
        if shown.is_reference:
            said.append(say(N_("reference form – not compared with the legal text")))
        return " · ".join(said)

    def _draw_table(self) -> None:
        presenter = self.presenter
        table: ResultTable = presenter.tables[presenter.table]
        language = presenter.office.language
        had_focus = self._table is not None and focused(self._table) is self._table.tree
        if self._table is not None:
            self._table.destroy()
        self._table = RecordTable(
            self._main, columns_of(table, language), language, fold=search_key,
            empty=self.say(N_("There is nothing in this table yet.")),
            on_open=presenter.open_row if presenter.opens_offices else self._open_signal if presenter.is_signals else None,
        )  # fmt: skip
        self._heading.configure(text=words(language, table.title))
        self._table.show(rows_of(table, language))
        self._notes.configure(text="\n".join(words(language, note) for note in table.notes[:3]))
        self._chart.show(self._bars())
        self._place(is_chart=False)
        if had_focus:
            self._table.first_focus()

    def _bars(self) -> list[PartedBar]:
        """Offices beside the ranking, else factors and criteria."""
        shown, language = self.presenter.shown, self.presenter.office.language
        if shown is not None and self.presenter.is_ranking:
            return bars_of_units(shown, language)
        return bars_of_measure(shown.measure, language) if shown is not None and not shown.is_withheld else []

    def _place(self, *, is_chart: bool) -> None:
        if self._table is None:
            return
        if is_chart:
            self._table.grid_remove()
        else:
            self._table.grid(row=2, column=1, sticky="nsew")
        tables = self.presenter.tables
        is_paper = self._paper is not None and not self._is_narrow
        beside = not self._is_narrow and not is_paper and bool(tables) and self._has_room_for_chart()
        if not beside and not is_chart:
            self._chart_room.grid_remove()
        else:
            self._chart_room.grid(row=2, column=1 if self._is_narrow else 2, sticky="nsew",
                                  padx=0 if self._is_narrow else (self.look.em * 2, 0))  # fmt: skip
        if self._is_narrow:
            self._side.grid_remove()
            self._heading.grid_remove()
        else:
            self._side.grid(row=1, rowspan=2, column=0, sticky="nsew", padx=(0, self.look.em))
            self._heading.grid(row=1, column=1, columnspan=2, sticky="w", pady=(0, self.look.lines(0.2)))
        both = beside or is_paper
        for column, weight in ((1, 2 if beside else 1), (2, int(both))):
            self._main.columnconfigure(column, weight=weight, uniform="half" if both else "")

    def _has_room_for_chart(self) -> bool:
        """Whether bars say the same as the table and hide none of its columns that its text does not give room to."""
        presenter = self.presenter
        table = presenter.tables[presenter.table]
        if not presenter.is_ranking:
            return has_chart(table)
        needed = sum(column.width for column in columns_of(table, presenter.office.language)) * self.look.em
        room = self._main.winfo_width() - self._side.winfo_reqwidth()
        return needed < room * 2 / 3

    def _draw_paper(self) -> None:
        """The chosen table as it stands on paper, in the place of the chart."""
        path = self.presenter.preview
        if self._paper is not None and (path is None or self._paper.path != path):
            self._paper.destroy()
            self._paper = None
            self._place(is_chart=False)
        if self._paper is None and path is not None and not self._is_narrow:
            self._paper = PdfPreview(self._main, path, self.presenter.office.language)
            self._paper.grid(row=2, column=2, sticky="nsew", padx=(self.look.em, 0))
            self._place(is_chart=False)

    def _to_units(self) -> str:
        place = self._units if self._is_narrow else self._side.units
        if place is not None and self.stage.over is None:
            place.focus_set()
        return "break"

    def _open_signal(self, row: int) -> None:
        if self.presenter.unsigned is not None:
            panel = SignalPanel(self.stage, self.presenter.unsigned, row, self.presenter.office.language)
            self.stage.lay_over(panel)
            panel.first_focus()

    def _fit(self, width: int) -> None:
        is_narrow = width < self.look.em * NARROW
        wrap(self._notes, max(self.look.em * 40, width - self.look.em))
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._put_figures()
            self._beside.configure(width=10 if is_narrow else 20)
            for part, is_shown in ((self._lists, is_narrow), (self._notes, not is_narrow)):
                (part.grid if is_shown else part.grid_remove)()
            self._place(is_chart=False)
            if self.presenter.shown is not None:
                self._draw_choices()
        self._fit_line(width)

    def _fit_line(self, width: int) -> None:
        """What is chosen stands in one line or in two, and the sentence of the figures breaks where its room ends."""
        beside = self._rest.winfo_reqwidth()
        is_below = bool(self._is_narrow) and self._lists.winfo_reqwidth() + beside > width
        self._rest.grid(row=int(is_below), column=int(not is_below), sticky="w",
                        pady=(self.look.lines(0.3) if is_below else 0, 0))  # fmt: skip
        room = width if self._is_narrow else width - beside - self.look.em * 3
        wrap(self._figures, max(self.look.em * 40, room - self.look.em))

    def _put_figures(self) -> None:
        """The sentence of the figures beside the choices, or under them where there is no room."""
        if self._is_narrow:
            self._figures.grid(
                row=1, column=0, columnspan=3, sticky="w", padx=0, pady=(0, self.look.lines(0.4)), in_=self._main
            )
        else:
            self._figures.grid(
                row=0, column=2, columnspan=1, sticky="w", padx=(self.look.em * 2, 0), pady=0, in_=self._line
            )
        self._figures.lift()

    def _unit_chosen(self) -> None:
        place = self._units.current()
        self.presenter.choose_unit(self.presenter.tree[place].unit)

    def _beside_chosen(self) -> None:
        place = self._beside.current()
        self.presenter.choose_beside(self.presenter.comparable[place - 1] if place else None)

    def _table_chosen(self) -> None:
        place = self._tables.current()
        if place < len(self.presenter.tables):
            self.presenter.choose_table(place)
            self._place(is_chart=False)
        else:
            self._place(is_chart=True)

    def _step(self, by: int) -> str:
        if self.presenter.shown is not None and self.stage.over is None:
            self.presenter.choose_table(self.presenter.table + by)
        return "break"

    def _show_paper(self) -> None:
        paper, self.presenter.paper = self.presenter.paper, None
        if paper is not None:
            panel = PaperPanel(self.stage, paper, self.presenter.office.language, title=self.say(N_("Result sheet")))
            self.stage.lay_over(panel)
            panel.first_focus()
