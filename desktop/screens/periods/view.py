"""The widgets of the periods screen: a table, the form for a period of one's own, and findings on a questionnaire."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from desktop import dialogs, theme
from desktop.file_places import sticks
from desktop.screens.periods.closing import ClosingPanel, HubClosing, look_for_open_points
from desktop.screens.periods.decisions import DecisionsPanel
from desktop.screens.periods.editing import Editing
from desktop.screens.periods.form_editor import FormEditor
from desktop.screens.periods.lists import MethodsPanel, QuestionnairesPanel, TargetsPanel
from desktop.screens.periods.new_period import NewPeriod
from desktop.screens.periods.presenter import Presenter
from desktop.screens.taken_panel import TakenPanel
from desktop.screens.viewing import ScreenView, action
from desktop.theme import root_of
from desktop.widgets.later import when_idle
from desktop.widgets.list_panel import ListPanel
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel
from desktop.widgets.table_rows import Column
from exports.stick import Kit, NoKit, kit_in
from models.domain.basics.duties import Duty
from models.domain.basics.folding import without_tones
from models.domain.basics.problems import N_, Problem
from models.domain.book.periods import NO_END, Period
from models.domain.questionnaire.questionnaire import Questionnaire
from models.workbooks import ENDINGS

_KIT = "kit"
"""Under this name the window remembers where the kit was."""


class View(ScreenView[Presenter]):
    """Enter on a row works in that period from then on."""

    shows = ("period list",)

    def build(self) -> None:
        say = self.say
        self.title(say(N_("Periods")), say(N_("Enter on a row chooses the period for all screens; so does F7.")))
        first = self._ask_new if self.presenter.is_hub else self._open_campaign
        self.lead(first)
        self.stage = self.make_stage()
        self.table = RecordTable(
            self.stage,
            (
                Column("", 2),
                Column(say(N_("Code")), 9),
                Column(say(N_("Name of the period")), 24, stretches=True),
                Column(say(N_("Dossiers finished")), 24),
                Column(say(N_("Survey held")), 24),
                Column(say(N_("Opened by")), 16, stretches=True),
                Column(say(N_("State")), 10),
            ),
            self.presenter.office.language,
            fold=without_tones,
            empty=say(N_("There is no period yet. Open the hub's campaign file (F2), or a period of your own (F3).")),
            on_open=self.presenter.choose,
        )
        self._chosen: Period | None = None
        self.stage.show(self.table, focus=self.table.first_focus)
        if self.presenter.unsaved:
            when_idle(self, self._edit_questionnaire, 0)

    def draw(self) -> None:
        presenter = self.presenter
        self.table.show(presenter.rows())
        self._go_to_chosen()
        if isinstance(self.stage.over, FormEditor):
            return
        for does in (self._close_or_reopen, self._show_decisions):
            self.enable(does, presenter.office.period)
        for does in (self._write_campaign, self._write_letters, self._write_stick, self._edit, self._edit_targets):
            self.enable(does, presenter.is_own)
        if presenter.languages:
            when_idle(self, self._ask_language)
        if presenter.findings:
            self._show_findings()
        if presenter.taken is not None:
            taken, presenter.taken = presenter.taken, None
            self.stage.lay_over(TakenPanel(self.stage, presenter.office, taken))
        if presenter.warning:
            when_idle(self, self._show_warning)

    def _go_to_chosen(self) -> None:
        """Whenever another period is chosen, wherever that was done, the keyboard stands on its row."""
        chosen, before = self.presenter.office.period, self._chosen
        self._chosen = chosen
        if chosen is None or (before is not None and before.key == chosen.key):
            return
        place = self.presenter.place_of(chosen)
        if place in self.table.rows.shown:
            self.table.move_to(self.table.rows.shown.index(place), extend=False)

    def _show_warning(self) -> None:
        warning, self.presenter.warning = self.presenter.warning, ""
        if warning:
            dialogs.show(self, warning, self.presenter.office.language, title=self.say(N_("Periods overlap")), mark="!",
                         colour=theme.FOCUS)  # fmt: skip

    def first_focus(self) -> None:
        self.table.first_focus()

    def leave(self) -> None:
        self.presenter.findings = ()

    @action(N_("Open the hub's campaign file…"), "<F2>", commands=("campaign open",), duty=Duty.OPEN_CAMPAIGN)
    def _open_campaign(self) -> None:
        kind = dialogs.OfferedFiles(self.say(N_("Campaign file")), (".zip",))
        for file in dialogs.open_files(self, self.say(N_("Campaign file from the hub")), (kind,)):
            self._ask_code(file)

    def _ask_code(self, file: Path) -> None:
        """Ask for the enrolment code of the hub's letter, which may be left out."""
        say, presenter = self.say, self.presenter
        hint = N_(
            "If the hub handed over a letter of enrolment, type its ten words (or the digits) here: then nobody has to telephone to "
            "compare keys. Without a letter leave it empty."
        )
        panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Open {file}"), file=file.name), hint=say(hint),
                          yes=say(N_("Open the campaign file (Enter)")))  # fmt: skip
        code = panel.fields.text(say(N_("Enrolment code (may stay empty)")), width=60)

        def take() -> None:
            try:
                presenter.require_code(code.value)
            except Problem as problem:
                code.wrong(presenter.office.language.problem(problem))
                return
            self.stage.back()
            presenter.open_campaign(file, code=code.value)

        panel.does(take)
        self.stage.lay_over(panel)

    @action(N_("Period of our own…"), "<F3>", commands=("period open",), duty=Duty.PERIOD)
    def _ask_new(self) -> None:
        say, presenter = self.say, self.presenter
        proposed = presenter.proposal()
        hint = N_("The code stands in every form number: digits and the letters B C G H K M N P Q T, at most 8.")
        panel = FormPanel(self.stage, presenter.office.language, title=say(N_("Open a period of our own")),
                          hint=say(hint), yes=say(N_("Open the period (Enter)")))  # fmt: skip
        fields = panel.fields
        code = fields.text(say(N_("Code")), value=proposed.code, width=10, needed=True)
        name = fields.text(say(N_("Name of the period")), value=proposed.name, needed=True)
        basis = fields.text(say(N_("Basis: decision or plan, with number and day (may stay empty)")))
        first = fields.day(say(N_("Dossiers finished from")), value=proposed.evaluated[0])
        last = fields.day(
            say(N_("Dossiers finished to (empty: goes on until closed)")), value=proposed.evaluated[1], needed=False
        )
        start = fields.day(say(N_("Survey from (may stay empty)")), needed=False)
        end = fields.day(say(N_("Survey to (may stay empty)")), needed=False)
        forms = [fields.choice(say(N_("Form for: {kind}"), kind=kind), presenter.choices(code), value=usual)
                 for code, kind, usual in presenter.kinds()]  # fmt: skip
        share = fields.number(say(N_("Forms keyed twice, percent")), least=0, most=100, value=0)

        known = presenter.methods()
        method = fields.choice(say(N_("Method of the figures")), known) if len(known) > 1 else None
        part = fields.choice(say(N_("Offices that take part")), presenter.taking_part(),
                             value=presenter.taking_part()[0][0]) if presenter.is_hub else None  # fmt: skip

        def take() -> None:
            if first.value is None:
                return
            chosen = tuple(each.value for each in forms if each.value)
            new = NewPeriod(code.value, name.value, (first.value, last.value or NO_END), (start.value, end.value), chosen, share.value,
                            part.value if part else "", method.value if method else "", basis.value)  # fmt: skip
            warnings = presenter.warnings(new)
            if warnings and not dialogs.confirm(self, "\n\n".join(warnings), presenter.office.language, dangerous=True,
                                                yes=say(N_("Open it all the same"))):  # fmt: skip
                return
            presenter.open_own(new)
            self.stage.back()
            if presenter.is_hub:
                # who is asked is looked at before the campaign file is written
                self.stage.lay_over(TargetsPanel(self.stage, Editing(presenter.office)))

        panel.does(take)
        self.stage.lay_over(panel)
        fields.first_focus()

    @action(N_("Write the campaign file…"), "<Control-w>", hub_only=True, duty=Duty.GUIDE)
    def _write_campaign(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Folder for the campaign file")))
        if folder is not None:
            self.presenter.write_campaign(folder)

    @action(N_("Stick for the offices…"), "<Control-u>", hub_only=True, commands=("package stick",), duty=Duty.GUIDE)
    def _write_stick(self) -> None:
        """Onto the stick that is plugged in, with the kit that was used last; each may be chosen anew."""
        say, presenter = self.say, self.presenter
        kit = self._known_kit() or self._ask_kit()
        while kit is not None:
            places = sticks()
            words = [say(N_("Onto {folder}"), folder=place) for place in places]
            words += [say(N_("Into another folder…")), say(N_("Take another kit…"))]
            asked = say(
                N_("A stick with version {version} of the program (from {folder}), the campaign file and a page that says how to begin?"),
                version=kit.version, folder=kit.files[0].file.parent,
            )  # fmt: skip
            chosen = dialogs.ask_choice(self, asked, words, presenter.office.language, yes=say(N_("Write (Enter)")),
                                        title=say(N_("Stick for the offices…")).rstrip("…"))  # fmt: skip
            if chosen is None:
                return
            if chosen == len(places) + 1:
                kit = self._ask_kit()
                continue
            to = (
                places[chosen] if chosen < len(places) else dialogs.choose_folder(self, say(N_("Folder for the stick")))
            )
            if to is not None:
                presenter.write_stick(kit, to)
            return

    def _known_kit(self) -> Kit | None:
        """The kit that was used last, where it still is one."""
        known = root_of(self).folders.known(_KIT)
        with suppress(NoKit):
            return kit_in(known) if known else None
        return None

    def _ask_kit(self) -> Kit | None:
        folder = dialogs.choose_folder(self, self.say(N_("Folder with the kit that installs the program")))
        if folder is None:
            return None
        try:
            found = kit_in(folder)
        except NoKit as problem:
            dialogs.show_problem(self, problem, self.presenter.office.language)
            return None
        root_of(self).folders.note(_KIT, folder)
        return found

    @action(N_("Letters of enrolment…"), "<Control-l>", hub_only=True, commands=("enrol letters",), duty=Duty.GUIDE)
    def _write_letters(self) -> None:
        presenter = self.presenter
        file = dialogs.save_file(self, self.say(N_("Letters of enrolment")),
                                 dialogs.OfferedFiles(self.say(N_("PDF")), (".pdf",)),
                                 name=presenter.name_of_letters)  # fmt: skip
        if file is not None:
            presenter.write_letters(file)

    @action(N_("Close or reopen…"), "<F5>", commands=("period close", "period reopen"), duty=Duty.CLOSE)
    def _close_or_reopen(self) -> None:
        say, presenter = self.say, self.presenter
        for place in self.table.selected[:1]:
            presenter.choose(place)
        if presenter.is_hub:
            look_for_open_points(presenter.office, self._show_closing)
            return
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
        told = "\n\n".join([say(asked, period=period.code), *presenter.open_before_closing()])
        if dialogs.confirm(self, told, language, yes=say(N_("Close the period")), dangerous=True):
            presenter.close()

    def _show_closing(self, closing: HubClosing) -> None:
        if self.winfo_exists():
            self.stage.lay_over(ClosingPanel(self.stage, closing))

    @action(N_("What was decided…"), "<Control-d>", commands=("period history",))
    def _show_decisions(self) -> None:
        self.stage.lay_over(DecisionsPanel(self.stage, self.presenter.office))

    @action(N_("Change the period…"), "<Control-e>", commands=("period edit",), duty=Duty.PERIOD)
    def _edit(self) -> None:
        say, presenter = self.say, self.presenter
        editing = Editing(presenter.office)
        period, language = editing.period, presenter.office.language
        hint = N_("What is counted and how never changes within a period. What is changed reaches the offices with the next "
                  "campaign file.")  # fmt: skip
        panel = FormPanel(self.stage, language, title=say(N_("Change period {period}"), period=period.code),
                          hint=say(hint), yes=say(N_("Record as a new edition (Enter)")))  # fmt: skip
        name = panel.fields.text(say(N_("Name of the period")), value=period.name, needed=True)
        basis = panel.fields.text(
            say(N_("Basis: decision or plan, with number and day (may stay empty)")), value=period.basis
        )
        start = panel.fields.day(say(N_("Survey from")), value=period.survey_from)
        has_end = period.survey_to != NO_END
        end = panel.fields.day(say(N_("Survey to")), value=period.survey_to if has_end else None, needed=has_end)

        def take() -> None:
            editing.record(name=name.value, survey=(start.value, end.value), basis=basis.value)
            self.stage.back()

        panel.does(take)
        self.stage.lay_over(panel)

    @action(N_("Offices and targets…"), "<Control-t>", hub_only=True, duty=Duty.PERIOD)
    def _edit_targets(self) -> None:
        self.stage.lay_over(TargetsPanel(self.stage, Editing(self.presenter.office)))

    @action(
        N_("Questionnaires…"),
        "<Control-q>",
        commands=(
            "questionnaire list",
            "questionnaire check",
            "questionnaire import",
            "questionnaire confirm",
            "questionnaire export",
            "questionnaire compare",
        ),
    )
    def _show_questionnaires(self) -> None:
        panel = QuestionnairesPanel(
            self.stage, self.presenter, take_in=self._import_questionnaire, edit=self._edit_questionnaire
        )
        self.stage.lay_over(panel)

    def _edit_questionnaire(self, row: int) -> None:
        """Lay the editor over the screen; what is not kept from before comes first."""
        editor = FormEditor(self.stage, self.presenter.edit_form(row), on_end=self._end_editing)
        self.stage.lay_over(editor, back=editor.leave)
        self._rest(is_resting=True)

    def _rest(self, *, is_resting: bool) -> None:
        """Give the room of title and buttons to the editor; what the buttons and their keys do waits until it is left."""
        for button in self.buttons.values():
            button.state(["disabled" if is_resting else "!disabled"])
        self.rest_head(is_resting=is_resting)
        if not is_resting:
            self.draw()

    def _end_editing(self, _: Questionnaire | None) -> None:
        self.presenter.editing = None
        self.presenter.refresh()
        self._show_questionnaires()
        self._rest(is_resting=False)

    @action(N_("Methods…"), "<Control-m>", commands=("method list", "method check", "method import", "method export"))
    def _show_methods(self) -> None:
        self.stage.lay_over(MethodsPanel(self.stage, self.presenter, take_in=self._import_method))

    def _import_questionnaire(self) -> None:
        kind = dialogs.OfferedFiles(self.say(N_("XLSForm workbook")), (".xlsx",))
        for file in dialogs.open_files(self, self.say(N_("Questionnaire as XLSForm")), (kind,)):
            self.presenter.import_questionnaire(file)

    def _import_method(self) -> None:
        kind = dialogs.OfferedFiles(self.say(N_("Method as a table")), ENDINGS)
        for file in dialogs.open_files(self, self.say(N_("Method as a table")), (kind,)):
            self.presenter.import_method(file)

    def _ask_language(self) -> None:
        say, presenter = self.say, self.presenter
        if presenter.languages:
            asked = say(N_("The wording stands there in several languages. Which one is printed?"))
            presenter.print_in(dialogs.ask_choice(self, asked, presenter.languages, presenter.office.language,
                                                  yes=say(N_("Print this one"))))  # fmt: skip

    def _show_findings(self) -> None:
        say, presenter = self.say, self.presenter
        said = N_(
            "“{file}” was not taken in: {count} cells have to be corrected. Correct them and choose the file again."
        )
        panel = ListPanel(
            self.stage,
            presenter.office.language,
            title=say(N_("Questionnaire as XLSForm")),
            told=say(said, file=presenter.refused_file, count=len(presenter.findings)),
            is_bad=True,
            columns=(Column(say(N_("Sheet")), 10), Column(say(N_("Row")), 6, is_number=True), Column(say(N_("Column")), 16),
                     Column(say(N_("What to correct")), 60, stretches=True)),
        )  # fmt: skip
        panel.show(presenter.finding_rows())
        self.stage.lay_over(panel)
        presenter.findings = ()
