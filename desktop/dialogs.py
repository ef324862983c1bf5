"""The only message boxes: a problem with its next step, a question to confirm, a text or a choice, and files."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from pathlib import Path
from tkinter import filedialog, ttk
from typing import NamedTuple

from desktop import theme
from desktop.theme import look_of, root_of
from desktop.widgets.focused import focused, focused_last, grabbing
from desktop.widgets.pressed import pressed
from models.domain.basics.problems import N_, Problem
from models.language import Language


class OfferedFiles(NamedTuple):
    """A kind of file a dialog offers: a translated name and endings with their dot."""

    name: str
    endings: tuple[str, ...]


class Dialog(tk.Toplevel):
    """A modal box: a mark, a sentence, optional content, buttons. Enter takes the main button, Esc the last one."""

    def __init__(self, parent: tk.Misc, title: str, sentence: str, *, mark: str, colour: str) -> None:
        super().__init__(parent, background=theme.CARD, padx=0, pady=0)
        self.withdraw()
        self.title(title)
        # over a window that is not shown the box would not be shown either
        if parent.winfo_toplevel().winfo_viewable():
            self.transient(parent.winfo_toplevel())
        self.resizable(width=False, height=False)
        self.look = look = look_of(parent)
        self._buttons: list[ttk.Button] = []
        self._first: tk.Misc | None = None
        body = ttk.Frame(self, style="Plain.TFrame", padding=(look.em * 3, look.lines(1.2)))
        body.grid(row=0, column=0, sticky="nsew")
        size = look.lines(2)
        sign = tk.Canvas(body, width=size, height=size, background=theme.CARD, highlightthickness=0)
        sign.create_oval(1, 1, size - 2, size - 2, fill=colour, width=0)
        sign.create_text(size // 2, size // 2, text=mark, fill=theme.CARD, font=look.title)
        sign.grid(row=0, column=0, sticky="n", padx=(0, look.em * 2))
        width = min(look.em * 62, round(self.winfo_screenwidth() * 0.7))
        ttk.Label(body, text=sentence, style="Card.TLabel", wraplength=width, justify="left").grid(
            row=0, column=1, sticky="w"
        )
        self.content = ttk.Frame(body, style="Plain.TFrame")
        self.content.grid(row=1, column=1, sticky="ew", pady=(look.lines(0.5), 0))
        self.content.columnconfigure(0, weight=1)
        self._foot = ttk.Frame(self, padding=(look.em * 2, look.lines(0.6)))
        self._foot.grid(row=1, column=0, sticky="ew")
        self.protocol("WM_DELETE_WINDOW", self._back)
        self.bind("<Escape>", lambda _: self._back())
        self.bind("<Return>", self._enter)
        for key, by in (("<Left>", -1), ("<Right>", 1)):
            self.bind(key, pressed(self._walk, by))

    def button(self, text: str, do: Callable[[], object], *, main: bool = False) -> ttk.Button:
        button = ttk.Button(self._foot, text=text, command=do, style="Accent.TButton" if main else "TButton")
        button.pack(side="right", padx=(self.look.em, 0))
        self._buttons.append(button)
        return button

    def ask(self, first: tk.Misc) -> None:
        """Show the box with the keyboard on `first` and wait until it is gone."""
        self.update_idletasks()
        above = self.master.winfo_toplevel()
        left, top, width, height = 0, 0, self.winfo_screenwidth(), self.winfo_screenheight()
        if above.winfo_viewable():
            left, top, width, height = (
                above.winfo_rootx(),
                above.winfo_rooty(),
                above.winfo_width(),
                above.winfo_height(),
            )
        left += (width - self.winfo_reqwidth()) // 2
        top += (height - self.winfo_reqheight()) // 3
        self.geometry(f"+{max(0, left)}+{max(0, top)}")
        self._first = first
        self.deiconify()
        self.wait_visibility()
        # what stands in the box is shown after the box; Tk gives the keyboard only to what is shown
        self.update_idletasks()
        held: tk.Misc | None = grabbing(self)
        self.grab_set()
        before = focused_last(above)
        first.focus_set()
        self.wait_window()
        if held is not None and held.winfo_exists():
            held.grab_set()
        if before is not None and before.winfo_exists():
            before.focus_set()

    def _enter(self, _event: tk.Event[tk.Misc]) -> None:
        # typed ahead it comes before the keyboard is where the box begins
        button = next((at for at in (focused(self), self._first) if isinstance(at, ttk.Button)), self._buttons[0])
        button.invoke()

    def _back(self) -> None:
        self._buttons[-1].invoke()

    def _walk(self, by: int) -> None:
        at = focused(self)
        if isinstance(at, ttk.Button):
            place = self._buttons.index(at) - by
            self._buttons[place % len(self._buttons)].focus_set()


def show_problem(parent: tk.Misc, problem: Problem, language: Language) -> None:
    """Say what cannot be done and what to do next."""
    show(parent, language.problem(problem), language, title=language.say(N_("This cannot be done")), mark="!",
         colour=theme.FOCUS)  # fmt: skip


def show(
    parent: tk.Misc, sentence: str, language: Language, *, title: str, mark: str = "i", colour: str = theme.ACCENT
) -> None:
    """Tell something that must be read before going on."""
    box = Dialog(parent, title, sentence, mark=mark, colour=colour)
    box.ask(box.button(language.say(N_("Understood")), box.destroy, main=True))


def confirm(
    parent: tk.Misc,
    question: str,
    language: Language,
    *,
    yes: str,
    no: str = "",
    title: str = "",
    dangerous: bool = False,
) -> bool:
    """Ask before doing; `yes` names the deed on its button, `no` what comes without it (default: the way back).

    What is `dangerous` has the keyboard on the way back.
    """
    answer = False

    def agree() -> None:
        nonlocal answer
        answer = True
        box.destroy()

    box = Dialog(parent, title or yes, question, mark="?", colour=theme.BAD if dangerous else theme.ACCENT)
    do = box.button(yes, agree, main=True)
    back = box.button(no or language.say(N_("Go back")), box.destroy)
    box.ask(back if dangerous else do)
    return answer


def ask_text(
    parent: tk.Misc, question: str, language: Language, *, yes: str, title: str = "", text: str = "",
    secret: bool = False,
) -> str | None:  # fmt: skip
    """One line of text in NFC without spaces around it; `None` when the person went back."""
    import unicodedata

    answer: str | None = None

    def take() -> None:
        nonlocal answer
        answer = unicodedata.normalize("NFC", entry.get()).strip()
        box.destroy()

    box = Dialog(parent, title or yes, question, mark="?", colour=theme.ACCENT)
    entry = ttk.Entry(box.content, width=46, show="●" if secret else "", font=box.look.body)
    entry.insert(0, text)
    entry.select_range(0, "end")
    entry.grid(row=0, column=0, sticky="ew")
    box.button(yes, take, main=True)
    box.button(language.say(N_("Go back")), box.destroy)
    box.ask(entry)
    return answer


def ask_choice(
    parent: tk.Misc,
    question: str,
    choices: Sequence[str],
    language: Language,
    *,
    yes: str,
    title: str = "",
    is_open: bool = False,
) -> int | None:
    """The place of the chosen one of `choices` (translated), taken by arrows or by its digit; `None` = went back.

    Where the question is left open nothing is chosen beforehand, and the main button waits for a choice.
    """
    answer: int | None = None

    def take() -> None:
        nonlocal answer
        answer = chosen.get()
        box.destroy()

    box = Dialog(parent, title or yes, question, mark="?", colour=theme.ACCENT)
    chosen = tk.IntVar(box, -1 if is_open else 0)
    radios = []
    for place, choice in enumerate(choices):
        text = f"{place + 1}.  {choice}"
        radio = ttk.Radiobutton(box.content, text=text, variable=chosen, value=place, style="Card.TRadiobutton")
        radio.grid(row=place, column=0, sticky="ew")
        radios.append(radio)

    def pick(place: int) -> None:
        chosen.set(place % len(radios))
        radios[chosen.get()].focus_set()

    box.bind("<Up>", lambda _: pick(max(0, chosen.get()) - 1))
    box.bind("<Down>", lambda _: pick(chosen.get() + 1))
    for place in range(min(9, len(radios))):
        box.bind(f"<Key-{place + 1}>", pressed(pick, place))
    agree = box.button(yes, take, main=True)
    if is_open:
        agree.state(["disabled"])
        chosen.trace_add("write", lambda *_: agree.state(["!disabled"]))
    box.button(language.say(N_("Go back")), box.destroy)
    box.ask(radios[0])
    return answer


def open_files(
    parent: tk.Misc, title: str, kinds: Sequence[OfferedFiles], *, several: bool = False, at: Path | None = None
) -> tuple[Path, ...]:
    """Existing files the person chose, none when they went back; the box begins in the folder `at`, else where it was last."""
    endings = () if any("*" in kind.endings or "" in kind.endings for kind in kinds) else _endings(kinds)
    if _has_no_box(parent):
        return _ask(parent, title, endings=endings, several=several, at=at)
    types = [(kind.name, kind.endings) for kind in kinds]
    if several:
        return tuple(map(Path, filedialog.askopenfilenames(parent=parent, title=title, filetypes=types)))
    name = filedialog.askopenfilename(parent=parent, title=title, filetypes=types, initialdir=at)
    return (Path(name),) if name else ()


def save_file(parent: tk.Misc, title: str, kind: OfferedFiles, *, name: str, private: bool = False) -> Path | None:
    """Where to write a file of `kind`, beginning with `name`; it is asked before an existing one is replaced.

    A `private` file holds names of people: it is not offered onto a stick, and a stick is asked about.
    """
    if _has_no_box(parent):
        return next(iter(_ask(parent, title, endings=kind.endings, name=name, writes=True, private=private)), None)
    chosen = filedialog.asksaveasfilename(parent=parent, title=title, initialfile=name,
                                          filetypes=[(kind.name, kind.endings)],
                                          defaultextension=kind.endings[0])  # fmt: skip
    return Path(chosen) if chosen else None


def choose_folder(parent: tk.Misc, title: str) -> Path | None:
    """An existing folder, `None` when the person went back."""
    if _has_no_box(parent):
        return next(iter(_ask(parent, title, folder=True)), None)
    chosen = filedialog.askdirectory(parent=parent, title=title, mustexist=True)
    return Path(chosen) if chosen else None


def _endings(kinds: Sequence[OfferedFiles]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ending for kind in kinds for ending in kind.endings))


def _has_no_box(parent: tk.Misc) -> bool:
    """Whether the system has no file box of its own, so that Tk would show one that knows neither Vietnamese nor sticks."""
    return bool(parent.tk.call("tk", "windowingsystem") == "x11")


def _ask(
    parent: tk.Misc,
    title: str,
    *,
    endings: tuple[str, ...] = (),
    name: str = "",
    writes: bool = False,
    folder: bool = False,
    several: bool = False,
    private: bool = False,
    at: Path | None = None,
) -> tuple[Path, ...]:
    from desktop.file_box import FileBox, Wanted

    root = root_of(parent)
    # what is asked for in the same words goes on where it was, in whatever language they were said
    purpose = ("save " if writes else "folder " if folder else "open ") + (endings[0] if endings else "*")
    wanted = Wanted(title, purpose, endings, name, writes, folder, several, private)
    box = FileBox(parent, root.speaks, root.folders, wanted)
    if at is not None:
        box.go(at)
    return box.ask()
