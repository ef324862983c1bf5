"""`sophieu frame`: the list of finished dossiers."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.account import ACCOUNT, account_facts, told_account
from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, office_command, period_command
from desktop.usage import wrong_usage
from models.domain.basics.folding import nfc
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.dossiers.frame import FrameReading, LineKind, Reason
from models.domain.dossiers.frame_cells import DayOrder
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_judging import ListAnswers
from models.services.forms.frames import import_frame, purge_frame
from models.services.office.questionnaires import questionnaires_of


@click.group()
def frame() -> None:
    """The list of finished dossiers: stays in this office."""


@frame.command("import")
@click.argument("file", type=FILE)
@click.option("--sheet", default=None, help="Sheet of the workbook, when it has several lists.")
@click.option(
    "--column", "told", multiple=True, metavar="FIELD=HEADER", help="Column of a field, remembered; e.g. dossier=Số HS."
)
@click.option(
    "--dates",
    type=click.Choice([each.value for each in DayOrder]),
    default=None,
    help="How the days of the list stand, where they can be read in two ways.",
)
@click.option(
    "--carry-sectors/--no-carry-sectors",
    "carries",
    default=None,
    help="Whether a sector that stands once holds for the rows below it.",
)
@ACCOUNT
@period_command
def import_list(
    session: Session,
    period: Period,
    file: Path,
    sheet: str | None,
    told: tuple[str, ...],
    dates: str | None,
    carries: bool | None,
    account: Path | None,
) -> None:
    """Take in a list of finished dossiers; each row that does not count is listed with its reason."""
    with shown_progress(quiet=session.as_json) as progress:
        reading = import_frame(
            session.station, period, file, sheet=sheet, mapping=_mapping(told),
            answers=ListAnswers(DayOrder(dates) if dates else None, carries), act=session.act(progress),
        )  # fmt: skip
    session.answer(
        "\n".join([_report(session, reading), *told_account(session, reading.account, source=file, to=account)]),
        rows=reading.rows,
        eligible=len(reading.entries),
        refused={reason.value: count for reason, count in reading.refused_by_reason.items()},
        refused_rows=[
            {"row": row.row, "reason": row.reason.value, "dossier": row.dossier, "text": row.text}
            for row in reading.refused
        ],
        sectors=reading.sectors,
        applicants=reading.applicants,
        applicants_by_kind=_by_kind(session, period, reading),
        left_out=[
            {"row": line.row, "kind": line.kind.value, "text": line.text}
            for line in reading.dropped
            if line.kind is not LineKind.BLANK
        ],
        **account_facts(session, reading.account),
    )


@frame.command("purge")
@click.option("--period", "code", default=None, help="Only the list of this period.")
@office_command
def purge(session: Session, code: str | None) -> None:
    """Delete the lists with their personal data; answers and figures stay."""
    done = purge_frame(session.station, session.period(code) if code else None, act=session.act())
    lines = [session.say(N_("{count} dossiers with their names and phones were deleted."), count=done.dossiers)]
    if done.remains:
        lines.append(
            session.say(N_("These may still hold names of people. Delete them there, and shred lists on paper:"))
        )
        lines += [session.say(N_("{file}: {what}"), file=each.file, what=each.what) for each in done.remains]
    session.answer(
        "\n".join(lines),
        purged=done.dossiers,
        remains=[{"file": each.file, "what": session.say(each.what)} for each in done.remains],
    )


def _mapping(told: tuple[str, ...]) -> dict[DossierField, str]:
    """`dossier=Số HS` → the field and the header of its column."""
    found = {}
    for text in told:
        name, equals, header = text.partition("=")
        if not equals or name not in {field.value for field in DossierField}:
            names = ", ".join(field.value for field in DossierField)
            raise wrong_usage(N_("“{text}” is not FIELD=HEADER. The fields are: {names}."), text=text, names=names)
        found[DossierField(name)] = nfc(header).strip()
    return found


def _report(session: Session, reading: FrameReading) -> str:
    say, language = session.say, session.language
    lines = [
        say(
            N_("{rows} dossiers read from sheet “{sheet}”: {eligible} count, {refused} do not."),
            rows=language.number(reading.rows),
            sheet=reading.sheet,
            eligible=language.number(len(reading.entries)),
            refused=language.number(len(reading.refused)),
        )
    ]
    for reason in Reason:
        rows = [row for row in reading.refused if row.reason is reason]
        if rows:
            lines.append(f"\n{say(reason.says)}: {len(rows)}")
            lines += [f"  {say(N_('row'))} {row.row}: {row.dossier}  {row.text}" for row in rows]
    lines.append("")
    lines += [f"  {sector or say(N_('(no sector)'))}: {count}" for sector, count in reading.sectors.items()]
    dropped = {kind: count for kind, count in reading.dropped_by_kind.items() if count}
    if dropped:
        lines.append(say(N_("Lines that are no dossiers were left out:")))
        for kind, count in dropped.items():
            lines.append(f"  {say(kind.says)}: {count}")
            lines += [
                f"    {say(N_('row'))} {line.row}: {line.text}"
                for line in reading.dropped
                if line.kind is kind and kind is not LineKind.BLANK
            ]
    return "\n".join(lines)


def _by_kind(session: Session, period: Period, reading: FrameReading) -> dict[str, int]:
    """The applicants by the code of the kind of respondents that they are."""
    kinds = [
        *session.catalogue.respondents.values(),
        *(each.respondents for each in questionnaires_of(session.station, period)),
    ]
    codes = {kind.who: kind.code for kind in kinds if kind.who}
    return {codes.get(kind.value, kind.value): count for kind, count in reading.applicants_by_kind.items()}
