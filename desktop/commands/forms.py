"""`sophieu forms`: issuing, printing, marking and the book of forms."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, now, office_command
from desktop.words import ALARMS, STATES, TURNS, detail
from models.domain.basics.office_time import day_in_hanoi
from models.domain.basics.problems import N_
from models.domain.book.facts import Kind
from models.domain.book.periods import Period
from models.domain.book.serials import VARIANTS, SerialRange, parse_range, parse_typed
from models.services.exchange.receipts import acknowledged
from models.services.forms.issuing import issue_forms
from models.services.forms.ledgers import Book, read_book
from models.services.forms.lives import life_of, missing_forms, replace_form
from models.services.forms.marking import mark_forms, undo_mark

MARKS = {
    "handed-out": Kind.HANDED_OUT,
    "returned": Kind.RETURNED,
    "refused": Kind.REFUSED,
    "lost": Kind.LOST,
    "spoiled": Kind.SPOILED,
}


@click.group()
def forms() -> None:
    """The paper forms of a period."""


@forms.command("issue")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--variant", type=click.Choice(VARIANTS), required=True, help="CN individuals, TC organisations.")
@click.option("--count", type=int, required=True, help="How many forms.")
@click.option("--sector", default="", help="Sector (lĩnh vực) of the dossiers, when it is known.")
@click.option("--procedure", default="", help="Code of the procedure, when it is known.")
@click.option("--agency", default="", help="Code of the evaluated agency (default: this office).")
@click.option("--participant", "participants", multiple=True, help="Agency taking part in a joint procedure.")
@office_command
def issue(
    session: Session,
    code: str,
    variant: str,
    count: int,
    sector: str,
    procedure: str,
    agency: str,
    participants: tuple[str, ...],
) -> None:
    """Mint form numbers for a batch of forms."""
    period = session.period(code)
    batch = issue_forms(
        session.station,
        period,
        variant=variant,
        count=count,
        by=session.person,
        at=session.at,
        sector=sector,
        procedure=procedure,
        agency=agency,
        participants=participants,
    )
    book = read_book(session.station, period, session.station.unit)
    said = N_(
        "{count} forms are issued: {serials}. Print them with: sophieu forms print --period {period} --out FILE.pdf"
    )
    session.answer(
        session.say(said, count=batch.count, serials=str(batch.serials), period=period.code),
        **(ledger_facts(book) | {"forms": [_form(book, str(serial)) for serial in batch.serials]}),
        serials=str(batch.serials),
    )


@forms.command("print")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--out", type=FILE, required=True, help="PDF file; with --per-batch a folder.")
@click.option("--serials", "spans", multiple=True, help="SERIAL or FROM..TO (default: every form in stock).")
@click.option("--per-batch", is_flag=True, help="One file for each batch, for a print shop.")
@office_command
def print_out(session: Session, code: str, out: Path, spans: tuple[str, ...], per_batch: bool) -> None:
    """Print questionnaires as PDF, two pages each, and record that they were printed."""
    from printing.jobs import print_batches, print_questionnaires

    period = session.period(code)
    made = print_batches if per_batch else print_questionnaires
    with shown_progress(quiet=session.as_json) as progress:
        files = made(
            session.station,
            period,
            out,
            serials=_ranges(session, period, spans),
            by=session.person,
            at=session.at,
            language=session.language,
            progress=progress,
        )
    count = sum(printed.forms for printed in files)
    said = N_("{count} forms are in {files}. Print them on both sides of the paper, turning on the long edge.")
    session.answer(
        session.say(said, count=count, files=[str(printed.file) for printed in files]),
        files=[printed.file for printed in files],
        forms=count,
    )


@forms.command("slip")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--out", type=FILE, required=True, help="PDF file.")
@office_command
def slip(session: Session, code: str, out: Path) -> None:
    """Print the slips that go with each batch: form numbers, sector, and places to count by hand."""
    from printing.jobs import print_batch_slips

    with shown_progress(quiet=session.as_json) as progress:
        count = print_batch_slips(
            session.station, session.period(code), language=session.language, to=out, progress=progress
        )
    session.answer(session.say(N_("{count} batch slips are in {file}."), count=count, file=out), slips=count, file=out)


@forms.command("mark")
@click.argument("mark", type=click.Choice(list(MARKS)))
@click.argument("spans", nargs=-1, required=True, metavar="SERIAL|FROM..TO…")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--reason", default="", help="Why, for the record.")
@office_command
def mark(session: Session, mark: str, spans: tuple[str, ...], code: str, reason: str) -> None:
    """Note what happened to forms on paper."""
    period = session.period(code)
    marked = mark_forms(
        session.station,
        period,
        kind=MARKS[mark],
        ranges=_ranges(session, period, spans),
        by=session.person,
        at=session.at,
        reason=reason,
    )
    said = N_("{count} forms are marked. A slip is undone with: sophieu forms undo")
    session.answer(session.say(said, count=marked.forms), marked=marked.forms, **_totals(session, period))


@forms.command("undo")
@click.argument("mark", type=click.Choice(list(MARKS)))
@click.argument("spans", nargs=-1, required=True, metavar="SERIAL|FROM..TO…")
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def undo(session: Session, mark: str, spans: tuple[str, ...], code: str) -> None:
    """Take back a mark; both the mark and its undoing stay on record."""
    period = session.period(code)
    count = undo_mark(
        session.station,
        period,
        kind=MARKS[mark],
        ranges=_ranges(session, period, spans),
        by=session.person,
        at=session.at,
    )
    session.answer(
        session.say(N_("The mark was taken off {count} forms."), count=count), undone=count, **_totals(session, period)
    )


@forms.command("ledger")
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def show_ledger(session: Session, code: str) -> None:
    """Show the book of forms: every form's state, and whether the book balances."""
    period = session.period(code)
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


@forms.command("life")
@click.argument("number", metavar="SERIAL")
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def show_life(session: Session, number: str, code: str) -> None:
    """Show the life of one form: what happened to it, when, and who noted it."""
    period = session.period(code)
    serial = parse_typed(number, period=period.code, unit=session.station.unit.code)
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


@forms.command("missing")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--pdf", type=FILE, default=None, help="Print the list as PDF.")
@office_command
def show_missing(session: Session, code: str, pdf: Path | None) -> None:
    """List the forms to look for: still out, and returned but not keyed."""
    from printing.missing_job import print_missing

    period = session.period(code)
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


@forms.command("replace")
@click.argument("number", metavar="SERIAL")
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def replace(session: Session, number: str, code: str) -> None:
    """Issue a new form in the place of a spoiled one; both name each other."""
    period = session.period(code)
    serial = parse_typed(number, period=period.code, unit=session.station.unit.code)
    batch = replace_form(session.station, period, serial=serial, by=session.person, at=session.at)
    said = N_(
        "Form {new} takes the place of {old}. Print it with: sophieu forms print --period {period} --out FILE.pdf"
    )
    session.answer(
        session.say(said, new=batch.serials.first, old=serial, period=period.code),
        serial=str(batch.serials.first),
        replaces=str(serial),
    )


def ledger_facts(book: Book) -> dict[str, object]:
    """The book as `--json` answers it."""
    return {
        "forms": [_form(book, serial) for serial in book.ledger.forms],
        **book.ledger.totals,
        "alarms": [{"kind": alarm.kind, "serial": alarm.serial} for alarm in book.ledger.alarms],
        "keyed_not_issued": list(book.ledger.keyed_not_issued),
    }


def _form(book: Book, serial: str) -> dict[str, object]:
    form = book.ledger.forms[serial]
    issue = form.issue
    return {"serial": serial, "state": form.state.value, "sector": issue.sector if issue else ""}


def _totals(session: Session, period: Period) -> dict[str, int]:
    return dict(read_book(session.station, period, session.station.unit).ledger.totals)


def _ranges(session: Session, period: Period, spans: tuple[str, ...]) -> tuple[SerialRange, ...]:
    return tuple(parse_range(span, period=period.code, unit=session.station.unit.code) for span in spans)
