"""Looking up what may be without effect, so that the many lines an office wrote about itself need not be read."""

from __future__ import annotations

from collections.abc import Mapping

from peewee import Database

from models.domain.basics.units import UnitKey
from models.domain.book.authority import ONLY_FROM_ABOVE, Speaker
from models.domain.book.facts import KEYING, Fact, Keying, Line, PeriodKey, Stream
from models.store.journal import find_stream, streams
from models.store.sql import columns_of, rows
from models.store.tables import JournalRow, KeyingRow

_FACT_COLUMNS = ", ".join(("n", *columns_of(JournalRow)[3:]))
_KEYING_COLUMNS = ", ".join(("n", *columns_of(KeyingRow)[3:]))


def lines_in_doubt(
    db: Database, *, period: PeriodKey, unit: UnitKey, speakers: Mapping[str, Speaker], of: str | None = None
) -> list[Line]:
    """Every content of a line about a unit and period that may be without effect, by station and n (`of`: of one station).

    Of stations of the unit itself these are the lines in another office's name, those that name a station of an office above, and
    those that only such an office writes; of all other stations every line. `authority.doubt` tells which of them have none.
    """
    found: list[Line] = []
    for number, stream in streams(db, period=period, unit=unit).items():
        speaker = speakers.get(stream.station)
        if speaker is None or of not in (None, stream.station):
            continue
        above = [name for name, other in speakers.items() if (other.steps or 0) > (speaker.steps or 0)]
        of_facts, of_keyings, values = "", "", []
        if speaker.steps == 0 and speaker.only is None and speaker.unit is not None:
            prefix = f"{speaker.unit.code}/"
            others = f"SUBSTR(by, 1, {len(prefix)}) <> ?"
            only_above = " OR ".join(f"kind = '{kind}'" for kind in sorted(ONLY_FROM_ABOVE))
            of_facts = f" AND ({' OR '.join((others, *('body LIKE ?' for _ in above), only_above))})"
            of_keyings = f" AND ({' OR '.join((others, *('settles LIKE ?' for _ in above)))})"
            values = [prefix, *(f"%{name}%" for name in above)]
        written = rows(db, f"SELECT {_FACT_COLUMNS} FROM journal WHERE stream = ?{of_facts}", (number, *values))
        keyed = rows(db, f"SELECT {_KEYING_COLUMNS} FROM keying WHERE stream = ?{of_keyings}", (number, *values))
        lines: list[Line] = [Fact(stream.station, *row) for row in written]
        lines.extend(Keying(stream.station, *row) for row in keyed)
        found += sorted(lines, key=lambda line: (line.n, line.line()))
    return found


def kinds_told(db: Database, *, period: PeriodKey, unit: UnitKey, of: str) -> dict[str, int]:
    """How many lines of each kind a station wrote about a unit in a period, keyings among them."""
    number = find_stream(db, Stream(of, unit, period))
    kinds: dict[str, int] = dict(
        rows(db, "SELECT kind, COUNT(*) FROM journal WHERE stream = ? GROUP BY kind", (number,))
    )
    keyings = rows(db, "SELECT COUNT(*) FROM keying WHERE stream = ?", (number,))[0][0]
    return kinds | ({KEYING: keyings} if keyings else {})
