"""What the keying screen knows and does: which form is open, what is refused and why, drafts, and the keyer's day."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.office import Office
from desktop.screens.keying.forms import KeyingPurpose, OpenForm, as_recorded
from desktop.screens.keying.piles import PileDesk
from desktop.screens.keying.refusals import NothingWaits, NothingWaitsForSecond, Refusal, doubt_sentence, refusal
from desktop.screens.presenting import ScreenPresenter
from desktop.words import STATES
from models.acts import Topic
from models.domain.basics.duties import Duty
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem
from models.domain.book.pile import Confirmation, Step
from models.domain.book.serials import Serial, parse_serial, parse_typed
from models.domain.questionnaire.answers import read_answers, show_codes
from models.domain.questionnaire.doubts import Why
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.forms.batch_counts import CountedBatch, batch_counts, close_batch
from models.services.keying import keying
from models.services.keying.key_queue import KeyDay, KeyQueue
from models.services.keying.keying import open_desk
from models.services.keying.piles import SURPRISING
from models.services.office.allowing import why_not
from models.services.office.closing import require_open
from models.services.office.questionnaires import kinds_of, questionnaires_of
from models.store.drafts import Draft, Drafts


@dataclass(frozen=True, slots=True)
class Worries:
    """What must be looked at before a form is recorded; finishing once more records it."""

    unvisited: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


DUTIES = {KeyingPurpose.FIRST: Duty.KEY, KeyingPurpose.SECOND: Duty.KEY_AGAIN, KeyingPurpose.AMEND: Duty.AMEND}
"""What opening a form leads to."""


class Presenter(ScreenPresenter):
    """Keying, one form after the other. What is keyed is on disk before the next field is shown."""

    cares_about = frozenset({Topic.PERIOD, Topic.PERSON, Topic.FORMS, Topic.KEYINGS, Topic.PACKAGES})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.form: OpenForm | None = None
        self.obstacle: Problem | None = None
        self.refused: Refusal | None = None
        self.is_before_enter = False
        self._drafts: Drafts | None = None
        self._resumed: set[tuple[str, str]] = set()
        self._queue: KeyQueue | None = None
        self._refused_in = ""
        self.piles = PileDesk(office, lambda: self.drafts, lambda: self.queue)

    def refresh(self) -> None:
        if self._refused_in != self._period_code():
            self.refused = None
        self.obstacle = self._find_obstacle()
        if self._queue and (self.obstacle or not self._queue.is_current(self.office.chosen_period, self.by.author)):
            self._queue = None
        form = self.form
        if form is not None and (self.obstacle or form.by != self.by or form.serial.period != self._period_code()):
            self.form = None
        if self.obstacle is None and self.form is None:
            self._stand_where_it_stopped()
            self.piles.close_when_done()

    @property
    def is_second(self) -> bool:
        """Whether forms are opened for their second keying."""
        return self.piles.is_second

    @property
    def drafts(self) -> Drafts:
        """The drafts' own file, opened once and used on the window's thread only."""
        if self._drafts is None:
            self._drafts = Drafts(self.office.here.folder)
        return self._drafts

    def let_go(self) -> None:
        """Close the drafts' file."""
        if self._drafts is not None:
            self._drafts.close()
            self._drafts = None

    @property
    def by(self) -> Person:
        return self.office.who

    @property
    def queue(self) -> KeyQueue:
        """What waits for this person, and what was keyed."""
        if self._queue is None:
            self._queue = KeyQueue(self.office.here, self.office.chosen_period, self.by.author)
        return self._queue

    @property
    def next_form(self) -> Serial | None:
        """The form that will most likely be opened next: the pile's, else the first that waits and is not begun yet."""
        if self.obstacle is not None:
            return None
        if pile := self.piles.waiting:
            return pile[0]
        begun = {draft.serial for draft in self.unfinished}
        waiting = self.queue.waiting(second=self.is_second)
        return next((serial for serial in waiting if str(serial) not in begun), None)

    @property
    def left(self) -> int:
        return 0 if self.obstacle is not None else self.queue.left(second=self.is_second)

    @property
    def day(self) -> KeyDay:
        """This person's own day; it is shown to nobody else."""
        if self.obstacle is not None:
            return KeyDay()
        return self.queue.day(self.office.today)

    @property
    def papers(self) -> tuple[Questionnaire, ...]:
        """The questionnaires whose forms may be opened here, that of the next form first."""
        if self.obstacle is not None:
            return ()
        upcoming = self.next_form
        first = upcoming.variant if upcoming else ""
        papers = questionnaires_of(self.office.here, self.office.chosen_period)
        return tuple(sorted(papers, key=lambda each: (each.variant != first, each.variant)))

    @property
    def unfinished(self) -> tuple[Draft, ...]:
        """This person's forms of this period that are begun and not finished, the latest first."""
        if self.obstacle is not None:
            return ()
        return tuple(draft for draft in self.drafts.of(self.by.author) if self._is_of_period(draft))

    def choose_second(self, *, is_second: bool) -> None:
        """First or second keying from now on."""
        self.piles.is_second = is_second
        self.refused = None
        self.changed()

    def hear(self, typed: str) -> bool:
        """Take what stands in the field for the number so far: the check digits of the pile's next form open it at once.

        Answers whether they were refused. After that nothing opens before Enter: whoever does not look goes on typing.
        """
        if self.obstacle is not None or self.refused is not None:
            return False
        said = self.piles.hear(typed)
        if said.step is not Step.GO_ON:
            self._take(said, typed)
            self.is_before_enter = self.refused is None
            self.changed()
        return self.refused is not None

    def open_typed(self, typed: str) -> None:
        """Open the form with this number and check, or whole serial; the check digits alone open the pile's next form."""
        self.refused = None
        try:
            self._require_no_obstacle()
            if not typed.strip() and not self.left and not self.piles.waiting:
                raise NothingWaitsForSecond if self.is_second else NothingWaits
            self._take(self.piles.enter(typed), typed)
        except Problem as problem:
            self._refuse(problem, self._named(typed), typed)
        self.changed()

    def _take(self, said: Confirmation, typed: str) -> None:
        """Open the form that was meant, or say why not."""
        self.refused = None
        try:
            if said.problem is not None:
                raise said.problem
            if said.form is not None:
                self._open(said.form, KeyingPurpose.SECOND if self.is_second else KeyingPurpose.FIRST)
                self._tell_surprise(said.form)
        except Problem as problem:
            self._refuse(problem, said.form, typed)

    def _tell_surprise(self, serial: Serial) -> None:
        """A paper that was noted as lost or refused, and lies on the desk all the same, is not keyed without a word."""
        known = self.queue.forms.get(str(serial))
        if known is not None and known.state in SURPRISING:
            told = N_("Form {serial} was noted as “{state}”. Once it is keyed it counts as returned.")
            self.office.tell(self.office.say(told, serial=serial.short, state=self.office.say(STATES[known.state])))

    def _named(self, typed: str) -> Serial | None:
        try:
            here = self.office.here
            kinds = kinds_of(here, self.office.chosen_period)
            return parse_typed(typed, period=self._period_code(), unit=here.unit.code, kinds=kinds)
        except (Problem, ValueError):
            return None

    def forget_refusal(self) -> None:
        """Begin the field anew."""
        self.refused = None
        self.changed()

    def begin_pile(self) -> None:
        """Key the pile from above; its paper is noted as returned."""
        count, noted = len(self.piles.pile.order), self.piles.begin()
        self.refused = None
        self.piles.close_when_done()
        said = N_("{count} forms lie on the pile, {noted} of them are noted as returned now.")
        self._told(self.office.say(said, count=count, noted=noted))

    def drop_pile(self) -> None:
        """Forget the order of the pile."""
        self.piles.drop()
        self.refused = None
        self._told(self.office.say(N_("The pile is put away; what was keyed and noted stays.")))

    def go_on(self, draft: Draft) -> None:
        """Open an unfinished form where it stopped; one of the pile once its paper was compared."""
        self.refused = None
        serial = parse_serial(draft.serial)
        if not self._turns_back_to(draft):
            try:
                self._open(serial, KeyingPurpose(draft.act))
            except Problem as problem:
                self._refuse(problem, serial)
        self.changed()

    def amend(self, serial: Serial) -> None:
        """Open a keyed form with its stored answers, to be changed."""
        self.refused = None
        try:
            self._open(serial, KeyingPurpose.AMEND)
        except Problem as problem:
            self._refuse(problem, serial)
        self.changed()

    def open_meant(self, place: int) -> None:
        """Open the form that was meant: the clerk compared its number with the paper."""
        if self.refused is not None and place < len(self.refused.meant.forms):
            self.open_typed(str(self.refused.meant.forms[place]))

    def key_as_second(self, serial: Serial) -> None:
        """Open the form for its blind second keying."""
        self.piles.is_second = True
        self._take(Confirmation(Step.OPEN, serial), str(serial))
        self.changed()

    def void(self, serial: Serial) -> None:
        """Take the answers off a form that was keyed under a wrong number."""
        office = self.office
        with office.act() as act:
            keying.void(office.here, office.chosen_period, serial=serial, act=act)
            self._queue = self.refused = None
        self._told(office.say(N_("Form {serial} has no answers now; it may be keyed again."), serial=serial.short))

    def batches(self) -> tuple[CountedBatch, ...]:
        """The batches of this office with what is keyed and what was counted by hand."""
        return () if self.obstacle else batch_counts(self.office.here, self.office.chosen_period)

    def close_batch(self, counted: CountedBatch, *, handed_out: int, returned: int, explanation: str) -> None:
        """Close a batch with the counts of its slip; a difference without an explanation is refused."""
        office = self.office
        first = counted.batch.serials.first
        with office.act() as act:
            close_batch(
                office.here,
                office.chosen_period,
                serial=first,
                handed_out=handed_out,
                returned=returned,
                explanation=explanation,
                act=act,
            )
        office.tell(office.say(N_("Batch {serial} is closed."), serial=first.short))

    def save(self, name: str, code: str) -> None:
        """Take one field and have it on disk when this returns; an impossible code is refused and changes nothing."""
        form = self._form()
        form.take(name, code, at=self.office.clock())
        form.warned_of = ()
        self.drafts.save(form.draft(self.office.at))

    def doubt(self, name: str) -> str:
        """What to ask about the answer just keyed; empty when nothing is doubtful or it was said yes to."""
        doubt = self._form().doubt_of(name)
        return "" if doubt is None else doubt_sentence(doubt, self.office)

    def vouch(self, name: str) -> None:
        """The person compared the doubted answer with the paper: it says so. On disk when this returns."""
        form = self._form()
        doubt = form.doubt_of(name)
        if doubt is not None:
            vouch = form.vouch(doubt, at=self.office.at)
            if not doubt.why.may_be_kept:
                return
            self.drafts.vouch(str(form.serial), form.by.author, form.act.value, vouch)

    def is_asked(self, name: str) -> bool:
        """Whether the paper asks this question, given what is keyed so far."""
        return self.form is None or self.form.is_asked(name)

    def finish(self) -> Worries | None:
        """Record the form, durably, and clear the desk; or say once what to look at first."""
        form, office = self._form(), self.office
        doubts = form.doubts
        doubtful = tuple(doubt.question.name for doubt in doubts)
        worries = (*form.unvisited, *doubtful)
        if worries and worries != form.warned_of:
            form.warned_of = worries
            return Worries(form.unvisited, doubtful)
        for doubt in doubts:
            form.vouch(doubt, at=office.at)
        station, period, by = office.here, office.chosen_period, form.by
        with office.act() as act:
            if form.act is KeyingPurpose.AMEND:
                ref = keying.amend(
                    station,
                    period,
                    serial=form.serial,
                    answers=form.answers,
                    seconds=form.seconds,
                    vouches=form.standing_vouches,
                    act=act,
                )
            else:
                ref = keying.key_form(
                    station,
                    period,
                    serial=form.serial,
                    answers=form.answers,
                    seconds=form.seconds,
                    second=form.act is KeyingPurpose.SECOND,
                    vouches=form.standing_vouches,
                    act=act,
                )
            if self._queue is not None:
                self._queue.note(form.serial, ref)
            self.drafts.drop(str(form.serial), by.author, form.act.value)
            self.form = None
        told = office.say(N_("Form {serial} is recorded."), serial=form.serial.short)
        if self.piles.close_when_done():
            told = f"{told} {office.say(N_('The pile is keyed to its end; count it against its slip (F5).'))}"
        self._told(told)
        return None

    def leave(self) -> None:
        """Put the form away; its draft stays."""
        self.form = None
        self.changed()

    def give_up(self) -> None:
        """Put the form away and forget what was keyed of it."""
        form = self._form()
        self.drafts.drop(str(form.serial), form.by.author, form.act.value)
        self.form = None
        self.changed()

    def _told(self, sentence: str) -> None:
        self.office.tell(sentence)
        self.changed()

    def _open(self, serial: Serial, act: KeyingPurpose) -> None:
        office = self.office
        if refusal := why_not(office.here, self.by, DUTIES[act]):
            # before a whole form is keyed for nothing
            raise refusal
        desk = open_desk(office.here, office.chosen_period, only=serial)
        questionnaire = desk.questionnaire(serial)
        by = self.by
        codes: dict[str, str] = {}
        if act is KeyingPurpose.AMEND:
            target = keying.keying_to_amend(desk, serial, by=by)
            answers = keying.stored_answers(office.here, office.chosen_period, desk, target.ref)
            if answers is not None and target.coding == questionnaire.coding:
                codes = show_codes(questionnaire, answers) | self._ticked_beyond(serial)
        else:
            desk.require_free(str(serial), by.author, second=act is KeyingPurpose.SECOND)
        moment = self.office.clock()
        form = OpenForm(serial, act, questionnaire, by, self.office.catalogue.place.day_of(moment), codes)
        draft = self.drafts.find(str(serial), by.author, act.value)
        if draft is not None:
            form.resume(draft, self.drafts.vouches(str(serial), by.author, act.value))
        form.begin(moment)
        self.form, self.is_before_enter = form, False
        self.piles.opened(serial)
        # what was said of the desk is not said of this form
        office.tell("")

    def _ticked_beyond(self, serial: Serial) -> dict[str, str]:
        """Which boxes this person ticked where they were more than allowed."""
        office, text = self.office, str(serial)
        return {
            each.vouch.question: each.vouch.code
            for each in keying.vouched(office.here, office.chosen_period)
            if each.serial == text and each.person == self.by.author and each.vouch.why == Why.TOO_MANY
        }

    def _refuse(self, problem: Problem, serial: Serial | None, typed: str = "") -> None:
        self._refused_in = self._period_code()
        if self.obstacle is not None:
            self.refused = Refusal(problem)
            return
        forms = self.queue.forms
        self.refused = refusal(self.office, forms, problem, serial=serial, typed=typed, second=self.is_second)

    def _stand_where_it_stopped(self) -> None:
        """After a crash or a power cut the person finds the last form as it was; later visits offer it in the list."""
        visit = (self.by.author, self._period_code())
        if visit in self._resumed:
            return
        self._resumed.add(visit)
        for draft in self.unfinished:
            if self._is_recorded(draft):
                self.drafts.drop(draft.serial, draft.person, draft.act)
        unfinished = self.unfinished
        if not unfinished:
            self.piles.take_up()
        if unfinished and self._turns_back_to(unfinished[0]):
            return
        if unfinished:
            try:
                self._open(parse_serial(unfinished[0].serial), KeyingPurpose(unfinished[0].act))
            except Problem as problem:
                self._refuse(problem, parse_serial(unfinished[0].serial))

    def _turns_back_to(self, draft: Draft) -> bool:
        """A form of a pile that was begun is compared with its paper again: by now another may be in the hand."""
        serial, act = parse_serial(draft.serial), KeyingPurpose(draft.act)
        if not self.piles.lies_here(serial, act):
            return False
        self.piles.turn_back_to(serial, act)
        return True

    def _is_recorded(self, draft: Draft) -> bool:
        """Whether the power went between recording the form and dropping its draft."""
        office = self.office
        serial = parse_serial(draft.serial)
        desk = open_desk(office.here, office.chosen_period, only=serial)
        own = desk.own_head(draft.serial, draft.person)
        questionnaire = desk.by_variant.get(serial.variant)
        if own is None or questionnaire is None or set(draft.codes) - set(questionnaire.by_name):
            return False
        stored = keying.stored_answers(office.here, office.chosen_period, desk, own.ref)
        return stored == read_answers(questionnaire, as_recorded(questionnaire, draft.codes))

    def _find_obstacle(self) -> Problem | None:
        try:
            require_open(self.office.here, self.office.chosen_period.key)
        except Problem as problem:
            return problem
        return None

    def _require_no_obstacle(self) -> None:
        if self.obstacle is not None:
            raise self.obstacle

    def _is_of_period(self, draft: Draft) -> bool:
        serial = parse_serial(draft.serial)
        return serial.period == self._period_code() and serial.unit == self.office.here.unit.code

    def _period_code(self) -> str:
        return self.office.period.code if self.office.period else ""

    def _form(self) -> OpenForm:
        if self.form is None:
            raise RuntimeError("no form is open")
        return self.form
