"""`sophieu questionnaire`: the built-in questionnaires and an office's own."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.account import ACCOUNT, account_facts, told_account
from desktop.commands.session import FILE, Session, office_command
from desktop.moment import now
from models.domain.basics.problems import N_
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.xlsform import assumption
from models.domain.questionnaire.xlsform_intake import TakenForm
from models.language import LANGUAGES, load
from models.services.office.questionnaires import (
    add_questionnaire,
    as_described,
    compare_here,
    confirm_questionnaire,
    find_questionnaire,
    named,
    questionnaires,
    revise_questionnaire,
    sheets_of,
)
from models.workbooks import ENDINGS

WORDING = click.option(
    "--wording", default="", metavar="LANGUAGE", help="Language that is printed, where the form has several; e.g. vi."
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
@WORDING
@ACCOUNT
@office_command
def check(session: Session, file: Path, wording: str, account: Path | None) -> None:
    """Read an XLSForm and say everything that is not understood, with row and column; nothing is taken in."""
    taken = _taken(session, file, wording)
    read = as_described(taken.questionnaire)
    said = N_("“{title}” is understood: {questions} questions. Take it in with: sophieu questionnaire import FILE")
    lines = [session.say(said, title=read.title, questions=len(read.asked))]
    lines += (
        _doubts(session, read)
        + _skipped(session, taken)
        + told_account(session, taken.account, source=file, to=account)
    )
    session.answer("\n".join(lines), **_facts(read), **account_facts(session, taken.account))


@questionnaire.command("import")
@click.argument("file", type=FILE)
@WORDING
@click.option(
    "--new-edition", is_flag=True, help="Keep a changed file as the next edition of the questionnaire that it names."
)
@ACCOUNT
@office_command
def import_file(session: Session, file: Path, wording: str, new_edition: bool, account: Path | None) -> None:
    """Take in an office's own questionnaire."""
    taken = _taken(session, file, wording)
    told: list[str] = []
    if new_edition:
        former = find_questionnaire(session.station, taken.questionnaire.id)
        added, difference = revise_questionnaire(session.station, named(former), taken.sheets, act=session.act())
        told = [session.language.sentence(each) for each in difference.meaning]
    else:
        added = add_questionnaire(session.station, taken.sheets, act=session.act())
    said = N_("“{title}” can be used now: sophieu period open CODE --questionnaire {id} …")
    lines = [session.say(said, title=added.title, id=added.id), *told]
    lines += (
        _doubts(session, added)
        + _skipped(session, taken)
        + told_account(session, taken.account, source=file, to=account)
    )
    session.answer("\n".join(lines), **_facts(added), **account_facts(session, taken.account))


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


@questionnaire.command("compare")
@click.argument("before")
@click.argument("after")
@office_command
def compare_two(session: Session, before: str, after: str) -> None:
    """Say what one questionnaire says otherwise than another, and whether their answers can be counted together.

    BEFORE and AFTER are each an id (its newest edition), ID@EDITION, or an XLSForm file.
    """
    one, other = (_chosen(session, each) for each in (before, after))
    found = compare_here(session.station, one, other)
    said = N_("{before} (edition {former}) and {after} (edition {edition}): {count} changes.")
    lines = [
        session.say(
            said, before=one.id, former=one.edition, after=other.id, edition=other.edition, count=len(found.changes)
        )
    ]
    lines += [session.language.sentence(each) for each in found.meaning]
    lines += [f"{each.label or each.name}: {session.language.sentence(each.sentence)}" for each in found.changes]
    session.answer(
        "\n".join(lines),
        before=[one.id, one.edition],
        after=[other.id, other.edition],
        coding_equal=found.is_coding_equal,
        paper_equal=found.is_paper_equal,
        scoring_equal=found.is_scoring_equal,
        coded_otherwise=list(found.apart),
        changes=[
            {"kind": each.kind.value, "name": each.name, "before": each.before, "after": each.after,
             "message": session.language.sentence(each.sentence)}
            for each in found.changes
        ],
    )  # fmt: skip


def _chosen(session: Session, typed: str) -> Questionnaire:
    """A questionnaire as it was typed: an XLSForm file that is there, an id, or an id with its edition."""
    file = Path(typed)
    if file.suffix.lower() in ENDINGS:
        return as_described(_taken(session, file, "").questionnaire)
    id_, _, edition = typed.partition("@")
    return find_questionnaire(session.station, id_, edition or None)


def _taken(session: Session, file: Path, wording: str) -> TakenForm:
    """The questionnaire in a file; refuses also what could not be printed."""
    from exports.questionnaires import read_form
    from printing.forms import require_printable_here

    taken = read_form(file, today=now().date(), language=wording)
    require_printable_here(session.station, taken.questionnaire, load(LANGUAGES[0]))
    return taken


def _skipped(session: Session, taken: TakenForm) -> list[str]:
    """The rows that have no place on paper, each with its reason."""
    return [
        f"{session.say(N_('row'))} {row.row} ({row.text}): {session.language.sentence(row.why)}"
        for row in taken.account.refused
    ]


def _doubts(session: Session, read: Questionnaire) -> list[str]:
    """What the program takes for granted about a questionnaire."""
    told = assumption(read)
    return [] if told is None else [session.language.sentence(told)]


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
        "respondent": [question.name for question in q.describing],
        "assumed": list(q.assumed),
    }
