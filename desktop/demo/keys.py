"""Two offices come to know each other's keys: a first package, a telephone call, six words read out on either side."""

from __future__ import annotations

from desktop.demo.survey import DRAWN, Demo
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.acts import Act
from models.domain.basics.people import Person
from models.domain.book.periods import Period
from models.files import private_folder
from models.security import fingerprint_words, from_text
from models.services.office.known_keys import confirm_key
from models.store.database import Station


def compare_key(place: Station, holder: Station, *, act: Act) -> None:
    """Somebody at `place` types the words that `holder` reads out of its own key."""
    confirm_key(place, holder.id, words=fingerprint_words(from_text(holder.public_key)), act=act)


def get_known(demo: Demo, hub: Station, ward: Station, period: Period, *, clerk: Person, chief: Person) -> None:
    """A ward sends its first package, and the hub compares the key in it: what the ward sends later counts when it is taken in."""
    at = demo.at(DRAWN)
    out = private_folder(demo.folder / "first-packages")
    first = send_returns(ward, period, out=out, is_sealed=False, act=Act(clerk, at)).path
    merge_packages(hub, (first,), act=Act(chief, at))
    compare_key(hub, ward, act=Act(chief, at))
