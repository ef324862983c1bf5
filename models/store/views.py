"""What a base has of each office now, as views: the heads of its streams, and who is believed."""

from __future__ import annotations

from peewee import Database

from models.domain.basics.units import UnitKey
from models.domain.book.authority import UNHEARD, Speaker, for_both
from models.domain.book.branches import whole_branches
from models.domain.book.facts import PeriodKey
from models.domain.book.views import BranchEnd, View
from models.store import keys
from models.store.branches import branches_of
from models.store.database import Station
from models.store.journal import linked_branches, speakers, streams
from models.store.relations import Relations
from models.store.sql import rows


def view_now(station: Station, *, period: PeriodKey, unit: UnitKey) -> View:
    """Everything that is here about a unit up to the first hole of each stream, and who is believed now.

    Of a station whose key was ended only what still counts.
    """
    told = speakers(station, period=period, unit=unit)
    heads = {}
    for number, stream in streams(station.db, period=period, unit=unit).items():
        ends = [BranchEnd(each.last, each.chain) for each in whole_branches(branches_of(station.db, number, stream))]
        if told[stream.station].only is not None:
            named = [head for head in keys.ended(station.db)[stream.station] if head.stream == stream]
            linked = linked_branches(station.db, number, stream)
            ends = [
                BranchEnd(end.n, end.chain) for end in named if any(each.link_at(end.n) == end.chain for each in linked)
            ]
        if ends:
            heads[stream.station] = tuple(sorted(set(ends)))
    return View(heads, {place: told[place]._replace(only=None) for place in heads})


def views_now(station: Station, *, period: PeriodKey, only: UnitKey | None = None) -> dict[UnitKey, View]:
    """`view_now` of every unit of which something is here in a period, or of one."""
    if only is not None:
        return {only: view_now(station, period=period, unit=only)}
    found = rows(
        station.db,
        "SELECT stream.unit, stream.station, stream.taken, stream.chain, standing.unit, ended.station FROM stream"
        " LEFT JOIN standing ON standing.station = stream.station"
        " LEFT JOIN ended ON ended.station = stream.station AND ended.unit = ''"
        " WHERE stream.period = ?",
        (str(period),),
    )
    heads: dict[UnitKey, dict[str, tuple[BranchEnd, ...]]] = {}
    told: dict[UnitKey, dict[str, Speaker]] = {}
    alone: set[UnitKey] = set()
    relations = Relations(station, period)
    of_unit: dict[str, UnitKey] = {}
    for text, place, taken, link, home, ended in found:
        unit = of_unit[text] if text in of_unit else of_unit.setdefault(text, UnitKey.parse(text))
        if not taken or ended:
            # several branches, holes, or a key that was ended: few, and looked at one by one
            alone.add(unit)
            continue
        heads.setdefault(unit, {})[place] = (BranchEnd(taken, link),)
        speaker = UNHEARD if home is None else relations.speaker(unit, UnitKey.parse(home))
        of = told.setdefault(unit, {})
        of[place] = for_both(speaker, of.get(place))
    views = {unit: View(of, told[unit]) for unit, of in heads.items() if unit not in alone}
    return views | {unit: view_now(station, period=period, unit=unit) for unit in alone}


def not_plain(db: Database, period: PeriodKey) -> frozenset[UnitKey]:
    """The units with a stream that is not one branch from line 1: of these more may be here than the heads of `view_now` lead to."""
    found = rows(db, "SELECT DISTINCT unit FROM stream WHERE period = ? AND taken = 0", (str(period),))
    return frozenset(UnitKey.parse(unit) for (unit,) in found)
