"""The pile that a person keys: laid once as the paper lies, then kept in step with it form by form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.office import Office
from desktop.screens.keying.forms import KeyingPurpose
from desktop.words import STATES
from models.domain.basics.problems import N_, Problem
from models.domain.book.pile import Confirmation, NotOnPile, Pile, Step, entered, heard, needs_enter
from models.domain.book.serials import Serial, parse_typed
from models.services.keying.key_queue import KeyQueue
from models.services.keying.piles import SURPRISING, note_returned, require_for_pile
from models.services.office.questionnaires import kinds_of
from models.store.drafts import Drafts


@dataclass(eq=False)
class NumberNeeded(Problem):
    """Enter was pressed on an empty field: nothing was compared with the paper."""

    code = "number_needed"
    says = N_(
        "Scan the code on the paper or type its number. Several forms: lay the pile first (F2), then two digits open each."
    )


@dataclass(eq=False)
class CheckDigitsNeeded(Problem):
    """Enter was pressed although nothing of the next paper was typed."""

    wanted: int
    code = "check_digits_needed"
    says = N_("It is the turn of {wanted}: type the two check digits that stand on its paper, or scan it.")


@dataclass(frozen=True, slots=True)
class LaidForm:
    """The answer to the number that was laid on the pile last."""

    sentence: str
    is_good: bool


class PileDesk:
    """The piles of the person at the desk, one for each pass; what changes is on disk when a method returns."""

    def __init__(self, office: Office, drafts: Callable[[], Drafts], queue: Callable[[], KeyQueue]) -> None:
        self._office, self._drafts, self._queue = office, drafts, queue
        self.is_second = False
        self.laid: LaidForm | None = None
        self.finished = 0
        self._pile = Pile()
        self._read_for: tuple[str, str, str] | None = None
        self._insisted: Serial | None = None
        self._waits: tuple[object, tuple[Serial, ...]] = (None, ())

    @property
    def pile(self) -> Pile:
        """The pile of this person, period and pass."""
        if self._read_for != self._mine:
            self._pile = self._drafts().pile(*self._mine)
            self._read_for, self._insisted, self.laid, self.finished = self._mine, None, None, 0
        return self._pile

    @property
    def waiting(self) -> tuple[Serial, ...]:
        """What is still to be keyed of a pile that is begun, the next one first."""
        pile, queue = self.pile, self._queue()
        if not pile.is_begun:
            return ()
        now = (queue, queue.turns, self.is_second, pile)
        if self._waits[0] != now:
            self._waits = now, pile.waiting(lambda serial: queue.awaits(serial, second=self.is_second))
        return self._waits[1]

    @property
    def needs_enter(self) -> bool:
        """Whether Enter has to follow the check digits of the next form."""
        waiting = self.waiting
        return bool(waiting) and needs_enter(waiting[0], self._numbers())

    def lay(self, typed: str) -> bool:
        """Lay the form on the pile whose number was scanned or typed; what is wrong is told in `laid`."""
        office = self._office
        try:
            serial = parse_typed(typed, period=office.chosen_period.code, unit=office.here.unit.code,
                                 kinds=kinds_of(office.here, office.chosen_period))  # fmt: skip
            pile = self.pile.laid(serial)
            form = require_for_pile(office.here, office.chosen_period, serial, author=office.who.author,
                                    second=self.is_second)  # fmt: skip
        except Problem as problem:
            self.laid = LaidForm(office.language.problem(problem), is_good=False)
            return False
        self._keep(pile)
        said = office.say(N_("{place}.  {serial}"), place=len(pile.order), serial=serial.short)
        if form is not None and form.state in SURPRISING:
            noted = office.say(N_("it was noted as “{state}” and did come back"), state=office.say(STATES[form.state]))
            said = f"{said} – {noted}"
        self.laid = LaidForm(said, is_good=True)
        return True

    def take_back(self) -> None:
        """Take the form off that was laid last."""
        pile = self.pile
        if pile.order:
            self._keep(pile.taken_back())
            said = self._office.say(N_("{serial} is off the pile again."), serial=pile.order[-1].short)
            self.laid = LaidForm(said, is_good=True)

    def begin(self) -> int:
        """Note the pile as returned and key it from above; answers how many forms were not noted as returned before."""
        office, pile = self._office, self.pile.begun()
        noted = 0
        with office.act() as act:
            if not self.is_second:
                noted = note_returned(office.here, office.chosen_period, pile.order, act=act)
            self._keep(pile)
        self.laid = None
        return noted

    def drop(self) -> None:
        """Forget the order of the pile; what was keyed and noted stays."""
        self._keep(Pile())

    def take_up(self) -> None:
        """Stand in the other pass where only that one has a pile of this person."""
        if not self.pile.order:
            author, period, _ = self._mine
            other = KeyingPurpose.FIRST if self.is_second else KeyingPurpose.SECOND
            if self._drafts().pile(author, period, other.value).order:
                self.is_second = not self.is_second

    def lies_here(self, serial: Serial, act: KeyingPurpose) -> bool:
        """Whether the form is one of the pile that is keyed in this pass."""
        author, period, _ = self._mine
        pile = self._drafts().pile(author, period, act.value)
        return pile.is_begun and serial in pile.order

    def turn_back_to(self, serial: Serial, act: KeyingPurpose) -> None:
        """Let it be the turn of this form, which was begun: its paper is compared again before anything is keyed."""
        self.is_second = act is KeyingPurpose.SECOND
        self._keep(self.pile.turned_back_to(serial))

    def opened(self, serial: Serial) -> None:
        """This form lies on the desk now."""
        pile = self.pile
        if pile.is_begun and pile.at != serial:
            self._keep(pile.opened(serial))

    def close_when_done(self) -> bool:
        """Put the pile away once nothing of it waits; `finished` then tells how many forms it had."""
        pile = self.pile
        if not pile.is_begun or self.waiting:
            return False
        self.drop()
        self.finished = len(pile.order)
        return True

    def hear(self, typed: str) -> Confirmation:
        """What the digits mean that are typed so far."""
        waiting, self._insisted = self.waiting, None
        return (
            heard(typed, waiting, left=self.pile.at, numbers=self._numbers()) if waiting else Confirmation(Step.GO_ON)
        )

    def enter(self, typed: str) -> Confirmation:
        """What was typed means, now that Enter is pressed; a number that was refused once and is entered again opens."""
        waiting, insisted = self.waiting, self._insisted
        self._insisted = None
        if not typed.strip():
            return Confirmation(Step.STOP, None, CheckDigitsNeeded(waiting[0].number) if waiting else NumberNeeded())
        office = self._office
        period, unit = office.chosen_period.code, office.here.unit.code
        kinds = kinds_of(office.here, office.chosen_period)
        if not waiting:
            return Confirmation(Step.OPEN, parse_typed(typed, period=period, unit=unit, kinds=kinds))
        said = entered(typed, waiting, self.pile, left=self.pile.at, period=period, unit=unit, kinds=kinds)
        if said.step is not Step.STOP or said.form is None:
            return said
        if said.form == insisted:
            return Confirmation(Step.OPEN, said.form)
        if isinstance(said.problem, NotOnPile):
            # a form that cannot be keyed at all is refused for that reason
            require_for_pile(office.here, office.chosen_period, said.form, author=office.who.author,
                             second=self.is_second)  # fmt: skip
        self._insisted = said.form
        return said

    @property
    def _mine(self) -> tuple[str, str, str]:
        act = KeyingPurpose.SECOND if self.is_second else KeyingPurpose.FIRST
        return self._office.who.author, str(self._office.chosen_period.key), act.value

    def _keep(self, pile: Pile) -> None:
        self._drafts().keep_pile(*self._mine, pile)
        self._pile, self._read_for, self.finished = pile, self._mine, 0

    def _numbers(self) -> list[str]:
        return [serial.rsplit("-", 2)[1] for serial in self._queue().forms]
