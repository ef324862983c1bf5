"""`sophieu package merge`: taking packages in, or only looking at what that would bring."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import click

from desktop.commands.package.check import findings_facts, findings_told, notices_facts, notices_told
from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, office_command
from desktop.words import FROM_NEXT
from exports.packages.merged import MergedPackage, MergeReport
from exports.packages.receive import merge_packages
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.services.figures.accepted import AnswerChange
from models.services.figures.deriving import standings_of
from models.services.figures.told_offices import keep_all_told
from models.services.office.editions import edition_number
from models.services.office.periods import periods

COUNTS = ("facts", "new", "late", "withdrawn", "already_here", "clashing", "without_effect", "refused")


@click.command("merge")
@click.argument("paths", type=FILE, nargs=-1, required=True, metavar="FILE…|DIR")
@click.option("--preview", is_flag=True, help="Count everything, take nothing in.")
@office_command
def merge(session: Session, paths: tuple[Path, ...], preview: bool) -> None:
    """Take packages in: each wholly or not at all. A backup is made first."""
    station = session.station
    with shown_progress(quiet=session.as_json) as progress:
        report = merge_packages(station, paths, preview=preview, act=session.act(progress, writes=not preview))
    lines = []
    for merged in report.packages:
        if merged.is_refused and not merged.facts:
            lines.append(session.say(N_("{file}: refused."), file=merged.file))
            continue
        said = N_("{file}: {facts} lines, {new} new, {here} here already, {clashing} clashing, {refused} refused.")
        lines.append(
            session.say(
                said,
                file=merged.file,
                facts=merged.facts,
                new=merged.new,
                here=merged.already_here,
                clashing=merged.clashing,
                refused=merged.refused,
            )
        )
        lines += notices_told(session, merged.notices)
    if preview:
        lines += told_by_unit(session, report)
    stood = [] if preview else _standing(session, report)
    for each in stood:
        said = N_("{unit} {period}: {valid} valid forms of {returned} returned.")
        name = session.catalogue.office_told(each.unit)
        lines.append(session.say(said, unit=name, period=each.period, valid=each.valid, returned=each.returned))
    for edition in sorted({each.edition for each in stood if each.edition}):
        lines.append(session.say(FROM_NEXT, edition=edition, next=edition + 1))
    session.answer(
        "\n".join(lines),
        packages=[_merged(session, merged) for merged in report.packages],
        **{name: report.total(name) for name in COUNTS},
        notices=report.total("notices"),
        preview=preview,
        forms=[each._asdict() for each in stood],
        **({"units": by_unit(report), "changes": changes_of(report.changes)} if preview else {}),
    )
    if station.is_hub and not preview:
        # what a cross-table or an export would work out of these offices, while people read what came
        with shown_progress(quiet=session.as_json) as progress:
            keep_all_told(station, report.changed, progress=progress)
    for merged in report.packages:
        session.complain(findings_told(session, merged.file, merged.findings))
    if any(merged.is_refused for merged in report.packages):
        raise click.exceptions.Exit(1)


class _Stood(NamedTuple):
    """How many forms of an office count after a merge; `edition` is that of the hub which stays as it is (0: none)."""

    unit: UnitKey
    period: str
    valid: int
    returned: int
    edition: int


def _standing(session: Session, report: MergeReport) -> list[_Stood]:
    """Where the offices stand that the merge has changed, in forms."""
    found = []
    for period in periods(session.station):
        units = tuple(
            sorted(unit for key, unit in report.changed if key == period.key and unit != session.station.unit)
        )
        for unit, standing in zip(units, standings_of(session.station, period, units), strict=True):
            totals = standing.balance
            edition = edition_number(session.station, period)
            found.append(_Stood(unit, period.code, totals.get("valid", 0), totals.get("returned", 0), edition))
    return found


def _merged(session: Session, merged: MergedPackage) -> dict[str, object]:
    counts = {name: getattr(merged, name) for name in COUNTS}
    return {
        "file": merged.file,
        "id": merged.id,
        "unit": merged.unit,
        "period": merged.period,
        "number": merged.number,
        **counts,
        "findings": findings_facts(session, merged.findings),
        "notices": notices_facts(session, merged.notices),
    }


def told_by_unit(session: Session, report: MergeReport) -> list[str]:
    """What the merge would bring, office by office, and the forms whose accepted answers it would change."""
    lines = [session.say(N_("Nothing was taken in. Office by office this would be:"))]
    for each in report.by_unit():
        said = N_("{unit} {period}: {new} new, {here} here already, {clashing} clashing, {refused} refused.")
        name = (
            session.catalogue.unit_named(UnitKey.parse(each.unit)).full_name
            if each.unit
            else session.say(N_("(not readable)"))
        )
        lines.append(
            session.say(
                said,
                unit=name,
                period=each.period,
                new=each.new,
                here=each.already_here,
                clashing=each.clashing,
                refused=each.refused,
            )
        )
        if each.changes:
            serials = ", ".join(change.serial for change in each.changes)
            said = N_("  Accepted answers would change on {count} forms: {serials}")
            lines.append(session.say(said, count=len(each.changes), serials=serials))
    return lines


def by_unit(report: MergeReport) -> list[dict[str, object]]:
    return [each._asdict() | {"changes": len(each.changes)} for each in report.by_unit()]


def changes_of(changes: Iterable[AnswerChange]) -> list[dict[str, object]]:
    return [
        {
            "unit": change.unit,
            "period": change.period,
            "serial": change.serial,
            "before": change.before.value,
            "after": change.after.value,
        }
        for change in changes
    ]
