"""The window of the users' guide: one page at a time, with its pictures, links that are followed by keys, and the way back."""

from __future__ import annotations

import tkinter as tk
from pathlib import Path
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop import printers, theme
from desktop.guide import FIRST_PAGE, BlockKind, GuideBlock, GuideSpan, find_in_guide, guide_folder, read_page
from desktop.theme import look_of
from desktop.widgets.flow_bar import FlowBar
from desktop.widgets.pressed import pressed
from desktop.widgets.resting_bar import RestingBar
from models.domain.basics.problems import N_
from models.language import Language

if TYPE_CHECKING:
    from PIL.ImageTk import PhotoImage

MOST_FOUND, LONGEST_FOUND = 60, 160
"""So many places are listed, each with so many letters."""
WIDTH, HEIGHT = 84, 38
"""Digits and lines of a window at the first opening; a smaller screen gives what it has."""


class HelpWindow(tk.Toplevel):
    """Tab goes from link to link, Enter follows, Backspace goes back, Ctrl+F finds words, Esc closes."""

    def __init__(self, parent: tk.Misc, language: Language, page: str) -> None:
        super().__init__(parent, background=theme.CARD)
        self.language = language
        self.look = look = look_of(parent)
        self.folder = guide_folder()
        self.page = ""
        self.links: list[str] = []
        self._at = -1
        self._before: list[str] = []
        self.pictures: list[PhotoImage] = []
        self._starts: list[str] = []
        say = language.say
        width = min(look.em * WIDTH, self.winfo_screenwidth() * 9 // 10)
        height = min(look.lines(HEIGHT), self.winfo_screenheight() * 8 // 10)
        self._wide = width
        self.geometry(f"{width}x{height}+{(self.winfo_screenwidth() - width) // 2}+{look.lines(1)}")
        self.columnconfigure(0, weight=1)
        self.rowconfigure(1, weight=1)
        bar = FlowBar(self)
        bar.grid(row=0, column=0, columnspan=2, sticky="ew", padx=look.em, pady=look.lines(0.3))
        for text, do in (
            (say(N_("Back (Backspace)")), self.back),
            (say(N_("All pages (Home)")), lambda: self.show(FIRST_PAGE)),
            (say(N_("In five pictures (F2)")), self.show_tour),
            (say(N_("Close (Esc)")), self.destroy),
        ):
            bar.add(ttk.Button(bar, text=text, command=do, style="Tool.TButton", takefocus=0))
        bar.add(ttk.Label(bar, text=say(N_("Find (Ctrl+F)"))))
        self.finder = ttk.Entry(bar, width=16, font=look.body, takefocus=0)
        bar.add(self.finder)
        self.text = tk.Text(self, wrap="word", font=look.body, background=theme.CARD, foreground=theme.INK, borderwidth=0,
                            padx=look.em * 3, pady=look.lines(0.5), cursor="arrow", highlightthickness=0, spacing3=look.lines(0.2),
                            takefocus=1)  # fmt: skip
        self.text.grid(row=1, column=0, sticky="nsew")
        self.text.configure(yscrollcommand=RestingBar(self, self.text.yview, row=1).set)
        self._make_tags()
        self._bind_keys()
        self.show(page)
        self.text.focus_set()

    def show(self, page: str) -> None:
        """Show `page` (a file of the guide) from its top."""
        blocks = read_page(page, self.folder)
        if self.page and self.page != page:
            self._before.append(self.page)
        self.page = page
        self._draw(blocks)

    def show_tour(self) -> None:
        """Show the program in five pictures."""
        from desktop.tour import Tour

        Tour(self.master, self.language)

    def find(self, words: str) -> None:
        """List the places of the guide that hold these words, with or without tone marks; a link leads to each."""
        say, found = self.language.say, find_in_guide(words, self.folder)
        if self.page:
            self._before.append(self.page)
            self.page = ""
        told = (
            N_("“{words}”: {count} places") if found else N_("“{words}” stands nowhere in the guide. Try fewer words.")
        )
        count = self.language.number(len(found))
        title = say(told, words=words, count=count) if found else say(told, words=words)
        blocks = [GuideBlock(BlockKind.TITLE, (GuideSpan(title),))]
        for each in found[:MOST_FOUND]:
            name = f"{each.title} – {each.heading}" if each.heading else each.title
            link = GuideSpan(name, link=f"{each.page}#{each.place}")
            blocks.append(GuideBlock(BlockKind.ITEM, (link, GuideSpan(f"  {_shortened(each.text)}")), mark="•"))
        self._draw(tuple(blocks))
        self.text.focus_set()

    def back(self) -> str:
        """Show the page before."""
        if self._before:
            page, self.page = self._before.pop(), ""
            self.show(page)
        return "break"

    def follow(self, link: str) -> None:
        """Go where a link leads: a page of the guide here, anything else in the system's program for it."""
        target, _, place = link.partition("#")
        if target.endswith(".md"):
            self.show(target)
            if place.isdecimal() and int(place) < len(self._starts):
                self.text.see("end")
                self.text.see(self._starts[int(place)])
        elif target and "://" not in target:
            printers.open_in_viewer(self.folder / target)

    def _make_tags(self) -> None:
        look, text = self.look, self.text
        fixed = ("Liberation Mono", look.small.cget("size"))
        text.tag_configure("title", font=look.title, spacing1=look.lines(0.2), spacing3=look.lines(0.5))
        text.tag_configure("heading", font=look.bold, spacing1=look.lines(0.7), spacing3=look.lines(0.3),
                           foreground=theme.ACCENT_DEEP)  # fmt: skip
        text.tag_configure("item", lmargin1=look.em * 2, lmargin2=look.em * 5, tabs=(look.em * 5,))
        text.tag_configure("code", font=fixed, background=theme.BAND, lmargin1=look.em * 2, lmargin2=look.em * 4, wrap="char",
                           lmargincolor=theme.CARD)  # fmt: skip
        text.tag_configure("inline", font=fixed, background=theme.BAND)
        text.tag_configure("bold", font=look.bold)
        text.tag_configure("slanted", underline=False, foreground=theme.QUIET)
        text.tag_configure("link", foreground=theme.ACCENT, underline=True)
        text.tag_configure("at", background=theme.FOCUS_PALE)
        text.tag_bind("link", "<Button-1>", self._clicked)
        text.tag_bind("link", "<Enter>", lambda _: text.configure(cursor="hand2"))
        text.tag_bind("link", "<Leave>", lambda _: text.configure(cursor="arrow"))

    def _bind_keys(self) -> None:
        text = self.text
        scrolls = {"<Down>": (1, "units"), "<Up>": (-1, "units"), "<Next>": (1, "pages"), "<Prior>": (-1, "pages"),
                   "<space>": (1, "pages")}  # fmt: skip
        for key, (by, what) in scrolls.items():
            text.bind(key, pressed(self._scroll, by, what))
        text.bind("<Tab>", lambda _: self._to_link(1))
        text.bind("<Shift-Tab>", lambda _: self._to_link(-1))
        text.bind("<Return>", lambda _: self._enter())
        text.bind("<BackSpace>", lambda _: self.back())
        text.bind("<Home>", lambda _: self.show(FIRST_PAGE))
        for key in ("<Escape>", "<F1>"):
            for part in (self, text):
                part.bind(key, lambda _: self.destroy())
        self.bind("<F2>", pressed(self.show_tour))
        for part in (self, text):
            for key in ("<Control-f>", "<Control-F>"):
                part.bind(key, self._to_finder)
        self.finder.bind("<Return>", lambda _: self.find(self.finder.get().strip()))
        self.finder.bind("<Escape>", self._from_finder)
        # the page is read, not written: only copying is left of a text's own keys
        text.bind("<F2>", pressed(self.show_tour))
        text.bind("<Key>", lambda event: None if event.keysym in ("c", "C") and int(event.state) & 4 else "break")

    def _to_finder(self, _event: tk.Event[tk.Misc]) -> str:
        self.finder.focus_set()
        self.finder.select_range(0, "end")
        return "break"

    def _from_finder(self, _event: tk.Event[tk.Misc]) -> str:
        self.text.focus_set()
        return "break"

    def _draw(self, blocks: tuple[GuideBlock, ...]) -> None:
        text = self.text
        self.links, self._at, self.pictures = [], -1, []
        text.configure(state="normal")
        text.delete("1.0", "end")
        self._starts = []
        for place, block in enumerate(blocks):
            self._starts.append(text.index("end-1c"))
            if block.kind is BlockKind.PICTURE:
                self._put_picture(block)
            elif block.kind in (BlockKind.ROW, BlockKind.HEAD_ROW):
                self._put_row(block, blocks, place)
            else:
                tag = block.kind.value
                if block.mark:
                    text.insert("end", f"{block.mark}\t", (tag,))
                for span in block.spans:
                    self._put(span, tag)
                text.insert("end", "\n", (tag,))
                if block.kind in (BlockKind.PARAGRAPH, BlockKind.CODE):
                    text.insert("end", "\n", ("gap",))
        text.tag_configure("gap", font=(self.look.body.cget("family"), 4))
        title = next((block.text for block in blocks if block.kind is BlockKind.TITLE), self.page)
        self.title(title)
        text.yview_moveto(0)

    def _put(self, span: GuideSpan, *tags: str) -> None:
        found = [*tags, *(name for name, holds in (("bold", span.is_bold), ("slanted", span.is_slanted)) if holds)]
        if span.is_code and "code" not in tags:
            found.append("inline")
        if span.link:
            found += ["link", f"link{len(self.links)}"]
            self.links.append(span.link)
        self.text.insert("end", span.text, tuple(found))

    def _put_row(self, block: GuideBlock, blocks: tuple[GuideBlock, ...], place: int) -> None:
        first = last = place
        while first and blocks[first - 1].cells:
            first -= 1
        while last + 1 < len(blocks) and blocks[last + 1].cells:
            last += 1
        stops, x = [], 0
        for cells in list(zip(*(row.cells for row in blocks[first : last + 1]), strict=False))[:-1]:
            x += min(self.look.em * 34, max(self.look.bold.measure("".join(s.text for s in cell)) for cell in cells))
            x += self.look.em * 3
            stops.append(x)
        name = f"table{first}"
        self.text.tag_configure(
            name, tabs=tuple(stops), lmargin2=stops[-1] if stops else 0, spacing3=self.look.lines(0.25)
        )
        tags = (name, "bold") if block.kind is BlockKind.HEAD_ROW else (name,)
        for number, cell in enumerate(block.cells):
            if number:
                self.text.insert("end", "\t", tags)
            for span in cell:
                self._put(span, *tags)
        self.text.insert("end", "\n", tags)

    def _put_picture(self, block: GuideBlock) -> None:
        from PIL import Image, ImageTk

        file: Path = self.folder / block.file
        if not file.is_file():
            return
        with Image.open(file) as opened:
            room = self.winfo_width() if self.winfo_ismapped() else self._wide
            picture = opened.convert("RGB")
            picture.thumbnail((max(self.look.em * 20, room - self.look.em * 9), self.look.lines(22)))
            self.pictures.append(ImageTk.PhotoImage(picture, master=self))
        self.text.image_create("end", image=self.pictures[-1])
        self.text.insert("end", "\n")
        if block.text:
            self.text.insert("end", f"{block.text}\n", ("slanted",))

    def _to_link(self, by: int) -> str:
        if self.links:
            self._at = (self._at + by) % len(self.links) if self._at >= 0 else 0 if by > 0 else len(self.links) - 1
            self.text.tag_remove("at", "1.0", "end")
            first, last = self.text.tag_ranges(f"link{self._at}")[:2]
            self.text.tag_add("at", first, last)
            self.text.see(first)
        return "break"

    def _enter(self) -> str:
        if 0 <= self._at < len(self.links):
            self.follow(self.links[self._at])
        return "break"

    def _clicked(self, event: tk.Event[tk.Misc]) -> None:
        names = self.text.tag_names(f"@{event.x},{event.y}")
        for name in names:
            if name.startswith("link") and name[4:].isdecimal():
                self.follow(self.links[int(name[4:])])
                return

    def _scroll(self, by: int, what: str) -> str:
        self.text.yview_scroll(by, what)  # type: ignore[call-overload]  # one of Tk's two words
        return "break"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_FOUND else f"{text[:LONGEST_FOUND].rsplit(' ', 1)[0]} …"
