"""What the frame screen knows and does: a list read before it is taken, the draw, and the visit list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from desktop.office import Office
from desktop.screens.presenting import ScreenPresenter
from desktop.screens.taken_in import write_account_of
from models.acts import Act, Topic
from models.domain.basics.folding import alphabetical
from models.domain.basics.problems import N_
from models.domain.basics.tables import letters_of
from models.domain.dossiers.frame import FrameReading, LineKind
from models.domain.dossiers.frame_cells import DayOrder
from models.domain.dossiers.frame_fields import REQUIRED, DossierField
from models.domain.dossiers.frame_judging import NOT_ASKED, DaysUnclear, SectorsStandOnce
from models.domain.dossiers.sampling import Draw, SamplingRecord, sample_size
from models.files import private_folder
from models.language import LANGUAGES
from models.progress import Progress
from models.services.forms.frames import (
    OpenedList,
    Source,
    entries,
    look_at_list,
    open_list,
    purge_frame,
    read_list,
    remember_columns,
    take_reading,
)
from models.services.forms.sampling import draw, drawn_people, record_desk_survey, sampling_record
from models.services.office.closing import journal_facts
from models.services.office.remains import note_list_written

FIELDS = {
    DossierField.DOSSIER: N_("Dossier number"),
    DossierField.SECTOR: N_("Sector"),
    DossierField.RETURNED: N_("Day the result was returned"),
    DossierField.APPLICANT: N_("Applicant"),
    DossierField.IDENTITY: N_("Identity or tax number"),
    DossierField.PHONE: N_("Phone"),
    DossierField.ADDRESS: N_("Address"),
    DossierField.PROCEDURE: N_("Procedure"),
    DossierField.PROCEDURE_CODE: N_("Code of the procedure"),
    DossierField.RECEIVED: N_("Day of receipt"),
    DossierField.DUE: N_("Day it was due"),
    DossierField.READY: N_("Day the result was ready"),
}
"""The fields of a dossier in the order in which a person looks for their columns."""


@dataclass(frozen=True, slots=True)
class SectorCounts:
    """One sector of the frame: dossiers (N), and once drawn people, drawn (n) and reserve."""

    name: str
    dossiers: int
    people: int | None = None
    drawn: int | None = None
    reserve: int | None = None


class Presenter(ScreenPresenter):
    """The frame of the chosen period."""

    cares_about = frozenset({Topic.PERIOD, Topic.FRAME})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.dossiers = 0
        self.people = 0
        self.drawn = 0
        self.sectors: tuple[SectorCounts, ...] = ()
        self.record: SamplingRecord | None = None
        self.reading: FrameReading | None = None
        self.source: Source | None = None
        self.file: Path | None = None
        self.question: DaysUnclear | SectorsStandOnce | None = None
        self._said = NOT_ASKED
        self._columns: Mapping[DossierField, str] | None = None
        self._opened: OpenedList | None = None
        self._salt = ""

    def refresh(self) -> None:
        station, period = self.office.here, self.office.period
        self.dossiers = self.people = self.drawn = 0
        self.sectors, self.record = (), None
        if period is None:
            return
        frame = entries(station, period)
        self.dossiers = len(frame)
        self.people = len({entry.person for entry in frame})
        self.record = sampling_record(journal_facts(station, period, station.unit))
        if self.record is not None and self.record.is_drawn:
            self.drawn = self.record.size
            self.sectors = tuple(
                SectorCounts(each.sector, each.dossiers, each.people, each.drawn, each.reserve)
                for each in self.record.strata
            )
        else:
            counts = Counter(entry.sector for entry in frame)
            self.sectors = tuple(
                SectorCounts(name, counts[name])
                for name in sorted(counts, key=lambda name: (-counts[name], alphabetical(name)))
            )

    def require_period(self) -> None:
        """Refuse with `NoPeriodChosen` when there is none."""
        _ = self.office.chosen_period

    @property
    def proposed_size(self) -> int | None:
        """What the formula gives for the dossiers that are here."""
        return sample_size(self.dossiers) if self.dossiers else None

    def rows(self) -> list[tuple[str, ...]]:
        """Sector, N, people, n and reserve, for the table."""
        number = self.office.language.number
        nobody = self.office.say(N_("(no sector)"))
        return [
            (each.name or nobody, number(each.dossiers),
             *("" if count is None else number(count) for count in (each.people, each.drawn, each.reserve)))
            for each in self.sectors
        ]  # fmt: skip

    def look(self, file: Path, *, sheet: str | None = None) -> None:
        """Find out which column of a list is what; it then stands in `source`."""
        office = self.office
        station = office.here
        self.require_period()

        # whoever chooses a file again may have changed it meanwhile
        before = self._opened if sheet is not None and file == self.file else None

        def work(progress: Progress) -> tuple[OpenedList, Source]:
            opened = before or open_list(file, progress=progress)
            return opened, look_at_list(station, opened, sheet=sheet)

        def done(found: tuple[OpenedList, Source]) -> None:
            self.reading, self.file, self._said = None, file, NOT_ASKED
            self._opened, self.source = found
            self.changed()

        office.tasks.run(work, then=done, title=office.say(N_("Reading the list")))

    def columns(self) -> list[tuple[DossierField, str, list[tuple[str, str]], str]]:
        """Each field with its name, the columns to choose from (word of the mapping, as shown), and the one that is taken."""
        source, say = self.source, self.office.say
        if source is None:
            return []
        choices = [
            (source.words(column), f"{letters_of(column.number)} – {column.header}") for column in source.headers
        ]
        return [
            (field, say(name) + (" *" if field in REQUIRED else ""), [("", say(N_("(none)"))), *choices],
             source.words(source.fields[field]) if field in source.fields else "")
            for field, name in FIELDS.items()
        ]  # fmt: skip

    def source_sentence(self) -> str:
        """Where the list was found, and what is still to be told."""
        source, say = self.source, self.office.say
        if source is None or self.file is None:
            return ""
        told = [say(N_("Sheet “{sheet}” of {file}, {count} columns. Fields with * are needed."), sheet=source.sheet,
                    file=self.file.name, count=len(source.headers))]  # fmt: skip
        if source.is_remembered:
            told.append(say(N_("The columns are those that were chosen for the last list with this header.")))
        if twins := self._twins(source):
            said = N_("These columns stand there twice; choose which of the two holds: {columns}.")
            told.append(say(said, columns=twins))
        if source.missing:
            names = [say(FIELDS[field]) for field in source.missing]
            told.append(say(N_("No column was recognised for: {fields}. Choose it below."), fields=names))
        return "\n".join(told)

    @staticmethod
    def _twins(source: Source) -> list[str]:
        """The headers that two columns have, as far as a field is taken from one of them."""
        taken = {column.header for column in source.fields.values()}
        counts = Counter(column.header for column in source.headers)
        return [header for header, count in counts.items() if count > 1 and header in taken]

    def read_columns(self, chosen: Mapping[DossierField, str]) -> None:
        """Read the list by these columns, and remember them when they are not those that were recognised."""
        source, file = self.source, self.file
        if source is None or file is None:
            return
        before = {field: value for field, _, _, value in self.columns()}
        changed = {field: words for field, words in chosen.items() if words != before[field]}
        if changed or source.is_remembered:
            remember_columns(self.office.here, source, chosen)
        self.read(file, sheet=source.sheet, mapping=chosen)

    def read(self, file: Path, *, sheet: str | None = None, mapping: Mapping[DossierField, str] | None = None) -> None:
        """Read a list without taking it; it then stands in `reading`."""
        office = self.office
        station, period = office.here, office.chosen_period
        self._salt = salt = office.chance()
        self._columns, answers = mapping, self._said

        before = self._opened if mapping is not None and file == self.file else None

        def work(progress: Progress) -> tuple[OpenedList, FrameReading | DaysUnclear | SectorsStandOnce]:
            opened = before or open_list(file, progress=progress)
            try:
                return opened, read_list(
                    station, period, opened, salt=salt, sheet=sheet, mapping=mapping, answers=answers, progress=progress
                )
            except (DaysUnclear, SectorsStandOnce) as question:
                return opened, question

        def done(read: tuple[OpenedList, FrameReading | DaysUnclear | SectorsStandOnce]) -> None:
            self.file = file
            self._opened, found = read
            self.question = None if isinstance(found, FrameReading) else found
            self.reading = found if isinstance(found, FrameReading) else None
            self.changed()

        office.tasks.run(work, then=done, title=office.say(N_("Reading the list")))

    def answers_to(self, question: DaysUnclear | SectorsStandOnce) -> list[str]:
        """What a person can say to a question about a whole column."""
        say = self.office.say
        if isinstance(question, SectorsStandOnce):
            return [say(N_("The sector above holds for the rows below it")), say(N_("These dossiers have no sector"))]
        return [
            say(N_("Day first: 07/08/2026 is the 7th of August")),
            say(N_("Month first: 07/08/2026 is the 8th of July")),
            say(N_("Day and month of the dates were swapped by a spreadsheet: turn them back")),
        ]

    def answer(self, place: int) -> None:
        """Read the list again with the answer at `place` of `answers_to`."""
        question, file = self.question, self.file
        if question is None or file is None:
            return
        if isinstance(question, SectorsStandOnce):
            self._said = replace(self._said, carries_sectors=place == 0)
        else:
            self._said = replace(self._said, days=list(DayOrder)[place])
        self.question = None
        self.read(file, sheet=self.source.sheet if self.source else None, mapping=self._columns)

    def write_account(self, to: Path) -> None:
        """Write what became of every column and row of the list that was read."""
        if self.reading is not None and self.file is not None:
            write_account_of(self.office, self.reading.account, source=self.file, to=to)

    def reading_rows(self) -> list[tuple[str, ...]]:
        """Every line of the list: row, taken or not, dossier, why not or the sector, and the words that decided."""
        if self.reading is None:
            return []
        say, day = self.office.say, self.office.language.date
        taken, left = say(N_("taken")), say(N_("not taken"))
        lines = [(row.row, (left, row.dossier, say(row.reason.says), row.text)) for row in self.reading.refused]
        lines += [(line.row, (say(N_("no dossier")), "", say(line.kind.says), line.text)) for line in self.reading.dropped
                  if line.kind is not LineKind.BLANK]  # fmt: skip
        lines += [(entry.row, (taken, entry.dossier, entry.sector, f"{day(entry.returned)}  {entry.name}"))
                  for entry in self.reading.entries]  # fmt: skip
        order = {left: 0, taken: 2}
        lines.sort(key=lambda line: (order.get(line[1][0], 1), line[0]))
        return [(str(row), *cells) for row, cells in lines]

    def reading_sentence(self) -> str:
        """What would be taken and what not, in one sentence, and the reasons."""
        reading = self.reading
        if reading is None:
            return ""
        say, number = self.office.say, self.office.language.number
        told = say(
            N_("{rows} dossiers read from sheet “{sheet}”: {eligible} count, {refused} do not."),
            rows=number(reading.rows), sheet=reading.sheet, eligible=number(len(reading.entries)),
            refused=number(len(reading.refused)),
        )  # fmt: skip
        reasons = [
            f"{say(reason.says)}: {number(count)}" for reason, count in reading.refused_by_reason.items() if count
        ]
        return "\n".join([told, *reasons, *self._remarks(reading)])

    def _remarks(self, reading: FrameReading) -> list[str]:
        """What a person should know of a list before taking it."""
        say, number = self.office.say, self.office.language.number
        found = [self.office.language.sentence(told) for told in reading.account.sentences]
        if reading.missing_fields:
            names = [say(FIELDS[field]) for field in reading.missing_fields]
            found.append(say(N_("The list has no column for: {fields}. The visit list will lack it."), fields=names))
        if bare := [entry.row for entry in reading.entries if not entry.sector]:
            said = N_("{count} dossiers have no sector (rows {rows}): they are drawn as a sector of their own.")
            rows = ", ".join(map(str, bare[:10])) + (" …" if len(bare) > 10 else "")
            found.append(say(said, count=number(len(bare)), rows=rows))
        return found

    def take(self) -> None:
        """Take what `reading` found eligible into the frame."""
        office, reading = self.office, self.reading
        if reading is None:
            return
        with office.act(salt=self._salt) as act:
            take_reading(office.here, office.chosen_period, reading, act=act, source=self.file)
            self.drop()
        office.tell(office.say(N_("{count} dossiers were taken into the list."), count=len(reading.entries)))

    def drop(self) -> None:
        """Forget the list that was read."""
        self.reading = self.source = self.file = self._opened = self.question = None
        self._said = NOT_ASKED

    def draw(self, *, size: int | None, seed: str, margin: Fraction) -> None:
        """Draw the sample and its reserve; the size by the formula unless it is given."""
        office = self.office
        station, period = office.here, office.chosen_period
        word = seed.strip() or office.chance()

        def done(drawn: Draw) -> None:
            said = N_("{size} people of {population} dossiers are drawn, {reserve} in reserve.")
            office.tell(office.say(said, size=drawn.size, population=drawn.population, reserve=len(drawn.reserve)))

        def work(act: Act) -> Draw:
            return draw(station, period, seed=word, size=size, margin=margin, act=act)

        office.run(work, then=done, title=office.say(N_("Drawing the sample")))

    def survey_at_desk(self, *, population: int | None, size: int) -> None:
        """Record that forms are handed out at the desk and nobody is drawn."""
        office = self.office
        with office.act() as act:
            record_desk_survey(office.here, office.chosen_period, population=population, size=size, act=act)
        office.tell(office.say(N_("Recorded: {size} forms are handed out at the desk, nobody is drawn."), size=size))

    @property
    def visit_file(self) -> Path:
        """Where the visit list is made; it has personal data and goes when the list is purged."""
        return self.office.papers / f"{self.office.chosen_period.code}-visits.pdf"

    def make_visits(self, then: Callable[[Path], None]) -> None:
        """Make the visit list as PDF in the station's folder and hand its path to `then`."""
        office = self.office
        station, period, language, file = (
            office.here,
            office.chosen_period,
            office.speaking(LANGUAGES[0]),
            self.visit_file,
        )

        def work(progress: Progress) -> Path:
            from printing.visit_list import print_visits

            private_folder(file.parent)
            print_visits(station, period, language=language, to=file, progress=progress)
            return file

        office.tasks.run(work, then=then, title=office.say(N_("Making the visit list")))

    def visits_kept(self, to: Path) -> None:
        """A copy of the visit list was put there: it goes when the list is purged."""
        note_list_written(self.office.here, to)

    def write_visits(self, to: Path) -> None:
        """Write the visit list as a workbook."""
        office = self.office
        station, period, language = office.here, office.chosen_period, office.speaking(LANGUAGES[0])

        def work(progress: Progress) -> Path:
            from exports.visit_workbook import write_visits

            write_visits(*drawn_people(station, period), language=language, to=to, progress=progress)
            note_list_written(station, to)
            return to

        office.tasks.run(work, then=lambda path: office.tell(office.say(N_("The visit list is written: {files}"), files=path)),
                         title=office.say(N_("Writing the visit list")))  # fmt: skip

    def purge(self) -> list[str]:
        """Delete the list of the chosen period with its names and phones; what may still hold names, a line each."""
        office = self.office
        for made in self.visit_file.parent.glob(f"{self.visit_file.stem}*.pdf"):
            made.unlink()
        with office.act() as act:
            done = purge_frame(office.here, office.chosen_period, act=act)
        said = N_("{count} dossiers with their names and phones were deleted.")
        office.tell(office.say(said, count=done.dossiers))
        return [office.say(N_("{file}: {what}"), file=str(each.file), what=each.what) for each in done.remains]
