"""The box in which a file or a folder is chosen, where the system has none of its own in our language."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from pathlib import Path
from tkinter import ttk
from typing import NamedTuple

from desktop import dialogs, theme
from desktop.file_places import FileEntry, FolderMemory, entries_in, file_places, is_on_stick
from desktop.icons import Icons, icon_of_file
from desktop.theme import look_of
from desktop.widgets.focused import focused_last
from desktop.widgets.pressed import pressed
from desktop.widgets.record_table import RecordTable
from desktop.widgets.table_rows import Column
from desktop.widgets.table_tree import RowPicture
from models.domain.basics.folding import search_key
from models.domain.basics.problems import N_, Problem
from models.language import Language
from models.services.office.file_kinds import kind_of_file

_SMALL = 20 * 2**20
"""So many bytes of a file are looked at to say what it is, at most."""


class Wanted(NamedTuple):
    """What is to be chosen: a title, the endings (none: all), a name to begin with where a file is written."""

    title: str
    purpose: str
    endings: tuple[str, ...] = ()
    name: str = ""
    writes: bool = False
    folder: bool = False
    several: bool = False
    private: bool = False


class FileBox(tk.Toplevel):
    """Places at the left, what stands in the folder at the right, the newest file first; below it the name or a whole path."""

    def __init__(self, parent: tk.Misc, language: Language, memory: FolderMemory, wanted: Wanted) -> None:
        super().__init__(parent, background=theme.PAGE)
        self.withdraw()
        self.title(wanted.title)
        if parent.winfo_toplevel().winfo_viewable():
            self.transient(parent.winfo_toplevel())
        self.answer: tuple[Path, ...] = ()
        self._language, self._memory, self._wanted = language, memory, wanted
        self._places = file_places()
        self._entries: tuple[FileEntry, ...] = ()
        self._icons, self._icons_on_dark = Icons(self, theme.QUIET), Icons(self, theme.CARD)
        self.folder = memory.start(wanted.purpose, private=wanted.private)
        self._build()
        self.go(self.folder)

    def _build(self) -> None:
        look, say = look_of(self), self._language.say
        self.columnconfigure(1, weight=1)
        self.rowconfigure(1, weight=1)
        head = ttk.Label(self, text=self._wanted.title, style="Title.TLabel")
        head.grid(row=0, column=0, columnspan=2, sticky="w", padx=look.em * 2, pady=(look.lines(0.6), look.lines(0.3)))
        self.places = ttk.Treeview(self, show="tree", selectmode="browse", height=12, style="Places.Treeview")
        self.places.column("#0", width=look.em * 22)
        for number, place in enumerate(self._places):
            stick = f"{say(N_('Stick'))}: {place.name}"
            self.places.insert("", "end", iid=str(number), text=f" {stick if place.is_stick else say(place.name)}",
                               image=self._icons[place.icon])  # fmt: skip
        self.places.grid(row=1, column=0, sticky="ns", padx=(look.em * 2, look.em))
        self.places.bind("<<TreeviewSelect>>", lambda _: self._to_place())
        right = ttk.Frame(self)
        right.grid(row=1, column=1, sticky="nsew", padx=(0, look.em * 2))
        right.columnconfigure(1, weight=1)
        right.rowconfigure(1, weight=1)
        up = ttk.Button(right, text=say(N_("Folder above (Alt+↑)")), command=self.up, style="Quiet.TButton")
        up.grid(row=0, column=0, sticky="w")
        self.path = ttk.Label(right, anchor="w")
        self.path.grid(row=0, column=1, sticky="ew", padx=look.em)
        self.table = RecordTable(
            right,
            (Column(say(N_("File")), 44, stretches=True), Column(say(N_("Changed")), 16),
             Column(say(N_("Size")), 10, is_number=True)),
            self._language, fold=search_key, empty=say(N_("There is nothing here that fits.")),
            on_open=self._open, on_select=lambda _: self._selected(),
        )  # fmt: skip
        self.table.grid(row=1, column=0, columnspan=2, sticky="nsew", pady=look.lines(0.3))
        self.told = ttk.Label(self, style="Quiet.TLabel", anchor="w", justify="left")
        self.told.grid(row=2, column=0, columnspan=2, sticky="ew", padx=look.em * 2)
        line = ttk.Frame(self, padding=(look.em * 2, look.lines(0.4)))
        line.grid(row=3, column=0, columnspan=2, sticky="ew")
        line.columnconfigure(1, weight=1)
        label = N_("Name of the file:") if self._wanted.writes else N_("Or the path:")
        ttk.Label(line, text=say(label)).grid(row=0, column=0, padx=(0, look.em))
        self.typed = tk.StringVar(self, self._wanted.name)
        self.entry = ttk.Entry(line, textvariable=self.typed, font=look.body)
        self.entry.grid(row=0, column=1, sticky="ew")
        foot = ttk.Frame(self, padding=(look.em * 2, look.lines(0.5)))
        foot.grid(row=4, column=0, columnspan=2, sticky="ew")
        yes = (
            N_("Save here") if self._wanted.writes else N_("Choose this folder") if self._wanted.folder else N_("Open")
        )
        self.yes = ttk.Button(foot, text=f"{say(yes)} (Ctrl+Enter)", command=self._main, style="Accent.TButton")
        back = ttk.Button(foot, text=say(N_("Go back (Esc)")), command=self.destroy)
        for button in (back, self.yes):
            button.pack(side="right", padx=(look.em, 0))
        self.bind("<Return>", self._enter)
        self.bind("<Escape>", self._escape)
        self.bind("<Control-Return>", pressed(self._main))
        self.bind("<Alt-Up>", pressed(self.up))
        self.bind("<Control-f>", lambda _: self.table.open_filter())
        self.table.tree.bind("<BackSpace>", pressed(self.up), add=True)
        for key, sign in (("<slash>", "/"), ("<asciitilde>", "~")):
            self.table.tree.bind(key, pressed(self._begin_path, sign), add=True)

    def ask(self) -> tuple[Path, ...]:
        """Show the box and wait; answers what was chosen, nothing when the person went back."""
        look = look_of(self)
        wide = min(look.em * 120, round(self.winfo_screenwidth() * 0.8))
        high = min(look.lines(36), round(self.winfo_screenheight() * 0.85))
        left, top = (self.winfo_screenwidth() - wide) // 2, (self.winfo_screenheight() - high) // 3
        self.geometry(f"{wide}x{high}+{left}+{top}")
        before = focused_last(self.master.winfo_toplevel())
        self.deiconify()
        self.wait_visibility()
        self.grab_set()
        if self._wanted.writes:
            self.entry.focus_set()
            self.entry.select_range(0, len(Path(self._wanted.name).stem))
            self.entry.icursor("end")
        else:
            self.table.first_focus()
        self.wait_window()
        if before is not None and before.winfo_exists():
            before.focus_set()
        return self.answer

    def go(self, folder: Path) -> bool:
        """Show what stands in a folder; one that cannot be shown is told, and the box stays where it is. Answers whether it is shown."""
        try:
            found = entries_in(folder, self._wanted.endings, only_folders=self._wanted.folder)
        except Problem as problem:
            self._tell(self._language.problem(problem), is_bad=True)
            self._mark_place()
            return False
        self.folder, self._entries = folder, found
        self._mark_place()
        self.path.configure(text=str(folder))
        number, moment = self._language.number, self._language.datetime
        self.table.filter("")
        self.table.show(
            [
                (
                    f"{each.path.name}/" if each.is_folder else each.path.name,
                    moment(each.changed),
                    "" if each.is_folder else f"{number(max(1, each.size // 1024))} KB",
                )
                for each in found
            ],
            pictures=[self._picture(icon_of_file(each.path.name, is_folder=each.is_folder)) for each in found],
        )
        self._selected()
        return True

    def _picture(self, icon: str) -> RowPicture:
        return RowPicture(self._icons[icon], self._icons_on_dark[icon])

    def up(self) -> None:
        """The folder above."""
        self.go(self.folder.parent)

    def choose(self, paths: Sequence[Path]) -> None:
        """Answer these and close; what is to be written over, or to a stick with names in it, is asked first."""
        if self._wanted.writes and not self._may_write(paths[0]):
            return
        self._memory.note(self._wanted.purpose, paths[0] if self._wanted.folder else paths[0].parent)
        self.answer = tuple(paths)
        self.destroy()

    def _may_write(self, path: Path) -> bool:
        say, language = self._language.say, self._language
        if self._wanted.private and is_on_stick(path):
            asked = N_("“{file}” holds names of people. Write it onto a stick all the same?")
            if not dialogs.confirm(
                self, say(asked, file=path.name), language, yes=say(N_("Write it there")), dangerous=True
            ):
                return False
        if not path.exists():
            return True
        asked = N_("“{file}” is there already. Write over it?")
        return dialogs.confirm(self, say(asked, file=path.name), language, yes=say(N_("Write over it")), dangerous=True)

    def _open(self, place: int) -> None:
        entry = self._entries[place]
        if entry.is_folder:
            self.go(entry.path)
        elif self._wanted.writes:
            self.typed.set(entry.path.name)
            self.entry.focus_set()
        else:
            self.choose([self._entries[each].path for each in self._chosen] or [entry.path])

    @property
    def _chosen(self) -> list[int]:
        places = [
            each for each in self.table.selected if each < len(self._entries) and not self._entries[each].is_folder
        ]
        return places if self._wanted.several else places[:1]

    def _main(self) -> None:
        if self._wanted.folder:
            if not self.typed.get().strip() or self.take_typed():
                self.choose([self.folder])
        elif self._wanted.writes or self.typed.get().strip():
            self.take_typed()
        elif self._chosen:
            self.choose([self._entries[each].path for each in self._chosen])
        elif self.table.selected:
            self._open(self.table.selected[0])

    def take_typed(self) -> bool:
        """What stands in the field: a folder is gone to, a file is chosen. Answers whether the box stands in that folder now."""
        text = self.typed.get().strip()
        if not text:
            return False
        path = Path(text).expanduser()
        path = path if path.is_absolute() else self.folder / path
        if path.is_dir():
            self.typed.set(self._wanted.name)
            return self.go(path)
        if self._wanted.writes and path.parent.is_dir():
            ending = next(iter(self._wanted.endings), "")
            self.choose(
                [path if path.name.lower().endswith(self._wanted.endings) else path.with_name(path.name + ending)]
            )
        elif path.is_file() and not self._wanted.folder:
            self.choose([path])
        else:
            self._tell(
                self._language.say(N_("There is no “{path}”. Choose it in the list, or correct the path."), path=text),
                is_bad=True,
            )
        return False

    def _to_place(self) -> None:
        for number in self.places.selection():
            if (folder := self._places[int(number)].folder) != self.folder:
                self.go(folder)

    def _mark_place(self) -> None:
        """Show which of the places the folder is, if it is one."""
        here = [str(number) for number, place in enumerate(self._places) if place.folder == self.folder]
        if list(self.places.selection()) != here:
            self.places.selection_set(here)

    def _selected(self) -> None:
        """Say what the file under the cursor is."""
        chosen = self._chosen
        if len(chosen) != 1 or self._wanted.writes:
            self._tell("")
            return
        entry = self._entries[chosen[0]]
        kind = kind_of_file(entry.path) if entry.size <= _SMALL else None
        self._tell(self._language.say(N_("This is {what}."), what=self._language.say(kind.what)) if kind else "")

    def _begin_path(self, sign: str) -> str:
        """What begins like a path is typed where paths are."""
        self.typed.set(sign)
        self.entry.focus_set()
        self.entry.icursor("end")
        return "break"

    def _tell(self, sentence: str, *, is_bad: bool = False) -> None:
        self.told.configure(text=sentence, style="Bad.TLabel" if is_bad else "Quiet.TLabel")

    def _enter(self, _event: tk.Event[tk.Misc]) -> None:
        # one place for the key: a binding of the field would be heard for Ctrl+Enter too
        at = focused_last(self)
        if at is self.entry:
            self.take_typed()
        elif isinstance(at, ttk.Button):
            at.invoke()

    def _escape(self, _event: tk.Event[tk.Misc]) -> None:
        self.destroy()
