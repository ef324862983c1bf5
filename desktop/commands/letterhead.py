"""`sophieu letterhead`: what stands over the papers of this office, who signs and receives them, what its forms tell citizens."""

from __future__ import annotations

import click

from desktop.commands.session import Session, office_command
from desktop.words import LETTERHEAD
from models.domain.basics.letterheads import Letterhead, worded
from models.services.office.letterheads import forget_letterhead, letterhead_of, set_letterhead


@click.group()
def letterhead() -> None:
    """What stands over papers, who signs and who receives them."""


@letterhead.command("show")
@office_command
def show(session: Session) -> None:
    """Show the letterhead of this office."""
    _answer(session, letterhead_of(session.station))


@letterhead.command("set")
@click.option("--superior", default=None, help="The office above, as it stands over papers; empty for none.")
@click.option("--body", default=None, help="The issuing office in full.")
@click.option("--symbol", default=None, help="What follows the kind of paper in its number, for example SNV.")
@click.option("--place", default=None, help="Where papers are issued.")
@click.option("--signing", default=None, help="The lines over the signature (TM., KT., the post), a semicolon between.")
@click.option("--signer", default=None, help="The name under the signature.")
@click.option("--recipients", default=None, help="Who receives the papers, a semicolon between.")
@click.option("--desk", default=None, help="Where citizens bring their forms back.")
@click.option("--host", default=None, help="Who carries surveys out, as forms say it.")
@click.option("--contact", default=None, help="Where people ask or complain, as forms say it.")
@click.option("--retention", default=None, help="How long paper forms are kept, as forms say it.")
@click.option("--as-catalogue", is_flag=True, help="Go back to what the catalogue says, before the other options.")
@office_command
def set_fields(session: Session, *, as_catalogue: bool, **typed: str | None) -> None:
    """Say how this office issues its papers; what is not named stays as it is."""
    station = session.station
    if as_catalogue:
        forget_letterhead(station, act=session.act())
    said = {name: text for name, text in typed.items() if text is not None}
    _answer(session, set_letterhead(station, said, act=session.act()))


def _answer(session: Session, found: Letterhead) -> None:
    told = worded(found)
    lines = [f"{session.say(LETTERHEAD[name])}: {text or '–'}" for name, text in told.items()]
    session.answer("\n".join(lines), letterhead=told)
