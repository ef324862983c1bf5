"""The widgets of the packages screen: the book of packages, and over it the report on what arrived."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tkinter import ttk

from desktop import dialogs
from desktop.screens.packages.presenter import FileReport, Presenter
from desktop.screens.viewing import ScreenView
from desktop.theme import look_of
from desktop.widgets.record_table import RecordTable
from desktop.widgets.stage import Stage
from desktop.widgets.table_rows import Column
from models.domain.folding import search_key
from models.domain.problems import N_


class View(ScreenView[Presenter]):
    """Buttons for sending and taking in above the list of packages."""

    def build(self) -> None:
        say, presenter = self.say, self.presenter
        self.title(say(N_("Packages")))
        is_hub = presenter.is_hub
        self._for_period: list[ttk.Button] = []
        if is_hub:
            self._for_period.append(self.action(say(N_("Campaign file…")), self._campaign, key="<F2>"))
        else:
            self._for_period.append(self.action(say(N_("Send to the hub…")), self._send, key="<F2>", main=True))
        self._for_period.append(self.action(say(N_("For another computer…")), self._exchange, key="<F3>"))
        self.action(say(N_("Check files…")), lambda: self._with_files(presenter.check), key="<Control-o>")
        self.action(say(N_("Merge files…")), lambda: self._with_files(presenter.merge), key="<F5>", main=is_hub)
        self.action(say(N_("Merge a folder…")), self._merge_folder, key="<Shift-F5>")
        self._stage = Stage(self.content)
        self._stage.grid(row=0, column=0, sticky="nsew")
        self._list = RecordTable(
            self._stage,
            (Column(say(N_("When")), 17), Column(say(N_("What")), 11), Column(say(N_("Kind")), 12),
             Column(say(N_("Office")), 24, stretches=True), Column(say(N_("Period")), 9),
             Column(say(N_("No.")), 6, is_number=True), Column(say(N_("File")), 44, stretches=True)),
            presenter.office.language, fold=search_key,
            empty=say(N_("No package has been sent or taken in yet. Send yours with F2, or merge with F5 what has arrived.")),
        )  # fmt: skip
        self._stage.show(self._list, focus=self._list.first_focus)
        self._drawn: object = None

    def draw(self) -> None:
        presenter = self.presenter
        for button in self._for_period:
            button.state(["!disabled" if presenter.has_period else "disabled"])
        self._list.show(presenter.rows())
        if presenter.done is not None and presenter.done is not self._drawn:
            self._drawn = presenter.done
            panel = ReportPanel(self._stage, presenter)
            self._stage.lay_over(panel)
            panel.first_focus()

    def first_focus(self) -> None:
        self._list.first_focus()

    def _send(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Where to write the package: a folder or a stick")))
        if folder is not None:
            self.presenter.send(folder)

    def _campaign(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Where to write the campaign file")))
        if folder is not None:
            self.presenter.write_campaign(folder)

    def _exchange(self) -> None:
        say = self.say
        question = N_("Id of the other computer, as its settings show it:")
        station = dialogs.ask_text(self, say(question), self.presenter.office.language, yes=say(N_("Go on")),
                                   title=say(N_("For another computer of this office")))  # fmt: skip
        if not station:
            return
        folder = dialogs.choose_folder(self, say(N_("Where to write the package: a folder or a stick")))
        if folder is not None:
            self.presenter.send_to_station(folder, station)

    def _with_files(self, do: Callable[[Sequence[Path]], None]) -> None:
        files = dialogs.open_files(self, self.say(N_("Packages that have arrived")),
                                   (dialogs.FileKind(self.say(N_("Packages")), (".zip",)),), several=True)  # fmt: skip
        if files:
            do(files)

    def _merge_folder(self) -> None:
        folder = dialogs.choose_folder(self, self.say(N_("Folder with the packages that have arrived")))
        if folder is not None:
            self.presenter.merge((folder,))


class ReportPanel(ttk.Frame):
    """What became of each file: counts in a table, and below it what was found in the chosen one."""

    def __init__(self, stage: Stage, presenter: Presenter) -> None:
        super().__init__(stage)
        self.presenter = presenter
        self.say = say = presenter.office.say
        look = look_of(self)
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        head = ttk.Frame(self)
        head.grid(row=0, column=0, sticky="ew", pady=(0, look.lines(0.4)))
        head.columnconfigure(1, weight=1)
        ttk.Button(head, text=say(N_("Go back (Esc)")), command=stage.back, style="Quiet.TButton").grid(row=0, column=0)
        self._summary = ttk.Label(head, text=presenter.summary(), style="Bold.TLabel", justify="left")
        self._summary.grid(row=0, column=1, sticky="w", padx=look.em * 2)
        self._files: tuple[FileReport, ...] = presenter.done.files if presenter.done else ()
        number = presenter.office.language.number
        self._table = RecordTable(
            self,
            (Column(say(N_("File")), 44, stretches=True), Column(say(N_("Result")), 18),
             Column(say(N_("Lines")), 8, is_number=True), Column(say(N_("New")), 8, is_number=True),
             Column(say(N_("Here already")), 13, is_number=True), Column(say(N_("Clashing")), 11, is_number=True),
             Column(say(N_("Turned back")), 13, is_number=True)),
            presenter.office.language, fold=search_key, empty="", on_select=self._selected,
        )  # fmt: skip
        self._told = ttk.Label(self, justify="left")
        self._table.grid(row=1, column=0, sticky="nsew")
        self._told.grid(row=2, column=0, sticky="ew", pady=(look.lines(0.5), 0))
        self._table.show([(each.file, each.verdict, *map(number, each.counts)) for each in self._files])
        self.bind(
            "<Configure>", lambda event: self._told.configure(wraplength=max(look.em * 30, event.width - look.em))
        )

    def first_focus(self) -> None:
        self._table.first_focus()

    def _selected(self, places: tuple[int, ...]) -> None:
        told = [sentence for place in places[:1] for sentence in self._files[place].told]
        is_wrong = any(self._files[place].is_refused for place in places[:1])
        self._told.configure(text="\n".join(told) or self.say(N_("Nothing to note on this package.")),
                             style="Bad.TLabel" if is_wrong else "TLabel")  # fmt: skip
