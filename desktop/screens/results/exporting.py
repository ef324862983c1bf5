"""What the results screen does with the answers themselves: writing them for other programs, deleting what people wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop.office import Office
from desktop.words import NOT_EXPORTED
from models.acts import Act
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.progress import Progress
from models.services.figures.results import units_here

if TYPE_CHECKING:
    from exports.jobs import WrittenAnswers


class OfferedFormat(NamedTuple):
    """One of the formats that answers are written in: its translated name and how its files end."""

    code: str
    name: str
    suffix: str


class AnswerExport:
    """The answers of one office, of a part of a hub or of all of it (`unit` is the hub's own), in the chosen period."""

    def __init__(self, office: Office, unit: UnitKey, *, with_late: bool) -> None:
        self.office = office
        self.unit = unit
        self.with_late = with_late

    def formats(self) -> list[OfferedFormat]:
        from exports.formats import FORMATS

        return [OfferedFormat(each.code, self.office.say(each.says), each.suffix) for each in FORMATS]

    def file_name(self, chosen: OfferedFormat) -> str:
        """What the file is called unless the person says otherwise."""
        return f"{self.office.chosen_period.code}-{self.unit.code}-{self.office.say(N_('answers'))}{chosen.suffix}"

    def full_file_name(self, chosen: OfferedFormat) -> str:
        """What a file with full answers is called."""
        return f"{self.office.chosen_period.code}-{self.unit.code}-{self.office.say(N_('answers-full-restricted'))}{chosen.suffix}"

    def write_full(self, chosen: OfferedFormat, to: Path, *, receiver: str, reason: str) -> None:
        """Write one row per form that counts with every answer as it is; that is noted."""
        office = self.office
        station, period, language, units = office.here, office.chosen_period, office.language, self._units()

        def work(act: Act) -> tuple[int, Path]:
            from exports.jobs import Restriction, export_full_answers

            written = export_full_answers(
                station, period, restriction=Restriction(receiver, reason), format_code=chosen.code, language=language,
                to=to, units=units, late=self.with_late, act=act,
            )  # fmt: skip
            return written.rows, written.files[0]

        def done(written: tuple[int, Path]) -> None:
            count, file = written
            said = N_(
                "{count} forms are written in full to {file}. That you did so and why is noted; give it to nobody else."
            )
            office.tell(office.say(said, count=language.number(count), file=str(file)))

        office.run(work, then=done, title=office.say(N_("Writing the answers")))

    def write(self, chosen: OfferedFormat, to: Path) -> None:
        """Write one row per form that counts."""
        office = self.office
        station, period, language = office.here, office.chosen_period, office.language
        units = self._units()

        def work(progress: Progress) -> WrittenAnswers:
            from exports.jobs import export_answers

            return export_answers(station, period, format_code=chosen.code, language=language, to=to, units=units,
                                  late=self.with_late, progress=progress)  # fmt: skip

        def done(written: WrittenAnswers) -> None:
            said = N_("{count} forms are written to {file}. No name and no form number stands in it.")
            told = [office.say(said, count=language.number(written.rows), file=str(written.files[0]))]
            if written.left_out:
                names = [station.catalogue.office_told(unit) for unit in written.left_out]
                told.append(office.say(NOT_EXPORTED, units=names))
            office.tell(" ".join(told))

        office.tasks.run(work, then=done, title=office.say(N_("Writing the answers")))

    def delete_texts(self) -> None:
        """Delete what people wrote to this office, for good; the figures stay."""
        office = self.office
        station, period = office.here, office.chosen_period

        def work(act: Act) -> tuple[int, int]:
            from exports.packages.purging import purge

            purged = purge(station, period, self.unit, act=act)
            return purged.texts, purged.packages

        def done(purged: tuple[int, int]) -> None:
            texts, packages = map(office.language.number, purged)
            said = N_("{texts} free texts were deleted here and cut out of {packages} kept packages.")
            office.tell(office.say(said, texts=texts, packages=packages))

        office.run(work, then=done, title=office.say(N_("Deleting what people wrote")))

    def _units(self) -> tuple[UnitKey, ...]:
        station = self.office.here
        every = units_here(station, self.office.chosen_period)
        if self.unit in every or not station.is_hub:
            return (self.unit,)
        if self.unit == station.unit:
            return every
        return tuple(each for each in every if station.catalogue.is_below(each, self.unit))
