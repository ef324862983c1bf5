"""`sophieu key purge-texts`: deleting what people wrote."""

from __future__ import annotations

import click

from desktop.commands.session import Session, period_command
from desktop.commands.units import unit_asked
from desktop.usage import wrong_usage
from exports.packages.purging import purge
from models.domain.basics.problems import N_
from models.domain.book.periods import Period


@click.command("purge-texts")
@click.option("--unit", "unit_code", default=None, help="Code of another office, at a hub.")
@click.option("--yes", is_flag=True, help="Really delete: it cannot be undone.")
@period_command
def purge_command(session: Session, period: Period, unit_code: str | None, yes: bool) -> None:
    """Delete the free texts of a period here for good. The figures stay; texts sent again are not taken."""
    if not yes:
        raise wrong_usage(N_("Deleting texts cannot be undone. Add --yes to do it."))
    unit = unit_asked(session, period, unit_code)
    purged = purge(session.station, period, unit, act=session.act())
    said = N_(
        "{count} free texts were deleted here and cut out of {packages} kept packages; a fresh backup took the place of "
        "the older ones. Packages that were handed over on a stick or by mail still hold them."
    )
    session.answer(
        session.say(said, count=purged.texts, packages=purged.packages),
        purged=purged.texts,
        packages=purged.packages,
    )
