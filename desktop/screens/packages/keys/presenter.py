"""What the keys section knows and does: the own words and QR, known keys, confirming one by the words read out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.office import Office
from desktop.screens.packages.sections import SectionPresenter
from desktop.screens.packages.words import moment
from exports.packages.merged import MergeReport
from exports.packages.receive import retry_packages
from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_
from models.language import LANGUAGES
from models.progress import Progress
from models.security import fingerprint_digits, fingerprint_words, from_text
from models.services.exchange.confirming import confirm_and_count, confirm_matching_and_count
from models.services.office.enrolment import matching_keys
from models.services.office.known_keys import (
    CodeProof,
    FingerprintDiffers,
    HowConfirmed,
    KnownKey,
    Trust,
    can_end,
    end_key,
    known_keys,
)
from models.services.office.stations import name_of

TRUSTS = {
    Trust.SEEN: N_("not compared yet: nothing counts"),
    Trust.VOUCHED: N_("vouched for by its office"),
    Trust.CONFIRMED: N_("compared and confirmed"),
    Trust.ENDED: N_("ended: later lines do not count"),
    Trust.CHANGED: N_("ANOTHER KEY THAN BEFORE"),
}
PROOFS = {CodeProof.FITS: N_("fits the enrolment code"), CodeProof.WRONG: N_("DOES NOT FIT THE ENROLMENT CODE")}
_SHOWN = 8
"""How many digits tell the computers of an office apart; people compare the words."""


class Presenter(SectionPresenter[KnownKey]):
    """The own key, and every key that was seen here: first what another section led to, then what deserves a call."""

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._known: tuple[KnownKey, ...] = ()

    def glance(self) -> None:
        order = (Trust.CHANGED, Trust.SEEN, Trust.VOUCHED, Trust.CONFIRMED, Trust.ENDED)

        def urgency(key: KnownKey) -> tuple[bool, int]:
            return key.station != self.looked_at, order.index(key.trust)

        self._known = tuple(sorted(known_keys(self.office.here), key=urgency))
        self.waiting = sum(not each.is_heard and each.trust is not Trust.ENDED for each in self._known)

    @property
    def own_words(self) -> str:
        return fingerprint_words(from_text(self.office.here.public_key))

    @property
    def own_digits(self) -> str:
        """What the QR code of the own key says."""
        return fingerprint_digits(from_text(self.office.here.public_key))

    def rows(self) -> list[tuple[str, ...]]:
        """Office, computer, how far it is known, its words once they are confirmed, who confirmed it and when.

        Words that nobody compared are not shown: who types them has to hear them.
        """
        language = self.office.language
        return [
            (
                self.office.catalogue.unit_named(each.unit).full_name,
                each.station[:_SHOWN],
                self._state(each),
                each.words_shown or "· · · · · ·",
                name_of(self.office.here, each.by),
                moment(each.at, language) if each.at else "",
            )
            for each in self._known
        ]

    def _state(self, key: KnownKey) -> str:
        """How far a key is known, and by what: an enrolment code is told also while nobody has confirmed it."""
        say = self.office.say
        if key.trust is Trust.SEEN and key.proof in PROOFS:
            return say(PROOFS[key.proof])
        if key.trust is Trust.CONFIRMED and key.how == HowConfirmed.CODE:
            return say(N_("confirmed by enrolment code"))
        return say(TRUSTS[key.trust])

    def alarm(self) -> str:
        """A loud sentence while a key has changed, or a code does not fit; empty otherwise."""
        return "\n".join(filter(None, (self._alarm_of_changed(), self._alarm_of_codes())))

    def _alarm_of_codes(self) -> str:
        wrong = [each for each in self._known if each.trust is Trust.SEEN and each.proof is CodeProof.WRONG]
        if not wrong:
            return ""
        said = N_(
            "THE ENROLMENT CODE DOES NOT FIT: {stations}. Somebody sends in the name of these offices who has not got their letter. "
            "Telephone the office on a number that you know before you confirm anything."
        )
        return self.office.say(said, stations=self._told(wrong))

    def _told(self, keys: list[KnownKey]) -> str:
        return ", ".join(
            f"{self.office.catalogue.unit_named(each.unit).full_name} ({each.station[:_SHOWN]})" for each in keys
        )

    def _alarm_of_changed(self) -> str:
        changed = self._changed()
        if not changed:
            return ""
        said = N_(
            "ANOTHER KEY THAN BEFORE: {stations}. What these computers send has no effect. Telephone the office on a number that "
            "you know: either its computer was set up anew, or somebody else made the package."
        )
        return self.office.say(said, stations=self._told(changed))

    def can_compare(self, place: int) -> bool:
        return place < len(self._known) and self._known[place].trust not in (Trust.CONFIRMED, Trust.ENDED)

    def compare(self, place: int) -> None:
        """Ask for the words of the key in this row."""
        if self.can_compare(place):
            self.lay(self._known[place])

    def question(self) -> str:
        """Whom to telephone and what to do."""
        key = self.laid
        if key is None:
            return ""
        said = N_(
            "Telephone {office} on a number that you know. Let them open “Packages”, tab “Keys”, and read the six words that "
            "stand there for computer {station}. Type what you hear."
        )
        return self.office.say(
            said, office=self.office.catalogue.unit_named(key.unit).full_name, station=key.station[:_SHOWN]
        )

    def confirm(self, words: str) -> None:
        """Confirm the key when these are its words, and take in what waited for it; refuses others (`FingerprintDiffers`)."""
        key, office = self.laid, self.office
        if key is None:
            return
        if not key.is_said(words):
            raise FingerprintDiffers(self.office.catalogue.unit_named(key.unit).full_name)
        with office.act(Duty.CONFIRM_KEY) as act:
            _, counting = confirm_and_count(office.here, key.station, words=words, act=act)
            self.laid = None
        said = N_("The key of {office} is confirmed: {count} lines that it sent count now.")
        name, lines = office.catalogue.unit_named(key.unit).full_name, office.language.number(counting)
        self._take_in_what_waited(office.say(said, office=name, count=lines))

    @property
    def matching(self) -> int:
        """How many keys wait that fit the enrolment codes of their offices."""
        return len(matching_keys(self.office.here))

    def confirm_matching(self) -> None:
        """Confirm all keys that fit the enrolment codes of their offices, and take in what waited for them."""
        office = self.office
        with office.act(Duty.CONFIRM_KEY) as act:
            confirmed, counting = confirm_matching_and_count(office.here, act=act)
        said = N_("{keys} keys that fit their codes are confirmed: {count} lines that these computers sent count now.")
        number = office.language.number
        self._take_in_what_waited(office.say(said, keys=number(len(confirmed)), count=number(counting)))

    def can_end(self, place: int) -> bool:
        """Whether this office may end the key in this row."""
        return (
            place < len(self._known)
            and self._known[place].trust is not Trust.ENDED
            and can_end(self.office.here, self._known[place])
        )

    def what_ending_means(self, place: int) -> str:
        """What is asked before a key is ended."""
        key = self._known[place]
        said = N_(
            "End the key of computer {station} of {office}? Do this when the computer was lost or stolen. What it sent until now "
            "and is here still counts. Whatever is signed with it from now on counts in nothing: what a thief writes, and also what "
            "the office itself has written and not sent yet. This cannot be taken back; the office goes on with another computer. Why?"
        )
        name = self.office.catalogue.unit_named(key.unit).full_name
        return self.office.say(said, station=key.station[:_SHOWN], office=name)

    def end(self, place: int, reason: str) -> None:
        """End the key in this row for a reason; refuses (`KeyNotOurs`, `ReasonNeeded`) as `end_key` does."""
        office, key = self.office, self._known[place]
        with office.act(Duty.CONFIRM_KEY) as act:
            end_key(office.here, key.station, reason=reason, act=act)
            self.look_again()
        office.tell(office.say(N_("The key of {station} is ended."), station=key.station[:_SHOWN]))

    def _take_in_what_waited(self, told: str) -> None:
        """Take in the packages that waited for a confirmation, and say so after what is `told`."""
        office = self.office
        station = office.here

        def work(act: Act) -> MergeReport:
            return retry_packages(station, act=act)

        def done(report: MergeReport) -> None:
            taken = sum(not package.is_refused for package in report.packages)
            self.look_again()
            waited = N_("{count} packages that waited are taken in.")
            office.tell(" ".join([told, *([office.say(waited, count=taken)] if taken else [])]))

        office.run(work, then=done, title=office.say(N_("Taking packages in")))

    def _changed(self) -> list[KnownKey]:
        return [each for each in self._known if each.trust is Trust.CHANGED]

    def print_sheet(self, then: Callable[[Path], None]) -> None:
        """Make the page with the own words and QR code, and hand its path to `then`."""
        office = self.office
        station, language = office.here, office.speaking(LANGUAGES[0])

        def write(to: Path, _: Progress) -> None:
            from printing.key_sheet import print_own_key

            print_own_key(station, language=language, to=to)

        office.make_paper("key.pdf", write, then=then, title=office.say(N_("Making the key sheet")))
