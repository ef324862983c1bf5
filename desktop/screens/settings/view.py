"""The widgets of the settings screen."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop.screens.settings.presenter import LANGUAGES, TEXT_SIZES, Presenter
from desktop.screens.viewing import ScreenView
from models.domain.problems import N_


class View(ScreenView[Presenter]):
    """Two cards of large radio buttons; a choice is drawn at once."""

    def build(self) -> None:
        say, presenter = self.say, self.presenter
        self.title(say(N_("Settings")), say(N_("What you choose here changes only this PC.")))
        cards = ttk.Frame(self.content)
        cards.grid(row=0, column=0, sticky="nw")
        self._radios: list[ttk.Radiobutton] = []
        self._card(cards, 0, say(N_("Language")), LANGUAGES, presenter.language, presenter.choose_language)
        sizes = [(str(size), f"{size} %") for size in TEXT_SIZES]
        self._card(cards, 1, say(N_("Size of the text")), sizes, str(presenter.text_size),
                   lambda size: presenter.choose_text_size(int(size)))  # fmt: skip

    def first_focus(self) -> None:
        self._radios[0].focus_set()

    def _card(
        self, parent: tk.Misc, column: int, heading: str, choices: Sequence[tuple[str, str]], now: str,
        choose: Callable[[str], None],
    ) -> None:  # fmt: skip
        look = self.look
        card = ttk.Frame(parent, style="Card.TFrame", padding=(look.em * 2, look.lines(0.7)))
        card.grid(row=0, column=column, sticky="nsew", padx=(0, look.em * 2))
        ttk.Label(card, text=heading, style="Card.Bold.TLabel").grid(sticky="w", pady=(0, look.lines(0.4)))
        chosen = tk.StringVar(card, now)
        for code, name in choices:
            radio = ttk.Radiobutton(card, text=name, value=code, variable=chosen, style="Card.TRadiobutton",
                                    command=lambda: self.after_idle(choose, chosen.get()))  # fmt: skip
            radio.grid(sticky="ew")
            radio.bind("<Return>", lambda _, radio=radio: radio.invoke())  # type: ignore[misc]
            self._radios.append(radio)
