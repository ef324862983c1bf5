"""`sophieu questionnaire`: the built-in questionnaires and an office's own."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.session import FILE, Session, office_command
from models.domain.basics.problems import N_
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import read_questionnaire
from models.services.office.questionnaires import (
    add_questionnaire,
    confirm_questionnaire,
    find_questionnaire,
    questionnaires,
    sheets_of,
)


@click.group()
def questionnaire() -> None:
    """Questionnaires (mẫu phiếu) as XLSForm."""


@questionnaire.command("list")
@office_command
def show_list(session: Session) -> None:
    """List the questionnaires that a period can use."""
    every = questionnaires(session.station)
    lines = [
        session.say(
            N_("{id} ({variant}, edition {edition}): {title}"),
            id=q.id,
            variant=q.variant,
            edition=q.edition,
            title=q.title,
        )
        for q in every
    ]
    session.answer("\n".join(lines), questionnaires=[_facts(q) for q in every])


@questionnaire.command("check")
@click.argument("file", type=FILE)
@office_command
def check(session: Session, file: Path) -> None:
    """Read an XLSForm and say everything that is not understood, with row and column; nothing is taken in."""
    from exports.questionnaires import read_workbook

    read = read_questionnaire(read_workbook(file))
    said = N_("“{title}” is understood: {questions} questions. Take it in with: sophieu questionnaire import FILE")
    session.answer(session.say(said, title=read.title, questions=len(read.asked)), **_facts(read))


@questionnaire.command("import")
@click.argument("file", type=FILE)
@office_command
def import_file(session: Session, file: Path) -> None:
    """Take in an office's own questionnaire."""
    from exports.questionnaires import read_workbook

    added = add_questionnaire(session.station, read_workbook(file), act=session.act())
    said = N_("“{title}” can be used now: sophieu period open CODE --questionnaire {id} …")
    session.answer(session.say(said, title=added.title, id=added.id), **_facts(added))


@questionnaire.command("confirm")
@click.argument("id")
@click.option("--source", required=True, help="The legal text it was compared with: kind, number, day.")
@office_command
def confirm(session: Session, id: str, source: str) -> None:  # noqa: A002 -- click names the argument by its word
    """Say that the wording was compared with the legal text; a new edition without the mark is used from now on."""
    made = confirm_questionnaire(session.station, id, source=source, act=session.act())
    said = N_("“{title}” edition {edition} carries no mark any more. Periods opened from now on use it.")
    session.answer(session.say(said, title=made.title, edition=made.edition), source=source.strip(), **_facts(made))


@questionnaire.command("export")
@click.argument("id")
@click.argument("file", type=FILE)
@office_command
def export_file(session: Session, id: str, file: Path) -> None:  # noqa: A002 -- click names the argument by its word
    """Write a questionnaire as an XLSForm workbook."""
    from exports.questionnaires import write_workbook

    found = find_questionnaire(session.station, id)
    write_workbook(sheets_of(session.station, found), file)
    session.answer(
        session.say(N_("“{title}” is written to {file}."), title=found.title, file=file), file=file, id=found.id
    )


def _facts(q: Questionnaire) -> dict[str, object]:
    return {
        "id": q.id,
        "edition": q.edition,
        "variant": q.variant,
        "title": q.title,
        "questions": len(q.asked),
        "criteria": [criterion.name for criterion in q.criteria],
        "groups": [group.name for group in q.groups],
        "overall": q.overall.name if q.overall else None,
        "coding": q.coding,
        "paper": q.paper,
        "reference": q.is_reference,
    }
