"""`sophieu frame` and `sample`: the list of finished dossiers, and whom of it to ask."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, PERCENT, Session, chance, office_command
from desktop.usage import wrong_usage
from models.domain.basics.folding import nfc
from models.domain.basics.problems import N_
from models.domain.dossiers.frame import FrameReading, Reason
from models.domain.dossiers.frame_fields import Field
from models.services.forms.frames import import_frame, purge_frame
from models.services.forms.sampling import draw, drawn_people, record_desk_survey


@click.group()
def frame() -> None:
    """The list of finished dossiers (danh sách hồ sơ): stays in this office."""


@frame.command("import")
@click.argument("file", type=FILE)
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--sheet", default=None, help="Sheet of the workbook, when it has several lists.")
@click.option(
    "--column", "told", multiple=True, metavar="FIELD=HEADER", help="Column of a field, remembered; e.g. dossier=Số HS."
)
@office_command
def import_list(session: Session, file: Path, code: str, sheet: str | None, told: tuple[str, ...]) -> None:
    """Take a one-stop office's list; each row that does not count is listed with its reason."""
    period = session.period(code)
    with shown_progress(quiet=session.as_json) as progress:
        reading = import_frame(
            session.station, period, file, salt=chance(), sheet=sheet, mapping=_mapping(told), progress=progress
        )
    session.answer(
        _report(session, reading),
        rows=reading.rows,
        eligible=len(reading.entries),
        refused={reason.value: count for reason, count in reading.refused_by_reason.items()},
        refused_rows=[
            {"row": row.row, "reason": row.reason.value, "dossier": row.dossier, "text": row.text}
            for row in reading.refused
        ],
        sectors=reading.sectors,
        applicants=reading.applicants,
        applicants_by_kind=reading.applicants_by_kind,
    )


@frame.command("purge")
@click.option("--period", "code", default=None, help="Only the list of this period.")
@office_command
def purge(session: Session, code: str | None) -> None:
    """Delete the lists with their personal data; answers and figures stay."""
    deleted = purge_frame(session.station, session.period(code) if code else None, at=session.at)
    session.answer(
        session.say(N_("{count} dossiers with their names and phones were deleted."), count=deleted), purged=deleted
    )


@click.group()
def sample() -> None:
    """Whom to ask."""


@sample.command("draw")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--size", type=click.IntRange(1), default=None, help="Number of people (default: by the formula).")
@click.option("--seed", default=None, help="Start of the draw; the same seed draws the same people.")
@click.option("--margin", type=PERCENT, default="5", help="Margin of error in percent for the formula.")
@click.option("--without-frame", is_flag=True, help="Forms are handed out at the desk; nobody is drawn.")
@click.option("--population", type=click.IntRange(1), default=None, help="N, when there is no list and it is known.")
@office_command
def draw_people(
    session: Session,
    code: str,
    size: int | None,
    seed: str | None,
    margin: Fraction,
    without_frame: bool,
    population: int | None,
) -> None:
    """Draw people and a reserve from the list of finished dossiers."""
    period = session.period(code)
    if without_frame:
        if size is None:
            raise wrong_usage(N_("--without-frame needs --size."))
        record = record_desk_survey(
            session.station, period, population=population, size=size, by=session.person, at=session.at
        )
        said = N_("Recorded: {size} forms are handed out at the desk, nobody is drawn.")
        session.answer(session.say(said, size=size), size=record.size, population=record.population)
        return
    with shown_progress(quiet=session.as_json) as progress:
        drawn = draw(
            session.station,
            period,
            seed=seed or chance(),
            size=size,
            margin=margin,
            by=session.person,
            at=session.at,
            progress=progress,
        )
    said = N_(
        "{size} of {population} dossiers are drawn, {reserve} in reserve. Make the visit list with: sophieu sample list"
    )
    session.answer(
        session.say(said, size=drawn.size, population=drawn.population, reserve=len(drawn.reserve)),
        population=drawn.population,
        size=drawn.size,
        reserve=len(drawn.reserve),
        seed=drawn.seed,
        strata=[
            {"sector": s.sector, "N": s.dossiers, "people": s.people, "n": s.drawn, "reserve": s.reserve}
            for s in drawn.strata
        ],
        dossiers=[entry.dossier for entry in drawn.entries],
        reserve_dossiers=[entry.dossier for entry in drawn.reserve],
    )


@sample.command("list")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--pdf", type=FILE, default=None, help="Write the visit list as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the visit list as a workbook.")
@office_command
def visit_list(session: Session, code: str, pdf: Path | None, xlsx: Path | None) -> None:
    """Make the visit list: the drawn people and the reserve, without form numbers."""
    period = session.period(code)
    people, reserve = drawn_people(session.station, period)
    if pdf:
        from printing.visit_list import print_visits

        with shown_progress(quiet=session.as_json) as progress:
            print_visits(session.station, period, language=session.language, to=pdf, progress=progress)
    if xlsx:
        from exports.visit_workbook import write_visits

        write_visits(people, reserve, language=session.language, to=xlsx)
    lines = [f"{number:>4}. {entry.name} – {entry.address} – {entry.phone}" for number, entry in enumerate(people, 1)]
    written = [str(path) for path in (pdf, xlsx) if path]
    said = session.say(N_("The visit list is written: {files}"), files=written) if written else "\n".join(lines)
    session.answer(said, drawn=len(people), reserve=len(reserve), files=written)


def _mapping(told: tuple[str, ...]) -> dict[Field, str]:
    """`dossier=Số HS` → the field and the header of its column."""
    found = {}
    for text in told:
        name, equals, header = text.partition("=")
        if not equals or name not in {field.value for field in Field}:
            names = ", ".join(field.value for field in Field)
            raise wrong_usage(N_("“{text}” is not FIELD=HEADER. The fields are: {names}."), text=text, names=names)
        found[Field(name)] = nfc(header).strip()
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
        lines += [f"  {say(kind.says)}: {count}" for kind, count in dropped.items()]
    if reading.others:
        lines.append(say(N_("Other sheets that look like such a list were not read: {sheets}"), sheets=reading.others))
    return "\n".join(lines)
