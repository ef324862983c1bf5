"""What the clashes section knows and does: both contents of a line side by side, and a choice with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.office import Office
from desktop.screens.packages.clashes.contents import Row, about, rows_of
from desktop.screens.packages.sections import SectionPresenter
from desktop.words import moved_told
from models.domain.basics.problems import N_, Problem
from models.services.exchange.clashes import Clash, choose, clashes
from models.services.figures.effect import watched
from models.services.office.stations import name_of

LETTERS = "ABCDEFGH"


@dataclass(eq=False)
class NothingChosen(Problem):
    """No content was chosen; none is by default."""

    code = "nothing_chosen"
    says = N_("Choose first which content counts.")


class Presenter(SectionPresenter[Clash]):
    """Every line with several contents, those without a choice first; settled ones stay listed."""

    is_always_shown = False

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._found: tuple[Clash, ...] = ()

    def glance(self) -> None:
        self._found = tuple(sorted(clashes(self.office.here), key=lambda clash: bool(clash.chosen)))
        self.waiting = sum(not clash.chosen for clash in self._found)

    def rows(self) -> list[tuple[str, ...]]:
        """What it is about, office, period, line, what was chosen, reason, by whom."""
        language = self.office.language
        return [
            (
                about(clash, language),
                self.office.catalogue.unit_named(clash.unit).full_name,
                clash.period.code,
                str(clash.ref),
                self._chosen(clash),
                clash.reason,
                name_of(self.office.here, clash.by),
            )
            for clash in self._found
        ]

    def lay_open(self, place: int) -> None:
        """Show both contents of the line in this row."""
        if place < len(self._found):
            self.lay(self._found[place])

    def title(self) -> str:
        if self.laid is None:
            return ""
        said = N_("Line {line} of {office}: take the paper and choose what it says")
        return self.office.say(said, line=self.laid.ref, office=self.office.catalogue.office_told(self.laid.unit))

    @property
    def letters(self) -> str:
        """One letter for each content of the line that is open."""
        return LETTERS[: len(self.laid.contents)] if self.laid else ""

    def contents(self) -> tuple[Row, ...]:
        """What differs between the contents of the line that is open: a label and each content's words."""
        return rows_of(self.laid, self.office.here, self.office.language) if self.laid else ()

    def choose(self, letter: str, reason: str) -> None:
        """Let one content count; refuses without a choice (`NothingChosen`) and without a reason (`ReasonMissing`)."""
        clash, office = self.laid, self.office
        if clash is None:
            return
        if not letter:
            raise NothingChosen
        digest = clash.contents[self.letters.index(letter)][0]
        moved = watched(office.here, [(clash.period, clash.unit)])
        with office.act() as act:
            choose(office.here, clash, digest=digest, reason=reason, act=act)
            self.laid = None
        self.look_again()
        said = N_("Of line {line} content {letter} counts now. The other one stays on record.")
        chosen = office.say(said, line=clash.ref, letter=letter)
        office.tell(f"{chosen} {moved_told(moved(), office.catalogue, office.language)}")

    def _chosen(self, clash: Clash) -> str:
        digests = [digest for digest, _ in clash.contents]
        if clash.chosen not in digests:
            return self.office.say(N_("nobody has chosen"))
        return self.office.say(N_("content {letter}"), letter=LETTERS[digests.index(clash.chosen)])
