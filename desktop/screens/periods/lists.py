"""Laid over the periods: the offices and targets of one, the questionnaires and the methods that periods can use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tkinter import TclError

from desktop import dialogs
from desktop.screens.periods.editing import Editing
from desktop.screens.periods.form_parts import DifferencePanel
from desktop.screens.periods.presenter import Presenter
from desktop.screens.taken_panel import TakenPanel
from desktop.widgets.form_fields import NoWholeNumber
from desktop.widgets.list_panel import ListPanel, RowAct
from desktop.widgets.stage import Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_
from models.domain.basics.tables import Table
from models.language.tables import words as told
from models.services.office.asked_offices import pasted_table
from models.services.office.questionnaires import compare_here
from models.workbooks import read_tables

MOST_FORMS = 99_999


class TargetsPanel(ListPanel):
    """Enter or F2 names a target, F3 adds an office; Ctrl+Enter records all of it as the next edition."""

    def __init__(self, stage: Stage, editing: Editing) -> None:
        language = editing.office.language
        say = language.say
        self.stage, self._editing, self._language = stage, editing, language
        super().__init__(
            stage,
            language,
            title=say(N_("Offices and targets of {period}"), period=editing.period.code),
            told=say(N_("Nothing is recorded before Ctrl+Enter. What is recorded reaches the offices with the next campaign file.")),
            columns=(Column(say(N_("Code")), 9), Column(say(N_("Office")), 40, stretches=True),
                     Column(say(N_("Target")), 12, is_number=True)),
            empty=say(N_("No office is named in this period.")),
            on_open=self._ask_target,
            acts=(
                RowAct(say(N_("Record as a new edition (Ctrl+Enter)")), "<Control-Return>", self._record, is_main=True,
                       on_row=False),
                RowAct(say(N_("Name the target… (F2)")), "<F2>", self._ask_target),
                RowAct(say(N_("Add an office… (F3)")), "<F3>", self._ask_office, on_row=False),
                RowAct(say(N_("Paste a list (Ctrl+V)")), "<Control-v>", self._paste, on_row=False),
                RowAct(say(N_("From a table… (Ctrl+O)")), "<Control-o>", self._from_table, on_row=False),
                RowAct(say(N_("Take out (Delete)")), "<Delete>", self._take_out),
            ),
        )  # fmt: skip
        self.show(editing.rows())

    def _paste(self, _: int) -> None:
        try:
            text = self.clipboard_get()
        except TclError:
            text = ""
        self._take_list((pasted_table(text),), Path(self._language.say(N_("pasted list"))))

    def _from_table(self, _: int) -> None:
        kind = dialogs.OfferedFiles(self._language.say(N_("Table of offices")), (".xlsx", ".xls", ".csv"))
        for file in dialogs.open_files(self, self._language.say(N_("Offices that take part")), (kind,)):
            self._take_list(read_tables(file), file)

    def _take_list(self, tables: Sequence[Table], source: Path) -> None:
        say = self._language.say
        ways = (say(N_("They take part beside those of the list above")), say(N_("They alone take part")))
        chosen = dialogs.ask_choice(
            self, say(N_("Which offices take part?")), ways, self._language, yes=say(N_("Take the list"))
        )
        if chosen is None:
            return
        taken = self._editing.take_list(tables, only=chosen == 1, source=source)
        stage, editing = self.stage, self._editing
        # the account stands over this list, which is recorded afterwards
        stage.lay_over(
            TakenPanel(stage, editing.office, taken), back=lambda: stage.lay_over(TargetsPanel(stage, editing))
        )

    def _take_out(self, row: int) -> None:
        self._editing.take_out(row)
        self.show(self._editing.rows())

    def _ask_target(self, row: int) -> None:
        say, editing = self._language.say, self._editing
        unit = editing.office.catalogue.unit_named(editing.units[row]).full_name
        typed = dialogs.ask_text(self, say(N_("How many forms is {unit} to bring in? 0 takes the target away."), unit=unit),
                                 self._language, yes=say(N_("Name it")), text=str(editing.target(editing.units[row]) or ""))  # fmt: skip
        if typed:
            if not (typed.isdecimal() and int(typed) <= MOST_FORMS):
                raise NoWholeNumber(typed, 0, MOST_FORMS)
            editing.set_target(row, int(typed))
            self.show(editing.rows())

    def _ask_office(self, _: int) -> None:
        say = self._language.say
        code = dialogs.ask_text(self, say(N_("Code of the office that takes part too:")), self._language,
                                yes=say(N_("Add it")), title=say(N_("Add an office")))  # fmt: skip
        if code:
            self._editing.add(code)
            self.show(self._editing.rows())

    def _record(self, _: int) -> None:
        self._editing.record()
        self.stage.back()


class QuestionnairesPanel(ListPanel):
    """Enter edits one, F2 takes one of the office's own in, F3 writes one out, F5 says that its wording was compared."""

    def __init__(
        self, stage: Stage, presenter: Presenter, *, take_in: Callable[[], object], edit: Callable[[int], object]
    ) -> None:
        language = presenter.office.language
        say = language.say
        self.stage, self._presenter = stage, presenter
        may_edit = not presenter.office.bars(Duty.QUESTIONNAIRE)
        super().__init__(
            stage,
            language,
            bars=presenter.office.bars,
            title=say(N_("Questionnaires")),
            told=say(N_("A period uses the questionnaires that are chosen when it is opened. Enter shows one and lets it be edited.")),
            columns=(Column(say(N_("Id")), 20), Column(say(N_("For")), 6), Column(say(N_("Edition")), 9),
                     Column(say(N_("Title")), 40, stretches=True, wraps=True), Column(say(N_("Wording")), 30, stretches=True, wraps=True)),
            on_open=edit,
            acts=(
                RowAct(say(N_("Show and edit (Enter)") if may_edit else N_("Show (Enter)")), "", edit),
                RowAct(say(N_("Take in one of our own… (F2)")), "<F2>", lambda _: take_in(), is_main=True, on_row=False,
                       duty=Duty.QUESTIONNAIRE),
                RowAct(say(N_("Write as XLSForm… (F3)")), "<F3>", self._write),
                RowAct(say(N_("Compared with the legal text… (F5)")), "<F5>", self._confirm, duty=Duty.QUESTIONNAIRE),
                RowAct(say(N_("What differs from… (Ctrl+D)")), "<Control-d>", self._compare),
            ),
        )  # fmt: skip
        self.show(presenter.questionnaire_rows())

    def _write(self, row: int) -> None:
        say, presenter = self._presenter.office.say, self._presenter
        kind = dialogs.OfferedFiles(say(N_("XLSForm workbook")), (".xlsx",))
        to = dialogs.save_file(self, say(N_("Write the questionnaire as XLSForm")), kind,
                               name=f"{presenter.questionnaires[row].id}.xlsx")  # fmt: skip
        if to is not None:
            presenter.write_questionnaire(row, to)

    def _confirm(self, row: int) -> None:
        say, presenter = self._presenter.office.say, self._presenter
        question = N_("With which legal text was “{title}” compared, word by word? Kind, number and day:")
        source = dialogs.ask_text(self, say(question, title=presenter.questionnaires[row].title), presenter.office.language,
                                  yes=say(N_("Record it")), title=say(N_("Compared with the legal text")))  # fmt: skip
        if source:
            presenter.confirm_questionnaire(row, source)
            self.show(presenter.questionnaire_rows())

    def _compare(self, row: int) -> None:
        """Ask from which other edition or questionnaire, and show every difference."""
        say, presenter = self._presenter.office.say, self._presenter
        others = presenter.comparable(row)
        if not others:
            return
        words = [f"{each.id} {each.edition}: {told(presenter.office.language, each.title)}" for each in others]
        chosen = dialogs.ask_choice(self, say(N_("What does it say otherwise than which one?")), words,
                                    presenter.office.language, yes=say(N_("Compare")))  # fmt: skip
        if chosen is not None:
            one, after = others[chosen], presenter.questionnaires[row]
            title = say(N_("{before} (edition {former}) → {after} (edition {edition})"), before=one.id, former=one.edition,
                        after=after.id, edition=after.edition)  # fmt: skip
            found = compare_here(presenter.office.here, one, after)
            self.stage.lay_over(DifferencePanel(self.stage, presenter.office.language, found, title=title))


class MethodsPanel(ListPanel):
    """F2 takes one in, F3 writes one out to be changed; Enter shows what a method says."""

    def __init__(self, stage: Stage, presenter: Presenter, *, take_in: Callable[[], object]) -> None:
        language = presenter.office.language
        say = language.say
        self.stage, self._presenter, self._take_in = stage, presenter, take_in
        super().__init__(
            stage,
            language,
            bars=presenter.office.bars,
            title=say(N_("Methods: how answers become figures")),
            told=say(N_("Write one out, change it in Excel and take it in again; it is chosen when a period is opened. Enter shows "
                        "its values.")),
            columns=(Column(say(N_("Name of the method")), 40, stretches=True), Column(say(N_("Code")), 10),
                     Column(say(N_("Source")), 44, stretches=True)),
            on_open=self._open,
            acts=(
                RowAct(say(N_("Take in one of our own… (F2)")), "<F2>", lambda _: take_in(), is_main=True, on_row=False,
                       duty=Duty.QUESTIONNAIRE),
                RowAct(say(N_("Write as a table… (F3)")), "<F3>", self._write),
            ),
        )  # fmt: skip
        self.show(presenter.method_rows())

    def _write(self, row: int) -> None:
        say, presenter = self._presenter.office.say, self._presenter
        kind = dialogs.OfferedFiles(say(N_("Method as a table")), (".xlsx",))
        to = dialogs.save_file(self, say(N_("Write the method as a table")), kind, name=say(N_("method")) + ".xlsx")
        if to is not None:
            presenter.write_method(row, to)

    def _open(self, row: int) -> None:
        say, language = self._presenter.office.say, self._presenter.office.language
        panel = ListPanel(
            self.stage, language, title=self._presenter.method_rows()[row][0],
            columns=(Column(say(N_("Choice")), 30), Column(say(N_("Value")), 60, stretches=True)),
        )  # fmt: skip
        panel.show(self._presenter.method_values(row))
        self.stage.lay_over(panel)
