"""The widgets of receiving: what waits or was turned back, and over it the preview of what arrived."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from desktop import dialogs
from desktop.screens.packages.receiving.presenter import Arrival, Presenter
from desktop.screens.packages.receiving.preview import PreviewPanel
from desktop.screens.packages.section_view import ListView
from desktop.screens.viewing import Action, action
from desktop.widgets.stage import Panel
from desktop.widgets.table_rows import Column
from desktop.widgets.wrapping import keep_wrapped
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_


class View(ListView[Presenter]):
    """F5 takes files, F2 a folder: first to look at, then to take in."""

    heading = N_("Receive packages")
    hint = N_("First you see what would happen; nothing is taken in before you say so.")
    empty = N_(
        "Nothing waits and nothing was turned back. Choose with F2 the files that have arrived, with F3 a folder or a stick."
    )
    columns = (
        Column(N_("When"), 17),
        Column(N_("What"), 13),
        Column(N_("File"), 36, stretches=True),
        Column(N_("Why"), 50, stretches=True),
    )

    def main(self) -> tk.Widget:
        main = ttk.Frame(self.stage)
        main.columnconfigure(0, weight=1)
        main.rowconfigure(0, weight=1)
        self._told = ttk.Label(main, justify="left")
        self.make_table(main).grid(row=0, column=0, sticky="nsew")
        self._told.grid(row=1, column=0, sticky="ew")
        keep_wrapped(main, (self._told,), least=self.look.em * 30)
        return main

    def can(self, action: Action) -> bool:
        match action.key:
            case "<Control-r>":
                return bool(self.presenter.waiting)
            case "<Control-k>":
                return bool(self._key)
        return True

    def selected(self) -> None:
        super().selected()
        reasons = self.presenter.kept_reasons(self.row) if self.row is not None else ()
        self._told.configure(text="\n".join(reasons))

    def panel(self, laid: Arrival) -> Panel:
        return PreviewPanel(self.stage, self.presenter)

    @property
    def _key(self) -> str:
        """The computer whose key the selected package waits for."""
        return self.presenter.kept_key(self.row) if self.row is not None else ""

    @action(N_("Choose files…"), "<F2>", main=True, commands=("package merge", "package check"), duty=Duty.MERGE)
    def _files(self) -> None:
        kinds = (dialogs.OfferedFiles(self.say(N_("Packages")), (".zip", ".age")),)
        files = dialogs.open_files(self, self.say(N_("Packages that have arrived")), kinds, several=True)
        if files:
            self.presenter.preview(files)

    @action(N_("Choose a folder…"), "<F3>", duty=Duty.MERGE)
    def _folder(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Folder with the packages that have arrived")))
        if folder is not None:
            self.presenter.preview((folder,))

    @action(N_("Try again what waits"), "<Control-r>", commands=("package retry",), duty=Duty.MERGE)
    def _retry(self) -> None:
        self.presenter.retry()

    @action(N_("Compare the key…"), "<Control-k>", duty=Duty.CONFIRM_KEY)
    def _compare(self) -> None:
        if self._key:
            self.presenter.compare_key(self._key)
