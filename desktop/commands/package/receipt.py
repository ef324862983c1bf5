"""`sophieu package receipt`: telling an office what arrived from it."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.session import FILE, Session, office_command
from desktop.usage import wrong_usage
from exports.packages.receipt import NothingReceived, NothingReceivedYet, write_receipt
from models.domain.basics.problems import N_
from models.services.exchange.packages import places_here
from models.services.exchange.receipts import receipt_states


@click.command("receipt")
@click.option("--for", "codes", multiple=True, help="Code of the office; may be given several times.")
@click.option(
    "--due", "is_due", is_flag=True, help="Every office that has sent, or was decided on, since its last receipt."
)
@click.option("--out", type=FILE, required=True, help="Folder to write into.")
@click.option("--period", "period_code", default="", help="Code of the period (default: every period).")
@office_command
def receipt(session: Session, codes: tuple[str, ...], is_due: bool, out: Path, period_code: str) -> None:
    """Confirm to offices what arrived, and send them this office's rulings and lines that they may have lost."""
    if bool(codes) == is_due:
        raise wrong_usage(N_("Name offices with --for CODE, or take all that are owed one with --due."))
    station, wanted = session.station, period_code.upper()
    here = [(unit, period) for unit, period in places_here(station) if wanted in ("", period.code)]
    if is_due:
        due = {
            (state.unit, key)
            for key in {key for _, key in here}
            for state in receipt_states(station, key)
            if state.is_due
        }
        chosen = sorted(due)
    else:
        chosen = []
        for code in codes:
            places = [place for place in here if place[0].code == code]
            if not places:
                raise NothingReceived(code, wanted) if wanted else NothingReceivedYet(code)
            chosen += places
    written, lines = [], []
    for unit, period in chosen:
        sent = write_receipt(station, unit=unit, period=period, out=out, act=session.act())
        said = N_("Receipt {number} for {unit}, period {period}: {file}. The office takes it in like any package.")
        lines.append(
            session.say(
                said, number=sent.number, unit=session.catalogue.office_told(unit), period=period.code, file=sent.path
            )
        )
        written.append({"unit": unit, "period": period.code, "number": sent.number, "file": sent.path,
                        "id": sent.id, "facts": sent.facts})  # fmt: skip
    session.answer("\n".join(lines) or session.say(N_("No office is owed a receipt.")), receipts=written)
