"""`sophieu key import`: keying the rows of a table."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.account import ACCOUNT, account_facts, told_account
from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from desktop.usage import wrong_usage
from models.domain.basics.problems import N_, Message, next_deed
from models.domain.book.channels import ONLINE
from models.domain.book.periods import Period
from models.services.keying.key_import import KeyImport, RefusedKeying, import_keyings
from models.services.keying.online_import import OnlineImport, RefusedAnswer, import_online
from models.services.office.questionnaires import questionnaires_of


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--second", is_flag=True, help="This is the second keying of forms that another person keyed.")
@click.option(
    "--channel",
    type=click.Choice(("paper", ONLINE)),
    default="paper",
    help="online: answers that people typed themselves; numbers are given to them.",
)
@click.option(
    "--variant", default="", help="Whose questionnaire was answered online (default: the first of the period)."
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    help="HEADER=QUESTION for a column that is not known, HEADER=- for one without answers.",
)
@ACCOUNT
@period_command
def import_file(
    session: Session,
    period: Period,
    file: Path,
    second: bool,
    channel: str,
    variant: str,
    columns: tuple[str, ...],
    account: Path | None,
) -> None:
    """Key the rows of an xlsx or csv table: a column `serial` and one for each question; or answers from the network."""
    if channel == ONLINE:
        _import_online(session, period, file, variant, columns, account)
        return
    with shown_progress(quiet=session.as_json) as progress:
        done = import_keyings(session.station, period, file, second=second, act=session.act(progress))
    refused = [{"serial": row.serial} | _refusal(session, row) for row in done.refused]
    said = N_("{rows} rows: {new} keyed, {here} here already, {refused} refused.")
    lines = _lines(session, said, done, [(f"{row['row']} {row['serial']}", row["message"]) for row in refused])
    lines += told_account(session, done.account, source=file, to=account)
    session.answer(
        "\n".join(lines),
        rows=done.rows,
        new=done.new,
        already_here=done.already_here,
        refused=refused,
        unanswered=[{"row": each.row, "serial": each.serial} for each in done.unanswered],
        **account_facts(session, done.account),
    )


def _import_online(
    session: Session, period: Period, file: Path, variant: str, columns: tuple[str, ...], account: Path | None
) -> None:
    pairs = [each.rpartition("=") for each in columns]
    if any(not equals or not header or not question for header, equals, question in pairs):
        raise wrong_usage(N_("--column needs HEADER=QUESTION, or HEADER=- for a column without answers."))
    chosen = {header: question for header, _, question in pairs}
    variant = variant or questionnaires_of(session.station, period)[0].variant
    with shown_progress(quiet=session.as_json) as progress:
        done = import_online(session.station, period, file, variant=variant, chosen=chosen, act=session.act(progress))
    refused = [{"typed": row.typed} | _refusal(session, row) for row in done.refused]
    said = N_("{rows} answers: {new} taken in, {here} here already, {refused} refused.")
    lines = _lines(session, said, done, [(f"{row['row']} {row['typed']}", row["message"]) for row in refused])
    lines += told_account(session, done.account, source=file, to=account)
    session.answer(
        "\n".join(lines),
        rows=done.rows,
        new=done.new,
        already_here=done.already_here,
        serials=list(done.serials),
        refused=refused,
        alike=[list(each) for each in done.alike],
        bursts=[list(each) for each in done.bursts],
        **account_facts(session, done.account),
    )


def _refusal(session: Session, refused: RefusedKeying | RefusedAnswer) -> dict[str, object]:
    problem = refused.problem
    message = session.language.problem(problem)
    return {"row": refused.row, "reason": problem.code, "message": message, "deed": next_deed(problem)}


def _lines(
    session: Session, said: Message, done: KeyImport | OnlineImport, refused: list[tuple[str, object]]
) -> list[str]:
    first = session.say(said, rows=done.rows, new=done.new, here=done.already_here, refused=len(refused))
    return [first, *(f"  {session.say(N_('row'))} {place.rstrip()}: {why}" for place, why in refused)]
