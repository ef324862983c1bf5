"""The demonstration: a hub and its wards go through a whole period on invented answers, and leave their files behind."""

from __future__ import annotations

import shutil
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from desktop.demo.cast import IN_TIME, LATE, Pace, Part, cast
from desktop.demo.chance import Chance
from desktop.demo.survey import CAMPAIGN, Demo, FolderNotEmpty
from desktop.demo.ward import work_in_ward
from desktop.terminal import quoted
from exports.packages.campaign import write_campaign
from exports.packages.receive import merge_packages
from exports.results_workbook import write_report
from models.acts import Act
from models.domain.basics.people import Person
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.figures.figures import Reach, Subject
from models.files import left_as_it_was, private_folder, write_whole
from models.services.figures.reporting import report_of
from models.services.figures.results import reporting_offices
from models.services.office.periods import open_period
from models.services.office.stations import found_station
from models.store.database import Station
from printing.sheets.report import print_report

SHARE_KEYED_TWICE = Fraction(1, 10)
CHIEF = ("thu", "Phạm Minh Thu")


@dataclass(frozen=True)
class ToldStory:
    """What a run left behind, under the words of `--json`."""

    period: str
    hub: Path
    hub_before: Path
    packages: tuple[Path, ...]
    questionnaires: tuple[Path, ...]
    results: tuple[Path, ...]
    page: Path


def tell(demo: Demo) -> ToldStory:
    """Run the whole job; refuses a folder that is not empty, and leaves nothing when it cannot be done to the end."""
    if demo.folder.exists() and (not demo.folder.is_dir() or any(demo.folder.iterdir())):
        raise FolderNotEmpty(demo.folder)
    with left_as_it_was(demo.folder):
        return _tell(demo)


def _tell(demo: Demo) -> ToldStory:
    private_folder(demo.folder)
    hub, period = _open_hub(demo)
    campaign = write_campaign(
        hub, period, out=private_folder(demo.folder / "campaign"), act=Act(_chief(demo), demo.at(CAMPAIGN))
    ).path
    roles = cast(demo.survey.wards, seed=demo.seed)
    total = len(roles) + 1
    arriving: dict[Pace | None, list[Path]] = defaultdict(list)
    for place, role in enumerate(roles):
        demo.progress.step(place, total, role.unit.full_name)
        arriving[role.pace] += work_in_ward(demo, role, campaign, hub=hub, chief=_chief(demo))
    demo.progress.step(total - 1, total, demo.survey.hub.full_name)
    hub.close()
    hub_before = demo.folder / "hub-before-merge"
    shutil.copytree(hub.folder, hub_before)
    for pace in (IN_TIME, LATE):
        _take_in(demo, hub, arriving[pace], at=demo.at(pace.merged))
    _print_results(demo, hub, period)
    hub.close()
    page = demo.folder / "DOC-TRUOC.txt"
    write_whole(page, _page(demo, roles).encode())
    demo.progress.step(total, total)
    return ToldStory(
        period.code,
        hub.folder,
        hub_before,
        tuple(demo.packages),
        tuple(demo.questionnaires),
        tuple(demo.results),
        page,
    )


def _open_hub(demo: Demo) -> tuple[Station, Period]:
    survey = demo.survey
    chance = Chance(f"{demo.seed} hub")
    hub = found_station(
        demo.folder / "hub",
        unit=survey.hub.key,
        name=survey.hub.full_name,
        person=_chief(demo),
        chance=chance.word(32),
        is_hub=True,
    )
    period = open_period(
        hub,
        code=survey.code,
        name=survey.name,
        evaluated=(survey.first, survey.last),
        survey=demo.held,
        seed=chance.word(32),
        share=SHARE_KEYED_TWICE,
        units=tuple(unit.key for unit in survey.wards),
        act=Act(_chief(demo), demo.at(CAMPAIGN)),
    )
    return hub, period


def _take_in(demo: Demo, hub: Station, packages: Sequence[Path], *, at: str) -> None:
    if packages:
        merge_packages(hub, packages, act=Act(_chief(demo), at))
        demo.packages += packages


def _print_results(demo: Demo, hub: Station, period: Period) -> None:
    out = private_folder(demo.folder / "results")
    at, language = demo.at(LATE.merged), demo.language
    subjects = [Subject(unit, Reach.OFFICE) for unit in reporting_offices(hub, period)]
    for subject in (*subjects, Subject(hub.unit, Reach.HUB)):
        to = out / f"{period.code}-{subject.unit.code}.pdf"
        report = report_of(hub, period, subject)
        print_report(hub, period, report, language=language, to=to, at=at)
        write_report(hub, period, report, language=language, to=to.with_suffix(".xlsx"), at=at)
        demo.results.append(to)


def _page(demo: Demo, roles: Sequence[Part]) -> str:
    say, survey = demo.language.say, demo.survey
    silent = [role.unit.full_name for role in roles if role.pace is None]
    late = [role.unit.full_name for role in roles if role.pace == LATE]
    lines = (
        say(
            N_("A whole period on invented answers of real offices: {hub}, {wards} wards, period {period}."),
            hub=survey.hub.full_name,
            wards=len(survey.wards),
            period=survey.code,
        ),
        *(
            say(N_("{ward} sends after the last day of the survey, {day}."), ward=ward, day=demo.held[1])
            for ward in late
        ),
        *(say(N_("{ward} sends nothing; on the hub's board it is silent."), ward=ward) for ward in silent),
        "",
        say(N_("campaign/            the campaign file that the hub sends to its wards")),
        say(N_("wards/CODE/          a ward: its list of dossiers, visit list, printed forms, keyed tables")),
        say(N_("wards/CODE/may-1/    the ward's computer; the first ward has a second one, may-2")),
        say(N_("first-packages/      a ward's first package: then hub and ward compare their keys by telephone")),
        say(N_("packages/            what the wards send to the hub when they have closed")),
        say(N_("hub/                 the hub after merging these; hub-before-merge/ the same hub before")),
        say(N_("results/             result sheets as PDF and xlsx, and the hub's ranking")),
        "",
        say(N_("Look around in the window:")),
        f"    {opening(demo.folder / 'hub', sys.platform)}",
        f"    {opening(demo.folder / 'wards' / survey.wards[0].key.code / 'may-1', sys.platform)}",
        "",
    )
    return "\n".join(lines)


def opening(folder: Path, platform: str) -> str:
    """How the window is opened on the station of a folder, as it is typed on that system."""
    program = "sophieu.cmd" if platform == "win32" else "./sophieu"
    return f"{program} --data {quoted(str(folder), platform)}"


def _chief(demo: Demo) -> Person:
    """Who works at the hub."""
    return Person(demo.survey.hub.key, *CHIEF)
