"""The look of every window: fonts by availability, calm colours, and ttk styles that follow the font's own size."""

from __future__ import annotations

import sys
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from tkinter import font as tkfont
from tkinter import ttk

from desktop.file_places import FolderMemory
from models.language import LANGUAGES, Language, load

PAGE = "#f3f5f7"
CARD = "#ffffff"
STRIPE = "#f5f8fa"
BAND = "#eaeff4"
EDGE = "#c5ced8"
EDGE_STRONG = "#768492"
INK = "#1b2733"
QUIET = "#566472"
FAINT = "#788491"
ACCENT = "#1c5d99"
ACCENT_DEEP = "#134672"
ACCENT_PALE = "#e3edf7"
FOCUS = "#c96a00"
FOCUS_PALE = "#fff1d3"
NAV = "#17324d"
NAV_HOVER = "#22466b"
NAV_INK = "#e9eff5"
NAV_QUIET = "#a3b6c9"
GOOD = "#277044"
GOOD_PALE = "#e2f2e8"
BAD = "#ad2b23"
BAD_PALE = "#fbe9e7"
HEADING = "#e4eaf0"
TROUGH = "#e4e9ee"
THUMB = "#788491"
CHOSEN = "#bcd3e8"
BRIGHT = "#ffd58a"
"""What has the keyboard, or is shown, on dark ground."""
MISSING = "#f6dfb9"
AROUND_PAPER = "#8b97a3"
SHADES = ("#12395f", "#3b7ab5", "#8db8dd", "#d3e3f1", "#f4f7fa", "#a9b4bf", "#5f6b76", "#e6dcc8")
"""The parts of a whole in their order: neighbours differ in lightness, so that they are told apart in grey as well."""

TYPEFACES = ("Segoe UI", "Liberation Sans", "DejaVu Sans")
"""In order of preference; each has all Vietnamese letters. What none of these offers is Tk's own default."""

BODY_POINTS = 11
OF_TK = 4
"""So many pixels Tk itself leaves at both sides of what stands in a cell of a table, at every text size."""
CLOSE_ROWS_ABOVE = 150
"""Text size in percent above which the rows of tables stand closer."""


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts and the lengths everything is measured in: `line`, the height of a line, and `em`, a digit's width.

    `row` is the height of a table's row, closer at large text sizes, where lines are few.
    """

    body: tkfont.Font
    bold: tkfont.Font
    small: tkfont.Font
    title: tkfont.Font
    figure: tkfont.Font
    line: int
    em: int
    hair: int
    row: int

    def lines(self, share: float) -> int:
        """`share` of a line's height in pixels, at least one."""
        return max(1, round(self.line * share))


PROGRAM_ON_WINDOWS = "SoPhieu.SoPhieu"
"""By this name the bar of programs tells this program from any other that Python runs."""


class Root(tk.Tk):
    """The one Tk root; it carries the look and hands what goes wrong in a callback to `on_error`."""

    look: Look
    on_error: Callable[[BaseException], None]
    speaks: Language
    """The language of its boxes."""
    folders: FolderMemory
    """Where files were last."""

    def __init__(self, on_error: Callable[[BaseException], None]) -> None:
        _be_a_program_on_windows()
        super().__init__(className="sophieu")
        icon = tk.PhotoImage(master=self, data=(resources.files("desktop") / "icon.png").read_bytes())
        self.iconphoto(True, icon, icon.subsample(4), icon.subsample(8), icon.subsample(16))
        self.on_error = on_error
        self.speaks, self.folders = load(LANGUAGES[0]), FolderMemory()
        # X11 takes it for "to the beginning of the line", as on a terminal; whoever works here means all
        for key in ("<Control-Key-a>", "<Control-Lock-Key-A>"):
            self.event_delete("<<LineStart>>", key)
            self.event_add("<<SelectAll>>", key)

    def destroy(self) -> None:
        for waiting in self.tk.splitlist(self.tk.call("after", "info")):
            self.tk.call("after", "cancel", waiting)
        # what Tk itself still means to do to the look cannot be cancelled, and would fail on a window that is gone
        self.update_idletasks()
        super().destroy()

    def report_callback_exception(self, _exc: type[BaseException], val: BaseException, _tb: object) -> None:
        self.on_error(val)


def root_of(widget: tk.Misc) -> Root:
    """The root of the window that `widget` is part of."""
    root: Root = widget.nametowidget(".")
    return root


def look_of(widget: tk.Misc) -> Look:
    """The look of the window that `widget` is part of."""
    return root_of(widget).look


def _be_a_program_on_windows() -> None:
    """Letters as sharp as the screen, and a place of one's own on the bar of programs instead of Python's."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shcore.SetProcessDpiAwareness(1)
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(PROGRAM_ON_WINDOWS)


def cell_padding(look: Look) -> int:
    """The room at the left and at the right of what stands in a cell of a table."""
    return round(look.em * 0.9)


def screen_percent(root: tk.Tk) -> int:
    """How large this screen wants text, in steps of 25 from 100 to 300; X servers that claim less are not believed."""
    return min(300, max(100, round(root.winfo_fpixels("1i") / 96 * 4) * 25))


def dress(root: Root, percent: int) -> Look:
    """Give `root` fonts and styles for `percent` text size (100 = 96 dots an inch) and return the look."""
    root.tk.call("tk", "scaling", percent / 100 * 96 / 72)
    families = set(tkfont.families(root))
    family = next((name for name in TYPEFACES if name in families), tkfont.nametofont("TkDefaultFont").actual("family"))
    for name in ("TkDefaultFont", "TkTextFont", "TkMenuFont", "TkHeadingFont", "TkCaptionFont", "TkTooltipFont"):
        tkfont.nametofont(name).configure(family=family, size=BODY_POINTS, weight="normal")

    def face(size: int, weight: str = "normal") -> tkfont.Font:
        return tkfont.Font(root=root, family=family, size=size, weight=weight)  # type: ignore[arg-type]  # "normal" or "bold"

    body = face(BODY_POINTS)
    look = Look(
        body=body,
        bold=face(BODY_POINTS, "bold"),
        small=face(BODY_POINTS - 1),
        title=face(BODY_POINTS + 4, "bold"),
        figure=face(BODY_POINTS + 11, "bold"),
        line=body.metrics("linespace"),
        em=body.measure("0"),
        hair=max(1, round(percent / 100)),
        row=round(body.metrics("linespace") * (1.5 if percent <= CLOSE_ROWS_ABOVE else 1.25)),
    )
    root.look = look
    root.configure(background=PAGE)
    _style_texts(root, look)
    _style_buttons(root, look)
    _style_fields(root, look)
    _style_tables(root, look)
    return look


def _style_texts(root: Root, look: Look) -> None:
    style = ttk.Style(root)
    style.theme_use("clam")
    style.configure(
        ".", background=PAGE, foreground=INK, font=look.body, focuscolor=FOCUS, bordercolor=EDGE, lightcolor=PAGE,
        darkcolor=PAGE, troughcolor=TROUGH, selectbackground=ACCENT, selectforeground=CARD, insertcolor=INK,
    )  # fmt: skip
    style.map(".", foreground=[("disabled", FAINT)], background=[])
    style.configure("Card.TFrame", background=CARD, bordercolor=EDGE, lightcolor=CARD, darkcolor=CARD,
                    relief="solid", borderwidth=1)  # fmt: skip
    style.configure("Plain.TFrame", background=CARD)
    style.configure("Strip.TFrame", background=ACCENT_PALE)
    style.configure("Head.TFrame", background=CARD)
    style.configure("Line.TFrame", background=EDGE)
    # what an act is answered with stands out from the page as long as it is the last that was said
    style.configure("Told.TLabel", background=ACCENT_PALE, foreground=INK, font=look.body)
    for name, ground in (("", PAGE), ("Card.", CARD), ("Strip.", ACCENT_PALE)):
        style.configure(f"{name}TLabel", background=ground)
        style.configure(f"{name}Title.TLabel", background=ground, font=look.title)
        style.configure(f"{name}Bold.TLabel", background=ground, font=look.bold)
        style.configure(f"{name}Quiet.TLabel", background=ground, foreground=QUIET)
        style.configure(f"{name}Small.TLabel", background=ground, foreground=QUIET, font=look.small)
        style.configure(f"{name}Figure.TLabel", background=ground, font=look.figure)
        style.configure(f"{name}Bad.TLabel", background=ground, foreground=BAD)
    style.configure("TLabelframe", background=PAGE, bordercolor=EDGE, padding=look.lines(0.6))
    style.configure("TLabelframe.Label", background=PAGE, font=look.bold, foreground=INK)
    style.configure("TProgressbar", background=ACCENT, bordercolor=EDGE, lightcolor=ACCENT, darkcolor=ACCENT,
                    thickness=look.lines(0.6))  # fmt: skip


def _style_buttons(root: Root, look: Look) -> None:
    style = ttk.Style(root)
    padding = (round(look.em * 1.6), look.lines(0.3))
    # the dots that clam draws inside a button in focus are in the way of its words: border and ground show it
    style.layout("TButton", [("Button.border", {"sticky": "nswe", "children": [
        ("Button.padding", {"sticky": "nswe", "children": [("Button.label", {"sticky": "nswe"})]})]})])  # fmt: skip
    style.configure("TButton", padding=padding, background=CARD, bordercolor=EDGE_STRONG, lightcolor=CARD,
                    darkcolor=CARD, anchor="center")  # fmt: skip
    ring = [("focus", FOCUS)]
    style.map(
        "TButton",
        background=[("disabled", PAGE), ("pressed", TROUGH), ("focus", FOCUS_PALE), ("active", ACCENT_PALE)],
        bordercolor=[("disabled", EDGE), *ring], lightcolor=[("disabled", PAGE), *ring],
        darkcolor=[("disabled", PAGE), *ring],
    )  # fmt: skip
    style.configure("Accent.TButton", background=ACCENT, foreground=CARD, bordercolor=ACCENT_DEEP, lightcolor=ACCENT,
                    darkcolor=ACCENT, font=look.bold)  # fmt: skip
    bright = [("disabled", PAGE), ("focus", BRIGHT)]
    style.map(
        "Accent.TButton",
        background=[("disabled", PAGE), ("pressed", ACCENT_DEEP), ("focus", ACCENT_DEEP), ("active", ACCENT_DEEP)],
        foreground=[("disabled", FAINT)], bordercolor=[("disabled", EDGE), *ring], lightcolor=bright, darkcolor=bright,
    )  # fmt: skip
    style.configure("Barred.TButton", foreground=QUIET)
    style.configure("Barred.Tool.TButton", foreground=QUIET)
    style.configure("Tool.TButton", padding=(look.em, look.lines(0.15)), width=-3)
    style.configure("Quiet.TButton", background=PAGE, bordercolor=PAGE, lightcolor=PAGE, darkcolor=PAGE,
                    foreground=ACCENT_DEEP, padding=(look.em, look.lines(0.2)))  # fmt: skip
    style.configure("Head.TButton", background=CARD, bordercolor=EDGE, lightcolor=CARD, darkcolor=CARD,
                    foreground=ACCENT_DEEP, padding=(look.em, look.lines(0.15)), width=0)  # fmt: skip
    for name in ("TRadiobutton", "TCheckbutton"):
        for ground, prefix in ((PAGE, ""), (CARD, "Card.")):
            style.configure(
                prefix + name, background=ground, indicatorsize=look.lines(1.0), padding=look.lines(0.2),
                indicatormargin=(look.lines(0.1), look.lines(0.1), look.lines(0.5), look.lines(0.1)),
                upperbordercolor=EDGE_STRONG, lowerbordercolor=EDGE_STRONG, focusthickness=look.hair,
            )  # fmt: skip
            style.map(
                prefix + name,
                background=[("focus", FOCUS_PALE), ("active", ACCENT_PALE)],
                indicatorbackground=[("disabled", PAGE), ("selected", CARD), ("!selected", CARD)],
                indicatorforeground=[("disabled", FAINT), ("selected", ACCENT)],
                upperbordercolor=[("focus", FOCUS)], lowerbordercolor=[("focus", FOCUS)],
            )  # fmt: skip


def _style_fields(root: Root, look: Look) -> None:
    style = ttk.Style(root)
    for name in ("TEntry", "TCombobox", "TSpinbox"):
        style.configure(name, padding=(round(look.em * 0.7), look.lines(0.25)), fieldbackground=CARD,
                        bordercolor=EDGE_STRONG, lightcolor=CARD, darkcolor=CARD,
                        arrowsize=look.lines(0.9), arrowcolor=QUIET)  # fmt: skip
        style.map(
            name,
            fieldbackground=[("disabled", PAGE), ("focus", FOCUS_PALE), ("readonly", CARD)],
            bordercolor=[("focus", FOCUS)], lightcolor=[("focus", FOCUS)], darkcolor=[("focus", FOCUS)],
            foreground=[("disabled", FAINT), ("readonly", INK)], selectbackground=[("readonly", "focus", FOCUS_PALE),
            ("readonly", CARD)], selectforeground=[("readonly", INK)],
            background=[("active", ACCENT_PALE), ("!disabled", PAGE)],
        )  # fmt: skip
    style.configure("Wrong.TEntry", bordercolor=BAD, lightcolor=BAD, darkcolor=BAD, fieldbackground=BAD_PALE)
    for option, value in (("font", look.body), ("background", CARD), ("foreground", INK),
                          ("selectBackground", ACCENT), ("selectForeground", CARD), ("relief", "flat"),
                          ("borderWidth", round(look.em * 0.6)), ("highlightThickness", 0),
                          ("activeStyle", "none")):  # fmt: skip
        root.option_add(f"*TCombobox*Listbox.{option}", value)
    style.configure("ComboboxPopdownFrame", relief="solid", borderwidth=1, bordercolor=EDGE_STRONG, background=CARD)
    for side in ("Vertical", "Horizontal"):
        style.configure(f"{side}.TScrollbar", gripcount=0, arrowsize=look.lines(0.75), background=THUMB,
                        bordercolor=TROUGH, lightcolor=THUMB, darkcolor=THUMB,
                        arrowcolor=QUIET)  # fmt: skip
        style.map(f"{side}.TScrollbar", background=[("disabled", TROUGH), ("active", QUIET)])


def _style_tables(root: Root, look: Look) -> None:
    style = ttk.Style(root)
    style.configure("Treeview", rowheight=look.row, fieldbackground=CARD, background=CARD, bordercolor=EDGE,
                    lightcolor=CARD, darkcolor=CARD, borderwidth=1)  # fmt: skip
    style.map(
        "Treeview",
        background=[("selected", "focus", ACCENT), ("selected", CHOSEN)],
        foreground=[("selected", "focus", CARD), ("selected", INK)],
        bordercolor=[("focus", FOCUS)], lightcolor=[("focus", FOCUS)], darkcolor=[("focus", FOCUS)],
    )  # fmt: skip
    # a list without branches keeps no room for their arrows
    style.layout(
        "Flat.Treeview.Item",
        [("Treeitem.padding", {"sticky": "nswe", "children": [("Treeitem.text", {"sticky": "nswe"})]})],
    )
    style.layout("Places.Treeview.Item", [("Treeitem.padding", {"sticky": "nswe", "children": [
        ("Treeitem.image", {"side": "left", "sticky": ""}), ("Treeitem.text", {"sticky": "nswe"})]})])  # fmt: skip
    for name in ("Flat", "Places"):
        style.configure(f"{name}.Treeview.Item", padding=(round(look.em * 0.6), 0))
    # the rows of a table that has its frame around it
    style.configure("Table.TFrame", background=CARD, bordercolor=EDGE, lightcolor=CARD, darkcolor=CARD,
                    relief="solid", borderwidth=1)  # fmt: skip
    style.map("Table.TFrame", bordercolor=[("focus", FOCUS)], lightcolor=[("focus", FOCUS)],
              darkcolor=[("focus", FOCUS)])  # fmt: skip
    style.layout("Rows.Treeview", [("Treeview.field", {"sticky": "nswe", "children": [
        ("Treeview.treearea", {"sticky": "nswe"})]})])  # fmt: skip
    style.configure("Rows.Treeview", bordercolor=CARD)
    style.map("Rows.Treeview", bordercolor=[("focus", CARD)], lightcolor=[("focus", CARD)],
              darkcolor=[("focus", CARD)])  # fmt: skip
    style.configure("Rows.Treeview.Cell", padding=(max(0, cell_padding(look) - OF_TK), 0))
    style.configure("Treeview.Heading", background=HEADING, foreground=INK, font=look.bold, relief="flat",
                    padding=(cell_padding(look) - OF_TK // 2, look.lines(0.25)), bordercolor=EDGE, lightcolor=HEADING,
                    darkcolor=HEADING)  # fmt: skip
    style.map("Treeview.Heading", background=[("active", ACCENT_PALE)])
