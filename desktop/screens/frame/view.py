"""The widgets of the frame screen: sectors, the preview of a list, the forms of the draw, the visit list."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from tkinter import ttk

from desktop import dialogs
from desktop.screens.frame.outcomes import OutcomesPanel
from desktop.screens.frame.presenter import Presenter
from desktop.screens.taken_panel import ask_where_to_save
from desktop.screens.viewing import SHORT, ScreenView, action
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.later import when_idle
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel, PaperPanel, bind_within
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.duties import Duty
from models.domain.basics.folding import without_tones
from models.domain.basics.problems import N_
from models.domain.dossiers.frame_fields import REQUIRED
from models.workbooks import ENDINGS

LONGEST_LIST = 1_000_000


class View(ScreenView[Presenter]):
    """Sectors with N and n; everything else is laid over them."""

    def build(self) -> None:
        look, say = self.look, self.say
        self.stage = self.make_stage()
        page = ttk.Frame(self.stage)
        page.columnconfigure(0, weight=1)
        page.rowconfigure(1, weight=1)
        self._card = card = ttk.Frame(page, style="Card.TFrame", padding=(look.em * 2, look.lines(0.6)))
        card.grid(row=0, column=0, sticky="ew", pady=(0, look.lines(0.5)))
        self._told = ttk.Label(card, style="Card.TLabel", justify="left")
        self._told.grid(row=0, column=0, sticky="w")
        keep_wrapped(card, (self._told,), less=look.em * 5)
        self.table = RecordTable(
            page,
            (
                Column(say(N_("Sector")), 40, stretches=True),
                Column(say(N_("Dossiers (N)")), 16, is_number=True),
                Column(say(N_("People")), 12, is_number=True),
                Column(say(N_("Drawn (n)")), 14, is_number=True),
                Column(say(N_("Reserve")), 12, is_number=True),
            ),
            self.presenter.office.language,
            fold=without_tones,
            empty=say(N_("The list of finished dossiers is empty. Import the office's list (F2), or hand out "
                         "forms at the desk without a list (Ctrl+T).")),
        )  # fmt: skip
        self.table.grid(row=1, column=0, sticky="nsew")
        self.stage.show(page, focus=self.table.first_focus)

    def draw(self) -> None:
        say, presenter = self.say, self.presenter
        self.title(
            say(N_("List and sample")), say(N_("Names and phones stay in this office and are deleted on demand."))
        )
        self.table.show(presenter.rows())
        self._told.configure(text=self._summary())
        for does in (self._ask_draw, self._purge):
            self.enable(does, presenter.dossiers)
        drawn = presenter.record is not None
        self.lead(self._show_visits if drawn else self._ask_draw if presenter.dossiers else self._import)
        for does in (self._show_visits, self._write_visits):
            self.enable(does, presenter.drawn and presenter.dossiers)
        if presenter.question is not None:
            when_idle(self, self._ask_about_column)
        elif presenter.reading is not None:
            self._show_reading()
        elif presenter.source is not None:
            self._show_columns()

    def first_focus(self) -> None:
        self.table.first_focus()

    def make_room(self, *, is_short: bool) -> None:
        if is_short:
            self._card.grid_remove()
        else:
            self._card.grid()

    def leave(self) -> None:
        self.presenter.drop()

    def _summary(self) -> str:
        say, presenter = self.say, self.presenter
        number, record = presenter.office.language.number, presenter.record
        if presenter.office.period is None:
            return say(N_("No survey period is open yet"))
        lines = [say(N_("{dossiers} finished dossiers of {people} applicants."), dossiers=number(presenter.dossiers),
                     people=number(presenter.people))]  # fmt: skip
        if record is None:
            lines.append(say(N_("No sample has been drawn yet.")))
        elif record.is_drawn:
            drawn = N_("Drawn: {size} people of {population} dossiers. Seed: {seed}")
            lines.append(
                say(drawn, size=number(record.size), population=number(record.population or 0), seed=record.seed)
            )
        else:
            known = number(record.population) if record.population else say(N_("unknown"))
            lines.append(say(N_("At the desk without a list: {size} forms, N {population}."), size=number(record.size),
                             population=known))  # fmt: skip
        return "\n".join(lines)

    @action(N_("Import a list…"), "<F2>", main=True, commands=("frame import",), duty=Duty.LIST)
    def _import(self) -> None:
        kind = dialogs.OfferedFiles(self.say(N_("List of dossiers")), ENDINGS)
        for file in dialogs.open_files(self, self.say(N_("List of finished dossiers")), (kind,)):
            self.presenter.look(file)

    def _ask_about_column(self) -> None:
        """What a column alone does not tell is asked once, for all its rows."""
        presenter, say = self.presenter, self.say
        question = presenter.question
        if question is None:
            return
        place = dialogs.ask_choice(self, say(question.says, **question.values), presenter.answers_to(question),
                                   presenter.office.language, yes=say(N_("Read it so")))  # fmt: skip
        if place is None:
            presenter.question = None
        else:
            presenter.answer(place)

    def _show_reading(self) -> None:
        look, say, presenter = self.look, self.say, self.presenter
        reading = presenter.reading
        if reading is None:
            return
        page = ttk.Frame(self.stage)
        page.columnconfigure(0, weight=1)
        page.rowconfigure(2, weight=1)
        heading = ttk.Label(page, text=say(N_("Step 3 of 3: what is taken and what not")), style="Bold.TLabel")
        is_short = self.winfo_height() < look.lines(SHORT)
        sentence = presenter.reading_sentence()
        # the table names each reason beside its row: where lines are few, the first sentence is enough
        told = ttk.Label(page, text=sentence.partition("\n")[0] if is_short else sentence, justify="left")
        if not is_short:
            heading.grid(row=0, column=0, sticky="w")
        told.grid(row=1, column=0, sticky="w")
        keep_wrapped(page, (told,), less=look.em * 2)
        table = RecordTable(
            page,
            (
                Column(say(N_("Row")), 6, is_number=True),
                Column(say(N_("Taken")), 13),
                Column(say(N_("Dossier")), 24),
                Column(say(N_("Why not, or the sector")), 44, stretches=True),
                Column(say(N_("What stands there")), 36, stretches=True),
            ),
            presenter.office.language,
            fold=without_tones,
            empty="",
        )
        table.grid(row=2, column=0, sticky="nsew", pady=look.lines(0.4))
        table.show(presenter.reading_rows())
        bar = FlowBar(page)
        bar.grid(row=3, column=0, sticky="ew")
        count = presenter.office.language.number(len(reading.entries))
        take = ttk.Button(bar, style="Accent.TButton", command=self._take,
                          text=say(N_("Take {count} dossiers (Ctrl+Enter)"), count=count))  # fmt: skip
        bar.add(take)
        bar.add(ttk.Button(bar, text=say(N_("Columns… (Ctrl+B)")), command=self._to_columns))
        if not is_short:
            bar.add(ttk.Button(bar, text=say(N_("Account to Excel… (Ctrl+E)")), command=self._write_account))
        bar.add(ttk.Button(bar, text=say(N_("Go back (Esc)")), command=self._to_columns))
        for key, do in (("<Control-Return>", self._take), ("<Control-b>", self._to_columns),
                        ("<Control-e>", self._write_account)):  # fmt: skip
            bind_within(page, key, do)
        take.bind("<Return>", lambda _: take.invoke())
        self.stage.lay_over(page, back=self._to_columns)
        table.first_focus()

    def _write_account(self) -> str:
        file = self.presenter.file
        path = ask_where_to_save(self, self.presenter.office, file) if file is not None else None
        if path is not None:
            self.presenter.write_account(path)
        return "break"

    def _to_columns(self) -> str:
        self.presenter.reading = None
        self._show_columns()
        return "break"

    def _take(self) -> str:
        if self.presenter.reading is not None:
            self.presenter.take()
        self.stage.back()
        return "break"

    def _show_columns(self) -> None:
        """Step 2: which column is what, as recognised, to be changed where it is wrong."""
        say, presenter = self.say, self.presenter
        source = presenter.source
        if source is None:
            return
        panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Step 2 of 3: which column is what")),
                          hint=presenter.source_sentence(), yes=say(N_("Go on (Ctrl+Enter)")))  # fmt: skip
        fields = {
            field: panel.fields.choice(name, choices, value=value)
            for field, name, choices, value in presenter.columns()
        }
        if source.others:
            panel.bar.add(ttk.Button(panel.bar, text=say(N_("Another sheet…")), command=self._other_sheet))

        def take() -> str:
            chosen = {field: choice.value for field, choice in fields.items()}
            lacking = [field for field in REQUIRED if not chosen[field]]
            for field in lacking:
                fields[field].wrong(say(N_("This column is needed. Choose it.")))
            if lacking:
                fields[lacking[0]].widget.focus_set()
            else:
                presenter.read_columns(chosen)
            return "break"

        panel.does(take)
        self.stage.lay_over(panel)
        bind_within(panel, "<Control-Return>", take)
        if source.missing:
            fields[source.missing[0]].widget.focus_set()
        else:
            panel.yes.focus_set()

    def _other_sheet(self) -> None:
        source, file, say = self.presenter.source, self.presenter.file, self.say
        if source is None or file is None:
            return
        place = dialogs.ask_choice(self, say(N_("Which sheet has the list?")), source.others,
                                   self.presenter.office.language, yes=say(N_("Read it")))  # fmt: skip
        if place is not None:
            self.presenter.look(file, sheet=source.others[place])

    @action(N_("Draw the sample…"), "<F3>", commands=("sample draw",), duty=Duty.LIST)
    def _ask_draw(self) -> None:
        say, presenter = self.say, self.presenter
        said = N_("The formula n = N / (1 + N·e²) gives {size} people for {dossiers} dossiers at 5 %. The same seed draws "
                  "the same people again.")  # fmt: skip
        panel = FormPanel(
            self.stage, presenter.office.language, title=say(N_("Draw the sample")),
            hint=say(said, size=presenter.proposed_size or 0, dossiers=presenter.dossiers),
            yes=say(N_("Draw (Enter)")))  # fmt: skip
        size = panel.fields.text(say(N_("How many people (empty: by the formula)")), width=10)
        margin = panel.fields.number(say(N_("Margin of error in percent")), least=1, most=20, value=5)
        ways = (("", say(N_("for all sectors together"))), ("sector", say(N_("for each sector (more people)"))))
        way = panel.fields.choice(say(N_("The formula counts")), ways)
        seed = panel.fields.text(say(N_("Seed")), value=presenter.office.chance(), width=36)

        def take() -> None:
            if size.value and not size.value.isdecimal():
                size.wrong(say(N_("A whole number, or nothing.")))
                return
            presenter.draw(size=int(size.value) if size.value else None, seed=seed.value,
                           margin=Fraction(margin.value, 100), by_sector=way.value == "sector")  # fmt: skip
            self.stage.back()

        again = N_("A sample was drawn already. A new draw replaces it; both stay on record. Draw again?")
        if presenter.drawn and not dialogs.confirm(self, say(again), presenter.office.language,
                                                   yes=say(N_("Draw again")), dangerous=True):  # fmt: skip
            panel.destroy()
            return
        panel.does(take)
        self.stage.lay_over(panel)
        panel.fields.first_focus()

    @action(N_("Visit list"), "<F5>", commands=("sample list",))
    def _show_visits(self) -> None:
        self.stage.back()
        self.presenter.make_visits(self._visits_made)

    @action(N_("Visit list to Excel…"), "<Control-e>")
    def _write_visits(self) -> None:
        say = self.say
        name = f"{self.presenter.office.chosen_period.code}-{say(N_('visit-list'))}.xlsx"
        kind = dialogs.OfferedFiles(say(N_("Workbook")), (".xlsx",))
        path = dialogs.save_file(self, say(N_("Visit list to Excel…")), kind, name=name, private=True)
        if path is not None:
            self.presenter.write_visits(path)

    @action(N_("What came of visits…"), "<Control-d>", commands=("sample outcomes",), duty=Duty.LEDGER)
    def _show_outcomes(self) -> None:
        self.presenter.require_period()
        self.stage.lay_over(OutcomesPanel(self.stage, self.presenter.office))

    @action(N_("At the desk…"), "<Control-t>", duty=Duty.LIST)
    def _ask_desk(self) -> None:
        say, presenter = self.say, self.presenter
        presenter.require_period()
        panel = FormPanel(
            self.stage, presenter.office.language, title=say(N_("Hand out forms at the desk, without a list")),
            hint=say(N_("N is the number of finished dossiers in the period; leave it empty when nobody knows it.")),
            yes=say(N_("Record (Enter)")))  # fmt: skip
        size = panel.fields.number(say(N_("How many forms")), least=1, most=99_999)
        population = panel.fields.text(say(N_("N, when it is known")), width=10)

        def take() -> None:
            known = population.value
            if known and not (known.isdecimal() and 0 < int(known) <= LONGEST_LIST):
                population.wrong(say(N_("A whole number, or nothing.")))
                return
            presenter.survey_at_desk(population=int(known) if known else None, size=size.value)
            self.stage.back()

        panel.does(take)
        self.stage.lay_over(panel)
        panel.fields.first_focus()

    def _visits_made(self, path: Path) -> None:
        if not self.winfo_exists():
            return
        paper = PaperPanel(self.stage, path, self.presenter.office.language, title=self.say(N_("Visit list")))
        paper.preview.on_saved = self.presenter.visits_kept
        self.stage.lay_over(paper)
        paper.first_focus()

    @action(N_("Delete the list…"), commands=("frame purge",), duty=Duty.DELETE_LIST)
    def _purge(self) -> None:
        say, presenter = self.say, self.presenter
        said = N_(
            "Delete the list of {count} dossiers with names, phones and addresses? Answers and figures stay. "
            "It cannot be brought back except by importing the list again."
        )
        if dialogs.confirm(self, say(said, count=presenter.dossiers), presenter.office.language,
                           yes=say(N_("Delete the list")), dangerous=True):  # fmt: skip
            self._tell_remains(presenter.purge())

    def _tell_remains(self, remains: list[str]) -> None:
        if remains:
            said = N_("These may still hold names of people. Delete them there, and shred lists on paper:")
            dialogs.show(self, "\n".join((self.say(said), *remains)), self.presenter.office.language,
                         title=self.say(N_("Names may remain")))  # fmt: skip
