"""The lines of streams as the tables of a package, and back with every row checked."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from exports.packages.descriptor import Descriptor, StreamHead
from exports.packages.findings import ContentDamaged, PackageBroken, RowImpossible
from exports.packages.line_order import PackageStream, checked_lines, require_leaving
from exports.packages.provenance import SignedEnd, wrong_heads
from exports.packages.rows import MOST_SERIALS, READING, STREAM, is_text, promised_texts
from exports.packages.sealing import Sealed
from exports.packages.tables import JOURNAL, KEYINGS, LINE_TABLES, STREAMS, TEXTS, PackageTable
from models.domain.basics.canonical import canonical_json
from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import Reason
from models.domain.book.branches import LinkedBranch, lines_on
from models.domain.book.facts import SEPARATOR, Fact, Keying, Stream, first_link
from models.domain.book.lawful import Law
from models.services.exchange.merging import StreamLines
from models.services.exchange.outgoing import OutgoingStream
from models.services.keying.keying import text_digest
from models.store.journal import FreeText
from models.store.packages import Beginning, Proven

MOST_FINDINGS = 50
_CELL_LIMIT = 4 * 2**20
_LINES = (JOURNAL, KEYINGS, TEXTS)
_NOTHING = Beginning(0, 0, "")
_STREAM_OF_PACKAGE = N_("a stream of this package")
_FEWER_FORMS = N_("at most 10,000,000 forms in a package")
_JOIN = SEPARATOR.join
_KEYING: Callable[[tuple[object, ...]], Keying] = partial(tuple.__new__, Keying)


class WrittenLines(NamedTuple):
    """The tables of a package with their rows counted, and the heads of its streams."""

    tables: tuple[tuple[PackageTable, bytes, int], ...]
    heads: Mapping[str, tuple[StreamHead, ...]]

    @property
    def ranges(self) -> str:
        """Per station the last n, as the book of packages holds it."""
        return canonical_json({station: max(head.n for head in heads) for station, heads in self.heads.items()})


def write_lines(streams: Sequence[OutgoingStream]) -> WrittenLines:
    """The tables for streams, every line once: a branch goes on from where it leaves one before it."""
    heads: dict[str, tuple[StreamHead, ...]] = {}
    stream_rows: list[Sequence[object]] = []
    facts: list[Sequence[object]] = []
    keyings: list[Sequence[object]] = []
    texts: list[Sequence[object]] = []
    for each in sorted(streams, key=lambda out: out.stream):
        written: list[tuple[int, int, LinkedBranch]] = []
        waiting = list(each.texts)
        for of in sorted(each.branches, key=lambda linked: linked.branch.chain):
            leaves, known = _left_by(of, written)
            known = known or each.known
            number, branch = len(stream_rows) + 1, of.branch
            stream_rows.append(
                (
                    number,
                    leaves,
                    *each.stream,
                    known + 1,
                    of.link_at(known),
                    branch.last,
                    branch.chain,
                    branch.signature,
                )
            )
            lines = lines_on(branch._replace(first=known + 1), each.contents)
            for line in lines:
                (facts if isinstance(line, Fact) else keyings).append((number, *line[1:]))
            promised = promised_texts(lines) if waiting else set()
            left: list[FreeText] = []
            for text in sorted(waiting):
                if (text.n, text.question, text_digest(text.content, text.salt)) in promised:
                    texts.append((number, text.n, text.question, text.salt, text.content))
                else:
                    left.append(text)
            waiting = left
            written.append((number, known, of))
        heads[each.stream.station] = tuple(StreamHead(of.branch.last, of.branch.chain) for _, _, of in written)
    rows = (stream_rows, facts, keyings, texts)
    return WrittenLines(
        tuple((table, table.write(each), len(each)) for table, each in zip(LINE_TABLES, rows, strict=True)), heads
    )


def _left_by(of: LinkedBranch, written: Sequence[tuple[int, int, LinkedBranch]]) -> tuple[int | str, int]:
    """The row of the branch with which this one goes farthest, and up to which n; nothing where it goes with none."""
    farthest: tuple[int | str, int] = ("", 0)
    for number, known, other in written:
        n = min(of.branch.last, other.branch.last)
        while n > known and of.link_at(n) != other.link_at(n):
            n -= 1
        if n > max(known, farthest[1]):
            farthest = (number, n)
    return farthest


def read_lines(sealed: Sealed, *, proven: Proven | None = None) -> tuple[StreamLines, ...]:
    """The lines of a returns or exchange package; refuses (`PackageBroken`) with everything that is wrong with them.

    What is refused depends on the package alone, never on what a base holds or lacks: `proven` only spares reading
    again, row by row, a beginning with the same bytes that was found right before.
    """
    if proven is not None and not sealed.is_cut and (rest := _read_on(sealed, proven)) is not None:
        return (rest,)
    reading = _Reading(sealed)
    places = reading.streams()
    if reading.found:
        raise PackageBroken(*reading.found)
    reading.journal(places)
    reading.keyings(places)
    reading.texts(places)
    if reading.found:
        raise PackageBroken(*reading.found)
    by_number = {number: checked_lines(place, reading.found) for number, place in places.items()}
    if not reading.found:
        require_leaving(places, by_number, reading.found)
    if reading.found:
        raise PackageBroken(*reading.found)
    streams = tuple(by_number.values())
    if len(streams) == 1 and streams[0].links and streams[0].first == 1 and not sealed.is_cut:
        return (streams[0]._replace(proven=_proof(sealed, reading, streams[0])),)
    return streams


def _read_on(sealed: Sealed, proven: Proven) -> StreamLines | None:
    """The lines after those that are proven; None when the package does not begin alike, or anything is wrong in it."""
    beginnings = dict(zip((table.path for table in _LINES), proven.beginnings, strict=True))
    for path, (_, size, digest) in beginnings.items():
        if hashlib.sha256(memoryview(sealed.tables[path])[:size]).hexdigest() != digest:
            return None
    reading = _Reading(sealed, proven)
    try:
        places = reading.streams()
        if len(places) != 1 or places["1"].first != 1:
            return None
        reading.journal(places)
        reading.keyings(places)
        reading.texts(places)
        rest = checked_lines(places["1"], reading.found, before=proven.n, start=proven.link)
    except PackageBroken:
        return None
    return None if reading.found else rest._replace(proven=_proof(sealed, reading, rest))


def _proof(sealed: Sealed, reading: _Reading, stream: StreamLines) -> Proven:
    resources = {resource.path: resource for resource in sealed.descriptor.resources}
    beginnings = tuple(
        Beginning(resources[table.path].rows, resources[table.path].size, resources[table.path].digest)
        for table in _LINES
    )
    link = stream.links[-1] if stream.links else stream.start
    return Proven(READING, stream.before + len(stream.lines), link, reading.serials, beginnings)


class _Reading:
    """Reading the tables of one package, gathering findings."""

    def __init__(self, sealed: Sealed, proven: Proven | None = None) -> None:
        self._tables = sealed.tables
        self._descriptor: Descriptor = sealed.descriptor
        self._rows = {resource.path: resource.rows for resource in sealed.descriptor.resources}
        if sealed.is_cut:
            self._rows[TEXTS.path] = 0
        described = sealed.descriptor
        self._law = Law(described.period.code, described.unit.code, forms=proven.serials if proven else 0)
        self._beginnings = dict(zip((table.path for table in _LINES), proven.beginnings, strict=True)) if proven else {}
        self.found: list[Problem] = []

    @property
    def serials(self) -> int:
        """How many forms the facts name together, those before the beginning of reading included."""
        return self._law.forms

    def _refuse(self, table: PackageTable, row: int, expected: Reason, found: str, *, column: str = "") -> None:
        column = column or ",".join(table.header)
        self.found.append(RowImpossible(table.path, row, column, expected, found[:80]))
        if len(self.found) >= MOST_FINDINGS:
            raise PackageBroken(*self.found)

    def _read(self, table: PackageTable) -> Iterator[tuple[int, list[str]]]:
        """The rows after the header, or after the proven beginning, with their numbers (the header is row 1)."""
        rows, size, _ = self._beginnings.get(table.path, _NOTHING)
        try:
            content = str(memoryview(self._tables[table.path])[size:], "utf-8")
        except UnicodeDecodeError:
            self._refuse(table, 1, "UTF-8", "")
            return
        # other readers of csv in this process keep their own limit
        limit = csv.field_size_limit(_CELL_LIMIT)
        try:
            reader = csv.reader(io.StringIO(content, newline=""), strict=True)
            header = list(table.header) if size else next(reader, [])
            if header != list(table.header):
                self._refuse(table, 1, ",".join(table.header), ",".join(header))
                return
            for row in reader:
                rows += 1
                yield rows + 1, row
        except csv.Error as error:
            self._refuse(table, rows + 2, "csv", str(error))
            return
        finally:
            csv.field_size_limit(limit)
        if rows != self._rows[table.path]:
            self.found.append(ContentDamaged(table.path, f"{self._rows[table.path]} ↓", f"{rows} ↓"))

    def streams(self) -> dict[str, PackageStream]:
        """The branches of the streams that the package carries, by their number, each end signed by its own station."""
        places: dict[str, PackageStream] = {}
        heads: dict[str, tuple[StreamHead, ...]] = {}
        period, unit = str(self._descriptor.period), str(self._descriptor.unit)
        is_receipt = self._descriptor.kind == "receipt"
        for row, cells in self._read(STREAMS):
            text = "\x1f".join(cells)
            match = STREAM.fullmatch(text)
            if match is None:
                self._refuse(STREAMS, row, "stream,leaves,station,…", text)
                continue
            number, leaves, station, of_unit, of_period, first, before, last, link, signature = match.groups()
            stream = Stream(station, self._descriptor.unit, self._descriptor.period)
            latest = places.get(str(len(places)))
            if (of_unit, of_period) != (unit, period):
                self._refuse(STREAMS, row, f"{unit} {period}", f"{of_unit} {of_period}")
            elif int(number) != len(places) + 1:
                self._refuse(STREAMS, row, f"stream {len(places) + 1}", number)
            elif latest is not None and latest.stream.station > station:
                self._refuse(STREAMS, row, "station ≥ …", station)
            elif leaves and (leaves not in places or places[leaves].stream != stream or first == "1"):
                self._refuse(STREAMS, row, "leaves", leaves)
            elif first == "1" and before != first_link(stream).hex():
                self._refuse(STREAMS, row, "before", before)
            elif int(first) > int(last) or (first != "1" and not leaves and not is_receipt):
                self._refuse(STREAMS, row, "first 1", first)
            else:
                places[number] = PackageStream(
                    stream, leaves, int(first), bytes.fromhex(before), int(last), link, signature, [], []
                )
                heads[station] = (*heads.get(station, ()), StreamHead(int(last), link))
        if not self.found and heads != self._descriptor.heads:
            self._refuse(STREAMS, 1, "heads of datapackage.json", "")
        if not self.found:
            ends = [SignedEnd(place.stream, place.last, place.chain, place.signature) for place in places.values()]
            self.found += wrong_heads(self._descriptor.certificates, ends)
        return places

    def journal(self, places: Mapping[str, PackageStream]) -> None:
        wrong_in = self._law.fact
        for row, cells in self._read(JOURNAL):
            text = _JOIN(cells)
            if wrong := wrong_in(text):
                self._refuse(JOURNAL, row, wrong.expected, wrong.found, column=wrong.column)
                continue
            number, n, kind, serials, by, at, body = cells
            if number not in places:
                self._refuse(JOURNAL, row, _STREAM_OF_PACKAGE, number, column="stream")
                continue
            if self._law.forms > MOST_SERIALS:
                self._refuse(JOURNAL, row, _FEWER_FORMS, serials, column="serials")
                return
            place = places[number]
            fact = Fact(place.stream.station, int(n), kind, serials, by, at, body)
            place.lines.append((fact.n, "fact" + text[len(number) :], fact))

    def keyings(self, places: Mapping[str, PackageStream]) -> None:
        wrong_in = self._law.keying
        place, known = None, ""
        for row, cells in self._read(KEYINGS):
            text = _JOIN(cells)
            if wrong := wrong_in(text):
                self._refuse(KEYINGS, row, wrong.expected, wrong.found, column=wrong.column)
                continue
            number = cells[0]
            if number != known or place is None:
                if number not in places:
                    self._refuse(KEYINGS, row, _STREAM_OF_PACKAGE, number, column="stream")
                    continue
                place, known = places[number], number
                station, add, length = place.stream.station, place.lines.append, len(number)
            n = int(cells[1])
            add((n, "keying" + text[length:], _KEYING((station, n, *cells[2:10], int(cells[10])))))

    def texts(self, places: Mapping[str, PackageStream]) -> None:
        """Free texts; each must be what a keying of its key holds the salted digest of."""
        promised: dict[str, set[tuple[int, str, str]]] = {}
        columns = len(TEXTS.header)
        for row, cells in self._read(TEXTS):
            if len(cells) != columns or cells[0] not in places or not is_text(cells):
                self._refuse(TEXTS, row, ",".join(TEXTS.header), "\x1f".join(cells))
                continue
            number, n, question, salt, content = cells
            if number not in promised:
                promised[number] = promised_texts(line for _, _, line in places[number].lines)
            if (int(n), question, text_digest(content, salt)) not in promised[number]:
                self._refuse(TEXTS, row, "SHA-256 (keyings.csv)", f"{n} {question}")
                continue
            places[number].texts.append(FreeText(int(n), question, content, salt))


def count_lines(streams: Iterable[StreamLines]) -> int:
    return sum(stream.before + len(stream.lines) for stream in streams)
