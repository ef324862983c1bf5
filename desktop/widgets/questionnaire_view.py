"""A whole questionnaire to key from paper: same order and numbers, the current row plainly marked, one key a row."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from itertools import groupby
from tkinter import ttk

from desktop import theme
from desktop.theme import look_of
from desktop.widgets.by_shape import keys_for, not_a_key, row_for
from desktop.widgets.choice_row import ScaleHead, ScaleRow
from desktop.widgets.jump_line import JumpLine, place_of
from desktop.widgets.key_legend import KeyLegend
from desktop.widgets.pressed import pressed
from desktop.widgets.question_row import QuestionRow
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.problems import N_, Problem
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Ticks
from models.language import Language

SCALE = range(3, 8)
"""Neighbouring questions with the same three to seven choices stand under one scale."""


class QuestionnaireView(ttk.Frame):
    """Rows of all questions. `open` a form in it as often as wanted; the widgets stay the same.

    `on_field(name, code)` is called at each answered field before the next is shown, so that the draft is durable by
    then; a `Problem` it raises is told beside the keys and the row keeps the keyboard. `is_asked(name)` says whether
    the paper asks this question now; unmet ones are passed by but can be entered. `doubt_of(name)` gives the question to
    ask once about the answer just keyed (empty: none); Enter or the same answer again says yes and calls `on_yes(name)`.
    `on_finish` is called by Ctrl+Enter, `on_leave` by Esc.
    """

    def __init__(
        self,
        parent: tk.Misc,
        questionnaire: Questionnaire,
        language: Language,
        *,
        on_field: Callable[[str, str], object],
        on_finish: Callable[[], object],
        on_leave: Callable[[], object],
        is_asked: Callable[[str], bool] = lambda _: True,
        doubt_of: Callable[[str], str] = lambda _: "",
        on_yes: Callable[[str], object] = lambda _: None,
    ) -> None:
        super().__init__(parent)
        self.questionnaire = questionnaire
        self.language = language
        self.look = look_of(self)
        self._on_field = on_field
        self._is_asked = is_asked
        self._doubt_of = doubt_of
        self._on_yes = on_yes
        self._asking: tuple[QuestionRow, str] | None = None
        self._filtered: list[QuestionRow] = []
        self.rows: list[QuestionRow] = []
        self.current = -1
        self._moving = self._is_before_enter = False
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        self._paper = Scrolled(self)
        self._paper.grid(row=0, column=0, sticky="nsew")
        self._build_foot()
        self._keys_tag = f"Keying{self}"
        for key, do in (("<Control-Return>", on_finish), ("<Control-KP_Enter>", on_finish), ("<Escape>", on_leave)):
            self.bind_class(self._keys_tag, key, pressed(self._end, do))
        self.bind_class(self._keys_tag, "<Key>", self._first_key)
        self.bind_class(self._keys_tag, "<Next>", lambda _: self._turn_page(1))
        self.bind_class(self._keys_tag, "<Prior>", lambda _: self._turn_page(-1))
        self.bind_class(self._keys_tag, "<Home>", lambda event: self._to_end(event.widget, 0))
        self.bind_class(self._keys_tag, "<End>", lambda event: self._to_end(event.widget, -1))
        for key in ("<Control-g>", "<Control-G>"):
            self.bind_class(self._keys_tag, key, lambda _: self._ask_place())
        self._build_rows()

    def open(self, codes: Mapping[str, str], *, at: str = "", before_enter: bool = False) -> None:
        """Show a form: `codes` of the fields visited so far, the keyboard on `at` or on the first unvisited field.

        Where it opened `before_enter` an Enter as first key still belongs to its number, and skips no question.
        """
        self._is_before_enter = before_enter
        self._say("")
        self._asking = None
        for row in self.rows:
            row.show(codes.get(row.question.name))
        self._draw_filters()
        self._draw_progress()
        names = [row.question.name for row in self.rows]
        place = names.index(at) if at in names else next(
            (place for place, row in enumerate(self.rows) if row.code is None and row.is_asked), 0)  # fmt: skip
        if place == 0:
            self._paper.to_top()
        self.update_idletasks()
        self._stand_on(place)

    @property
    def codes(self) -> dict[str, str]:
        """The codes of all visited fields."""
        return {row.question.name: row.code for row in self.rows if row.code is not None}

    @property
    def unvisited(self) -> tuple[str, ...]:
        """Questions the paper asks and nobody has keyed, in its order."""
        return tuple(row.question.name for row in self.rows if row.code is None and row.is_asked)

    def stand_on(self, name: str) -> None:
        """Put the keyboard on the field `name`."""
        self._stand_on(next(place for place, row in enumerate(self.rows) if row.question.name == name))

    def tell(self, sentence: str, *, is_wrong: bool = False) -> None:
        """Say something, already translated, beside the keys until the next field is keyed."""
        self._say(sentence, is_wrong=is_wrong)

    def commit(self) -> None:
        """Hand over what is still in the current field."""
        if self.current >= 0:
            self.rows[self.current].commit()

    def answered(self, row: QuestionRow, code: str, *, go_on: bool) -> None:
        """A row has a new answer: save it, then move on."""
        try:
            self._on_field(row.question.name, code)
        except Problem as problem:
            self._refuse(row, self.language.problem(problem))
            return
        self._say("")
        row.show(code)
        self._draw_filters()
        self._draw_progress()
        if go_on and self._is_sure(row):
            self._go_on(row)

    def wanted(self, row: QuestionRow, by: int) -> None:
        """The field `by` places further is wanted, asked or not."""
        place = self.rows.index(row) + by
        if 0 <= place < len(self.rows) and (by < 0 or row.code is None or self._is_sure(row)):
            self._say("")
            self._stand_on(place)

    def touched(self, row: QuestionRow) -> None:
        """A row was clicked."""
        if row in self.rows and not self._moving:
            self._stand_on(self.rows.index(row))

    def not_a_key(self, row: QuestionRow, key: str) -> None:
        """The key answers nothing in this row: said, shown and heard."""
        self._refuse(row, not_a_key(row.question, key, self.language))

    def _refuse(self, row: QuestionRow, sentence: str) -> None:
        self._say(sentence, is_wrong=True)
        row.blink()
        self.bell()

    def _is_sure(self, row: QuestionRow) -> bool:
        """Ask once about a doubted answer; the same answer again, or Enter, says that the paper says so."""
        name, said = row.question.name, (row, row.code or "")
        doubt = self._doubt_of(name)
        if doubt and self._asking != said:
            self._asking = said
            self._refuse(row, doubt)
            self.update_idletasks()
            self._stand_on(self.rows.index(row))
            return False
        self._asking = None
        if doubt:
            self._on_yes(name)
        return True

    def _go_on(self, row: QuestionRow) -> None:
        place = self.rows.index(row)
        for after in range(place + 1, len(self.rows)):
            if self.rows[after].is_asked:
                self._stand_on(after)
                return
        left = len(self.unvisited)
        self._say(
            self.language.say(N_("This was the last question. {left} are not keyed yet: PgUp goes to them."), left=left)
            if left else self.language.say(N_("All is keyed. Ctrl+Enter finishes this form.")))  # fmt: skip
        self._stand_on(place)

    def _stand_on(self, place: int) -> None:
        self._moving = True
        try:
            if self.current != place and 0 <= self.current < len(self.rows):
                before = self.rows[self.current]
                self.current = place
                before.mark(current=False)
            self.current = place
            row = self.rows[place]
            row.mark(current=True)
            row.take_focus()
            self._paper.see(row, above=self.look.lines(5))
            self._legend.show(keys_for(row.question, self.language))
        finally:
            self._moving = False

    def _first_key(self, event: tk.Event[tk.Misc]) -> str | None:
        """Pass over an Enter that still belongs to the number of the form."""
        is_of_number = self._is_before_enter and event.keysym in ("Return", "KP_Enter")
        self._is_before_enter = False
        return "break" if is_of_number else None

    def _turn_page(self, by: int) -> str:
        self.commit()
        here = self.rows[self.current].question.page
        pages = sorted({row.question.page for row in self.rows})
        there = pages.index(here) + by
        if by < 0 and self.current > self._first_of(here):
            self._stand_on(self._first_of(here))
        elif 0 <= there < len(pages):
            self._stand_on(self._first_of(pages[there]))
        return "break"

    def _to_end(self, widget: tk.Misc, place: int) -> str | None:
        """The first or the last question; within words that are written Home and End stay what they are."""
        if isinstance(widget, tk.Text) and widget.get("1.0", "end").strip():
            return None
        self.commit()
        self._stand_on(place % len(self.rows))
        return "break"

    def _ask_place(self) -> str:
        self.commit()
        self._jump.ask()
        return "break"

    def _jumped(self, typed: str) -> bool:
        """Go to the question of this number; False when there is none."""
        place = place_of(typed, [row.question for row in self.rows])
        if place is None:
            told = N_("There is no question “{typed}” on this paper.")
            self._say(self.language.say(told, typed=typed), is_wrong=True)
            self.bell()
            return False
        self._say("")
        self._stand_on(place)
        return True

    def _first_of(self, page: int) -> int:
        return next(place for place, row in enumerate(self.rows) if row.question.page == page)

    def _end(self, do: Callable[[], object]) -> str:
        self.commit()
        do()
        return "break"

    def _draw_filters(self) -> None:
        for row in self._filtered:
            row.mark(asked=self._is_asked(row.question.name))

    def _draw_progress(self) -> None:
        done = sum(row.code is not None for row in self.rows)
        asked = sum(row.is_asked or row.code is not None for row in self.rows)
        self.counted.configure(text=self.language.say(N_("{done} of {asked} questions"), done=done, asked=asked))
        self._bar.configure(maximum=max(1, asked), value=done)

    def _say(self, sentence: str, *, is_wrong: bool = False) -> None:
        self.told.configure(text=sentence, style="Bad.TLabel" if is_wrong else "Bold.TLabel")

    def _build_foot(self) -> None:
        look = self.look
        foot = ttk.Frame(self, padding=(0, look.lines(0.3), 0, 0))
        foot.grid(row=1, column=0, sticky="ew")
        foot.columnconfigure(0, weight=1)
        self.told = ttk.Label(foot)
        self.told.grid(row=0, column=0, sticky="w")
        self._jump = JumpLine(foot, self.language, on_typed=self._jumped,
                              back=lambda: self._stand_on(max(0, self.current)))  # fmt: skip
        self._jump.grid(row=0, column=0, sticky="w")
        self._jump.grid_remove()
        self.counted = ttk.Label(foot, style="Quiet.TLabel")
        self.counted.grid(row=0, column=1, padx=look.em)
        self._bar = ttk.Progressbar(foot, length=look.em * 16)
        self._bar.grid(row=0, column=2)
        self._legend = KeyLegend(foot)
        self._legend.grid(row=1, column=0, columnspan=3, sticky="ew", pady=(look.lines(0.2), 0))
        keep_wrapped(foot, (self.told,), less=look.em * 40, least=look.em * 20)

    def _build_rows(self) -> None:
        inside = self._paper.inside
        titles = {group.name: group.label for group in self.questionnaire.groups}
        place = 0
        page, group = 0, ""

        def put(widget: tk.Widget) -> None:
            nonlocal place
            widget.grid(row=place, column=0, sticky="ew")
            place += 1

        for choices, block in groupby(self.questionnaire.questions, key=_scale_of):
            questions = list(block)
            is_scale = choices is not None and len(questions) > 1
            for question in questions:
                if question.page != page:
                    page = question.page
                    put(self._page_mark(page))
                    needs_head = is_scale
                else:
                    needs_head = is_scale and question is questions[0]
                title = titles.get(question.group, "") if question.group != group else ""
                group = question.group
                if needs_head or (is_scale and title):
                    put(ScaleHead(inside, question, title))
                elif title:
                    put(self._group_title(title))
                put(self._row(question, is_scale=is_scale))

    def _row(self, question: Question, *, is_scale: bool) -> QuestionRow:
        kind = ScaleRow if is_scale else row_for(question.shape)
        row = kind(self._paper.inside, question, self.language, self)
        row.show(None)
        if question.shape.is_asked:
            self.rows.append(row)
            for widget in row.focus_widgets():
                widget.bindtags((self._keys_tag, *widget.bindtags()))
            if question.relevant:
                self._filtered.append(row)
        return row

    def _page_mark(self, page: int) -> tk.Widget:
        pages = max(question.page for question in self.questionnaire.questions)
        text = self.language.say(N_("Page {page} of {pages}"), page=page, pages=pages)
        return tk.Label(self._paper.inside, text=text, font=self.look.small, background=theme.PAGE,
                        foreground=theme.QUIET, anchor="center", pady=self.look.lines(0.2))  # fmt: skip

    def _group_title(self, title: str) -> tk.Widget:
        return tk.Label(self._paper.inside, text=title, font=self.look.bold, background=theme.BAND,
                        foreground=theme.ACCENT_DEEP, anchor="w", padx=self.look.em * 2,
                        pady=self.look.lines(0.3))  # fmt: skip


def _scale_of(question: Question) -> tuple[str, ...] | None:
    """The words of the scale a question may share with its neighbours."""
    if question.shape.ticks is not Ticks.ONE or len(question.choices) not in SCALE:
        return None
    return tuple(choice.label for choice in question.choices)
