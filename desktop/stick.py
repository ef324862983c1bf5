"""The stick for the offices, with its page in the words of the window, where whoever reads it works."""

from __future__ import annotations

from pathlib import Path

from desktop.screens.deeds import next_step
from exports import stick
from exports.stick import Kit, OnStick, ToTell
from models.acts import Act
from models.domain.book.periods import Period
from models.language import LANGUAGES, load
from models.store.database import Station


def write_stick(station: Station, period: Period, *, kit: Kit, to: Path, act: Act) -> OnStick:
    """Write kit, campaign file and page into `to`, in Vietnamese whatever this computer speaks."""
    from printing.stick_page import print_stick_page

    language = load(LANGUAGES[0]).through(next_step)

    def page(file: Path, told: ToTell) -> None:
        print_stick_page(
            station, period, setup=told.setup, unpacked=told.zip, campaign=told.campaign, language=language, to=file
        )

    return stick.write_stick(station, period, kit=kit, to=to, page=page, act=act)
