"""`sophieu forms ledger|life|missing`: the book of forms, the life of one form, the forms to look for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from desktop.commands.session import FILE, Session, period_command
from desktop.moment import now
from desktop.words import ALARMS, STATES, TURNS, detail
from models.domain.basics.days import day_in_hanoi
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.services.exchange.receipts import acknowledged
from models.services.forms.ledger import Book, read_book
from models.services.forms.life import life_of, missing_forms


@click.command("ledger")
@period_command
def show_ledger(session: Session, period: Period) -> None:
    """Show the book of forms: every form's state, and whether the book balances."""
    book = read_book(session.station, period, session.station.unit)
    received = acknowledged(session.station, period.key)
    totals = book.ledger.totals
    say = session.say
    lines = [
        say(
            N_("issued {issued} = in stock {in_stock} + handed out {handed_out} + spoiled {spoiled}"),
            **dict(totals),
        ),
        say(
            N_(
                "handed out {handed_out} = still out {still_out} + returned {returned} + refused {refused} + lost {lost}"
            ),
            **dict(totals),
        ),
        say(
            N_(
                "returned {returned} = valid {valid} + invalid {invalid} + awaiting second {awaiting_second} "
                "+ disputed {disputed} + not keyed {not_keyed}"
            ),
            **dict(totals),
        ),
    ]
    lines += [f"{form.serial}  {say(STATES[form.state])}" for form in book.ledger.forms.values()]
    lines += [
        say(N_("Look at {serial}: {alarm}"), serial=alarm.serial, alarm=ALARMS[alarm.kind])
        for alarm in book.ledger.alarms
    ]
    if book.ledger.keyed_not_issued:
        lines.append(say(N_("Known here but not issued here: {serials}"), serials=book.ledger.keyed_not_issued))
    if period.key.issuer != session.station.unit:
        said = N_("{received} of {forms} keyed forms are confirmed by {hub}")
        hub = session.catalogue.unit_named(period.key.issuer).full_name
        lines.insert(3, say(said, received=received.forms_received, forms=received.forms, hub=hub))
    session.answer("\n".join(lines), **ledger_facts(book), keyed=received.forms, keyed_received=received.forms_received)


@click.command("life")
@click.argument("number", metavar="SERIAL")
@period_command
def show_life(session: Session, period: Period, number: str) -> None:
    """Show the life of one form: what happened to it, when, and who noted it."""
    serial = session.serial(period, number)
    events = life_of(session.station, period, serial)
    language = session.language
    lines = [
        f"{language.datetime(datetime.fromisoformat(event.at))}  {session.say(TURNS[event.turn])}  "
        f"{detail(event, language)}  {event.by}"
        for event in events
    ]
    session.answer(
        "\n".join([str(serial), *(" ".join(line.split()) for line in lines)]),
        serial=str(serial),
        life=[
            {
                "turn": event.turn.value,
                "at": event.at,
                "by": event.by,
                "reason": event.reason,
                "other": event.other,
                "cancelled": event.is_cancelled,
            }
            for event in events
        ],
    )


@click.command("missing")
@click.option("--pdf", type=FILE, default=None, help="Print the list as PDF.")
@period_command
def show_missing(session: Session, period: Period, pdf: Path | None) -> None:
    """List the forms to look for: still out, and returned but not keyed."""
    from printing.missing_list import print_missing

    missing = missing_forms(read_book(session.station, period, session.station.unit, late=True), period)
    if pdf is not None:
        print_missing(session.station, period, today=day_in_hanoi(now()), language=session.language, to=pdf)
    said = N_("{out} forms are still out, {back} came back and are not keyed. Last day to hand in: {day}.")
    lines = [session.say(said, out=len(missing.still_out), back=len(missing.not_keyed), day=missing.hand_in)]
    lines += [f"{form.serial}  {session.say(STATES[form.state])}" for form in missing.forms]
    session.answer(
        "\n".join(lines),
        still_out=[form.serial for form in missing.still_out],
        not_keyed=[form.serial for form in missing.not_keyed],
        hand_in=missing.hand_in,
        file=pdf,
    )


def ledger_facts(book: Book) -> dict[str, object]:
    """The book as `--json` answers it."""
    return {
        "forms": [form_facts(book, serial) for serial in book.ledger.forms],
        **book.ledger.totals,
        "alarms": [{"kind": alarm.kind, "serial": alarm.serial} for alarm in book.ledger.alarms],
        "keyed_not_issued": list(book.ledger.keyed_not_issued),
    }


def form_facts(book: Book, serial: str) -> dict[str, object]:
    """One form as `--json` answers it."""
    form = book.ledger.forms[serial]
    issue = form.issue
    return {"serial": serial, "state": form.state.value, "sector": issue.sector if issue else ""}
