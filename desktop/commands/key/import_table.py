"""`sophieu key import`: keying the rows of a table."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.account import ACCOUNT, account_facts, told_account
from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, period_command
from models.domain.basics.problems import N_, next_deed
from models.domain.book.periods import Period
from models.services.keying.key_import import import_keyings


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--second", is_flag=True, help="This is the second keying of forms that another person keyed.")
@ACCOUNT
@period_command
def import_file(session: Session, period: Period, file: Path, second: bool, account: Path | None) -> None:
    """Key the rows of an xlsx or csv table: a column `serial` and one for each question."""
    with shown_progress(quiet=session.as_json) as progress:
        done = import_keyings(session.station, period, file, second=second, act=session.act(progress))
    refused = [
        {
            "row": row.row,
            "serial": row.serial,
            "reason": row.problem.code,
            "message": session.language.problem(row.problem),
            "deed": next_deed(row.problem),
        }
        for row in done.refused
    ]
    said = N_("{rows} rows: {new} keyed, {here} here already, {refused} refused.")
    lines = [session.say(said, rows=done.rows, new=done.new, here=done.already_here, refused=len(refused))]
    lines += [f"  {session.say(N_('row'))} {row['row']} {row['serial']}: {row['message']}" for row in refused]
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
