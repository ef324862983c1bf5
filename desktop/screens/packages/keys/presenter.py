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
from models.domain.basics.problems import N_
from models.files import private_folder
from models.language import LANGUAGES, load
from models.progress import Progress
from models.security import fingerprint_digits, fingerprint_words, from_text
from models.services.exchange.confirming import confirm_and_count
from models.services.office.known_keys import FingerprintDiffers, KnownKey, Trust, known_keys

TRUSTS = {
    Trust.SEEN: N_("not compared yet: nothing counts"),
    Trust.VOUCHED: N_("vouched for by its office"),
    Trust.CONFIRMED: N_("compared and confirmed"),
    Trust.ENDED: N_("ended: later lines do not count"),
    Trust.CHANGED: N_("ANOTHER KEY THAN BEFORE"),
}
PAPERS = "papers"
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
        say, language = self.office.say, self.office.language
        return [
            (
                self.office.catalogue.unit_named(each.unit).full_name,
                each.station[:_SHOWN],
                say(TRUSTS[each.trust]),
                each.words if each.trust is Trust.CONFIRMED else "· · · · · ·",
                each.by,
                moment(each.at, language) if each.at else "",
            )
            for each in self._known
        ]

    def alarm(self) -> str:
        """A loud sentence while a key has changed; empty otherwise."""
        changed = self._changed()
        if not changed:
            return ""
        said = N_(
            "ANOTHER KEY THAN BEFORE: {stations}. What these computers send has no effect. Telephone the office on a number that "
            "you know: either its computer was set up anew, or somebody else made the package."
        )
        stations = ", ".join(
            f"{self.office.catalogue.unit_named(each.unit).full_name} ({each.station[:_SHOWN]})" for each in changed
        )
        return self.office.say(said, stations=stations)

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
        station = office.here
        with office.act() as act:
            _, counting = confirm_and_count(station, key.station, words=words, act=act)
            self.laid = None

        def work(act: Act) -> MergeReport:
            return retry_packages(station, act=act)

        def done(report: MergeReport) -> None:
            taken = sum(not package.is_refused for package in report.packages)
            self.look_again()
            name, lines = office.catalogue.unit_named(key.unit).full_name, office.language.number(counting)
            told = [office.say(N_("The key of {office} is confirmed: {count} lines that it sent count now."),
                               office=name, count=lines)]  # fmt: skip
            if taken:
                told.append(office.say(N_("{count} packages that waited are taken in."), count=taken))
            office.tell(" ".join(told))

        office.run(work, then=done, title=office.say(N_("Taking packages in")))

    def _changed(self) -> list[KnownKey]:
        return [each for each in self._known if each.trust is Trust.CHANGED]

    def print_sheet(self, then: Callable[[Path], None]) -> None:
        """Make the page with the own words and QR code, and hand its path to `then`."""
        office = self.office
        station, to = office.here, office.folder / PAPERS / "key.pdf"
        language = load(LANGUAGES[0])

        def work(_: Progress) -> Path:
            from printing.key_sheet import print_own_key

            private_folder(to.parent)
            print_own_key(station, language=language, to=to)
            return to

        office.tasks.run(work, then=then, title=office.say(N_("Making the key sheet")))
