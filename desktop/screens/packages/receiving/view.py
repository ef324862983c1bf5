"""The widgets of receiving: what waits or was turned back, and over it the preview of what arrived."""

from __future__ import annotations

from tkinter import ttk

from desktop import dialogs
from desktop.screens.packages.receiving.presenter import Presenter
from desktop.screens.packages.receiving.preview import PreviewPanel
from desktop.screens.packages.section_view import SectionView
from desktop.widgets.record_table import RecordTable
from desktop.widgets.table_rows import Column
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_


class View(SectionView[Presenter]):
    """F5 takes files, F2 a folder: first to look at, then to take in."""

    def build(self) -> None:
        super().build()
        say, presenter = self.say, self.presenter
        self.title(
            say(N_("Receive packages")),
            say(N_("First you see what would happen; nothing is taken in before you say so.")),
        )
        self.action(say(N_("Choose files…")), self._files, key="<F5>", main=True)
        self.action(say(N_("Choose a folder…")), self._folder, key="<F2>")
        self._retry = self.action(say(N_("Try again what waits")), presenter.retry, key="<F3>")
        self._key = self.action(say(N_("Compare the key…")), self._compare, key="<Control-k>")
        main = ttk.Frame(self.stage)
        main.columnconfigure(0, weight=1)
        main.rowconfigure(0, weight=1)
        self._told = ttk.Label(main, justify="left")
        self._list = RecordTable(
            main,
            (Column(say(N_("When")), 17), Column(say(N_("What")), 13), Column(say(N_("File")), 36, stretches=True),
             Column(say(N_("Why")), 50, stretches=True)),
            presenter.office.language, fold=search_key, on_select=self._selected,
            empty=say(N_("Nothing waits and nothing was turned back. Choose with F5 the files that have arrived, with F2 a "
                         "folder or a stick.")),
        )  # fmt: skip
        self._list.grid(row=0, column=0, sticky="nsew")
        self._told.grid(row=1, column=0, sticky="ew")
        main.bind("<Configure>", lambda event: self._told.configure(wraplength=max(self.look.em * 30, event.width)))
        self.stage.show(main, focus=self._list.first_focus)

    def draw(self) -> None:
        presenter = self.presenter
        self._list.show(presenter.kept_rows())
        self._retry.state(["!disabled" if presenter.waiting else "disabled"])
        arrival = presenter.arrival
        if arrival is None and isinstance(self.stage.over, PreviewPanel):
            self.take_off()
        elif arrival is not None and not self.is_over(arrival):
            panel = PreviewPanel(self.stage, presenter)
            self.lay(panel, arrival, closed=presenter.put_away)
            panel.first_focus()

    def first_focus(self) -> None:
        if isinstance(self.stage.over, PreviewPanel):
            self.stage.over.first_focus()
        else:
            self._list.first_focus()

    def _selected(self, places: tuple[int, ...]) -> None:
        place = places[0] if places else len(self.presenter.kept_rows())
        self._told.configure(text="\n".join(self.presenter.kept_reasons(place)))
        self._key.state(["!disabled" if self.presenter.kept_key(place) else "disabled"])

    def _compare(self) -> None:
        if self._list.selected and (station := self.presenter.kept_key(self._list.selected[0])):
            self.presenter.compare_key(station)

    def _files(self) -> None:
        kinds = (dialogs.FileKind(self.say(N_("Packages")), (".zip", ".age")),)
        files = dialogs.open_files(self, self.say(N_("Packages that have arrived")), kinds, several=True)
        if files:
            self.presenter.preview(files)

    def _folder(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Folder with the packages that have arrived")))
        if folder is not None:
            self.presenter.preview((folder,))
