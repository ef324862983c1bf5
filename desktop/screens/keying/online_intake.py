"""Asking what is needed before answers from the network are taken in, and showing what became of them."""

from __future__ import annotations

import tkinter as tk
from dataclasses import dataclass
from pathlib import Path

from desktop import dialogs
from desktop.office import Office
from desktop.screens.keying import online
from desktop.screens.taken_in import TakenIn
from desktop.screens.taken_panel import TakenPanel
from desktop.widgets.stage import FormPanel, Stage
from models.domain.basics.problems import N_
from models.domain.book.online_columns import IGNORED, OnlineColumns
from models.services.office.questionnaires import questionnaires_of


@dataclass(frozen=True)
class OnlineIntake:
    """The steps over one screen: which questionnaire was answered, what unknown columns hold, then the rows that were refused."""

    over: tk.Misc
    stage: Stage
    office: Office

    def start(self, file: Path) -> None:
        """Take in one file; what unknown columns hold is asked once and remembered."""
        say, office = self.office.say, self.office
        kinds = questionnaires_of(office.here, office.chosen_period)
        place: int | None = 0
        if len(kinds) > 1:
            asked = say(N_("Which questionnaire was answered in “{file}”?"), file=file.name)
            titles = [each.title for each in kinds]
            place = dialogs.ask_choice(self.over, asked, titles, office.language, yes=say(N_("Go on")))
        if place is not None:
            variant = kinds[place].variant
            online.look_at(office, file, variant, lambda columns: self._looked(file, variant, columns))

    def _looked(self, file: Path, variant: str, columns: OnlineColumns) -> None:
        if not self.over.winfo_exists():
            return
        say, office = self.office.say, self.office
        if not columns.unknown:
            online.take_in(office, file, variant, {}, self._taken)
            return
        hint = N_("These columns are no question that is known. What do they hold? It is remembered for the next file.")
        panel = FormPanel(
            self.stage, office.language, title=say(N_("Unknown columns")), hint=say(hint), yes=say(N_("Go on"))
        )
        choices = online.choices_for(office, variant)
        fields = {
            each.name: panel.fields.choice(each.name[:60], choices, value=each.meant or IGNORED)
            for each in columns.unknown
        }

        def take() -> None:
            chosen = {name: field.value for name, field in fields.items()}
            self.stage.back()
            online.take_in(office, file, variant, chosen, self._taken)

        panel.does(take)
        self.stage.lay_over(panel)
        panel.fields.first_focus()

    def _taken(self, taken: TakenIn) -> None:
        if self.over.winfo_exists():
            self.stage.lay_over(TakenPanel(self.stage, self.office, taken))
