"""Closing batches: the hand count of the slip beside what is keyed, and why the two differ."""

from __future__ import annotations

from datetime import datetime
from tkinter import ttk

from desktop.screens.keying.presenter import Presenter
from desktop.theme import look_of
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import FormPanel, Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import search_key
from models.domain.basics.people import Author
from models.domain.basics.problems import N_, Problem
from models.services.forms.batch_counts import CountedBatch


class BatchPanel(ttk.Frame):
    """All batches with their counts; Enter counts the one under the cursor, Esc goes back."""

    def __init__(self, stage: Stage, presenter: Presenter) -> None:
        super().__init__(stage)
        self.stage, self.presenter = stage, presenter
        look, say = look_of(self), presenter.office.say
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        ttk.Button(self, text=say(N_("Go back (Esc)")), command=stage.back, style="Quiet.TButton").grid(
            sticky="w", pady=(0, look.lines(0.3))
        )
        self._table = RecordTable(
            self,
            (Column(say(N_("First number")), 12), Column(say(N_("Last number")), 12),
             Column(say(N_("Sector")), 18, stretches=True), Column(say(N_("Forms")), 8, is_number=True),
             Column(say(N_("Returned")), 9, is_number=True), Column(say(N_("Keyed")), 9, is_number=True),
             Column(say(N_("By hand")), 9, is_number=True), Column(say(N_("Batch")), 34, stretches=True)),
            presenter.office.language, fold=search_key, on_open=self._count,
            empty=say(N_("No form is issued yet, so there is no batch to count.")),
        )  # fmt: skip
        self._table.grid(row=1, sticky="nsew")
        self._batches = presenter.batches()
        self._table.show([self._row(batch) for batch in self._batches])

    def first_focus(self) -> None:
        self._table.first_focus()

    def _row(self, counted: CountedBatch) -> tuple[str, ...]:
        number, batch, hand = self.presenter.office.language.number, counted.batch, counted.hand
        return (
            batch.serials.first.short,
            batch.serials.last.short,
            batch.sector,
            number(batch.count),
            number(counted.returned),
            number(counted.keyed),
            number(hand.returned) if hand else "",
            self._standing(counted),
        )

    def _standing(self, counted: CountedBatch) -> str:
        say, hand = self.presenter.office.say, counted.hand
        if hand is None:
            return say(N_("open: Enter to count"))
        if not counted.is_closed:
            return say(N_("keyed after it was counted: count again"))
        moment = self.presenter.office.language.datetime(datetime.fromisoformat(hand.at))
        closed = say(N_("closed {moment} by {by}"), moment=moment, by=Author(hand.by))
        return f"{closed} – {hand.explanation}" if hand.explanation else closed

    def _count(self, row: int) -> None:
        counted, presenter, stage = self._batches[row], self.presenter, self.stage
        say, batch = presenter.office.say, counted.batch
        title = say(N_("Batch {first} to {last}"), first=batch.serials.first.short, last=batch.serials.last.short)
        hint = say(N_("{issued} issued · {returned} noted as returned · {keyed} keyed. Count the pile by hand; "
                      "when it differs from what is keyed, say why."),
                   issued=batch.count, returned=counted.returned, keyed=counted.keyed)  # fmt: skip
        panel = FormPanel(
            stage, presenter.office.language, title=title, hint=hint, yes=say(N_("Close the batch (Enter)"))
        )
        before = counted.hand
        out = panel.fields.number(say(N_("Handed out, by the slip")), least=0, most=batch.count,
                                  value=before.handed_out if before else None)  # fmt: skip
        back = panel.fields.number(say(N_("Returned, counted by hand")), least=0, most=batch.count,
                                   value=before.returned if before else None)  # fmt: skip
        why = panel.fields.text(say(N_("Why the two differ")), value=before.explanation if before else "")

        def close() -> None:
            try:
                presenter.close_batch(counted, handed_out=out.value, returned=back.value, explanation=why.typed)
            except Problem as problem:
                why.wrong(presenter.office.language.problem(problem))
                why.widget.focus_set()
                return
            again = BatchPanel(stage, presenter)
            stage.lay_over(again)
            again.first_focus()

        panel.does(close)
        stage.lay_over(panel)
        panel.fields.first_focus()
