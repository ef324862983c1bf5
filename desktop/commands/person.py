"""`sophieu person`: the name list of this office, what everybody is there, PINs and the sheet that replaces a forgotten one."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.session import FILE, Session, office_command
from desktop.moment import chance
from desktop.screens.deeds import next_step
from desktop.usage import wrong_usage
from models.domain.basics.duties import Role, read_roles, role_words
from models.domain.basics.people import Person
from models.domain.basics.pins import PinNeeded, PinsDiffer
from models.domain.basics.problems import N_
from models.services.office.pins import (
    authors_with_pin,
    idle_minutes,
    recover,
    remove_pin,
    set_idle_minutes,
    set_pin,
    sheet_printed_at,
)
from models.services.office.stations import add_person, find_person, people, rename_person, set_roles

_ROLES = "--role"
_ROLE_HELP = "What the person is here; may be given several times."
_NEW_PIN_FD = "File descriptor with the new PIN."


@click.group()
def person() -> None:
    """The name list of this office, roles and PINs."""


@person.command("add")
@click.argument("code")
@click.option("--name", default="", help="The person's name.")
@click.option(_ROLES, "roles", multiple=True, metavar="ROLE", help=_ROLE_HELP)
@office_command
def add_to_list(session: Session, code: str, name: str, roles: tuple[str, ...]) -> None:
    """Put a person on the name list."""
    as_roles = read_roles(roles)
    added = add_person(session.station, code=code.lower(), name=name, roles=as_roles, act=session.act())
    _answer(session, N_("{name} is on the name list as {code}."), added)


@person.command("rename")
@click.argument("code")
@click.option("--name", required=True, help="What the person is called from now on.")
@office_command
def rename(session: Session, code: str, name: str) -> None:
    """Change the name of a person of the list, also of what the person did before."""
    renamed = rename_person(session.station, code=code, name=name, act=session.act())
    _answer(session, N_("{name} is on the name list as {code}."), renamed)


@person.command("role")
@click.argument("code")
@click.argument("roles", nargs=-1)
@office_command
def role(session: Session, code: str, roles: tuple[str, ...]) -> None:
    """Say what a person is here: clerk, second_keyer, supervisor, hub, officer, administrator; without a role, no role."""
    changed = set_roles(session.station, code=code, roles=read_roles(roles), act=session.act())
    _answer(session, N_("{name} ({code}) is here: {roles}."), changed)


@person.command("pin")
@click.argument("code")
@click.option("--remove", "removes", is_flag=True, help="Take the PIN away.")
@click.option("--new-pin-fd", type=int, default=None, help=_NEW_PIN_FD)
@office_command
def pin(session: Session, code: str, removes: bool, new_pin_fd: int | None) -> None:
    """Set the PIN of a person, or take it away; the old one is asked for where there is one."""
    of = find_person(session.station, code)
    act = session.act()
    if removes:
        remove_pin(session.station, code, act=act)
        said = N_("{name} ({code}) has no PIN any more.")
    else:
        set_pin(session.station, code, _new_pin(session, of, new_pin_fd), act=act)
        said = N_("{name} ({code}) has a PIN from now on.")
    _answer(session, said, of)


@person.command("recovery")
@click.option("--out", type=FILE, required=True, help="PDF file of the sheet.")
@office_command
def recovery(session: Session, out: Path) -> None:
    """Print a new recovery sheet: ten words that replace one forgotten PIN, once. An earlier sheet is worth nothing then."""
    from printing.recovery_sheet import print_recovery_sheet

    # who holds the sheet uses it at the window
    language = session.language.through(next_step)
    print_recovery_sheet(session.station, language=language, to=out, act=session.act())
    said = N_("The recovery sheet is written to {file}. Print it, delete the file, and keep the sheet locked away.")
    session.answer(session.say(said, file=out), file=out)


@person.command("recover")
@click.argument("code")
@click.option("--words", default="", help="The ten words of the recovery sheet; without them they are asked for.")
@click.option("--words-fd", type=int, default=None, help="File descriptor with the words of the sheet.")
@click.option("--new-pin-fd", type=int, default=None, help=_NEW_PIN_FD)
@office_command
def recover_pin(session: Session, code: str, words: str, words_fd: int | None, new_pin_fd: int | None) -> None:
    """Give a person a new PIN with the words of the recovery sheet, which is used up by this."""
    of = find_person(session.station, code)
    session.hold()
    typed = words or session.secret(N_("The ten words of the recovery sheet"), fd=words_fd)
    if typed is None:
        raise wrong_usage(N_("Give the words of the sheet with --words or --words-fd."))
    new = _new_pin(session, of, new_pin_fd)
    recover(session.station, code, words=typed, pin=new, salt=chance(), at=session.at)
    _answer(session, N_("{name} ({code}) has a new PIN. The sheet is used up: print a new one."), of)


@person.command("idle")
@click.argument("minutes", type=int, required=False)
@office_command
def idle(session: Session, minutes: int | None) -> None:
    """After how many minutes without a key the window asks for the PIN (0: never), or say it anew."""
    if minutes is not None:
        set_idle_minutes(session.station, minutes, act=session.act())
    now = idle_minutes(session.station)
    session.answer(session.say(N_("The PIN is asked for after {minutes} idle minutes."), minutes=now), minutes=now)


@person.command("list")
@office_command
def show_list(session: Session) -> None:
    """Show the name list."""
    listed = people(session.station)
    with_pin = authors_with_pin(session.station)
    session.answer(
        "\n".join(
            f"{each.code:<16} {each.name:<28} {_roles_told(session, each):<40} "
            f"{session.say(N_('PIN')) if each.author in with_pin else ''}".rstrip()
            for each in listed
        ),
        people=[{**_facts(each), "has_pin": each.author in with_pin} for each in listed],
        recovery_sheet=sheet_printed_at(session.station) or None,
    )


def _new_pin(session: Session, of: Person, fd: int | None) -> str:
    typed = session.secret(N_("New PIN of {person}"), fd=fd, person=of.name)
    if typed is None:
        raise PinNeeded(of.name)
    if fd is None and session.secret(N_("The same PIN once more"), fd=None) != typed:
        raise PinsDiffer
    return typed


def _facts(listed: Person) -> dict[str, object]:
    return {"code": listed.code, "name": listed.name, "roles": [each.value for each in Role if each in listed.roles]}


def _roles_told(session: Session, listed: Person) -> str:
    return ", ".join(map(session.language.sentence, role_words(listed.roles))) or session.say(N_("no role"))


def _answer(session: Session, said: str, listed: Person) -> None:
    values = {"name": listed.name, "code": listed.code, "roles": _roles_told(session, listed)}
    session.answer(
        session.say(said, **{name: value for name, value in values.items() if f"{{{name}}}" in said}), **_facts(listed)
    )
