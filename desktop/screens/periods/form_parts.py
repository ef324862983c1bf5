"""Laid over the list of a questionnaire that is edited: one line whole, its answers, what stands around the questions, what is changed."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk

from desktop import dialogs
from desktop.screens.periods.form_editing import FormEditing
from desktop.widgets.list_panel import ListPanel, RowAct
from desktop.widgets.stage import FormPanel, Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.problems import N_
from models.domain.questionnaire import editing as sheets_editing
from models.domain.questionnaire.comparing import FRAME_TOLD, FormDifference, FormEdit
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.language import Language

_LEAST = 24
"""Letters that a field shows at least; it takes the room that there is."""
NEW_GROUP = "begin_group"


class LinePanel(FormPanel):
    """All that is said of one line; Ctrl+Enter takes it."""

    def __init__(self, stage: Stage, editing: FormEditing, row: int) -> None:
        say = editing.office.say
        line = editing.lines[row]
        super().__init__(stage, editing.office.language, title=editing.words(line, "label") or line.row["name"],
                         hint="…", yes=say(N_("Take it (Enter)")))  # fmt: skip
        fields = self.fields
        words = fields.text(say(N_("Question words")), value=editing.words(line, "label"), width=_LEAST, needed=True)
        skip = editing.skip_of(line.row["relevant"])
        is_group = line.kind == sheets_editing.BEGIN
        hint_field = None if is_group else fields.text(say(N_("Hint")), value=editing.words(line, "hint"), width=_LEAST)
        number = (
            None
            if is_group
            else fields.text(say(N_("Number (empty: the next one)")), value=line.row["paper_number"], width=10)
        )
        asks = fields.choice(say(N_("Asked only if the answer to")), editing.skip_choices(row), value=skip.name)
        codes = fields.text(say(N_("is one of (codes, e.g. 2 3)")), value=" ".join(skip.codes), width=20)
        expression = fields.text(
            say(N_("or a condition as XLSForm writes it")), value="" if skip.name else skip.expression, width=_LEAST
        )
        scores = editing.scores_for(row)
        can_count = is_group or line.kind == "select_one"
        score = fields.choice(say(N_("Counts as")), scores, value=editing.score_of(row)) if can_count else None
        required = None
        if not is_group and line.kind != "note":
            yes_no = [("", say(N_("no"))), ("yes", say(N_("yes")))]
            required = fields.choice(say(N_("Must be answered")), yes_no, value=line.row["required"].lower() and "yes")

        about = rule = None
        if not is_group and line.kind != "note":
            about = fields.choice(say(N_("It is about")), editing.abouts(), value=line.row["about"].lower())
            rule = fields.text(
                say(N_("Rule as XLSForm writes it, e.g. . <= 30")), value=line.row["constraint"], width=_LEAST
            )

        in_reports = fields.text(
            say(N_("Words in tables and reports (empty: the same)")),
            value=editing.words(line, "in_reports"),
            width=_LEAST,
        )

        def tell_answers() -> None:
            answers = " · ".join(f"{code} {said}" for code, said in editing.answers_of(asks.value))
            told = N_("Answers to {name}: {answers}. Type the codes of those who are asked.")
            usual = N_("Choose a question under “asked only if” to ask this one of some people alone.")
            self.hint.configure(text=say(told, name=asks.value, answers=answers) if asks.value else say(usual))

        def take() -> None:
            cells = {"label": words.value, "in_reports": in_reports.value}
            if hint_field is not None:
                cells["hint"] = hint_field.value
            if number is not None:
                cells["paper_number"] = number.value
            if required is not None:
                cells["required"] = required.value
            if about is not None and rule is not None:
                cells |= {"about": about.value, "constraint": rule.value}
            chosen = tuple(codes.value.replace(",", " ").split())
            known = {code for code, _ in editing.answers_of(asks.value)}
            if asks.value and (not chosen or not known.issuperset(chosen)):
                codes.wrong(say(N_("Type at least one code of that question: {codes}."), codes=sorted(known)))
                codes.widget.focus_set()
                return
            cells["relevant"] = editing.condition(asks.value, chosen) if asks.value else expression.value
            editing.change_line(row, cells, score.value if score is not None else editing.score_of(row))
            stage.back()

        asks.widget.bind("<<ComboboxSelected>>", lambda _: tell_answers(), add=True)
        tell_answers()
        self.does(take)
        _stretch(self)


class NewLinePanel(FormPanel):
    """A new question below the line, or a group around it."""

    def __init__(self, stage: Stage, editing: FormEditing, row: int, *, on_added: Callable[[int], object]) -> None:
        say = editing.office.say
        hint = N_("It stands below the line that is marked. Answers of a list of its own are parted by a semicolon.")
        super().__init__(stage, editing.office.language, title=say(N_("A new line")), hint=say(hint),
                         yes=say(N_("Add it (Enter)")))  # fmt: skip
        kinds = [*editing.kinds(), *([(NEW_GROUP, say(N_("group around the marked line")))] if row >= 0 else [])]
        words = self.fields.text(say(N_("Question words")), width=_LEAST, needed=True)
        kind = self.fields.choice(say(N_("Answered by")), kinds, value=kinds[0][0])
        choices = self.fields.text(say(N_("Answers of its own")), width=_LEAST)

        def take() -> None:
            if kind.value == NEW_GROUP:
                editing.add_group(row, words.value)
                on_added(row)
                return
            listed = [each for each in (part.strip() for part in choices.value.split(";")) if each]
            if kind.value in TYPES_BY_CODE and TYPES_BY_CODE[kind.value].has_choices and len(listed) < 2:
                choices.wrong(say(N_("Give at least two answers, parted by a semicolon.")))
                return
            on_added(editing.add(row, kind.value, words.value, listed))

        self.does(take)
        _stretch(self)


class FramePanel(FormPanel):
    """What stands around the questions; what is left empty is as usual or not printed."""

    def __init__(self, stage: Stage, editing: FormEditing) -> None:
        say = editing.office.say
        hint = N_("What is empty is not printed, or stands as usual. “none” in the name of a line leaves the line out.")
        super().__init__(stage, editing.office.language, title=say(N_("Around the questions")), hint=say(hint),
                         yes=say(N_("Take it (Enter)")))  # fmt: skip
        fields = {
            column: self.fields.text(_capital(say(FRAME_TOLD[column])), value=text, width=_LEAST)
            for column, text in editing.frame().items()
        }

        def take() -> None:
            editing.change_frame({column: field.value for column, field in fields.items()})
            stage.back()

        self.does(take)
        _stretch(self)


class ChoicesPanel(ListPanel):
    """The answers of one question in order; Enter rewords one, Alt with an arrow moves it."""

    def __init__(self, stage: Stage, editing: FormEditing, name: str) -> None:
        language, say = editing.office.language, editing.office.say
        self.stage, self._editing, self._of, self._language = stage, editing, name, language
        super().__init__(
            stage,
            language,
            title=say(N_("Answers of question {name}"), name=name),
            told=self._shared(),
            columns=(Column(say(N_("Code")), 8), Column(say(N_("Choices")), 50, stretches=True, wraps=True),
                     Column(say(N_("Broader class")), 30, stretches=True)),
            empty=say(N_("There is no answer yet.")),
            on_open=self._reword,
            acts=(
                RowAct(say(N_("Other words… (F2)")), "<F2>", self._reword, is_main=True),
                RowAct(say(N_("Add an answer… (F3)")), "<F3>", self._add, on_row=False),
                RowAct(say(N_("Broader class… (F5)")), "<F5>", self._coarser),
                RowAct(say(N_("Leave out (Delete)")), "<Delete>", self._take_out),
                RowAct(say(N_("Up (Alt+↑)")), "<Alt-Up>", lambda row: self._move(row, down=False)),
                RowAct(say(N_("Down (Alt+↓)")), "<Alt-Down>", lambda row: self._move(row, down=True)),
                RowAct(say(N_("A list for this question alone (Ctrl+L)")), "<Control-l>", self._own, on_row=False),
            ),
        )  # fmt: skip
        self._draw()

    @property
    def _line(self) -> sheets_editing.Line:
        return next(line for line in self._editing.lines if line.row["name"] == self._of)

    def _shared(self) -> str:
        others = [
            each for each in sheets_editing.users_of(self._editing.sheets, self._line.list_name) if each != self._of
        ]
        say = self._language.say
        if not others:
            return say(N_("No other question has this list."))
        return say(
            N_("The questions {names} have the same list and change with it. Ctrl+L makes a list for this one alone."),
            names=others,
        )

    def _choices(self) -> tuple[sheets_editing.ListedChoice, ...]:
        return sheets_editing.choices_in(self._editing.sheets, self._line.list_name)

    def _draw(self) -> None:
        self.told.configure(text=self._shared())
        self.show(
            [(each.row["name"], self._editing.choice_words(each), each.row["coarser"]) for each in self._choices()]
        )

    def _reword(self, row: int) -> None:
        chosen = self._choices()[row]
        say = self._language.say
        typed = dialogs.ask_text(self, say(N_("Words of answer {code}:"), code=chosen.row["name"]), self._language,
                                 yes=say(N_("Take it")), text=self._editing.choice_words(chosen))  # fmt: skip
        if typed:
            self._editing.do(lambda of: sheets_editing.with_choice_cells(of, chosen.place, {"label": typed}))
            self._draw()

    def _coarser(self, row: int) -> None:
        chosen = self._choices()[row]
        say = self._language.say
        asked = N_("Broader class of “{words}”, told in exports where the answer itself is rare; may be empty:")
        typed = dialogs.ask_text(self, say(asked, words=self._editing.choice_words(chosen)), self._language,
                                 yes=say(N_("Take it")), text=chosen.row["coarser"])  # fmt: skip
        if typed is not None:
            self._editing.do(lambda of: sheets_editing.with_choice_cells(of, chosen.place, {"coarser": typed}))
            self._draw()

    def _add(self, _: int) -> None:
        say = self._language.say
        typed = dialogs.ask_text(self, say(N_("Words of the new answer:")), self._language, yes=say(N_("Add it")))
        if typed:
            self._editing.do(lambda of: sheets_editing.with_choice(of, self._line.list_name, typed))
            self._draw()

    def _take_out(self, row: int) -> None:
        place = self._choices()[row].place
        self._editing.do(lambda of: sheets_editing.without_choice(of, place))
        self._draw()

    def _move(self, row: int, *, down: bool) -> None:
        place = self._choices()[row].place
        if self._editing.do(lambda of: sheets_editing.choice_moved(of, place, down=down)):
            self._draw()
            self.table.move_to(row + (1 if down else -1), extend=False)

    def _own(self, _: int) -> None:
        if len(sheets_editing.users_of(self._editing.sheets, self._line.list_name)) > 1:
            self._editing.do(lambda of: sheets_editing.with_own_list(of, self._line.place))
            self._draw()


def difference_rows(difference: FormDifference, language: Language) -> list[tuple[str, ...]]:
    """Where, what it is about, what stood there and what stands there, one edit a row."""
    return [
        (
            each.label or language.say(N_("around the questions")),
            language.say(each.aspect),
            _told(each, each.before, language),
            _told(each, each.after, language),
        )
        for each in difference.changes
    ]


def _told(edit: FormEdit, value: str, language: Language) -> str:
    told = edit.told(value)
    return told if told == value else language.say(told)


class DifferencePanel(ListPanel):
    """Every edit, old words beside new ones, and what they mean together."""

    def __init__(self, stage: Stage, language: Language, difference: FormDifference, *, title: str) -> None:
        say = language.say
        super().__init__(
            stage,
            language,
            title=title,
            told=" ".join(map(language.sentence, difference.meaning)),
            columns=(Column(say(N_("Where")), 24, stretches=True, wraps=True), Column(say(N_("What is changed")), 18),
                     Column(say(N_("Before")), 34, stretches=True, wraps=True), Column(say(N_("Now")), 34, stretches=True, wraps=True)),
            empty=say(N_("Nothing differs.")),
        )  # fmt: skip
        self.show(difference_rows(difference, language))


def _stretch(panel: FormPanel) -> None:
    """Let fields of words take all the room beside their labels."""
    panel.fields.grid_configure(sticky="ew")
    panel.fields.master.columnconfigure(0, weight=1)
    for widget in panel.fields.winfo_children():
        if isinstance(widget, ttk.Combobox) or (isinstance(widget, ttk.Entry) and int(widget.cget("width")) == _LEAST):
            widget.configure(width=_LEAST)
            widget.grid_configure(sticky="ew")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
