"""How every command that takes a file in tells what became of its columns and rows."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.session import FILE, Session
from models.domain.basics.reading import ReadingAccount

ACCOUNT = click.option(
    "--account", type=FILE, default=None, metavar="FILE.xlsx",
    help="Write what became of every column and row of the file into this workbook.",
)  # fmt: skip
"""The option of every command that takes a table in."""


def told_account(session: Session, account: ReadingAccount, *, source: Path, to: Path | None) -> list[str]:
    """What a person should know of the columns, as lines of the answer; the whole account is written where one is asked for."""
    lines = [session.language.sentence(told) for told in account.sentences]
    if to is not None:
        from exports.reading_workbook import write_account

        write_account(account, source=source, language=session.language, to=to)
    return [*lines, *session.written(to)]


def account_facts(session: Session, account: ReadingAccount) -> dict[str, object]:
    """`columns` and `rows_account`, the same keys for every import."""
    language = session.language
    return {
        "columns": [
            {
                "name": column.name,
                "state": column.state.value,
                "as": column.used_as,
                "meant": column.meant,
                "why": language.sentence(column.why) if column.why else "",
                **({"sheet": column.sheet} if column.sheet else {}),
            }
            for column in account.columns
        ],
        "rows_account": {
            "read": account.read,
            "taken": account.taken,
            "refused": len(account.refused),
            "empty": account.empty,
        },
        "notes": [language.sentence(note) for note in account.notes],
    }
