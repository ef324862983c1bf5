"""Closing a hub: one act names what the figures of all its offices stand on from now on, as edition n."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.acts import Act
from models.domain.basics.deeds import Deed
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.book.editions import Edition, Waiver
from models.domain.book.open_points import OpenKind, kind_told
from models.domain.book.periods import Period
from models.domain.book.views import NOTHING
from models.services.exchange.before_signing import OpenPoint, before_signing
from models.services.office.allowing import allow
from models.services.office.closing import close_period, current_closings
from models.services.office.editions import edition_now, editions_now, write_edition
from models.services.office.numbers import next_closing, require_numbers
from models.services.office.periods import campaign_digest, campaign_of
from models.store import stream_ends, views
from models.store.database import Station


@dataclass(eq=False)
class NotReadyToClose(Problem):
    """Points stand open that nobody has waived."""

    period: str
    open: tuple[str, ...]
    kinds: tuple[Sentence, ...]
    code = "not_ready_to_close"
    says = N_(
        "The figures of period {period} cannot be closed yet: {kinds}. Settle these points, or let each kind pass in the name of "
        "a person and with a reason, which the paper then says."
    )
    deed = Deed.SETTLE_BEFORE_SIGNING


@dataclass(eq=False)
class NothingNewToClose(Problem):
    """The edition that holds stands on what is here now."""

    period: str
    edition: int
    code = "nothing_new_to_close"
    says = N_(
        "Edition {edition} of period {period} stands on everything that counts here; a further one would be the same."
    )


@dataclass(eq=False)
class OnlyHubsClose(Problem):
    """An office that merges nobody's packages has no edition."""

    period: str
    code = "only_hubs_close"
    says = N_("Only an office that other offices send to closes the figures of all of them in period {period}.")


def close_hub(station: Station, period: Period, *, waivers: Mapping[OpenKind, str], act: Act) -> Edition:
    """Close the figures of all offices as the next edition, which replaces every one that holds.

    It names all that was taken in of each office and of those above it, and who was believed. `waivers` gives per kind of open
    point the reason why it may pass; the person is the one who acts. Refuses open points without one (`NotReadyToClose`), an
    edition that would stand on the same lines (`NothingNewToClose`), an office that is no hub (`OnlyHubsClose`), and a computer
    without the book of numbers.
    """
    allow(station, act, Duty.CLOSE)
    if not station.is_hub:
        raise OnlyHubsClose(period.code)
    book = require_numbers(station, period)
    points = before_signing(station, period, progress=act.progress)
    left = tuple(point for point in points if not waivers.get(point.kind, "").strip())
    if left:
        kinds = tuple(dict.fromkeys(point.kind.value for point in left))
        raise NotReadyToClose(period.code, kinds, kinds_told(left))
    asked = period.asked(station.catalogue, by=station.unit)
    is_office = station.unit in asked or stream_ends.has_forms(station.db, period=period.key, unit=station.unit)
    with station.transaction():
        if is_office and not current_closings(station, period.key, station.unit):
            close_period(station, period, act=act)
        now = views.views_now(station, period=period.key)
        units = sorted(unit for unit in {*asked, *now} if unit != station.unit or is_office)
        taken = {unit: now.get(unit, NOTHING) for unit in units}
        before = edition_now(station, period)
        if before is not None and (dict(before.views), before.asked) == (taken, asked):
            raise NothingNewToClose(period.code, before.number)
        ref = write_edition(
            station,
            period,
            views=taken,
            asked=asked,
            campaign=campaign_digest(campaign_of(station, period)),
            waived=_waived(points, waivers),
            number=next_closing(station, book, period),
            act=act,
        )
    return next(each for each in editions_now(station, period) if each.ref == ref)


def kinds_told(points: Iterable[OpenPoint]) -> tuple[Sentence, ...]:
    """How many offices have open points, by kind."""
    counted = Counter(point.kind for point in points)
    return tuple(kind_told(kind.value, count) for kind, count in counted.items())


def _waived(points: tuple[OpenPoint, ...], waivers: Mapping[OpenKind, str]) -> list[Waiver]:
    found: dict[OpenKind, list[OpenPoint]] = {}
    for point in points:
        found.setdefault(point.kind, []).append(point)
    return [
        Waiver(kind.value, tuple(point.unit for point in of), waivers[kind].strip(), "") for kind, of in found.items()
    ]
