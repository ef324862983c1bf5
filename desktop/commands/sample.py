"""`sophieu sample`: whom of the list of dossiers to ask."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, PERCENT, Session, period_command
from desktop.moment import chance, now
from desktop.usage import wrong_usage
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.domain.dossiers.walking import for_walking
from models.services.forms.sampling import draw, drawn_people, record_desk_survey
from models.services.forms.visits import count_visits, visits
from models.services.office.remains import note_list_written


@click.group()
def sample() -> None:
    """Whom to ask."""


@sample.command("draw")
@click.option("--size", type=click.IntRange(1), default=None, help="Number of people (default: by the formula).")
@click.option("--seed", default=None, help="Start of the draw; the same seed draws the same people.")
@click.option("--margin", type=PERCENT, default="5", help="Margin of error in percent for the formula.")
@click.option("--by-sector", is_flag=True, help="Work the size out for each sector, so that each reaches the margin.")
@click.option("--without-frame", is_flag=True, help="Forms are handed out at the desk; nobody is drawn.")
@click.option("--population", type=click.IntRange(1), default=None, help="N, when there is no list and it is known.")
@period_command
def draw_people(
    session: Session,
    period: Period,
    size: int | None,
    seed: str | None,
    margin: Fraction,
    by_sector: bool,
    without_frame: bool,
    population: int | None,
) -> None:
    """Draw people and a reserve from the list of finished dossiers."""
    if without_frame:
        if size is None:
            raise wrong_usage(N_("--without-frame needs --size."))
        record = record_desk_survey(session.station, period, population=population, size=size, act=session.act())
        said = N_("Recorded: {size} forms are handed out at the desk, nobody is drawn.")
        session.answer(session.say(said, size=size), size=record.size, population=record.population)
        return
    if by_sector and size is not None:
        raise wrong_usage(N_("--by-sector works the size out; leave --size out."))
    with shown_progress(quiet=session.as_json) as progress:
        drawn = draw(
            session.station,
            period,
            seed=seed or chance(),
            size=size,
            margin=margin,
            by_sector=by_sector,
            act=session.act(progress),
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
        by_sector=drawn.is_by_sector,
        strata=[
            {"sector": s.sector, "N": s.dossiers, "people": s.people, "n": s.drawn, "reserve": s.reserve}
            for s in drawn.strata
        ],
        dossiers=[entry.dossier for entry in drawn.entries],
        reserve_dossiers=[entry.dossier for entry in drawn.reserve],
    )


@sample.command("list")
@click.option("--pdf", type=FILE, default=None, help="Write the visit list as PDF.")
@click.option("--xlsx", type=FILE, default=None, help="Write the visit list as a workbook.")
@period_command
def visit_list(session: Session, period: Period, pdf: Path | None, xlsx: Path | None) -> None:
    """Make the visit list: the drawn people and the reserve, without form numbers."""
    people, reserve = drawn_people(session.station, period)
    if pdf:
        from printing.visit_list import print_visits

        with shown_progress(quiet=session.as_json) as progress:
            print_visits(session.station, period, language=session.language, to=pdf, progress=progress)
    if xlsx:
        from exports.visit_workbook import write_visits

        write_visits(people, reserve, language=session.language, to=xlsx)
        note_list_written(session.station, xlsx)
    lines = [
        f"{number:>4}. {entry.name} – {entry.address} – {entry.phone}"
        for number, entry in enumerate(for_walking(people), 1)
    ]
    written = [str(path) for path in (pdf, xlsx) if path]
    said = session.say(N_("The visit list is written: {files}"), files=written) if written else "\n".join(lines)
    session.answer(said, drawn=len(people), reserve=len(reserve), files=written)


@sample.command("outcomes")
@click.option("--sector", default=None, help="Sector whose visits were counted (empty: those without a sector).")
@click.option("--refused", type=click.IntRange(0), default=0, help="How many refused.")
@click.option("--moved", type=click.IntRange(0), default=0, help="How many had moved away.")
@click.option("--not-met", type=click.IntRange(0), default=0, help="How many were not met after three visits.")
@click.option("--wrong-person", type=click.IntRange(0), default=0, help="How many were not the right person.")
@click.option("--pdf", type=FILE, default=None, help="Write what was counted as a paper to sign.")
@period_command
def outcomes(
    session: Session,
    period: Period,
    sector: str | None,
    refused: int,
    moved: int,
    not_met: int,
    wrong_person: int,
    pdf: Path | None,
) -> None:
    """Note what came of the visits of a sector, without names; without --sector show what was counted."""
    if sector is not None:
        count_visits(session.station, period, sector=sector, refused=refused, moved=moved, not_met=not_met,
                     wrong_person=wrong_person, act=session.act())  # fmt: skip
    if pdf:
        from printing.visit_outcomes import print_visit_outcomes

        today = session.catalogue.place.day_of(now())
        print_visit_outcomes(session.station, period, today=today, language=session.language, to=pdf)
    found = visits(session.station, period)
    said = N_(
        "{sector}: {drawn} drawn; refused {refused}, not met {not_met}, moved away {moved}, wrong person {wrong_person}"
    )
    none = N_("{sector}: {drawn} drawn; not counted yet")
    lines = [
        session.say(none, sector=each.sector or "–", drawn=each.drawn)
        if each.counted is None
        else session.say(said, sector=each.sector or "–", drawn=each.drawn, refused=each.counted.refused,
                         not_met=each.counted.not_met, moved=each.counted.moved, wrong_person=each.counted.wrong_person)
        for each in found
    ]  # fmt: skip
    session.answer(
        "\n".join(lines) or session.say(N_("Nobody is drawn in this period: there are no visits.")),
        sectors=[
            {"sector": each.sector, "drawn": each.drawn, "reserve": each.reserve,
             **({} if each.counted is None else each.counted._asdict())}
            for each in found
        ],
        files=[str(pdf)] if pdf else [],
    )  # fmt: skip
