"""The account of a file that was taken in, laid over a screen, and the button that saves it."""

from __future__ import annotations

import tkinter as tk
from pathlib import Path

from desktop import dialogs
from desktop.office import Office
from desktop.screens.taken_in import TakenIn, account_rows, counts_of, write_account_of
from desktop.widgets.list_panel import ListPanel, RowAct
from desktop.widgets.stage import Stage
from desktop.widgets.table_rows import Column
from models.domain.basics.problems import N_


class TakenPanel(ListPanel):
    """What became of every column and row; Ctrl+E saves it beside the file."""

    def __init__(self, stage: Stage, office: Office, taken: TakenIn) -> None:
        say = office.say
        self._office, self._taken = office, taken
        super().__init__(
            stage,
            office.language,
            title=taken.said,
            told="\n".join(filter(None, (counts_of(taken.account, office.language), taken.more))),
            columns=(Column(say(N_("Column or row")), 26), Column(say(N_("What was done")), 20),
                     Column(say(N_("As, or what stands there")), 24), Column(say(N_("Why")), 60, stretches=True, wraps=True)),
            acts=(RowAct(say(N_("Account to Excel… (Ctrl+E)")), "<Control-e>", self._save, on_row=False),),
        )  # fmt: skip
        self.show(account_rows(taken.account, office.language))

    def _save(self, _: int) -> None:
        path = ask_where_to_save(self, self._office, self._taken.source)
        if path is not None:
            write_account_of(self._office, self._taken.account, source=self._taken.source, to=path)


def ask_where_to_save(parent: tk.Misc, office: Office, source: Path) -> Path | None:
    """Where the account of this file is to be written; None where a person thought better of it."""
    say = office.say
    kind = dialogs.OfferedFiles(say(N_("Workbook")), (".xlsx",))
    name = f"{source.stem}-{say(N_('account'))}.xlsx"
    return dialogs.save_file(parent, say(N_("Account to Excel…")), kind, name=name, private=True)
