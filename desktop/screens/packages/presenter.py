"""What the packages screen knows and does: sending, checking and merging, with a report on every package."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.office import Office, Topic
from desktop.screens.presenting import ScreenPresenter
from exports.packages.checking import Report, check_package
from exports.packages.descriptor import Receiver
from exports.packages.findings import Finding, Notice
from exports.packages.merged import MergedPackage
from exports.packages.receive import merge_packages, package_files
from exports.packages.send import Sent, send_returns
from models.domain.problems import N_
from models.progress import Progress
from models.services.backups import back_up
from models.services.packages import ACKNOWLEDGED, MERGED, OPENED, SENT, Package, find_package, packages
from models.services.results import unit_named
from printing.handover_job import print_handover, record_beside

KINDS = {"returns": N_("returns"), "exchange": N_("exchange"), "campaign": N_("campaign"), "receipt": N_("receipt")}
STATES = {SENT: N_("sent"), OPENED: N_("opened"), MERGED: N_("taken in"), ACKNOWLEDGED: N_("sent and confirmed")}


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: a verdict, its counts, and sentences that say what was found and what to do."""

    file: str
    verdict: str
    is_refused: bool
    counts: tuple[int, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The report on a round of files; `is_merged` tells a merge from a mere check."""

    files: tuple[FileReport, ...]
    is_merged: bool

    @property
    def refused(self) -> int:
        return sum(file.is_refused for file in self.files)

    def total(self, place: int) -> int:
        """The sum of one count over all files, in the order of `COUNTS`."""
        return sum(file.counts[place] for file in self.files)


COUNTS = ("facts", "new", "already_here", "clashing", "refused")


class Presenter(ScreenPresenter):
    """The book of packages and the report on the last round of files."""

    cares_about = frozenset({Topic.PERIOD, Topic.PACKAGES})

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self.done: Done | None = None
        self.sent: Sent | None = None
        self._known: tuple[Package, ...] = ()

    def refresh(self) -> None:
        self._known = packages(self.office.here)

    @property
    def is_hub(self) -> bool:
        return self.office.here.is_hub

    @property
    def has_period(self) -> bool:
        return self.office.period is not None

    def rows(self) -> list[tuple[str, ...]]:
        """When, what happened, kind, office, period, number, file."""
        say = self.office.say
        return [
            (
                self._day(package.at),
                say(STATES[package.state]),
                say(KINDS[package.kind]) if package.kind in KINDS else package.kind,
                unit_named(package.unit).full_name,
                package.period.code,
                str(package.number),
                package.file,
            )
            for package in self._known
        ]  # fmt: skip

    def send(self, folder: Path) -> None:
        """Write everything of the chosen period for the hub into `folder`."""
        self._send(folder, None)

    def send_to_station(self, folder: Path, station: str) -> None:
        """Write everything of the chosen period for the computer with this id."""
        self._send(folder, Receiver("station", station))

    def write_campaign(self, folder: Path) -> None:
        """Write the campaign file of the chosen period into `folder`."""
        from exports.packages.campaign import write_campaign

        office = self.office
        sent = write_campaign(office.here, office.chosen_period, out=folder, at=office.at)
        office.announce(Topic.PACKAGES)
        said = N_("The campaign file is {file}. Send it to every office that takes part; each opens it once.")
        office.tell(office.say(said, file=str(sent.path)))

    def check(self, paths: Sequence[Path]) -> None:
        """Look at packages without taking anything in."""
        station = self.office.here

        def work(progress: Progress) -> Done:
            files = package_files(paths)
            found = []
            for number, file in enumerate(files):
                progress.step(number, len(files), file.name)
                found.append(self._checked(check_package(file, station=station)))
            return Done(tuple(found), is_merged=False)

        self.office.tasks.run(work, then=self._reported, title=self.office.say(N_("Checking packages")))

    def merge(self, paths: Sequence[Path]) -> None:
        """Take packages in, each wholly or not at all; a backup is made before the first change."""
        station, at = self.office.here, self.office.at

        def work(progress: Progress) -> Done:
            report = merge_packages(station, paths, at=at, progress=progress,
                                    before=lambda: back_up(station, reason="merge", at=at))  # fmt: skip
            return Done(tuple(map(self._merged, report.packages)), is_merged=True)

        self.office.tasks.run(work, then=self._reported, title=self.office.say(N_("Taking packages in")))

    def summary(self) -> str:
        """The last round in one sentence."""
        done, say, number = self.done, self.office.say, self.office.language.number
        if done is None:
            return ""
        if not done.is_merged:
            return say(N_("{files} packages checked, {refused} turned back. Nothing was taken in."),
                       files=number(len(done.files)), refused=number(done.refused))  # fmt: skip
        return say(
            N_("{files} packages: {facts} lines = {new} new + {here} here already + {clashing} clashing + {refused} turned back."),
            files=number(len(done.files)), facts=number(done.total(0)), new=number(done.total(1)),
            here=number(done.total(2)), clashing=number(done.total(3)), refused=number(done.total(4)),
        )  # fmt: skip

    def put_away_report(self) -> None:
        self.done = None
        self.changed()

    def _send(self, folder: Path, to: Receiver | None) -> None:
        office = self.office
        station, period, at = office.here, office.chosen_period, office.at

        def work(progress: Progress) -> Sent:
            sent = send_returns(station, period, out=folder, at=at, to=to, progress=progress)
            to_sign = record_beside(sent.path)
            package = find_package(station, sent.id)
            print_handover(station, package, sent.path, language=office.language, to=to_sign)
            return sent

        office.tasks.run(work, then=self._after_sending, title=office.say(N_("Writing the package")))

    def _after_sending(self, sent: Sent) -> None:
        office = self.office
        self.sent = sent
        office.announce(Topic.PACKAGES)
        said = N_(
            "Package {number} is {file}: {facts} lines, {keyings} of them keyings. Bring it to the receiver as it is, unopened."
        )
        office.tell(office.say(said, number=sent.number, file=str(sent.path), facts=sent.facts, keyings=sent.keyings))
        self.refresh()
        self.changed()

    def _reported(self, done: Done) -> None:
        self.done = done
        if done.is_merged:
            self.office.announce(Topic.PACKAGES, Topic.KEYINGS, Topic.FORMS, Topic.RESULTS)
        self.refresh()
        self.changed()

    def _checked(self, report: Report) -> FileReport:
        say = self.office.say
        verdict = say(N_("whole and unchanged")) if report.is_right else say(N_("turned back"))
        counts = (report.facts, 0, 0, 0, 0 if report.is_right else report.facts)
        return FileReport(
            report.file, verdict, not report.is_right, counts, self._told(report.findings, report.notices)
        )

    def _merged(self, merged: MergedPackage) -> FileReport:
        say = self.office.say
        if merged.is_refused:
            verdict = say(N_("turned back"))
        elif merged.new:
            verdict = say(N_("taken in"))
        else:
            verdict = say(N_("here already"))
        counts = (merged.facts, merged.new, merged.already_here, merged.clashing, merged.refused)
        return FileReport(merged.file, verdict, merged.is_refused, counts, self._told(merged.findings, merged.notices))

    def _told(self, findings: Sequence[Finding], notices: Sequence[Notice]) -> tuple[str, ...]:
        say = self.office.say
        told = [say(finding.says, **finding.facts) for finding in findings]
        return tuple(told + [say(notice.says, **dict(notice.facts)) for notice in notices])

    def _day(self, at: str) -> str:
        """`2026-10-05T08:15:00+07:00` → `05/10/2026 08:15`."""
        return self.office.language.datetime(datetime.fromisoformat(at))
