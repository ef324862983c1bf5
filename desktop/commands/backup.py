"""`sophieu backup`: safe copies of the data."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, office_command
from desktop.moment import chance, holder
from desktop.rehearsal_words import rehearsed
from desktop.usage import wrong_usage
from desktop.words import BROUGHT_BACK
from models.acts import Act
from models.domain.basics.problems import N_, Problem
from models.services.office.backups import back_up, backups, copies_without_base, restore
from models.services.office.safekeeping import give_up_old
from models.services.office.second_place import choose_second_place, look_for_second_place
from models.services.office.stations import find_person
from models.settings import data_folder, places, places_file
from models.store.backups import SecondPlace
from models.store.city_problems import NO_DESK_YET
from models.store.database import (
    BaseAndCopiesLost,
    BaseLost,
    BaseOfTrial,
    BaseTooNew,
    BaseUnreadable,
    NoStation,
    has_base,
    open_station,
)
from models.store.holding import held


@click.group()
def backup() -> None:
    """Safe copies of the data."""


@backup.command("now")
@office_command
def make(session: Session) -> None:
    """Copy the data now and check the copy."""
    with shown_progress(quiet=session.as_json) as progress:
        file = back_up(session.station, reason="asked", act=session.act(progress))
        give_up_old(session.station)
    session.answer(session.say(N_("A checked copy is in {file}."), file=file), file=file)


@backup.command("everywhere")
@click.option("--list", "listed", type=FILE, default=None, hidden=True)
@office_command
def everywhere(session: Session, listed: Path | None) -> None:
    """Copy the data of every folder in which this user has worked; the installer asks for this before it changes anything."""
    made, failed = [], []
    for folder in _folders(listed or places_file()):
        try:
            with closing(open_station(folder)) as station, held(folder, holder(is_window=False)):
                made.append(back_up(station, reason="asked", act=Act(find_person(station, None), session.at)))
                give_up_old(station)
        except Problem as problem:
            failed.append((folder, problem))
    session.complain(f"{folder}: {session.language.problem(problem)}" for folder, problem in failed)
    said = [session.say(N_("A checked copy is in {file}."), file=file) for file in made]
    session.answer(
        "\n".join(said) or session.say(N_("There is nothing to copy.")),
        files=made,
        failed=[{"folder": folder, "error": problem.code} for folder, problem in failed],
    )
    if failed:
        raise click.exceptions.Exit(1)


@backup.command("folders")
@office_command
def folders(session: Session) -> None:
    """List the folders with data in which this user has worked; uninstalling leaves them."""
    found = _folders(places_file())
    said = "\n".join(map(str, found)) or session.say(N_("This user has no folder with data of this program."))
    session.answer(said, folders=found)


def _folders(file: Path) -> list[Path]:
    """The folder of this user and those that `file` remembers, as far as they have data now."""
    return [folder for folder in {data_folder(): None} | dict.fromkeys(places(at=file)) if has_base(folder)]


@backup.command("list")
@office_command
def show_list(session: Session) -> None:
    """List the copies, the latest first."""
    try:
        found = backups(session.station)
    except (BaseLost, BaseUnreadable):
        found = copies_without_base(session.folder)
    session.answer(
        "\n".join(
            f"{session.language.datetime(datetime.fromisoformat(copy.at)) if copy.at else '':<16}  {copy.reason:<8} {copy.file.name}"
            for copy in found
        )
        or session.say(N_("There is no copy yet. Make one with: sophieu backup now")),
        backups=[{"file": copy.file, "at": copy.at, "reason": copy.reason, "digest": copy.digest} for copy in found],
    )


@backup.command("restore")
@click.argument("file", type=FILE)
@office_command
def bring_back(session: Session, file: Path) -> None:
    """Bring a copy back as a new station with a new book; the data that is here is kept beside it."""
    session.hold()
    act = _who_restores(session)
    with shown_progress(quiet=session.as_json) as progress:
        brought = restore(session.folder, file=file, chance=chance(), at=session.at, act=act, progress=progress)
    with closing(brought) as station:
        session.answer(
            session.say(BROUGHT_BACK, unit=station.name, book=station.book), station=station.id, book=station.book
        )


def _who_restores(session: Session) -> Act | None:
    """The act of the person, where there is still a station that knows people."""
    try:
        act = session.act()
    except (NoStation, BaseLost, BaseAndCopiesLost, BaseUnreadable, BaseOfTrial, BaseTooNew, *NO_DESK_YET):
        return None
    # a base that is open does not give way
    session.station.close()
    return act


@backup.command("place")
@click.argument("folder", type=FILE, required=False)
@click.option("--none", "wants_none", is_flag=True, help="Say that this office wants no second place.")
@office_command
def place(session: Session, folder: Path | None, wants_none: bool) -> None:
    """Keep every further copy in a second folder too (a stick, another disk, a share), or say where that is."""
    if folder is not None and wants_none:
        raise wrong_usage(N_("Give either a folder or --none."))
    if folder is not None or wants_none:
        chosen = choose_second_place(session.station, folder, act=session.act())
    else:
        chosen = look_for_second_place(session.station, act=session.act()) or SecondPlace()
    said = (
        N_("Every copy is kept in {folder} too, last seen {when}.")
        if chosen.folder
        else N_("There is no second place for copies.")
    )
    when = session.moment(chosen.seen) if chosen.seen else ""
    session.answer(
        session.say(said, folder=chosen.folder, when=when), folder=chosen.folder or None, seen=chosen.seen or None
    )


@backup.command("try")
@office_command
def try_copy(session: Session) -> None:
    """Bring the last copy back in a folder of its own for a trial, check it there, and delete that folder again."""
    from exports.proof.rehearsing import rehearse

    with shown_progress(quiet=session.as_json) as progress:
        done = rehearse(session.station, act=session.act(progress))
    session.answer(rehearsed(done, session.language), whole=not done.wrong, **asdict(done))
    if done.wrong:
        raise click.exceptions.Exit(1)
