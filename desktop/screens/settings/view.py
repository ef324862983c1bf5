"""The widgets of the settings screen."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from tkinter import ttk

from desktop import dialogs, theme
from desktop.screens.settings.presenter import LANGUAGES, TEXT_SIZES, Presenter
from desktop.screens.taken_in import counts_of, write_account_of
from desktop.screens.taken_panel import ask_where_to_save
from desktop.screens.viewing import ScreenView, action
from desktop.widgets.form_fields import Fields
from desktop.widgets.later import when_idle
from desktop.widgets.pressed import pressed
from desktop.widgets.scrolled import Scrolled
from desktop.widgets.wrapping import keep_wrapped
from desktop.words import LETTERHEAD
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem

NARROW = 110


class View(ScreenView[Presenter]):
    """Cards side by side: language and text size are drawn at once; the others have a button each."""

    shows = ("backup list", "letterhead show", "city desks")

    def build(self) -> None:
        say, presenter = self.say, self.presenter
        self.title(say(N_("Settings")))
        scrolled = Scrolled(self.content, ground=theme.PAGE)
        scrolled.grid(row=0, column=0, sticky="nsew")
        self._see = scrolled.see
        self._shown: tk.Misc | None = None
        for key, by in (("<Next>", 1), ("<Prior>", -1)):
            self.winfo_toplevel().bind(key, pressed(scrolled.page, by))
            self.bind("<Destroy>", partial(self._unbind, key=key), add=True)
        self._room = scrolled.inside
        self._radios: list[ttk.Radiobutton] = []
        self._cards: list[ttk.Frame] = []
        self._wide: ttk.Frame | None = None
        self._radio_card(say(N_("Language")), LANGUAGES, presenter.language, presenter.choose_language)
        sizes = [(str(size), f"{size}%") for size in TEXT_SIZES]
        self._radio_card(say(N_("Size of the text")), sizes, str(presenter.text_size),
                         lambda size: presenter.choose_text_size(int(size)))  # fmt: skip
        if presenter.office.station is not None:
            self._letterhead_card()
            self._computers_card()
            self._copies_card()
            self._whole_card()
            self._catalogue_card()
        self._columns = 0
        self._room.bind("<Configure>", lambda event: self._place(event.width), add=True)
        self._place(self.look.em * NARROW + 1)

    def draw(self) -> None:
        presenter, say = self.presenter, self.say
        if presenter.office.station is None:
            return
        self._copies.configure(text="\n".join(presenter.copies()) or say(N_("There is no copy yet.")))
        self._second.configure(text=presenter.second_place)
        if presenter.office.here.is_desk:
            self._desks.configure(text="\n".join(presenter.desks))
        self._whole.configure(text="\n".join(presenter.verified),
                              style="Card.TLabel" if presenter.is_whole else "Card.Bad.TLabel")  # fmt: skip
        if presenter.taken is not None:
            when_idle(self, self._show_taken)

    def _show_taken(self) -> None:
        """What became of a file that was taken in; a yes saves it."""
        taken, self.presenter.taken = self.presenter.taken, None
        if taken is None:
            return
        office, say = self.presenter.office, self.say
        told = [taken.said, counts_of(taken.account, office.language)]
        told += map(office.language.sentence, taken.account.sentences)
        if dialogs.confirm(self, "\n".join(told), office.language, yes=say(N_("Account to Excel…")),
                           title=say(N_("Units and procedures of our own"))):  # fmt: skip
            path = ask_where_to_save(self, office, taken.source)
            if path is not None:
                write_account_of(office, taken.account, source=taken.source, to=path)

    def first_focus(self) -> None:
        self._radios[0].focus_set()

    def _radio_card(
        self, heading: str, choices: Sequence[tuple[str, str]], now: str, choose: Callable[[str], None]
    ) -> None:
        card = self._card(heading)
        chosen = tk.StringVar(card, now)
        group: list[ttk.Radiobutton] = []
        for code, name in choices:
            radio = ttk.Radiobutton(card, text=name, value=code, variable=chosen, style="Card.TRadiobutton",
                                    command=lambda: when_idle(self, choose, chosen.get()))  # fmt: skip
            radio.grid(sticky="ew")
            radio.bind("<Return>", pressed(radio.invoke))
            radio.bind("<FocusIn>", partial(self._show, radio), add=True)
            group.append(radio)
        for place, radio in enumerate(group):
            # what is chosen is drawn at once, so an arrow only goes there
            for key, by in (("<Up>", -1), ("<Down>", 1)):
                radio.bind(key, pressed(group[(place + by) % len(group)].focus_set))
        self._radios += group

    def _letterhead_card(self) -> None:
        say = self.say
        card = self._wide = self._card(say(N_("Letterhead of this office")))
        told = N_(
            "What stands over papers, who signs and receives them, and what forms tell citizens where the questionnaire does not say it. "
            "Several lines are parted by a semicolon."
        )
        self._label(card, say(told), "Quiet.")
        fields = Fields(card, self.presenter.office.language, on_done=self._keep_letterhead)
        fields.grid(sticky="ew")
        fields.on_focus = self._show
        self._letterhead = {
            name: fields.text(say(LETTERHEAD[name]), value=value, width=64)
            for name, value in self.presenter.letterhead.items()
        }
        self._button(card, self._keep_letterhead)
        self._button(card, self._forget_letterhead)

    def _computers_card(self) -> None:
        say, station = self.say, self.presenter.office.here
        card = self._card(say(N_("Computers of the office")))
        text = say(N_("This computer: “{name}”, book {book}, id {id}"), name=station.name, book=station.book,
                   id=station.id)  # fmt: skip
        self._label(card, text)
        self._label(
            card, say(N_("A further computer gets a book of its own from a file that is written here.")), "Quiet."
        )
        self._button(card, self._add_station)
        self._tell_base(card)

    def _tell_base(self, card: ttk.Frame) -> None:
        """Where the data are, for an office in which several computers may work in one base."""
        presenter, say = self.presenter, self.say
        station = presenter.office.here
        if not station.is_desk and not station.is_hub:
            return
        ttk.Label(card, text=say(N_("Base on a server")), style="Card.Bold.TLabel").grid(
            sticky="w", pady=(self.look.lines(1), self.look.lines(0.4))
        )
        if station.is_desk:
            self._label(card, say(N_("These computers work in the base at {place}:"), place=presenter.place), "Quiet.")
            self._desks = ttk.Label(card, style="Card.TLabel", justify="left")
            self._desks.grid(sticky="w")
            self._button(card, self._share_out)
            self._button(card, self._leave)
            return
        said = N_(
            "The data are in the folder {folder} of this computer. Where several people work at once, one base on a PostgreSQL "
            "server serves all their computers."
        )
        self._label(card, say(said, folder=str(station.folder)), "Quiet.")
        self._button(card, self._move)

    def _copies_card(self) -> None:
        say = self.say
        card = self._card(say(N_("Safe copies")))
        self._copies = ttk.Label(card, style="Card.TLabel", justify="left")
        self._copies.grid(sticky="w")
        self._label(
            card, say(N_("They are in the folder {folder}."), folder=str(self.presenter.office.here.backups)), "Quiet."
        )
        self._second = ttk.Label(card, style="Card.TLabel", justify="left")
        self._second.grid(sticky="w", pady=(0, self.look.lines(0.3)))
        self._keep_wrapped(card, self._second)
        for does in (self._back_up, self._choose_place, self._try_copy, self._restore):
            self._button(card, does)

    def _whole_card(self) -> None:
        say = self.say
        card = self._card(say(N_("Is everything whole?")))
        self._label(card, say(N_("Base, chains of facts, safe copies and packages are read again, down to a flipped byte.")),
                    "Quiet.")  # fmt: skip
        self._whole = ttk.Label(card, style="Card.TLabel", justify="left")
        self._whole.grid(sticky="w")
        self._keep_wrapped(card, self._whole)
        self._button(card, self._verify)
        self._button(card, self._rebuild)

    def _catalogue_card(self) -> None:
        say = self.say
        card = self._card(say(N_("Units and procedures")))
        self._label(
            card,
            say(
                N_("A department, an agency or a procedure that the catalogue lacks is added from a csv or Excel file.")
            ),
            "Quiet.",
        )
        self._button(card, self._add_to_catalogue)

    def _card(self, heading: str) -> ttk.Frame:
        look = self.look
        card = ttk.Frame(self._room, style="Card.TFrame", padding=(look.em * 2, look.lines(0.7)))
        card.columnconfigure(0, weight=1)
        ttk.Label(card, text=heading, style="Card.Bold.TLabel").grid(sticky="w", pady=(0, look.lines(0.4)))
        self._cards.append(card)
        return card

    def _label(self, card: ttk.Frame, text: str, kind: str = "") -> None:
        label = ttk.Label(card, text=text, style=f"Card.{kind}TLabel", justify="left")
        label.grid(sticky="w", pady=(0, self.look.lines(0.3)))
        self._keep_wrapped(card, label)

    def _keep_wrapped(self, card: ttk.Frame, label: ttk.Label) -> None:
        keep_wrapped(card, (label,), less=self.look.em * 5, least=self.look.em * 20)

    def _show(self, part: tk.Misc, _: object = None) -> None:
        """Bring into sight what the keyboard came to; when the window gets it back, what a person turned to stays."""
        if part is not self._shown:
            self._shown = part
            self._see(part)

    def _button(self, card: ttk.Frame, does: Callable[[], object]) -> None:
        action = next(each for each in self.all_actions() if each.does == does.__name__)
        button = self.buttons[action.does] = ttk.Button(
            card, text=self.say(action.text), command=self.command_of(action)
        )
        button.bind("<Return>", lambda _: button.invoke())
        button.bind("<FocusIn>", partial(self._show, button), add=True)
        button.grid(sticky="w", pady=(self.look.lines(0.5), 0))

    def _place(self, width: int) -> None:
        columns = 1 if width < self.look.em * NARROW else 2
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(2):
            self._room.columnconfigure(
                column, weight=1 if column < columns else 0, uniform="cards" if columns > 1 else ""
            )
        place = 0
        for card in self._cards:
            taken = columns if card is self._wide else 1
            card.grid(row=place // columns, column=place % columns, columnspan=taken, sticky="nsew",
                      padx=(0, self.look.em * 2), pady=(0, self.look.lines(0.7)))  # fmt: skip
            place += taken

    @action(N_("Keep the letterhead"), in_bar=False, commands=("letterhead set",), duty=Duty.LETTERHEAD)
    def _keep_letterhead(self) -> None:
        typed = {name: field.value for name, field in self._letterhead.items()}
        self._tried(lambda: self.presenter.keep_letterhead(typed))

    @action(N_("As the catalogue says"), in_bar=False, duty=Duty.LETTERHEAD)
    def _forget_letterhead(self) -> None:
        self.presenter.forget_letterhead()
        for name, value in self.presenter.letterhead.items():
            self._letterhead[name].variable.set(value)

    @action(N_("Second place for copies…"), in_bar=False, commands=("backup place",), duty=Duty.SECOND_PLACE)
    def _choose_place(self) -> None:
        say, language = self.say, self.presenter.office.language
        choices = (say(N_("Choose a stick, another disk or a share")), say(N_("This office wants no second place")))
        question = say(N_("Where are copies to be kept besides? Each is written there too and read back."))
        chosen = dialogs.ask_choice(self, question, choices, language, yes=say(N_("Go on")),
                                    title=say(N_("Second place for copies")))  # fmt: skip
        if chosen == 1:
            self.presenter.choose_second_place(None)
        elif chosen == 0 and (folder := dialogs.choose_folder(self, say(N_("Second place for copies")))):
            self._tried(lambda: self.presenter.choose_second_place(folder))

    @action(N_("Try the last copy"), in_bar=False, commands=("backup try",))
    def _try_copy(self) -> None:
        self.presenter.try_copy()

    @action(N_("Bring a copy back…"), in_bar=False, commands=("backup restore",), duty=Duty.RESTORE)
    def _restore(self) -> None:
        say, language = self.say, self.presenter.office.language
        kind = dialogs.OfferedFiles(say(N_("Backup")), (".sqlite",))
        for file in dialogs.open_files(
            self, say(N_("Backup to go on from")), (kind,), at=self.presenter.office.here.backups
        ):
            said = N_(
                "Go on from {file}? What was done since then is not in it. What is here now is copied first and set aside, and "
                "this computer goes on as a new one with the next book from 9 downward."
            )
            if dialogs.confirm(self, say(said, file=file.name), language, yes=say(N_("Bring it back")), dangerous=True):
                when_idle(self, self.presenter.restore, file)

    @action(N_("Add a computer…"), in_bar=False, commands=("station add",), duty=Duty.COMPUTER)
    def _add_station(self) -> None:
        say, language = self.say, self.presenter.office.language
        name = dialogs.ask_text(self, say(N_("Name of the further computer, as people call it:")), language,
                                yes=say(N_("Go on")), title=say(N_("Add a computer")))  # fmt: skip
        if not name:
            return
        out = dialogs.save_file(self, say(N_("Write the station file")), dialogs.OfferedFiles(say(N_("Station file")),
                                (".json",)), name="may-moi.json")  # fmt: skip
        if out is not None:
            self.presenter.add_station(out=out, name=name)

    @action(N_("Move to a server…"), in_bar=False, hub_only=True, commands=("city move",), duty=Duty.RESTORE)
    def _move(self) -> None:
        say, language = self.say, self.presenter.office.language
        question = N_(
            "Where do the data go? Whoever looks after the server made an empty base there and tells its address, like "
            "postgresql://user@server/base. The password does not belong here. Figures and control codes stay as they are; the file "
            "that is here now is kept."
        )
        typed = dialogs.ask_text(self, say(question), language, yes=say(N_("Move the data")),
                                 title=say(N_("Base on a server")))  # fmt: skip
        if typed:
            self._tried(lambda: self.presenter.move_to(typed))

    @action(N_("Roles on the server…"), in_bar=False, commands=("city roles",), duty=Duty.RESTORE)
    def _share_out(self) -> None:
        language = self.presenter.office.language
        self._tried(
            lambda: dialogs.show(self, self.presenter.share_out(), language, title=self.say(N_("Roles on the server")))
        )

    @action(N_("Bring the data home…"), in_bar=False, commands=("city leave",), duty=Duty.RESTORE)
    def _leave(self) -> None:
        say, language = self.say, self.presenter.office.language
        question = N_(
            "Bring all that is in the base at {place} into the folder of this computer, which works there alone from then on? The other "
            "computers stay in the base, and what they do from then on does not come here by itself."
        )
        if dialogs.confirm(self, say(question, place=self.presenter.place), language, yes=say(N_("Bring it home")),
                           dangerous=True):  # fmt: skip
            when_idle(self, self.presenter.leave)

    @action(N_("Back up now"), in_bar=False)
    def _back_up(self) -> None:
        self.presenter.back_up()

    @action(N_("Read it again"), in_bar=False, commands=("verify",))
    def _verify(self) -> None:
        self.presenter.verify()

    @action(N_("Make the base again…"), in_bar=False, commands=("rebuild",), duty=Duty.RESTORE)
    def _rebuild(self) -> None:
        question = N_(
            "Make the whole base again from the kept packages and what was recorded here? A copy is made first. It "
            "takes a while and changes no figure."
        )
        if dialogs.confirm(self, self.say(question), self.presenter.office.language,
                           yes=self.say(N_("Make it again"))):  # fmt: skip
            self.presenter.rebuild()

    @action(N_("Units and procedures of our own…"), in_bar=False, commands=("catalogue add",), duty=Duty.CATALOGUE)
    def _add_to_catalogue(self) -> None:
        kind = dialogs.OfferedFiles(
            self.say(N_("List of units or procedures, or catalogue pack")), (".csv", ".xlsx", ".zip")
        )
        for file in dialogs.open_files(self, self.say(N_("Units, agencies or procedures to add")), (kind,)):
            self.presenter.add_to_catalogue(file)

    def _tried(self, do: Callable[[], None]) -> None:
        try:
            do()
        except Problem as problem:
            dialogs.show_problem(self, problem, self.presenter.office.language)
