"""A PDF inside the window: page by page, larger and smaller, saved, printed or handed to the system's viewer."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop import dialogs, print_dialog, printers, theme
from desktop.printers import Handed, Handing
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.pressed import pressed
from desktop.widgets.resting_bar import RestingBar
from models.domain.basics.problems import N_, Problem
from models.files import write_whole
from models.language import Language

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

ZOOM_STEP = 1.25
LEAST_ZOOM, MOST_ZOOM = 0.25, 4.0


@dataclass(eq=False)
class PdfUnreadable(Problem):
    """The file is no PDF, or a damaged one."""

    path: Path

    code = "pdf_unreadable"
    says = N_("{path} cannot be shown as a PDF. Make it again, or open it in another program.")


class PdfPreview(ttk.Frame):
    """Shows the file at `path`. `close()` lets the file go; destroying the widget does so too. `on_saved` hears of every copy.

    PgUp/PgDn turn pages, Home/End go to the first and last, + and - zoom, 0 fits the width, arrows scroll. A bare one has no buttons:
    it stands beside what it is the picture of.
    """

    def __init__(self, parent: tk.Misc, path: Path, language: Language, *, is_bare: bool = False) -> None:
        super().__init__(parent)
        self.path = path
        self._is_bare = is_bare
        self.on_saved: Callable[[Path], object] = lambda _: None
        self.language = language
        self.look = look_of(self)
        self._document = _open(path)
        self.pages = len(self._document)
        self.page = 1
        self.zoom = 0.0
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        self._build_bar()
        self._canvas = tk.Canvas(self, background=theme.AROUND_PAPER, highlightthickness=self.look.hair * 2, takefocus=1,
                                 highlightcolor=theme.FOCUS, highlightbackground=theme.AROUND_PAPER)  # fmt: skip
        self._canvas.grid(row=1, column=0, sticky="nsew")
        down = RestingBar(self, self._canvas.yview, row=1)
        across = RestingBar(self, self._canvas.xview, row=2, column=0, is_across=True)
        self._canvas.configure(yscrollcommand=down.set, xscrollcommand=across.set)
        self._handing: Handing | None = None
        self._told = ttk.Label(self, style="Quiet.TLabel", anchor="w")
        self._told.grid(row=3, column=0, columnspan=2, sticky="ew")
        self._canvas.bind("<Configure>", lambda _: self._draw())
        self._bind_keys()
        self.bind("<Destroy>", lambda event: self.close() if event.widget is self else None)

    def first_focus(self) -> None:
        self._canvas.focus_set()

    def close(self) -> None:
        """Let the file go; what is on its way to the printer is not printed then."""
        if self._handing is not None:
            self._handing.close()
            self._handing = None
        self._document.close()

    def turn_to(self, page: int) -> None:
        """Show `page`, from 1; beyond the ends the nearest."""
        page = min(self.pages, max(1, page))
        if page != self.page:
            self.page = page
            self._draw()
            self._canvas.yview_moveto(0)

    def zoom_to(self, zoom: float) -> None:
        """Show the page `zoom` times as large as on paper; 0 fits the width."""
        self.zoom = min(MOST_ZOOM, max(LEAST_ZOOM, zoom)) if zoom else 0.0
        self._draw()

    def save_as(self) -> None:
        """Copy the file to where the person wants it."""
        kind = dialogs.OfferedFiles("PDF", (".pdf",))
        target = dialogs.save_file(self, self.language.say(N_("Save as")), kind, name=self.path.name)
        if target is not None and target != self.path:
            write_whole(target, self.path.read_bytes())
            self.on_saved(target)

    def print_some(self) -> None:
        """Ask for printer, pages, copies and sides, hand the file over and say what the printer took."""
        if printers.asks_itself():
            from desktop import windows_printer

            handing = windows_printer.begin(
                self.path, pages=self.pages, owner=int(self.winfo_toplevel().wm_frame(), 16)
            )
            if handing is not None:
                self.hand_on(handing)
            return
        asked = print_dialog.ask_print(self, self.language, printers=printers.printers(), pages=self.pages)
        if asked is not None:
            first, last = read_pages(asked.pages, self.pages)
            wanted = printers.WantedPages(first, last, read_copies(asked.copies), asked.printer, asked.both_sides)
            self._tell_handed(printers.print_pdf(self.path, wanted))

    def hand_on(self, handing: Handing) -> None:
        """Print a page, let the window breathe, go on; whoever closes the paper stops it."""
        if self._handing is not None:
            self._handing.close()
        self._handing = handing
        self._next_page()

    def _next_page(self) -> None:
        if (handing := self._handing) is None:
            return
        self._handing = None
        try:
            done = next(handing)
        except StopIteration as ended:
            self._tell_handed(ended.value)
            return
        self._handing = handing
        self._told.configure(text=self.language.say(N_("To the printer: page {page} …"), page=done))
        self.after(1, self._next_page)

    @property
    def told(self) -> str:
        """What was said last of printing."""
        return str(self._told.cget("text"))

    def _tell_handed(self, handed: Handed) -> None:
        said = N_("Handed to the printer {printer} (number {job}): {pages} pages, {copies} copies.")
        self._told.configure(text=self.language.say(said, **handed._asdict()))

    def _build_bar(self) -> None:
        look, say = self.look, self.language.say
        bar = FlowBar(self)
        if not self._is_bare:
            bar.grid(row=0, column=0, columnspan=2, sticky="ew", pady=(0, look.lines(0.3)))

        def button(text: str, do: Callable[[], object]) -> None:
            bar.add(ttk.Button(bar, text=text, command=do, style="Tool.TButton"))

        button("◀ PgUp", lambda: self.turn_to(self.page - 1))
        self._where = ttk.Label(bar, anchor="center", width=16, padding=(0, look.lines(0.2)))
        bar.add(self._where)
        button("PgDn ▶", lambda: self.turn_to(self.page + 1))
        button("–", lambda: self.zoom_to(self._scale() / ZOOM_STEP))
        button("+", lambda: self.zoom_to(self._scale() * ZOOM_STEP))
        button(say(N_("Fit")), lambda: self.zoom_to(0))
        button(say(N_("Print (Ctrl+P)")), self.print_some)
        button(say(N_("Save as (Ctrl+S)")), self.save_as)
        button(say(N_("Viewer (Ctrl+O)")), lambda: printers.open_in_viewer(self.path))

    keys_here: dict[str, Callable[[], object]]
    """What each key does while the paper has the keyboard; whoever shows nothing beside it lets them act everywhere."""

    def _bind_keys(self) -> None:
        canvas = self._canvas
        deeds: dict[str, Callable[[], object]] = {
            "<Next>": lambda: self.turn_to(self.page + 1), "<Prior>": lambda: self.turn_to(self.page - 1),
            "<Home>": lambda: self.turn_to(1), "<End>": lambda: self.turn_to(self.pages),
            "<plus>": lambda: self.zoom_to(self._scale() * ZOOM_STEP),
            "<equal>": lambda: self.zoom_to(self._scale() * ZOOM_STEP),
            "<KP_Add>": lambda: self.zoom_to(self._scale() * ZOOM_STEP),
            "<minus>": lambda: self.zoom_to(self._scale() / ZOOM_STEP),
            "<KP_Subtract>": lambda: self.zoom_to(self._scale() / ZOOM_STEP), "<Key-0>": lambda: self.zoom_to(0),
            "<Down>": lambda: canvas.yview_scroll(2, "units"), "<Up>": lambda: canvas.yview_scroll(-2, "units"),
            "<Right>": lambda: canvas.xview_scroll(2, "units"), "<Left>": lambda: canvas.xview_scroll(-2, "units"),
            "<Button-5>": lambda: canvas.yview_scroll(3, "units"),
            "<Button-4>": lambda: canvas.yview_scroll(-3, "units"), "<Button-1>": canvas.focus_set,
            "<Control-p>": self.print_some, "<Control-s>": self.save_as,
            "<Control-o>": lambda: printers.open_in_viewer(self.path),
        }  # fmt: skip
        self.keys_here = {key: do for key, do in deeds.items() if "Button" not in key}
        for key, do in deeds.items():
            canvas.bind(key, pressed(do))
        canvas.bind("<MouseWheel>", lambda event: canvas.yview_scroll(-event.delta // 40, "units"))

    def _scale(self) -> float:
        """Pixels a point, as shown now, over those of paper size."""
        if self.zoom:
            return self.zoom
        width: float = self._document[self.page - 1].get_width()
        return max(LEAST_ZOOM, (self._canvas.winfo_width() - self.look.em * 4) / width / self._paper_scale())

    def _paper_scale(self) -> float:
        return float(self.tk.call("tk", "scaling"))

    def _draw(self) -> None:
        from PIL import ImageTk

        room = self._canvas.winfo_width() - 2 * int(self._canvas["highlightthickness"])
        if room <= 1:
            return
        page = self._document[self.page - 1]
        image = page.render(scale=self._scale() * self._paper_scale()).to_pil()
        self.picture = ImageTk.PhotoImage(image, master=self)
        gap = self.look.em
        self._canvas.delete("all")
        left = max(gap, (room - image.width) // 2)
        self._canvas.create_image(left, gap, image=self.picture, anchor="nw")
        self._canvas.configure(scrollregion=(0, 0, max(room, image.width + gap * 2), image.height + gap * 2))
        self._where.configure(text=self.language.say(N_("Page {page} of {pages}"), page=self.page, pages=self.pages))


@dataclass(eq=False)
class PagesNotUnderstood(Problem):
    """What was typed names no pages of this file."""

    typed: str
    pages: int

    code = "pages_not_understood"
    says = N_("“{typed}” names no pages of this file, which has {pages}. Type one page or a range as in 1-4.")


def read_pages(typed: str, pages: int) -> tuple[int, int]:
    """First and last page of `3` or `1-4`; refuses what is not within `pages`."""
    first, dash, last = typed.replace("–", "-").partition("-")
    try:
        span = int(first), int(last) if dash else int(first)
    except ValueError:
        raise PagesNotUnderstood(typed, pages) from None
    if not 1 <= span[0] <= span[1] <= pages:
        raise PagesNotUnderstood(typed, pages)
    return span


@dataclass(eq=False)
class CopiesNotUnderstood(Problem):
    """What was typed is no number of copies."""

    typed: str

    code = "copies_not_understood"
    says = N_("“{typed}” is no number of copies. Type a number from 1 to {most}.")
    most: int = 999


def read_copies(typed: str) -> int:
    """How many copies; refuses what is no number from 1 to 999."""
    text = typed.strip()
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= CopiesNotUnderstood.most):
        raise CopiesNotUnderstood(typed)
    return int(text)


def _open(path: Path) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        raise PdfUnreadable(path) from None
