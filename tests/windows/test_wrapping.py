"""Sentences break where their place ends, and a window comes to rest whatever stands in it."""

from __future__ import annotations

import ast
import random
import string
import tkinter as tk
from itertools import pairwise
from pathlib import Path
from tkinter import ttk

import desktop
from desktop.theme import Root
from desktop.widgets.wrapping import SPARE, keep_wrapped, wrap
from tests.builders.marked import nodes_of, tree_of

MOST = 1000
"""So many new sizes no layout of a few cards asks for."""
WIDTH, CARDS, PADDING = 1060, 5, 16


def test_cards_side_by_side_come_to_rest(root: Root) -> None:
    """With the first seven of these texts, and one in a hundred others, cards that broke their lines to the pixel moved for ever."""
    restless = [seed for seed in (79, 180, 196, 275, 277, 316, 375, *range(20)) if _sizes_of_cards(root, seed) >= MOST]
    assert not restless


def _sizes_of_cards(root: Root, seed: int) -> int:
    """How many new sizes cards with these texts ask for until they rest or there are too many."""
    chance = random.Random(seed)
    room = tk.Frame(root)
    room.place(x=0, y=0, width=WIDTH, height=600)
    sizes = 0

    def count(_: object) -> None:
        nonlocal sizes
        sizes += 1
        if sizes == MOST:
            room.destroy()

    for column in range(2):
        room.columnconfigure(column, weight=1, uniform="cards")
    for place in range(CARDS):
        card = ttk.Frame(room, padding=(PADDING, 10))
        card.columnconfigure(0, weight=1)
        labels = [ttk.Label(card, text=_text(chance), justify="left") for _ in range(2)]
        for label in labels:
            label.grid(sticky="w")
        card.bind("<Configure>", count)
        keep_wrapped(card, labels, less=PADDING * 5 // 2, least=160)
        is_last = place + 1 == CARDS
        card.grid(row=place // 2, column=place % 2, columnspan=1 + is_last, sticky="nsew", padx=(0, PADDING))
    root.update()
    room.destroy()
    return sizes


def _text(chance: random.Random) -> str:
    letters = string.ascii_lowercase + "/"
    return " ".join(
        "".join(chance.choice(letters) for _ in range(chance.choice([3, 4, 5, 6, 7, 30])))
        for _ in range(chance.randint(5, 40))
    )


def test_a_narrower_place_breaks_lines_at_once_and_a_wider_one_where_it_is_worth_it(root: Root) -> None:
    label = ttk.Label(root, text="Một câu dài " * 40)
    wrap(label, 500)
    for room, wrapped in ((499, 499), (499 + SPARE, 499), (500 + SPARE, 500 + SPARE), (300, 300)):
        wrap(label, room)
        assert int(str(label.cget("wraplength"))) == wrapped


def test_no_line_is_wider_than_its_place(root: Root) -> None:
    place = ttk.Frame(root)
    label = ttk.Label(place, text="Một câu khá dài của một phường " * 9, justify="left")
    label.pack(anchor="w")
    keep_wrapped(place, (label,), less=10)
    widths = [700, 699, 705, 640, 650, 655, 900, 901, 500]
    for width in widths:
        place.place(x=0, y=0, width=width, height=400)
        root.update()
        assert int(str(label.cget("wraplength"))) <= width - 10
    assert {before < after for before, after in pairwise(widths)} == {True, False}


def test_only_one_place_breaks_lines_by_the_width_of_another() -> None:
    """A label that asks for as much room as it got, to the pixel, may move what it stands in for ever."""
    found = []
    for path in Path(desktop.__file__).parent.rglob("*.py"):
        if path.name == "wrapping.py":
            continue
        for call in nodes_of(tree_of(path)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "configure":
                found += [
                    f"{path.name}:{call.lineno}"
                    for given in call.keywords
                    if given.arg == "wraplength" and "event" in ast.unparse(given.value)
                ]
    assert found == []
