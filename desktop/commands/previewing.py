"""What a merge would do, office by office, as a command tells it."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.commands.session import Session
from exports.packages.merged import MergeReport
from models.domain.problems import N_
from models.domain.units import UnitKey
from models.services.accepted_changes import AnswerChange
from models.services.results import unit_named


def told_by_unit(session: Session, report: MergeReport) -> list[str]:
    """What the merge would bring, office by office, and the forms whose accepted answers it would change."""
    lines = [session.say(N_("Nothing was taken in. Office by office this would be:"))]
    for each in report.by_unit():
        said = N_("{unit} {period}: {new} new, {here} here already, {clashing} clashing, {refused} refused.")
        name = unit_named(UnitKey.parse(each.unit)).full_name if each.unit else session.say(N_("(not readable)"))
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
