"""What a merge or a sending would do, as a command tells it."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.commands.session import Session
from desktop.outlook_words import outlook_stated
from exports.packages.merged import MergeReport
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.services.exchange.accepted_changes import AnswerChange
from models.services.exchange.outlook import outlook


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


def show_outlook(session: Session, period: Period, *, is_sealing: bool) -> None:
    """Say what would be sent to the issuer of the period now."""
    now = outlook(session.station, period)
    stated = outlook_stated(now, period, session.catalogue, session.language, is_sealing=is_sealing)
    session.answer(
        "\n".join(f"{each.label}: {each.words}" for each in stated),
        receiver=now.receiver,
        lines=now.lines,
        new=now.new,
        unfinished={state.value: count for state, count in now.unfinished.items()},
        sealed=now.is_sealed and is_sealing,
        hub_confirmed=now.unconfirmed is None,
        last_number=now.last.number if now.last else None,
        keyed=now.acknowledged.forms,
        keyed_received=now.acknowledged.forms_received,
    )
