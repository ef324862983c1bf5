"""`sophieu method`: how answers become figures: grades, thresholds, weights, chosen in a file."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.account import ACCOUNT, account_facts, told_account
from desktop.commands.session import FILE, Session, office_command
from models.domain.basics.problems import N_
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.method_table import method_rows
from models.domain.sheets.factors import groups_told, tree_told
from models.language.tables import words
from models.services.office.methods import (
    add_method,
    find_method,
    methods,
    require_members_known,
    require_method_fits,
)
from models.services.office.questionnaires import find_questionnaire


@click.group()
def method() -> None:
    """Methods (phương pháp): how answers become figures."""


@method.command("list")
@office_command
def show_list(session: Session) -> None:
    """List the methods that a period can use."""
    every = methods(session.station)
    session.answer("\n".join(_line(session, each) for each in every), methods=[_facts(each) for each in every])


@method.command("export")
@click.argument("file", type=FILE)
@click.option("--name", default="", help="Name or beginning of the fingerprint (default: the built-in method).")
@click.option("--period", "code", default="", help="The method of this period.")
@office_command
def export_file(session: Session, file: Path, name: str, code: str) -> None:
    """Write a method as a workbook to fill in: one row for each choice, with what it means."""
    from exports.methods import write_method

    found = session.period(code).method if code else find_method(session.station, name) if name else Method()
    write_method(found, file, language=session.language)
    said = N_("“{name}” is written to {file}. Change it and take it in with: sophieu method import FILE")
    session.answer(session.say(said, name=found.name, file=file), file=file, **_facts(found))


@method.command("check")
@click.argument("file", type=FILE)
@click.option(
    "--questionnaire",
    "ids",
    multiple=True,
    help="Whether the method can be made from this questionnaire; again for more.",
)
@ACCOUNT
@office_command
def check(session: Session, file: Path, ids: tuple[str, ...], account: Path | None) -> None:
    """Read a method file, say what it does and what is not understood; nothing is taken in."""
    from exports.methods import read_method_file

    read = read_method_file(file)
    require_members_known(session.station, read.method)
    chosen = [find_questionnaire(session.station, id_) for id_ in ids]
    if chosen:
        require_method_fits(read.method, chosen)
    labels = {group.name: group.label for each in chosen for group in each.groups}
    lines = [f"{field}: {value}" for field, value in method_rows(read.method)]
    sentences = (*tree_told(read.method, labels), *groups_told(read.method, labels))
    lines += [words(session.language, told) for told in sentences]
    lines += told_account(session, read.account, source=file, to=account)
    session.answer("\n".join(lines), **_facts(read.method), **account_facts(session, read.account))


@method.command("import")
@click.argument("file", type=FILE)
@ACCOUNT
@office_command
def import_file(session: Session, file: Path, account: Path | None) -> None:
    """Take in a method for the periods to come; it never changes within a period."""
    from exports.methods import read_method_file

    read = read_method_file(file)
    added = add_method(session.station, read.method, act=session.act())
    said = N_("“{name}” can be used now: sophieu period open CODE --method {fingerprint} …")
    lines = [session.say(said, name=added.name, fingerprint=added.fingerprint[:8])]
    lines += told_account(session, read.account, source=file, to=account)
    session.answer("\n".join(lines), **_facts(added), **account_facts(session, read.account))


def _line(session: Session, each: Method) -> str:
    known = session.say(N_("not compared with the legal text")) if each.is_reference else each.source
    return f"{each.fingerprint[:8]}  {words(session.language, each.name)} ({words(session.language, known)})"


def _facts(each: Method) -> dict[str, object]:
    return {
        "name": each.name,
        "fingerprint": each.fingerprint,
        "reference": each.is_reference,
        "source": each.source,
        "values": [list(row) for row in method_rows(each)],
    }
