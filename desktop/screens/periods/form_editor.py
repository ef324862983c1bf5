"""A questionnaire in the window: as list where it is edited, as the very paper, and as the screen on which it is keyed."""

from __future__ import annotations

import tkinter as tk
import unicodedata
from collections.abc import Callable
from functools import partial
from tkinter import ttk

from desktop import dialogs
from desktop.screens.periods.form_editing import FormEditing
from desktop.screens.periods.form_parts import (
    ChoicesPanel,
    DifferencePanel,
    FramePanel,
    LinePanel,
    NewLinePanel,
)
from desktop.theme import look_of
from desktop.widgets.action_bar import ActionBar
from desktop.widgets.focused import focused
from desktop.widgets.later import when_idle
from desktop.widgets.pdf_preview import PdfPreview
from desktop.widgets.pressed import pressed
from desktop.widgets.questionnaire_view import QuestionnaireView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Panel, PaperPanel, Stage, bind_within
from desktop.widgets.tab_row import Tab, TabRow
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import wrap
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_, Problem
from models.domain.questionnaire.questionnaire import Questionnaire

FEW = 18
"""A list of fewer lines keeps its buttons in one line; the others stand in the menu."""
WIDE, PAPER_WIDE = 190, 64
"""From so many digits of width on the paper stands beside the list by itself, and so wide is it."""
LIST, PAPER, KEYING = range(3)


class FormEditor(Panel):
    """Shift+F1, F2 and F3 show list, paper and keying screen; Esc goes back to the list, from there to the questionnaires.

    `on_end` is called when the editor is left, with the edition that was kept, if any.
    """

    def __init__(
        self, parent: tk.Misc, editing: FormEditing, *, on_end: Callable[[Questionnaire | None], object]
    ) -> None:
        super().__init__(parent)
        self.editing = editing
        self._on_end = on_end
        office = editing.office
        self.language, self.say = office.language, office.say
        self.look = look = look_of(self)
        self.shown = LIST
        self.columnconfigure(0, weight=1)
        self.rowconfigure(2, weight=1)
        head = ttk.Frame(self)
        head.grid(row=0, column=0, sticky="ew")
        head.columnconfigure(0, weight=1)
        told = self.say(N_("{id}, edition {edition}: {title}"), title=editing.before.title, id=editing.before.id,
                        edition=editing.before.edition)  # fmt: skip
        ttk.Label(head, text=told, style="Bold.TLabel").grid(row=0, column=0, sticky="w")
        self._tabs = TabRow(self, self.show)
        self._tabs.grid(row=1, column=0, sticky="ew", pady=(look.lines(0.2), look.lines(0.2)))
        self.stage = Stage(self)
        self.stage.grid(row=2, column=0, sticky="nsew")
        self.list = _List(self.stage, self)
        self.stage.show(self.list, focus=self.list.first_focus)
        self.stage.on_turn = self._turned
        self._draw_tabs()

    def first_focus(self) -> None:
        self.list.first_focus()

    def show(self, which: int) -> None:
        """Show the list, the paper or the keying screen, of the form as it stands now."""
        self.list.commit()
        if which != LIST:
            try:
                made = self._paper() if which == PAPER else self._keying()
            except Problem as problem:
                dialogs.show_problem(self, problem, self.language)
                return
            self.stage.lay_over(made, back=self._to_list)
            self._lay_focus(made)
        elif self.stage.over is not None:
            self.stage.back()
        self.shown = which
        self._draw_tabs()

    def _lay_focus(self, made: tk.Widget) -> None:
        if isinstance(made, QuestionnaireView):
            made.open(self.editing.codes)

    def _to_list(self) -> None:
        self.shown = LIST
        self.stage.back()
        self._draw_tabs()

    def _turned(self, covered: bool) -> None:  # noqa: FBT001 -- the stage says it
        if not covered and self.shown != LIST:
            self.shown = LIST
            self._draw_tabs()
        if not covered:
            self.list.draw()

    def _draw_tabs(self) -> None:
        say = self.say
        titles = (say(N_("List")), say(N_("On paper")), say(N_("On the keying screen")))
        self._tabs.show([Tab(place, title) for place, title in enumerate(titles)], self.shown)

    def _paper(self) -> tk.Widget:
        to = self.editing.specimen()
        title = self.say(N_("As it is printed; the number is only a specimen"))
        return PaperPanel(self.stage, to, self.language, title=title, back=self._to_list)

    def _keying(self) -> tk.Widget:
        editing = self.editing
        view = QuestionnaireView(
            self.stage, editing.sound(), self.language, on_field=editing.key, on_finish=self._to_list, on_leave=self._to_list,
            is_asked=editing.is_asked,
        )  # fmt: skip
        editing.codes.clear()
        return view

    def leave(self) -> None:
        """Go back to the questionnaires; what is not kept yet is asked about. From the words of a line only back to the list."""
        if focused(self) is self.list.entry:
            self.list.words_back()
            return
        self.list.commit()
        if self.editing.is_changed:
            say = self.say
            ways = (say(N_("Keep it as a new edition")), say(N_("Throw the changes away")))
            chosen = dialogs.ask_choice(self, say(N_("The questionnaire is changed and not kept. What now?")), ways,
                                        self.language, yes=say(N_("Go on")), title=say(N_("Changes that are not kept")))  # fmt: skip
            if chosen is None:
                return
            if chosen == 0:
                self.keep()
                return
        self._on_end(None)

    def keep(self) -> None:
        """Say what the next edition means, ask where to keep it, and keep it."""
        self.list.commit()
        editing, say = self.editing, self.say
        try:
            meaning = editing.difference().meaning
        except Problem as problem:
            dialogs.show_problem(self, problem, self.language)
            return
        told = "\n\n".join(
            [
                say(N_("Keep what is edited? Editions that are here stay as they are.")),
                *map(self.language.sentence, meaning),
            ]
        )
        ways = (
            say(N_("As the next edition of {id}"), id=editing.before.id),
            say(N_("As a questionnaire of our own, with an id of its own…")),
        )
        chosen = dialogs.ask_choice(self, told, ways, self.language, yes=say(N_("Keep it")),
                                    title=say(N_("Keep the questionnaire")))  # fmt: skip
        if chosen is None:
            return
        own_id = ""
        if chosen == 1:
            asked = say(
                N_("Id of the new questionnaire: letters without accents, digits, - _ and ., beginning with a letter")
            )
            own_id = dialogs.ask_text(self, asked, self.language, yes=say(N_("Keep it")),
                                      text=f"{editing.before.id}_2") or ""  # fmt: skip
            if not own_id:
                return
        try:
            made = editing.save(own_id=own_id)
        except Problem as problem:
            dialogs.show_problem(self, problem, self.language)
            return
        self._on_end(made)


class _List(Panel):
    """The lines with what has to be corrected beside each; F2 puts the keyboard on the words of the line."""

    def __init__(self, stage: Stage, editor: FormEditor) -> None:
        super().__init__(stage)
        self.editor, self.editing = editor, editor.editing
        self.stage = stage
        self.language, self.say = editor.language, editor.say
        self.look = look = look_of(self)
        say = self.say
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self.beside: PdfPreview | None = None
        self._is_beside_wanted: bool | None = None
        self._drawn: Questionnaire | None = None
        self.table = RecordTable(
            self,
            (
                Column(say(N_("Question no.")), 5),
                Column(say(N_("Question words")), 44, stretches=True, wraps=True),
                Column(say(N_("To correct")), 18, stretches=True, wraps=True),
                Column(say(N_("Asked only if")), 14, stretches=True, wraps=True),
                Column(say(N_("Choices")), 26, stretches=True, wraps=True),
            ),
            self.language,
            fold=search_key,
            empty=say(N_("There is no line. Ctrl+N adds a question.")),
            on_open=lambda row: self._edit(partial(self._open_line, row)),
            on_select=lambda _: self._selected(),
        )
        self.table.grid(row=0, column=0, sticky="nsew")
        strip = ttk.Frame(self)
        strip.grid(row=1, column=0, sticky="ew", pady=(look.lines(0.2), 0))
        strip.columnconfigure(1, weight=1)
        ttk.Label(strip, text=say(N_("Words (F2)"))).grid(row=0, column=0, sticky="w", padx=(0, look.em))
        self._typed = tk.StringVar(self)
        self.entry = ttk.Entry(strip, textvariable=self._typed, font=look.body)
        self.entry.grid(row=0, column=1, sticky="ew")
        self.entry.bind("<Return>", lambda _: self._next_words(1))
        self.entry.bind("<KP_Enter>", lambda _: self._next_words(1))
        self.entry.bind("<Down>", lambda _: self._next_words(1))
        self.entry.bind("<Up>", lambda _: self._next_words(-1))
        self.entry.bind("<FocusOut>", lambda _: self.commit())
        self._told = ttk.Label(self, style="Quiet.TLabel", justify="left")
        self._told.grid(row=2, column=0, sticky="ew", pady=(look.lines(0.2), 0))
        self._bar = ActionBar(self, say(N_("More")), at_right=False)
        self._bar.grid(row=3, column=0, columnspan=2, sticky="ew", pady=(look.lines(0.2), 0))
        self._row = -1
        self._build_bar()
        self.bind("<Configure>", self._fit, add=True)
        self.draw()

    def _fit(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self:
            wrap(self._told, max(self.look.em * 30, event.width))
            self._bar.fold(is_short=event.height < self.look.lines(FEW))
            self._draw_beside()

    def _build_bar(self) -> None:
        say, editor = self.say, self.editor
        edits: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (say(N_("Keep… (Ctrl+Enter)")), "<Control-Return>", editor.keep),
            (say(N_("The whole line (Enter)")), "", self._open_current),
            (say(N_("Answers… (F3)")), "<F3>", self._choices),
            (say(N_("Around the questions… (F5)")), "<F5>", self._frame),
            (say(N_("New… (Ctrl+N)")), "<Control-n>", self._add),
            (say(N_("Leave out (Delete)")), "<Delete>", self._take_out),
            (say(N_("Up (Alt+↑)")), "<Alt-Up>", lambda: self._move(down=False)),
            (say(N_("Down (Alt+↓)")), "<Alt-Down>", lambda: self._move(down=True)),
            (say(N_("Take back (Ctrl+Z)")), "<Control-z>", self._undo),
            (say(N_("Again (Ctrl+Y)")), "<Control-y>", self._redo),
        )
        acts: tuple[tuple[str, str, Callable[[], object]], ...] = (
            *((text, key, partial(self._edit, do)) for text, key, do in edits),
            (say(N_("What is changed… (Ctrl+D)")), "<Control-d>", self._difference),
            (say(N_("Paper beside it (F11)")), "<F11>", self._turn_beside),
        )
        for n, (text, key, do) in enumerate(acts):
            style = "Tool.TButton" if n else "Accent.TButton"
            style = "Barred.Tool.TButton" if n < len(edits) and self.editing.barred else style
            button = ttk.Button(self._bar, text=text, style=style, command=do)
            button.bind("<Return>", pressed(button.invoke))
            self._bar.add(button)
            if key and key != "<Delete>":
                bind_within(self, key, do)
        for key, do in (
            ("<F2>", partial(self._edit, self._to_words)),
            ("<Control-Next>", lambda: self._turn(1)),
            ("<Control-Prior>", lambda: self._turn(-1)),
        ):
            bind_within(self, key, do)
        back = ttk.Button(self._bar, text=say(N_("Go back (Esc)")), style="Tool.TButton", command=editor.leave)
        back.bind("<Return>", pressed(back.invoke))
        self._bar.add(back)
        # in a field Delete takes a letter
        self.table.tree.bind("<Delete>", pressed(partial(self._edit, self._take_out)))

    def _edit(self, do: Callable[[], object]) -> object:
        """What edits, for who may; else why not, before anything is opened or typed."""
        barred = self.editing.barred
        self.entry.state(["readonly" if barred else "!readonly"])
        if barred:
            self._tell(barred, is_bad=True)
            return None
        return do()

    def first_focus(self) -> None:
        self.table.first_focus()

    def draw(self) -> None:
        """Show the lines as they stand now."""
        self.table.show(self.editing.rows())
        barred = self.editing.barred
        self.entry.state(["readonly" if barred else "!readonly"])
        is_bad = bool(self.editing.findings or self.editing.refused)
        self._tell(barred or self.editing.state_told(), is_bad=is_bad or bool(barred))
        self._selected()
        self._draw_beside()

    def _tell(self, words: str, *, is_bad: bool) -> None:
        self._told.configure(text=words, style="Bad.TLabel" if is_bad else "Quiet.TLabel")
        if words:
            self._told.grid()
        else:
            self._told.grid_remove()

    def _turn_beside(self) -> None:
        """Show the paper beside the list, or leave it out, whatever the width says."""
        self._is_beside_wanted = self.beside is None
        self._draw_beside()

    def _turn(self, by: int) -> None:
        if self.beside is not None:
            self.beside.turn_to(self.beside.page + by)

    def _draw_beside(self) -> None:
        """The paper of the draft beside the list where there is room; a draft that cannot be printed leaves the last one there."""
        is_wanted = (
            self.winfo_width() >= self.look.em * WIDE if self._is_beside_wanted is None else self._is_beside_wanted
        )
        if not is_wanted:
            self._drop_beside()
            self._drawn = None
            return
        draft = self.editing.draft
        if draft is None or draft == self._drawn:
            return
        self._drawn = draft
        when_idle(self, self._renew_beside)

    def _renew_beside(self) -> None:
        try:
            to = self.editing.specimen(is_other=self.beside is not None and self.beside.path.stem.endswith("-1"))
        except Problem:
            return
        page = self.beside.page if self.beside is not None else 1
        before, self.beside = self.beside, PdfPreview(self, to, self.language, is_bare=True)
        self.beside.turn_to(page)
        self.beside.configure(width=self.look.em * PAPER_WIDE)
        self.beside.grid_propagate(False)
        self.beside.grid(row=0, column=1, rowspan=3, sticky="nsew", padx=(self.look.em, 0))
        if before is not None:
            before.destroy()

    def _drop_beside(self) -> None:
        if self.beside is not None:
            self.beside.destroy()
            self.beside = None

    @property
    def row(self) -> int:
        return self.table.selected[0] if self.table.selected else -1

    def _selected(self) -> None:
        row = self.row
        lines = self.editing.lines
        self._row = row
        words = self.editing.words(lines[row], "label") if 0 <= row < len(lines) else ""
        if words != self._typed.get():
            self._typed.set(words)

    def commit(self) -> None:
        """Take what stands in the field of the words."""
        typed = " ".join(unicodedata.normalize("NFC", self._typed.get()).split())
        lines = self.editing.lines
        if 0 <= self._row < len(lines) and typed != self.editing.words(lines[self._row], "label"):
            self.editing.reword(self._row, typed)
            self.draw()

    def _to_words(self) -> None:
        self.entry.focus_set()
        self.entry.select_range(0, "end")
        self.entry.icursor("end")

    def _next_words(self, by: int) -> str:
        self.commit()
        self.table.move_to(min(len(self.table.rows.shown) - 1, max(0, self.table.cursor + by)), extend=False)
        self._to_words()
        return "break"

    def words_back(self) -> None:
        """Leave the words as they were."""
        self._selected()
        self.table.first_focus()

    def _open_current(self) -> None:
        if self.row >= 0:
            self._open_line(self.row)

    def _open_line(self, row: int) -> None:
        self.commit()
        self.stage.lay_over(LinePanel(self.stage, self.editing, row))

    def _choices(self) -> None:
        self.commit()
        if self.row >= 0 and self.editing.lines[self.row].list_name:
            self.stage.lay_over(ChoicesPanel(self.stage, self.editing, self.editing.lines[self.row].row["name"]))

    def _frame(self) -> None:
        self.commit()
        self.stage.lay_over(FramePanel(self.stage, self.editing))

    def _add(self) -> None:
        self.commit()
        row = self.row

        def added(at: int) -> None:
            self.stage.back()
            self._stand_on(at)

        self.stage.lay_over(NewLinePanel(self.stage, self.editing, row, on_added=added))

    def _take_out(self) -> None:
        self.commit()
        if self.row >= 0 and self.editing.take_out(self.row):
            self.draw()

    def _move(self, *, down: bool) -> None:
        self.commit()
        if self.row >= 0:
            at = self.editing.move(self.row, down=down)
            self.draw()
            self._stand_on(at)

    def _stand_on(self, row: int) -> None:
        shown = list(self.table.rows.shown)
        if row in shown:
            self.table.move_to(shown.index(row), extend=False)

    def _undo(self) -> None:
        self.commit()
        if self.editing.undo():
            self.draw()

    def _redo(self) -> None:
        if self.editing.redo():
            self.draw()

    def _difference(self) -> None:
        self.commit()
        try:
            found = self.editing.difference()
        except Problem as problem:
            dialogs.show_problem(self, problem, self.language)
            return
        title = self.say(N_("What is changed since edition {edition}"), edition=self.editing.before.edition)
        self.stage.lay_over(DifferencePanel(self.stage, self.language, found, title=title))
