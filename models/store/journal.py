"""Reading and adding the lines of streams: journal lines, keyings and their texts.

SQL text throughout: a hub reads and takes in hundreds of thousands of lines, and peewee would take several times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from peewee import Database

from models.domain.basics.units import UnitKey
from models.domain.book.activity import Told, Way, no_way
from models.domain.book.authority import UNHEARD, Speaker, for_both, with_effect
from models.domain.book.branches import LinkedBranch, all_linked, lines_on
from models.domain.book.certificates import EndedHead
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Ref, Stream
from models.domain.book.views import View
from models.store import keys
from models.store.base import Row
from models.store.branches import branches_of, put_branches
from models.store.database import Station
from models.store.relations import Relations
from models.store.sql import columns_of, into, into_unless_there, many, name_of, rows
from models.store.tables import JournalRow, KeyingRow, StreamRow, TextRow

# a base holds a line as the fact has it, after the stream, n and twin that name it
_FACT_COLUMNS = ", ".join(("n", *columns_of(JournalRow)[3:]))
_KEYING_COLUMNS = ", ".join(("n", *columns_of(KeyingRow)[3:]))
_TEXT_COLUMNS = ", ".join(columns_of(TextRow)[1:])
_INTO_JOURNAL, _INTO_KEYING, _INTO_TEXT = into(JournalRow), into(KeyingRow), into(TextRow)


# what is read has the columns of a line; a city has hundreds of thousands
_keying: Callable[[Row], Keying] = partial(tuple.__new__, Keying)


class FreeText(NamedTuple):
    """The free text of one question of a keying, with the salt of its digest."""

    n: int
    question: str
    content: str
    salt: str


def stream_id(db: Database, stream: Stream) -> int:
    """The small number of a stream in this base; a new stream is entered."""
    found = find_stream(db, stream)
    if found is not None:
        return found
    values = (stream.station, str(stream.unit), str(stream.period), 0, "", "")
    return int(rows(db, f"{into(StreamRow)} RETURNING id", values)[0][0])


def speakers(station: Station, *, period: PeriodKey, unit: UnitKey) -> dict[str, Speaker]:
    """What the office of each station that wrote about a unit is to that unit, as far as its key is confirmed here."""
    return speakers_about(station, Relations(station, period), period, only=unit).get(unit, {})


def speakers_about(
    station: Station, relations: Relations, period: PeriodKey, *, only: UnitKey | None
) -> dict[UnitKey, dict[str, Speaker]]:
    """`speakers` by unit, of every one that something is written about in a period, or of one."""
    where, values = of_period(period, only)
    found = rows(
        station.db,
        "SELECT stream.id, stream.unit, stream.station, standing.unit, ended.station FROM stream"
        " LEFT JOIN standing ON standing.station = stream.station"
        " LEFT JOIN ended ON ended.station = stream.station AND ended.unit = ''"
        f" WHERE {where}",
        values,
    )
    told: dict[UnitKey, dict[str, Speaker]] = {}
    for number, about, place, home, is_ended in found:
        unit = UnitKey.parse(about)
        speaker = UNHEARD if home is None else relations.speaker(unit, UnitKey.parse(home))
        if is_ended:
            speaker = _up_to_its_end(station.db, number, Stream(place, unit, period), speaker)
        of = told.setdefault(unit, {})
        of[place] = for_both(speaker, of.get(place))
    return told


def _up_to_its_end(db: Database, number: int, stream: Stream, speaker: Speaker) -> Speaker:
    """A speaker whose key was ended: only lines up to the heads that were named with it have effect."""
    named = [head for head in keys.ended(db)[stream.station] if head.stream == stream]
    texts = (text for each in covered_by(db, number, stream, named).values() for text in each)
    return speaker._replace(only=frozenset(texts))


def covered_by(db: Database, number: int, stream: Stream, heads: Iterable[EndedHead]) -> dict[int, frozenset[str]]:
    """The texts of the lines of a stream, by n, on the branches that lead to one of the heads, up to there."""
    contents = every_content(db, number, stream.station)
    named, texts = tuple(heads), dict[int, frozenset[str]]()
    for each in linked_branches(db, number, stream):
        upto = max((head.n for head in named if each.link_at(head.n) == head.chain), default=0)
        for line in lines_on(each.branch._replace(last=upto), contents) if upto else ():
            texts[line.n] = texts.get(line.n, frozenset()) | {line.line()}
    return texts


def stations_above(station: Station, *, period: PeriodKey, unit: UnitKey) -> frozenset[str]:
    """The stations that stand above this one, as seen from the office that is spoken about."""
    relations = Relations(station, period)
    own = relations.speaker(unit, station.unit).steps or 0
    told = speakers_about(station, relations, period, only=unit).get(unit, {})
    return frozenset(place for place, speaker in told.items() if (speaker.steps or 0) > own)


def find_stream(db: Database, stream: Stream) -> int | None:
    found = rows(
        db,
        "SELECT id FROM stream WHERE unit = ? AND period = ? AND station = ?",
        (str(stream.unit), str(stream.period), stream.station),
    )
    return int(found[0][0]) if found else None


def streams(db: Database, *, period: PeriodKey, unit: UnitKey | None = None) -> dict[int, Stream]:
    """The streams of a period (of one unit), by their small number."""
    where, values = of_period(period, unit)
    found = rows(db, f"SELECT id, station, unit FROM stream WHERE {where} ORDER BY station", values)
    return {number: Stream(station, unit or UnitKey.parse(of_unit), period) for number, station, of_unit in found}


def all_streams(db: Database) -> dict[int, Stream]:
    """Every stream of the base, by its small number."""
    return {
        row.id: Stream(row.station, UnitKey.parse(row.unit), PeriodKey.parse(row.period))
        for row in StreamRow.select().order_by(StreamRow.unit, StreamRow.period, StreamRow.station).bind(db)
    }


def last_n(db: Database, stream: int) -> int:
    """The greatest n of a stream; 0 when it is empty."""
    found = rows(
        db,
        "SELECT (SELECT MAX(n) FROM journal WHERE stream = ?), (SELECT MAX(n) FROM keying WHERE stream = ?)",
        (stream, stream),
    )
    return max(found[0][0] or 0, found[0][1] or 0)


def _twice_told(db: Database, stream: int) -> set[int]:
    """The n that have more than one content: neither counts until one is chosen."""
    found = rows(
        db,
        "SELECT DISTINCT n FROM (SELECT n FROM journal WHERE stream = ? AND twin > 0"
        " UNION ALL SELECT n FROM keying WHERE stream = ? AND twin > 0) AS told",
        (stream, stream),
    )
    return {int(row[0]) for row in found}


def _several(db: Database, period: PeriodKey, only: UnitKey | None) -> set[tuple[int, int]]:
    """Stream and n of every line of a period (about one unit) that has more than one content."""
    where, values = of_period(period, only)
    among = f"SELECT stream, n FROM {{}} WHERE twin > 0 AND stream IN (SELECT id FROM stream WHERE {where})"
    found = rows(db, " UNION ".join(map(among.format, ("journal", "keying"))), (*values, *values))
    return {(int(number), int(n)) for number, n in found}


def facts_of(db: Database, stream: int, station: str, *, upto: int | None = None) -> list[Fact]:
    """The journal lines of a stream that count, by n."""
    clashing = _twice_told(db, stream)
    found = rows(
        db,
        f"SELECT {_FACT_COLUMNS} FROM journal WHERE stream = ? AND twin = 0 AND n <= ? ORDER BY n",
        (stream, _limit(upto)),
    )
    return [Fact(station, *row) for row in found if row[0] not in clashing]


def keyings_of(db: Database, stream: int, station: str, *, upto: int | None = None) -> list[Keying]:
    """The keyings of a stream that count, by n."""
    clashing = _twice_told(db, stream)
    found = rows(
        db,
        f"SELECT {_KEYING_COLUMNS} FROM keying WHERE stream = ? AND twin = 0 AND n <= ? ORDER BY n",
        (stream, _limit(upto)),
    )
    return [Keying(station, *row) for row in found if row[0] not in clashing]


class PeriodLines:
    """The lines of the units of a period, or of one alone, and what is asked only once however many units are read.

    That is which streams there are, which keys have several contents, and what the stations are to the units.
    """

    def __init__(self, station: Station, period: PeriodKey, *, only: UnitKey | None = None) -> None:
        self._station, self._period, self._only = station, period, only
        self._streams: dict[UnitKey, dict[int, Stream]] = {}
        for number, stream in streams(station.db, period=period, unit=only).items():
            self._streams.setdefault(stream.unit, {})[number] = stream
        self._relations = Relations(station, period)

    @cached_property
    def _several(self) -> dict[int, set[int]]:
        found: dict[int, set[int]] = {}
        for number, n in _several(self._station.db, self._period, None):
            found.setdefault(number, set()).add(n)
        return found

    def _twice(self, number: int) -> set[int]:
        """The n of a stream that have more than one content; of a single unit it is quicker to ask for those of each stream."""
        return self._several.get(number, set()) if self._only is None else _twice_told(self._station.db, number)

    @cached_property
    def _speakers(self) -> dict[UnitKey, dict[str, Speaker]]:
        return speakers_about(self._station, self._relations, self._period, only=self._only)

    def told(
        self,
        unit: UnitKey,
        *,
        within: View | None = None,
        kinds: Sequence[Kind] | None = None,
        serials: Sequence[str] | None = None,
    ) -> Told:
        """What is known of a unit, by station and n, for `activity.counting`.

        `within` asks for the lines of a view alone, as who was believed in it said them. `kinds` and `serials` ask for the journal
        lines of these kinds and the keyings of these forms only, found by index: as many rows as they
        are, however large the office. All contents of a key that has several are always there.
        """
        facts: list[Fact] = []
        keyings: list[Keying] = []
        clashing: dict[Ref, tuple[Line, ...]] = {}
        db = self._station.db
        of_kinds, of_serials = _among("kind", kinds), _among("serial", serials)
        for number, stream in self._streams.get(unit, {}).items():
            writer = stream.station
            upto = _limit(None) if within is None else within.last(writer)
            where, values = "stream = ? AND twin = 0 AND n <= ?", (writer, number, upto)
            written = keyed = []
            if kinds != ():
                wanted = f"SELECT ?, {_FACT_COLUMNS} FROM journal WHERE {where}{of_kinds}"
                written = rows(db, wanted, (*values, *(kinds or ())))
            if serials != ():
                wanted = f"SELECT ?, {_KEYING_COLUMNS} FROM keying WHERE {where}{of_serials}"
                keyed = rows(db, wanted, (*values, *(serials or ())))
            twice = {n for n in self._twice(number) if n <= upto}
            if twice:
                written = [row for row in written if row[1] not in twice]
                keyed = [row for row in keyed if row[1] not in twice]
            facts += map(Fact._make, written)
            keyings += map(_keying, keyed)
            of_view = _in_view(db, number, stream, within) if twice and within is not None else None
            for n in sorted(twice):
                contents = every_content(db, number, writer, n=n)[n]
                if of_view is not None:
                    contents = [line for line in contents if line.line() in of_view]
                if len(contents) > 1:
                    clashing[Ref(writer, n)] = tuple(sorted(contents, key=lambda line: line.line()))
                for line in contents if len(contents) == 1 else ():
                    if isinstance(line, Fact):
                        facts.append(line)
                    else:
                        keyings.append(line)
        believed = within.speakers if within is not None else None
        return Told(
            unit,
            self._period,
            facts,
            keyings,
            clashing,
            self._speakers.get(unit, {}) if believed is None else believed,
            self._station.unit in self._relations.above(unit),
            _way_in(db, self._period, unit) if clashing else no_way,
        )


def told(
    station: Station,
    *,
    period: PeriodKey,
    unit: UnitKey,
    within: View | None = None,
    kinds: Sequence[Kind] | None = None,
    serials: Sequence[str] | None = None,
) -> Told:
    """`PeriodLines.told` of one unit."""
    return PeriodLines(station, period, only=unit).told(unit, within=within, kinds=kinds, serials=serials)


def _in_view(db: Database, number: int, stream: Stream, view: View) -> frozenset[str] | None:
    """The texts of the lines of a stream that lead to the heads of a view; None when it takes whatever is here."""
    wanted = view.heads.get(stream.station, ())
    if any(not head.chain for head in wanted):
        return None
    contents = every_content(db, number, stream.station)
    texts: set[str] = set()
    for each in linked_branches(db, number, stream):
        upto = max((head.n for head in wanted if each.link_at(head.n) == head.chain), default=0)
        texts.update(line.line() for line in lines_on(each.branch._replace(last=upto), contents))
    return frozenset(texts)


def _way_in(db: Database, period: PeriodKey, unit: UnitKey) -> Way:
    """What tells the contents that a closing of a copied stream covers; a stream is read when it is first asked for."""
    read: dict[str, tuple[tuple[LinkedBranch, ...], dict[int, list[Line]]]] = {}

    def way(writer: str, n: int, link: str) -> Sequence[Line]:
        if writer not in read:
            stream = Stream(writer, unit, period)
            number = stream_id(db, stream)
            read[writer] = linked_branches(db, number, stream), every_content(db, number, writer)
        branches, contents = read[writer]
        fitting = (each.branch for each in branches if each.branch.first == 1 and n and each.link_at(n) == link)
        return next((lines_on(each._replace(last=n), contents) for each in fitting), ())

    return way


def lines_of(db: Database, stream: int, station: str) -> list[Line]:
    """Journal lines and keyings of a stream together, by n, first contents only (what a package carries)."""
    facts = rows(db, f"SELECT {_FACT_COLUMNS} FROM journal WHERE stream = ? AND twin = 0", (stream,))
    keyings = rows(db, f"SELECT {_KEYING_COLUMNS} FROM keying WHERE stream = ? AND twin = 0", (stream,))
    lines: list[Line] = [Fact(station, *row) for row in facts]
    lines.extend(Keying(station, *row) for row in keyings)
    lines.sort(key=lambda line: line.n)
    return lines


def every_content(db: Database, stream: int, station: str, *, n: int | None = None) -> dict[int, list[Line]]:
    """All lines of a stream (or only line `n`) by n, the contents of one key in the order in which they came."""
    where, values = ("stream = ?", (stream,)) if n is None else ("stream = ? AND n = ?", (stream, n))
    facts = rows(db, f"SELECT twin, {_FACT_COLUMNS} FROM journal WHERE {where}", values)
    keyings = rows(db, f"SELECT twin, {_KEYING_COLUMNS} FROM keying WHERE {where}", values)
    found: list[tuple[int, int, Line]] = [(row[1], row[0], Fact(station, *row[1:])) for row in facts]
    found.extend((row[1], row[0], Keying(station, *row[1:])) for row in keyings)
    found.sort(key=lambda each: each[:2])
    by_n: dict[int, list[Line]] = {}
    for at, _, line in found:
        by_n.setdefault(at, []).append(line)
    return by_n


def linked_branches(db: Database, number: int, stream: Stream) -> tuple[LinkedBranch, ...]:
    """The branches of a stream with the chain hashes that the lines here make."""
    contents = every_content(db, number, stream.station)
    return all_linked(branches_of(db, number, stream), contents)


def facts_of_kinds(
    station: Station, period: PeriodKey, unit: UnitKey, kinds: Sequence[Kind], *, with_unheard: bool = False
) -> Sequence[Fact]:
    """The journal lines of some kinds about one unit and period that have effect (`with_unheard`: all), from every station."""
    return facts_by_unit(station, period, kinds, only=unit, with_unheard=with_unheard).get(unit, ())


def facts_by_unit(
    station: Station,
    period: PeriodKey,
    kinds: Sequence[Kind],
    *,
    only: UnitKey | None = None,
    with_unheard: bool = False,
) -> dict[UnitKey, Sequence[Fact]]:
    """`facts_of_kinds` by unit, of every one in a period that has such lines, or of one."""
    where, values = of_period(period, only)
    found = rows(
        station.db,
        f"SELECT stream.id, stream.unit, stream.station, {_FACT_COLUMNS} FROM stream"
        " JOIN journal ON journal.stream = stream.id"
        f" WHERE {where} AND twin = 0{_among('kind', kinds)}",
        (*values, *kinds),
    )
    if not found:
        return {}
    several, told = _several(station.db, period, only), dict[UnitKey, list[Fact]]()
    for number, about, *line in found:
        if (number, line[1]) not in several:
            told.setdefault(UnitKey.parse(about), []).append(Fact(*line))
    if with_unheard:
        return {**told}
    heard = speakers_about(station, Relations(station, period), period, only=only)
    return {unit: with_effect(facts, heard[unit]) for unit, facts in told.items()}


def taken_head(db: Database, stream: Stream) -> tuple[int, int, str]:
    """The small number of a stream (a new one is entered, see `stream_id`), and up to which n with which chain hash it goes.

    0 and "" of an empty stream, one with several branches, or with holes.
    """
    found = rows(
        db,
        "SELECT id, taken, chain FROM stream WHERE unit = ? AND period = ? AND station = ?",
        (str(stream.unit), str(stream.period), stream.station),
    )
    return (*found[0],) if found else (stream_id(db, stream), 0, "")


def texts_of(db: Database, stream: int, *, n: int | None = None) -> list[FreeText]:
    """The free texts of a stream (or only those beside line `n`), by n and question."""
    where, values = ("stream = ?", (stream,)) if n is None else ("stream = ? AND n = ?", (stream, n))
    return [
        FreeText(*row)
        for row in rows(db, f"SELECT {_TEXT_COLUMNS} FROM text WHERE {where} ORDER BY n, question", values)
    ]


def put_texts(db: Database, stream: int, texts: Iterable[FreeText]) -> None:
    """Put free texts beside their keyings; those that are here stay as they are."""
    many(db, into_unless_there(TextRow), ((stream, *text) for text in texts))


def put_lines(db: Database, stream: int, lines: Iterable[Line]) -> None:
    """Enter lines of a stream as the first content of their keys."""
    listed = tuple(lines)
    many(db, _INTO_JOURNAL, [(stream, line[1], 0, *line[2:]) for line in listed if type(line) is Fact])
    many(db, _INTO_KEYING, [(stream, line[1], 0, *line[2:]) for line in listed if type(line) is Keying])


def put_twin(db: Database, stream: int, twin: int, line: Line) -> None:
    """Enter a further content of a key, the `twin`th beside the first."""
    into_table = _INTO_JOURNAL if isinstance(line, Fact) else _INTO_KEYING
    rows(db, into_table, (stream, line[1], twin, *line[2:]))


def drop_lines(db: Database, stream: int) -> int:
    """Remove every line of a stream with its texts; answers how many lines there were."""
    dropped = sum(
        many(db, f"DELETE FROM {name_of(table)} WHERE stream = ?", [(stream,)]) for table in (JournalRow, KeyingRow)
    )
    drop_texts(db, stream)
    put_branches(db, stream, ())
    return dropped


def drop_line(db: Database, stream: int, n: int) -> None:
    """Remove every content of one line of a stream; the free texts beside it stay."""
    for table in (JournalRow, KeyingRow):
        rows(db, f"DELETE FROM {name_of(table)} WHERE stream = ? AND n = ?", (stream, n))


def drop_texts(db: Database, stream: int) -> int:
    """Delete the free texts of a stream; answers how many there were."""
    found = int(rows(db, "SELECT COUNT(*) FROM text WHERE stream = ?", (stream,))[0][0])
    rows(db, "DELETE FROM text WHERE stream = ?", (stream,))
    return found


def count_up_to(db: Database, stream: Stream, n: int) -> tuple[int, int]:
    """How many of the lines of a stream up to `n` are keyings, and how many free texts stand beside them."""
    number = find_stream(db, stream)
    keyings = rows(db, "SELECT COUNT(*) FROM keying WHERE stream = ? AND n <= ?", (number, n))[0][0]
    return keyings, rows(db, "SELECT COUNT(*) FROM text WHERE stream = ? AND n <= ?", (number, n))[0][0]


def of_period(period: PeriodKey, only: UnitKey | None) -> tuple[str, tuple[str, ...]]:
    """What asks for the streams of a period, or of one unit in it."""
    if only is None:
        return "stream.period = ?", (str(period),)
    return "stream.period = ? AND stream.unit = ?", (str(period), str(only))


def _limit(upto: int | None) -> int:
    return 2**62 if upto is None else upto


def _among(column: str, values: Sequence[str] | None) -> str:
    return "" if values is None else f" AND {column} IN ({', '.join('?' * len(values))})"
