"""What the issuing screen knows and does: the batches of the book, issuing new ones, and making their paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.office import Office
from desktop.screens.presenting import ScreenPresenter
from desktop.words import kind_told
from models.acts import Act, Topic
from models.domain.basics.problems import N_
from models.domain.book.facts import Fact, Kind
from models.domain.book.ledger import State
from models.domain.book.months import month_told
from models.domain.book.serials import SerialRange, compress, expand, parse_range
from models.files import private_folder
from models.language import LANGUAGES
from models.progress import Progress
from models.services.forms.issuing import Batch, batches, issue_forms, sectors_known, usual_month
from models.services.forms.ledger import read_book
from models.services.forms.planning import Planned, issue_for_sample, plan_of_sample
from models.services.office.questionnaires import kinds_of, questionnaires_of

if TYPE_CHECKING:
    from printing.forms import PrintedFile

PAPER_LANGUAGE = LANGUAGES[0]
"""Forms and slips go to citizens and to the post, whatever the window speaks."""


class BatchLine(NamedTuple):
    """One batch, how many of its forms are in stock, and how many were printed."""

    batch: Batch
    in_stock: int
    printed: int


class Presenter(ScreenPresenter):
    """The batches that this office issued in the chosen period."""

    cares_about = frozenset({Topic.PERIOD, Topic.FORMS, Topic.FRAME})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.lines: tuple[BatchLine, ...] = ()
        self.plan: tuple[Planned, ...] = ()

    def refresh(self) -> None:
        station, period = self.office.here, self.office.period
        self.lines, self.plan = (), ()
        if period is None:
            return
        book = read_book(station, period, station.unit, late=True)
        in_stock = {serial for serial, form in book.ledger.forms.items() if form.state is State.IN_STOCK}
        printed = _printed(book.facts)
        found = []
        for batch in batches(station, period):
            serials = {str(serial) for serial in batch.serials}
            found.append(BatchLine(batch, len(serials & in_stock), len(serials & printed)))
        self.lines = tuple(found)
        self.plan = plan_of_sample(self.office.here, self.office.chosen_period)

    def rows(self) -> list[tuple[str, ...]]:
        """Variant, first and last number, count, sector, procedure, printed, in stock, when issued."""
        language = self.office.language
        number = language.number
        lines: list[tuple[str, ...]] = []
        for batch, in_stock, printed in self.lines:
            known = self.office.catalogue.procedure(batch.procedure) if batch.procedure else None
            lines.append((
                batch.serials.first.variant, batch.serials.first.short, batch.serials.last.short, number(batch.count),
                batch.sector, f"{batch.procedure} {known.name}" if known else batch.procedure, number(printed),
                number(in_stock), self._issued(batch),
            ))  # fmt: skip
        return lines

    def _issued(self, batch: Batch) -> str:
        """When a batch was issued, and the month in which it is counted where it has one."""
        when = self.office.language.datetime(datetime.fromisoformat(batch.at))
        if not batch.month:
            return when
        return self.office.say(N_("{when}, for {month}"), when=when, month=month_told(batch.month))

    def kinds(self) -> list[tuple[str, str]]:
        """Code and name of the kinds of respondents that the period has questionnaires for."""
        say = self.office.say
        every = questionnaires_of(self.office.here, self.office.chosen_period)
        return [(each.variant, kind_told(each.respondents, say)) for each in every]

    def sectors(self) -> list[str]:
        """The sectors of the list of this period first, then those of the scheme."""
        return list(sectors_known(self.office.here, self.office.chosen_period))

    def procedures(self) -> list[tuple[str, str]]:
        """Code and name of the procedures of the catalogue."""
        return [(known.code, f"{known.code} {known.name}") for known in self.office.catalogue.procedures]

    @property
    def month(self) -> str:
        """The month in which forms issued now are counted, as it is typed; none where the period has an end."""
        month = usual_month(self.office.chosen_period, self.office.today)
        return month_told(month) if month else ""

    def issue(self, *, variant: str, count: int, sector: str = "", procedure: str = "", month: str = "") -> None:
        """Mint numbers for one batch."""
        office = self.office
        with office.act() as act:
            batch = issue_forms(
                office.here,
                office.chosen_period,
                variant=variant,
                count=count,
                sector=sector,
                procedure=procedure,
                month=month,
                act=act,
            )
        said = N_("{count} forms are issued: {first} to {last}.")
        office.tell(office.say(said, count=batch.count, first=batch.serials.first.short, last=batch.serials.last.short))
        office.tell_next()

    def issue_plan(self) -> None:
        """Issue one batch for each variant and sector that the drawn sample still needs."""
        office = self.office
        with office.act() as act:
            made = issue_for_sample(office.here, office.chosen_period, act=act)
        said = N_("{count} forms are issued in {batches} batches.")
        office.tell(office.say(said, count=sum(each.count for each in made), batches=len(made)))
        office.tell_next()

    def left_stock(self, places: Sequence[int]) -> int:
        """How many forms of the batches at these places are no longer in stock."""
        return sum(self.lines[place].batch.count - self.lines[place].in_stock for place in places)

    def spans(self, places: Sequence[int]) -> tuple[SerialRange, ...]:
        """The numbers of the batches at these places."""
        return tuple(self.lines[place].batch.serials for place in places)

    def typed_spans(self, text: str) -> tuple[SerialRange, ...]:
        """The numbers a person typed: one, or from..to, several with commas or spaces between."""
        station, period = self.office.here, self.office.chosen_period
        parts = text.replace(",", " ").replace(";", " ").split()
        kinds = kinds_of(station, period)
        return tuple(parse_range(part, period=period.code, unit=station.unit.code, kinds=kinds) for part in parts)

    def print_forms(self, serials: Sequence[SerialRange], then: Callable[[tuple[PrintedFile, ...]], None]) -> None:
        """Make the PDF of these forms (none named: all in stock), a file for each kind of respondents; nothing is counted yet."""
        office = self.office
        station, period, language = office.here, office.chosen_period, office.speaking(PAPER_LANGUAGE)
        target = office.papers / f"{period.code}-phieu.pdf"

        def work(progress: Progress) -> tuple[PrintedFile, ...]:
            from printing.forms import make_questionnaires

            private_folder(target.parent)
            return make_questionnaires(station, period, target, language=language, serials=serials, progress=progress)

        office.tasks.run(work, then=then, title=office.say(N_("Making the forms")))

    def on_paper(self, made: Sequence[PrintedFile]) -> None:
        """Count what is in these files as printed: somebody has seen the paper."""
        from printing.forms import record_on_paper

        office = self.office
        with office.act() as act:
            record_on_paper(office.here, office.chosen_period, made, act=act)
        count = sum(each.forms for each in made)
        office.tell(office.say(N_("{count} forms count as printed."), count=office.language.number(count)))
        office.tell_next()

    def in_batches(self, places: Sequence[int]) -> tuple[PrintedFile, ...]:
        """The forms of the batches at these places, as if they had just been made: for paper that comes from a print shop."""
        from printing.forms import PrintedFile

        chosen = (self.lines[place].batch for place in places)
        return tuple(PrintedFile(Path(), each.count, compress(each.serials)) for each in chosen)

    def print_batches(
        self, folder: Path, serials: Sequence[SerialRange], then: Callable[[tuple[PrintedFile, ...]], None]
    ) -> None:
        """Make one PDF for each batch in `folder`, for a print shop; nothing is counted yet."""
        office = self.office
        station, period, language = office.here, office.chosen_period, office.speaking(PAPER_LANGUAGE)

        def work(progress: Progress) -> tuple[PrintedFile, ...]:
            from printing.forms import make_batches

            return make_batches(station, period, folder, language=language, serials=serials, progress=progress)

        def done(made: tuple[PrintedFile, ...]) -> None:
            said = N_("{count} files, one for each batch, are in {folder}.")
            office.tell(office.say(said, count=len(made), folder=folder))
            then(made)

        office.tasks.run(work, then=done, title=office.say(N_("Making the forms")))

    def print_online(self, address: str, *, slips: int, variant: str, then: Callable[[Path], None]) -> None:
        """Make the poster (no `slips`) or so many slips for answers from the network, and hand over the PDF."""
        office = self.office
        station, period, language = office.here, office.chosen_period, office.speaking(PAPER_LANGUAGE)
        target = office.papers / f"{period.code}-{'phieu-truc-tuyen' if slips else 'ap-phich'}.pdf"

        def work(act: Act) -> Path:
            from printing.online_forms import print_online_slips, print_poster

            private_folder(target.parent)
            if slips:
                print_online_slips(
                    station,
                    period,
                    variant=variant,
                    count=slips,
                    address=address,
                    language=language,
                    to=target,
                    act=act,
                )
            else:
                print_poster(station, period, address=address, language=language, to=target)
            return target

        office.run(work, then=then, title=office.say(N_("Making the PDF")))

    def print_slips(self, then: Callable[[Path], None]) -> None:
        """Make the slips of all batches."""
        office = self.office
        station, period, language = office.here, office.chosen_period, office.speaking(PAPER_LANGUAGE)
        target = office.papers / f"{period.code}-phieu-kem-tap.pdf"

        def work(progress: Progress) -> Path:
            from printing.batch_slip import print_batch_slips

            private_folder(target.parent)
            print_batch_slips(station, period, language=language, to=target, progress=progress)
            return target

        office.tasks.run(work, then=then, title=office.say(N_("Making the batch slips")))


def _printed(facts: Sequence[Fact]) -> set[str]:
    return {serial for fact in facts if fact.kind == Kind.PRINTED for serial in expand(fact.serials)}
