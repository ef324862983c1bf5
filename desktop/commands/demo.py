"""`sophieu demo DIR`: the whole job on invented answers of real offices."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, office_command
from desktop.moment import now
from desktop.terminal import is_person
from models.domain.basics.problems import N_


@click.command()
@click.argument("folder", type=FILE)
@click.option(
    "--wards",
    type=click.IntRange(1, 126),
    default=3,
    show_default=True,
    help="How many wards take part; of four or more one stays silent.",
)
@click.option("--forms", type=click.IntRange(4, 5000), default=60, show_default=True, help="Forms per ward.")
@click.option("--seed", default=None, help="Another seed invents other answers.")
@click.option("--before-2025", is_flag=True, help="A district and its communes of 2024.")
@office_command
def demo(session: Session, folder: Path, wards: int, forms: int, seed: str | None, before_2025: bool) -> None:
    """Do the whole job on invented answers of real offices and leave the files in FOLDER (empty or new)."""
    from desktop.demo.story import tell
    from desktop.demo.survey import DEFAULT_SEED, Demo, survey_of

    with shown_progress(quiet=session.as_json) as progress:
        told = tell(
            Demo(
                folder=folder.resolve(),
                survey=survey_of(wards=wards, before_2025=before_2025),
                forms=forms,
                language=session.language,
                seed=seed or DEFAULT_SEED,
                now=now(),
                progress=progress,
            )
        )
    session.answer(
        told.page.read_text(encoding="utf-8"),
        period=told.period,
        hub=told.hub,
        hub_before=told.hub_before,
        packages=told.packages,
        questionnaires=told.questionnaires,
        results=told.results,
    )
    watched = not session.as_json and _has_screen() and is_person(sys.stdin)
    if watched and click.confirm(session.say(N_("Open the window on the hub's data now?")), default=True):
        from desktop.app import open_window

        open_window(told.hub)


def _has_screen() -> bool:
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
