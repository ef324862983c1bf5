"""Journal lines and keyings without a base, for the tests of the laws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from models.domain.basics.units import UnitKey
from models.domain.book.activity import Way
from models.domain.book.branches import contents_by_n, links_of
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Ref, Stream, canonical, settles_text
from models.domain.book.serials import Serial, compress
from tests.builders.acts import AT

CODING = "coding"
FORMS = tuple(Serial("26Q3", "00004", "CN", 100_001 + number) for number in range(6))


def ways_through(lines: Iterable[Line], unit: UnitKey, period: PeriodKey) -> Way:
    """Every way through the contents of these lines, found by trying: what the signed branches of a base say."""
    listed = tuple(lines)

    def way(station: str, n: int, link: str) -> Sequence[Line]:
        contents = contents_by_n(line for line in listed if line.station == station and line.n <= n)
        stream = Stream(station, unit, period)
        every = product(*contents) if n and len(contents) == n else ()
        return next((each for each in every if links_of(stream, each)[-1] == link), ())

    return way


def fact(
    n: int,
    kind: Kind,
    *serials: Serial,
    station: str = "pc1",
    by: str = "00004/lan",
    at: str = AT,
    **body: object,
) -> Fact:
    """One journal line."""
    return Fact(station, n, kind.value, compress(serials), by, at, canonical(body))


def issued(n: int, *serials: Serial, station: str = "pc1", sector: str = "Hộ tịch") -> Fact:
    """The issue of some forms."""
    return fact(n, Kind.ISSUED, *serials, station=station, questionnaire="hailong_cn", coding=CODING, sector=sector)


def keying(
    n: int,
    marks: str = "4",
    *,
    station: str = "pc1",
    by: str = "lan",
    settles: Iterable[Keying | Ref] = (),
    coding: str = CODING,
    serial: Serial = FORMS[0],
    texts: str = "",
) -> Keying:
    """One keying; without `marks` a void."""
    refs = [other.ref if isinstance(other, Keying) else other for other in settles]
    rest = "{}" if marks else ""
    return Keying(
        station,
        n,
        str(serial),
        coding if marks else "",
        marks,
        rest,
        texts,
        settles_text(refs),
        f"00004/{by}",
        AT,
        30,
    )
