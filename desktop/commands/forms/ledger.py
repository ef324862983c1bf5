"""`sophieu forms ledger|life|missing`: the book of forms, the life of one form, the forms to look for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from desktop.commands.session import FILE, Session, period_command
from desktop.commands.units import offices_asked
from desktop.moment import now
from desktop.words import ALARMS, STATES, TURNS, detail
from models.domain.basics.problems import N_
from models.domain.book.ledger import balance
from models.domain.book.periods import Period
from models.services.exchange.receipts import acknowledged
from models.services.forms.ledger import Book, read_book
from models.services.forms.life import life_of, missing_forms


@click.command("ledger")
@click.option("--unit", "unit_code", default=None, help="At a hub: only this office (default: all together).")
@period_command
def show_ledger(session: Session, period: Period, unit_code: str | None) -> None:
    """Show the book of forms: every form's state, and whether the book balances; at a hub the books of all offices together."""
    units = offices_asked(session, period, unit_code)
    books = [read_book(session.station, period, unit) for unit in units]
    say, language = session.say, session.language
    totals: Counter[str] = Counter(dict.fromkeys(balance(()), 0))
    for book in books:
        totals.update(book.ledger.totals)
    lines = [say(words, **dict(totals)) for words in _EQUATIONS]
    if len(units) > 1:
        said = N_("{unit}: issued {issued}, returned {returned}, valid {valid}")
        for unit, book in zip(units, books, strict=True):
            lines.append(say(said, unit=session.catalogue.office_told(unit), **dict(book.ledger.totals)))
    else:
        lines += [f"{form.serial}  {say(STATES[form.state])}" for book in books for form in book.ledger.forms.values()]
    lines += [
        say(N_("Look at {serial}: {alarm}"), serial=alarm.serial, alarm=ALARMS[alarm.kind])
        for book in books
        for alarm in book.ledger.alarms
    ]
    unknown = [serial for book in books for serial in book.ledger.keyed_not_issued]
    if unknown:
        lines.append(say(N_("Known here but not issued here: {serials}"), serials=unknown))
    received = acknowledged(session.station, period.key)
    if period.key.issuer != session.station.unit:
        said = N_("{received} of {forms} keyed forms are confirmed by {hub}")
        hub = session.catalogue.unit_named(period.key.issuer).full_name
        lines.insert(3, language.say(said, received=received.forms_received, forms=received.forms, hub=hub))
    session.answer(
        "\n".join(lines), **_facts(books, totals), keyed=received.forms, keyed_received=received.forms_received
    )


_EQUATIONS = (
    N_("issued {issued} = in stock {in_stock} + handed out {handed_out} + spoiled {spoiled}"),
    N_("handed out {handed_out} = still out {still_out} + returned {returned} + refused {refused} + lost {lost}"),
    N_(
        "returned {returned} = valid {valid} + invalid {invalid} + awaiting second {awaiting_second} "
        "+ disputed {disputed} + not keyed {not_keyed}"
    ),
)


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
        print_missing(
            session.station, period, today=session.catalogue.place.day_of(now()), language=session.language, to=pdf
        )
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
    return _facts([book], book.ledger.totals)


def _facts(books: Sequence[Book], totals: Mapping[str, int]) -> dict[str, object]:
    return {
        "forms": [form_facts(book, serial) for book in books for serial in book.ledger.forms],
        **totals,
        "alarms": [{"kind": alarm.kind, "serial": alarm.serial} for book in books for alarm in book.ledger.alarms],
        "keyed_not_issued": [serial for book in books for serial in book.ledger.keyed_not_issued],
    }


def form_facts(book: Book, serial: str) -> dict[str, object]:
    """One form as `--json` answers it."""
    form = book.ledger.forms[serial]
    issue = form.issue
    return {"serial": serial, "state": form.state.value, "sector": issue.sector if issue else ""}
