"""What the periods screen knows and does: every period of this station, and the questionnaires it can use."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from desktop.office import Office
from desktop.screens.deeds import next_step
from desktop.screens.periods.form_editing import FormEditing, comparable
from desktop.screens.periods.new_period import NewPeriod, require_basis_on_paper
from desktop.screens.presenting import ScreenPresenter
from desktop.screens.taken_in import TakenIn
from desktop.words import kind_told, told_overlaps
from exports.stick import Kit, OnStick
from models.acts import Act, Topic
from models.catalogue.questionnaires import BUILT_IN_IDS
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_
from models.domain.basics.reading import ReadingAccount
from models.domain.basics.units import UnitKey
from models.domain.book.enrolment import read_code
from models.domain.book.periods import Period
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import method_rows as method_values
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import CellToCorrect, QuestionnaireRefused, assumption
from models.domain.questionnaire.xlsform_intake import TakenForm
from models.language import LANGUAGES, load
from models.language.tables import words
from models.progress import Progress
from models.services.exchange.before_closing import before_closing
from models.services.office.backups import back_up
from models.services.office.closing import close_period, reopen_period
from models.services.office.editions import edition_number, is_closed_here
from models.services.office.giving_way import is_aside
from models.services.office.methods import add_method, find_method, methods
from models.services.office.periods import open_period, overlapping, overlaps_of, periods
from models.services.office.questionnaires import (
    add_questionnaire,
    confirm_questionnaire,
    questionnaires,
    questionnaires_named,
    sheets_of,
)


class PeriodLine(NamedTuple):
    """One period as the table shows it."""

    period: Period
    is_closed: bool
    edition: int


class Presenter(ScreenPresenter):
    """The periods, newest first."""

    cares_about = frozenset({Topic.PERIOD, Topic.QUESTIONNAIRE})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.lines: tuple[PeriodLine, ...] = ()
        self.questionnaires: tuple[Questionnaire, ...] = ()
        self.findings: tuple[CellToCorrect, ...] = ()
        self.languages: tuple[str, ...] = ()
        self.taken: TakenIn | None = None
        self._form_file: Path | None = None
        self.refused_file = ""
        self.warning = ""
        self.editing: FormEditing | None = None

    @property
    def unsaved(self) -> str:
        if self.editing is None or not self.editing.is_changed:
            return ""
        return self.office.say(N_("The questionnaire {id} is changed and not kept."), id=self.editing.before.id)

    def edit_form(self, row: int) -> FormEditing:
        """Begin to edit the questionnaire in this row, or go on with the one that is not kept yet."""
        if self.editing is None or not self.editing.is_changed:
            self.editing = FormEditing(self.office, self.questionnaires[row])
        return self.editing

    def comparable(self, row: int) -> list[Questionnaire]:
        """With which others the questionnaire in this row can be compared."""
        return comparable(questionnaires(self.office.here), self.questionnaires, self.questionnaires[row])

    def refresh(self) -> None:
        station = self.office.here
        self.lines = tuple(
            PeriodLine(period, is_closed_here(station, period), edition_number(station, period))
            for period in periods(station)
        )
        newest = {questionnaire.id: questionnaire for questionnaire in questionnaires(station)}
        self.questionnaires = tuple(newest.values())

    @property
    def is_hub(self) -> bool:
        return self.office.here.is_hub

    def rows(self) -> list[tuple[str, ...]]:
        """Mark of the chosen one, code, name, evaluated days, survey days, who opened it, state."""
        day = self.office.language.date
        chosen = self.office.period
        return [
            (
                "●" if chosen is not None and period.key == chosen.key else "",
                period.code,
                period.name,
                f"{day(period.evaluated_from)} – {day(period.evaluated_to)}",
                f"{day(period.survey_from)} – {day(period.survey_to)}",
                self.office.catalogue.unit_named(period.key.issuer).agency,
                self._state(line),
            )
            for line in self.lines
            for period in [line.period]
        ]

    def _state(self, line: PeriodLine) -> str:
        if is_aside(self.office.here, line.period):
            return self.office.say(N_("set aside"))
        if line.edition:
            return self.office.say(N_("edition {edition}"), edition=line.edition)
        return self.office.say(N_("closed")) if line.is_closed else self.office.say(N_("open"))

    def open_before_closing(self) -> list[str]:
        """What this office should know before it closes the chosen period."""
        office = self.office
        return [office.language.sentence(told) for told in before_closing(office.here, office.chosen_period)]

    def place_of(self, period: Period) -> int:
        """In which of the `rows` a period stands; -1 where it is not told yet."""
        return next((n for n, line in enumerate(self.lines) if line.period.key == period.key), -1)

    def choose(self, place: int) -> None:
        """Work in this period from now on, on every screen."""
        self.office.choose_period(self.lines[place].period)

    def proposal(self) -> NewPeriod:
        """The quarter before today, as serials can carry its code: `26Q3`."""
        today = self.office.today
        year, quarter = (today.year, (today.month - 1) // 3) if today.month > 3 else (today.year - 1, 4)
        first = date(year, quarter * 3 - 2, 1)
        last = date.fromordinal(
            (date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)).toordinal() - 1
        )
        name = self.office.say(N_("Quarter {quarter} of {year}"), quarter=quarter, year=year)
        return NewPeriod(f"{year % 100}Q{quarter}", name, (first, last), (None, None), BUILT_IN_IDS, 0)

    def taking_part(self) -> list[tuple[str, str]]:
        """At a hub, which offices can be asked: a level (empty: all) and its name with the number of offices, who answers first."""
        say, number = self.office.say, self.office.language.number
        under = self.office.catalogue.children(self.office.here.unit, self.office.today)
        counts = Counter(unit.level for unit in under)
        found = [
            (level.code, say(N_("{kind}: {count} offices"), kind=level.name, count=number(counts[level])))
            for level in sorted(counts, key=lambda level: (not level.answers, level.merges, level.place))
        ]
        return [*found, ("", say(N_("{kind}: {count} offices"), kind=say(N_("All of them")), count=number(len(under))))]

    def warnings(self, new: NewPeriod) -> list[str]:
        """What a person should know before opening `new`: periods that overlap it."""
        found = overlapping(self.office.here, evaluated=new.evaluated, questionnaires=new.questionnaires,
                            units=self._asked(new))  # fmt: skip
        return told_overlaps(found, self.office.language)

    def _asked(self, new: NewPeriod) -> tuple[UnitKey, ...]:
        station = self.office.here
        under = (
            self.office.catalogue.children(station.unit, new.evaluated[1], level=new.level) if station.is_hub else ()
        )
        return tuple(unit.key for unit in under)

    def open_own(self, new: NewPeriod) -> Period:
        """Open a period of this office and work in it."""
        office = self.office
        station = office.here
        start, end = new.survey
        require_basis_on_paper(station, questionnaires_named(station, new.questionnaires), new.basis)
        with office.act() as act:
            opened = open_period(
                station,
                code=new.code.strip().upper(),
                name=new.name,
                evaluated=new.evaluated,
                survey=(start or new.evaluated[0], end or new.evaluated[1]) if start or end else None,
                seed=office.chance(),
                questionnaires=new.questionnaires,
                share=Fraction(new.share, 100),
                method=find_method(station, new.method) if new.method else None,
                units=self._asked(new),
                basis=new.basis,
                act=act,
            )
        office.choose_period(opened)
        office.tell(office.say(N_("Period {period} is open."), period=opened.code))
        return opened

    def require_code(self, typed: str) -> None:
        """Refuse an enrolment code in which a word or digit cannot be right; nothing typed is right."""
        if typed:
            read_code(typed)

    def open_campaign(self, file: Path, *, code: str = "") -> None:
        """Take the period of the hub's campaign file and work in it; with an enrolment code, its key is confirmed too."""
        office = self.office
        station = office.here

        def work(act: Act) -> Period:
            from exports.packages.campaign import open_campaign

            return open_campaign(station, file, act=act, code=code)

        def done(period: Period) -> None:
            self.warning = "\n\n".join(told_overlaps(overlaps_of(station, period), office.language))
            office.choose_period(period)
            said = N_("Period {period} “{name}” is ready: dossiers finished from {first} to {last} are evaluated.")
            if code:
                said = N_("Period {period} “{name}” is ready. The enrolment code fits: the hub's key is confirmed.")
            office.tell(office.say(said, period=period.code, name=period.name, first=period.evaluated_from,
                                   last=period.evaluated_to))  # fmt: skip

        office.run(work, then=done, title=office.say(N_("Opening the campaign file")))

    def write_campaign(self, folder: Path) -> None:
        """Write the campaign file of the chosen period into `folder`, for the offices that take part."""
        office = self.office
        station, period = office.here, office.chosen_period

        def work(act: Act) -> Path:
            from exports.packages.campaign import write_campaign

            return write_campaign(station, period, out=folder, act=act).path

        def done(path: Path) -> None:
            office.tell(office.say(N_("The campaign file is written: {file}. Give it to the offices."), file=path))

        office.run(work, then=done, title=office.say(N_("Writing the campaign file")))

    def write_stick(self, kit: Kit, to: Path) -> None:
        """Write kit, campaign file of the chosen period and the page that says how to begin onto a stick."""
        office = self.office
        station, period = office.here, office.chosen_period

        def work(act: Act) -> OnStick:
            from desktop.stick import write_stick

            return write_stick(station, period, kit=kit, to=to, act=act)

        def done(written: OnStick) -> None:
            said = N_(
                "Written to {folder} and read back: version {version} of the program, the campaign file and {page}. Take the stick out "
                "as the system wants it, then hand it over."
            )
            office.tell(office.say(said, folder=to, version=kit.version, page=written.page.name))

        office.run(work, then=done, title=office.say(N_("Writing the stick")))

    @property
    def name_of_letters(self) -> str:
        return f"thu-ghi-danh-{self.office.chosen_period.code}.pdf"

    def write_letters(self, to: Path) -> None:
        """Write a letter with its enrolment code for every office that takes part in the chosen period."""
        office = self.office
        station, period = office.here, office.chosen_period
        # who gets the letter reads it at the window
        language = office.speaking(LANGUAGES[0]).through(next_step)

        def work(act: Act) -> int:
            from printing.enrolment_letter import print_enrolment_letters

            return print_enrolment_letters(station, period, language=language, to=to, act=act)

        def done(count: int) -> None:
            said = N_(
                "{count} letters are written: {file}. Hand each over in a closed envelope, not with the campaign file; then delete "
                "the file."
            )
            office.tell(office.say(said, count=count, file=to))

        office.run(work, then=done, title=office.say(N_("Making the letters")))

    def close(self) -> None:
        """Close the chosen period at this office; a backup is made first."""
        office = self.office
        station, period = office.here, office.chosen_period

        def work(act: Act) -> str:
            copy = back_up(station, reason="close", act=act)
            close_period(station, period, act=act)
            return copy.name

        def done(name: str) -> None:
            said = N_("Period {period} is closed. A backup was made first: {file}")
            office.tell(office.say(said, period=period.code, file=name))

        office.run(work, then=done, title=office.say(N_("Closing the period")), duty=Duty.CLOSE)

    def reopen(self, reason: str) -> None:
        """Reopen the chosen period at this office."""
        office = self.office
        with office.act(Duty.CLOSE) as act:
            reopen_period(office.here, office.chosen_period, reason=reason, act=act)
        said = N_("Period {period} is open again. Close it when the corrections are done.")
        office.tell(office.say(said, period=office.chosen_period.code))

    @property
    def is_closed(self) -> bool:
        """Whether this office has closed the chosen period."""
        chosen = self.office.period
        return any(line.is_closed for line in self.lines if chosen is not None and line.period.key == chosen.key)

    @property
    def is_own(self) -> bool:
        """Whether this office opened the chosen period."""
        chosen = self.office.period
        return chosen is not None and chosen.key.issuer == self.office.here.unit

    def import_questionnaire(self, file: Path, *, language: str = "") -> None:
        """Take in an XLSForm of the office's own; what is not understood stays in `findings`, cell by cell.

        Where only a person can say which of several languages is printed, they stand in `languages` until one is chosen.
        """
        office = self.office
        station = office.here
        self.forget_findings()

        def work(act: Act) -> TakenForm | QuestionnaireRefused:
            from exports.questionnaires import read_form
            from printing.forms import require_printable_here

            try:
                taken = read_form(file, today=office.catalogue.place.day_of(act.at), language=language)
                require_printable_here(station, taken.questionnaire, load(LANGUAGES[0]))
                add_questionnaire(station, taken.sheets, act=act)
                return taken
            except QuestionnaireRefused as refused:
                return refused

        def done(taken: TakenForm | QuestionnaireRefused) -> None:
            if isinstance(taken, QuestionnaireRefused):
                asked = [each for each in taken.findings if each.reason == "languages_unclear"]
                if asked and len(asked) == len(taken.findings):
                    self.languages, self._form_file = tuple(asked[0].known.split(", ")), file
                else:
                    self.findings, self.refused_file = taken.findings, file.name
                self.changed()
                return
            added, account = taken.questionnaire, taken.account
            said = N_("“{title}” with {questions} questions can be chosen for a period now.")
            granted = assumption(added)
            self._took_in(office.say(said, title=added.title, questions=len(added.asked)), account, file,
                          more=office.language.sentence(granted) if granted else "")  # fmt: skip

        office.run(work, then=done, title=office.say(N_("Reading the questionnaire")))

    def import_method(self, file: Path) -> None:
        """Take in how answers become figures, for the periods to come."""
        office = self.office
        station = office.here

        def work(act: Act) -> tuple[Method, ReadingAccount]:
            from exports.methods import read_method_file

            read = read_method_file(file)
            return add_method(station, read.method, act=act), read.account

        def done(taken: tuple[Method, ReadingAccount]) -> None:
            added, account = taken
            said = N_("The method “{name}” can be chosen for a period now.")
            self._took_in(office.say(said, name=added.name), account, file)

        office.run(work, then=done, title=office.say(N_("Reading the method")))

    def _took_in(self, said: str, account: ReadingAccount, file: Path, *, more: str = "") -> None:
        """Say that a file was taken in, and lay its account on the screen."""
        self.taken = TakenIn(said, account, file, more)
        self.office.tell(said)
        self.changed()

    def questionnaire_rows(self) -> list[tuple[str, ...]]:
        """Id, for whom, edition, title, and whether the wording was compared, of the newest edition of each."""
        say = self.office.say
        return [
            (each.id, each.variant, each.edition, words(self.office.language, each.title),
             say(N_("not compared with the legal text")) if each.is_reference else say(N_("compared")))
            for each in self.questionnaires
        ]  # fmt: skip

    def write_questionnaire(self, row: int, to: Path) -> None:
        """Write the questionnaire in this row as an XLSForm workbook."""
        office = self.office
        station, chosen = office.here, self.questionnaires[row]

        def work(_: Progress) -> Path:
            from exports.questionnaires import write_workbook

            write_workbook(sheets_of(station, chosen), to)
            return to

        def done(path: Path) -> None:
            office.tell(office.say(N_("“{title}” is written to {file}."), title=chosen.title, file=str(path)))

        office.tasks.run(work, then=done, title=office.say(N_("Writing the questionnaire")))

    def confirm_questionnaire(self, row: int, source: str) -> None:
        """Record that the wording of the questionnaire in this row was compared with a legal text."""
        office = self.office
        with office.act() as act:
            made = confirm_questionnaire(office.here, self.questionnaires[row].id, source=source, act=act)
            self.refresh()
        said = N_("“{title}” edition {edition} carries no mark any more. Periods opened from now on use it.")
        office.tell(office.say(said, title=made.title, edition=made.edition))

    def method_rows(self) -> list[tuple[str, ...]]:
        """Name, short fingerprint and source of every method."""
        unchecked = self.office.say(N_("not compared with the legal text"))
        return [(words(self.office.language, each.name), each.fingerprint[:8], unchecked if each.is_reference else each.source)
                for each in methods(self.office.here)]  # fmt: skip

    def method_values(self, row: int) -> list[tuple[str, ...]]:
        """What the method in this row says, choice by choice."""
        return [tuple(map(str, each)) for each in method_values(methods(self.office.here)[row])]

    def write_method(self, row: int, to: Path) -> None:
        """Write the method in this row as a workbook to fill in."""
        office = self.office
        chosen, language = methods(office.here)[row], office.language

        def work(_: Progress) -> Path:
            from exports.methods import write_method

            write_method(chosen, to, language=language)
            return to

        def done(path: Path) -> None:
            office.tell(office.say(N_("The method “{name}” is written to {file}."), name=chosen.name, file=str(path)))

        office.tasks.run(work, then=done, title=office.say(N_("Writing the method")))

    def methods(self) -> list[tuple[str, str]]:
        """Fingerprint and name of every method a period can use; the usual one first, under no fingerprint."""
        usual, *others = methods(self.office.here)
        named = {each.fingerprint: words(self.office.language, each.name) for each in (usual, *others)}
        return [("", named[usual.fingerprint]), *((each, f"{named[each]} ({each[:8]})") for each in list(named)[1:])]

    def finding_rows(self) -> list[tuple[str, str, str, str]]:
        """Sheet, row, column and what has to be corrected, of the file that was refused."""
        return [
            (finding.sheet, str(finding.row or "–"), finding.column or "–",
             self.office.language.sentence(finding.reason_sentence))
            for finding in self.findings
        ]  # fmt: skip

    def print_in(self, place: int | None) -> None:
        """Take the questionnaire in with the language at `place`; None gives it up."""
        file, languages = self._form_file, self.languages
        self._form_file, self.languages = None, ()
        if file is not None and place is not None:
            self.import_questionnaire(file, language=languages[place])

    def forget_findings(self) -> None:
        self.findings, self.refused_file = (), ""
        self.changed()

    def kinds(self) -> list[tuple[str, str, str]]:
        """Of each kind of respondents that there is a questionnaire for: its code, what it is called, the questionnaire usually taken.

        The built-in ones are usual where the catalogue has their kinds; of other kinds the office's own ones are.
        """
        known = self.office.catalogue.respondents
        usual: dict[str, str] = {}
        for each in self.questionnaires:
            is_built_in = each.id in BUILT_IN_IDS
            if is_built_in == (each.variant in known):
                usual[each.variant] = each.id
        kinds = {each.variant: each.respondents for each in self.questionnaires}
        return [(code, kind_told(kind, self.office.say), usual.get(code, "")) for code, kind in kinds.items()]

    def choices(self, variant: str) -> list[tuple[str, str]]:
        """Id and name of every questionnaire for a kind of respondents, and none."""
        fitting = [
            (q.id, f"{words(self.office.language, q.title)} ({q.edition})")
            for q in self.questionnaires
            if q.variant == variant
        ]
        return [*fitting, ("", self.office.say(N_("none")))]
