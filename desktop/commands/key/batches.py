"""`sophieu key batches` and `key close-batch`: hand counts of batches against what is keyed."""

from __future__ import annotations

import click

from desktop.commands.session import Session, period_command
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.services.forms.batch_counts import CountedBatch, batch_counts, close_batch


@click.command("batches")
@period_command
def batches_command(session: Session, period: Period) -> None:
    """List the batches: issued, noted as returned, keyed, counted by hand, and which are closed."""
    found = batch_counts(session.station, period)
    said = N_("{serials}: {issued} issued, {returned} returned, {keyed} keyed, {hand} counted by hand")
    lines = [
        session.say(said, serials=each.batch.serials, issued=each.batch.count, returned=each.returned,
                    keyed=each.keyed, hand=each.hand.returned if each.hand else "–")
        for each in found
    ]  # fmt: skip
    session.answer("\n".join(lines), batches=[_facts(each) for each in found])


@click.command("close-batch")
@click.argument("serial")
@click.option("--handed-out", type=click.IntRange(0), required=True, help="Forms handed out, by the slip.")
@click.option("--returned", type=click.IntRange(0), required=True, help="Forms that came back, counted by hand.")
@click.option("--why", "explanation", default="", help="Why the hand count differs from what is keyed.")
@period_command
def close_command(
    session: Session, period: Period, serial: str, handed_out: int, returned: int, explanation: str
) -> None:
    """Close the batch that this form belongs to; a difference to what is keyed must be explained."""
    named = session.serial(period, serial)
    closed = close_batch(
        session.station,
        period,
        serial=named,
        handed_out=handed_out,
        returned=returned,
        explanation=explanation,
        act=session.act(),
    )
    session.answer(
        session.say(N_("Batch {serial} is closed."), serial=closed.batch.serials.first.short), **_facts(closed)
    )


def _facts(counted: CountedBatch) -> dict[str, object]:
    return {
        "serials": counted.batch.serials,
        "issued": counted.batch.count,
        "handed_out": counted.handed_out,
        "returned": counted.returned,
        "keyed": counted.keyed,
        "hand": counted.hand._asdict() if counted.hand else None,
        "closed": counted.is_closed,
    }
