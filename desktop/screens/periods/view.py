"""The widgets of the periods screen: a table, the form for a period of one's own, and findings on a questionnaire."""

from __future__ import annotations

from tkinter import ttk

from desktop import dialogs, theme
from desktop.screens.periods.presenter import NewPeriod, Presenter
from desktop.screens.viewing import ScreenView
from desktop.widgets.later import when_idle
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel, Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import without_tones
from models.domain.basics.problems import N_
from models.domain.basics.units import Level


class View(ScreenView[Presenter]):
    """Enter on a row works in that period from then on."""

    def build(self) -> None:
        say = self.say
        self.title(say(N_("Periods")), say(N_("Enter on a row chooses the period for all screens; so does F7.")))
        self.add_action(say(N_("Open the hub's campaign file…")), self._open_campaign, key="<F2>",
                    main=not self.presenter.is_hub)  # fmt: skip
        self.add_action(say(N_("Period of our own…")), self._ask_new, key="<F3>", main=self.presenter.is_hub)
        if self.presenter.is_hub:
            self._write = self.add_action(say(N_("Write the campaign file…")), self._write_campaign, key="<Control-w>")
        self._close = self.add_action(say(N_("Close or reopen…")), self._close_or_reopen, key="<F5>")
        self.add_action(say(N_("Questionnaire of our own…")), self._import_questionnaire, key="<Control-q>")
        self.add_action(say(N_("Method of our own…")), self._import_method, key="<Control-m>")
        self.stage = Stage(self.content)
        self.stage.grid(row=0, column=0, sticky="nsew")
        self.table = RecordTable(
            self.stage,
            (
                Column("", 2),
                Column(say(N_("Code")), 9),
                Column(say(N_("Name of the period")), 24, stretches=True),
                Column(say(N_("Dossiers finished")), 24),
                Column(say(N_("Survey held")), 24),
                Column(say(N_("Opened by")), 24),
                Column(say(N_("State")), 10),
            ),
            self.presenter.office.language,
            fold=without_tones,
            empty=say(N_("There is no period yet. Open the hub's campaign file (F2), or a period of your own (F3).")),
            on_open=self.presenter.choose,
        )
        self.stage.show(self.table, focus=self.table.first_focus)

    def draw(self) -> None:
        presenter = self.presenter
        self.table.show(presenter.rows())
        self._close.state(["!disabled" if presenter.office.period else "disabled"])
        if presenter.is_hub:
            self._write.state(["!disabled" if presenter.is_own else "disabled"])
        if presenter.findings:
            self._show_findings()
        if presenter.warning:
            when_idle(self, self._show_warning)

    def _show_warning(self) -> None:
        warning, self.presenter.warning = self.presenter.warning, ""
        if warning:
            dialogs.show(self, warning, self.presenter.office.language, title=self.say(N_("Periods overlap")), mark="!",
                         colour=theme.FOCUS)  # fmt: skip

    def first_focus(self) -> None:
        self.table.first_focus()

    def leave(self) -> None:
        self.presenter.findings = ()

    def _open_campaign(self) -> None:
        kind = dialogs.FileKind(self.say(N_("Campaign file")), (".zip",))
        for file in dialogs.open_files(self, self.say(N_("Campaign file from the hub")), (kind,)):
            self.presenter.open_campaign(file)

    def _write_campaign(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Folder for the campaign file")))
        if folder is not None:
            self.presenter.write_campaign(folder)

    def _close_or_reopen(self) -> None:
        say, presenter = self.say, self.presenter
        language, period = presenter.office.language, presenter.office.chosen_period
        if presenter.is_closed:
            asked = N_("Period {period} is closed at this office. Why is it reopened?")
            reason = dialogs.ask_text(self, say(asked, period=period.code), language, yes=say(N_("Reopen")))
            if reason:
                presenter.reopen(reason)
            return
        asked = N_(
            "Close period {period} at this office? Nothing more can be keyed then, and the figures stand on what is "
            "here now. A backup is made first. It can be reopened with a reason."
        )
        if dialogs.confirm(
            self, say(asked, period=period.code), language, yes=say(N_("Close the period")), dangerous=True
        ):
            presenter.close()

    def _import_questionnaire(self) -> None:
        kind = dialogs.FileKind(self.say(N_("XLSForm workbook")), (".xlsx",))
        for file in dialogs.open_files(self, self.say(N_("Questionnaire as XLSForm")), (kind,)):
            self.presenter.import_questionnaire(file)

    def _import_method(self) -> None:
        kind = dialogs.FileKind(self.say(N_("Method as a table")), (".xlsx", ".csv"))
        for file in dialogs.open_files(self, self.say(N_("Method as a table")), (kind,)):
            self.presenter.import_method(file)

    def _ask_new(self) -> None:
        say, presenter = self.say, self.presenter
        proposed = presenter.proposal()
        hint = N_("The code stands in every form number: digits and the letters B C G H K M N P Q T, at most 8.")
        panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Open a period of our own")),
                          hint=say(hint), yes=say(N_("Open the period (Enter)")))  # fmt: skip
        fields = panel.fields
        code = fields.text(say(N_("Code")), value=proposed.code, width=10, needed=True)
        name = fields.text(say(N_("Name of the period")), value=proposed.name, needed=True)
        first = fields.day(say(N_("Dossiers finished from")), value=proposed.evaluated[0])
        last = fields.day(say(N_("Dossiers finished to")), value=proposed.evaluated[1])
        start = fields.day(say(N_("Survey from (may stay empty)")), needed=False)
        end = fields.day(say(N_("Survey to (may stay empty)")), needed=False)
        persons = fields.choice(say(N_("Form for individuals (CN)")), presenter.choices("CN"),
                                value=proposed.questionnaires[0])  # fmt: skip
        bodies = fields.choice(say(N_("Form for organisations (TC)")), presenter.choices("TC"),
                               value=proposed.questionnaires[1])  # fmt: skip
        share = fields.number(say(N_("Forms keyed twice, percent")), least=0, most=100, value=0)

        known = presenter.methods()
        method = fields.choice(say(N_("Method of the figures")), known) if len(known) > 1 else None
        part = fields.choice(say(N_("Offices that take part")), presenter.taking_part(),
                             value=presenter.taking_part()[0][0]) if presenter.is_hub else None  # fmt: skip

        def take() -> None:
            if first.value is None or last.value is None:
                return
            chosen = tuple(id_ for id_ in (persons.value, bodies.value) if id_)
            new = NewPeriod(code.value, name.value, (first.value, last.value), (start.value, end.value), chosen, share.value,
                            Level(part.value) if part and part.value else None, method.value if method else "")  # fmt: skip
            warnings = presenter.warnings(new)
            if warnings and not dialogs.confirm(self, "\n\n".join(warnings), presenter.office.language, dangerous=True,
                                                yes=say(N_("Open it all the same"))):  # fmt: skip
                return
            presenter.open_own(new)
            self.stage.back()

        panel.does(take)
        self.stage.lay_over(panel)
        fields.first_focus()

    def _show_findings(self) -> None:
        say, presenter = self.say, self.presenter
        page = ttk.Frame(self.stage)
        page.columnconfigure(0, weight=1)
        page.rowconfigure(1, weight=1)
        said = N_(
            "“{file}” was not taken in: {count} cells have to be corrected. Correct them and choose the file again."
        )
        ttk.Label(page, style="Bad.TLabel", text=say(said, file=presenter.refused_file, count=len(presenter.findings))
                  ).grid(row=0, column=0, sticky="w", pady=(0, self.look.lines(0.4)))  # fmt: skip
        table = RecordTable(
            page,
            (Column(say(N_("Sheet")), 10), Column(say(N_("Row")), 6, is_number=True), Column(say(N_("Column")), 16),
             Column(say(N_("What to correct")), 60, stretches=True)),
            presenter.office.language, fold=without_tones, empty="",
        )  # fmt: skip
        table.grid(row=1, column=0, sticky="nsew")
        table.show(presenter.finding_rows())
        back = ttk.Button(page, text=say(N_("Go back (Esc)")), command=self.stage.back)
        back.grid(row=2, column=0, sticky="w", pady=(self.look.lines(0.4), 0))
        self.stage.lay_over(page)
        presenter.findings = ()
        table.first_focus()
