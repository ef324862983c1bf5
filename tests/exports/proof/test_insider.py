"""Somebody in the office changes the base with sqlite3: found wherever something signed, or a count of the lines, says otherwise.

At the end a table is printed: how many changes were tried, and how many of them went by unseen.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from exports.proof.lines import LinesChanged
from exports.proof.rebuilding import HEALED, RebuildIncomplete, rebuild
from exports.proof.verifying import verify_station
from models.domain.basics.deeds import Deed
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Fact, Keying, PeriodKey, Stream, chain, first_link
from models.domain.figures.figures import Reach, Subject
from models.services.figures.explaining import Leaving, remember
from models.services.figures.recounting import ACCEPTED, CountedOtherwise
from models.services.figures.results import figures_of
from models.services.office.closing import close_period, reopen_period
from models.services.office.periods import find_period
from models.store.database import open_station
from tests.builders.acts import AT, HA, WARD, act_of
from tests.builders.changed_bases import COUNTED, Change, accepted, changed, flipped, sql
from tests.builders.forms import alike, issued, key
from tests.builders.offices import Offices, confirm, make_offices

FORMS = 12
DERIVED = ("accepted", "tally", "derived", "whole", "told")


def rechain(base: sqlite3.Connection) -> None:
    """What somebody does who has read how the chain is made."""
    for number, station, unit, period in base.execute("SELECT id, station, unit, period FROM stream").fetchall():
        stream = Stream(station, UnitKey.parse(unit), PeriodKey.parse(period))
        written = base.execute("SELECT n, kind, serials, by, at, body FROM journal WHERE stream = ?", (number,))
        lines: list[Fact | Keying] = [Fact(station, *row) for row in written]
        typed = base.execute(
            "SELECT n, serial, coding, marks, rest, texts, settles, by, at, seconds FROM keying WHERE stream = ?",
            (number,),
        )
        lines += [Keying(station, *row) for row in typed]
        lines.sort(key=lambda line: line.n)
        links = [first_link(stream), *chain(first_link(stream), (line.line() for line in lines))]
        base.execute("UPDATE stream SET taken = ?, chain = ? WHERE id = ?", (len(lines), links[-1].hex(), number))


def forget(base: sqlite3.Connection) -> None:
    """Have everything counted again."""
    for table in DERIVED:
        base.execute(f"DELETE FROM {table}")


def after(change: Change, *more: Change) -> Change:
    """A change by somebody who also does what hides it."""
    return lambda base: [each(base) for each in (change, *more)]


BETTER = sql("UPDATE keying SET marks = REPLACE(marks, '4', '5')")
ONE = sql("UPDATE keying SET marks = REPLACE(marks, '4', '1') WHERE n = (SELECT MIN(n) FROM keying)")
AUTHOR = sql("UPDATE keying SET by = '00004/khac'")
MOMENT = sql("UPDATE keying SET at = '2026-08-01T08:00:00+07:00'")
HASTE = sql("UPDATE keying SET seconds = 1")
TAIL = sql("DELETE FROM keying WHERE n > (SELECT MAX(n) - 5 FROM keying)")
MIDDLE = sql("DELETE FROM keying WHERE n = (SELECT MIN(n) + 3 FROM keying)")
ISSUE = sql(
    'UPDATE journal SET body = REPLACE(body, \'"sector":""\', \'"sector":"X"\'), at = \'2026-08-01T00:00:00+07:00\''
)
SECTOR = sql("UPDATE journal SET serials = REPLACE(serials, '-CN-', '-TC-') WHERE kind = 'issued'")
ALL_FACTS = sql("DELETE FROM journal WHERE kind = 'returned' OR kind = 'issued'")
SWAP = sql(
    "UPDATE keying SET serial = CASE n WHEN (SELECT MIN(n) FROM keying) THEN (SELECT serial FROM keying ORDER BY n LIMIT 1 OFFSET 1)"
    " ELSE serial END"
)
BEHIND = sql(
    "INSERT INTO keying SELECT stream, (SELECT MAX(n) + 1 FROM (SELECT n FROM keying UNION SELECT n FROM journal)), twin, serial,"
    " coding, marks, rest, texts, settles, by, at, seconds FROM keying ORDER BY n DESC LIMIT 1"
)
TWIN = sql(
    "INSERT INTO keying SELECT stream, n, 1, serial, coding, REPLACE(marks, '4', '5'), rest, texts, settles, by, at, seconds"
    " FROM keying ORDER BY n LIMIT 1",
    "UPDATE stream SET taken = 0, chain = '', signature = ''",
)
NO_HEAD = sql("UPDATE stream SET taken = 0, chain = '', signature = ''")
NO_STREAM = sql(
    "DELETE FROM text", "DELETE FROM keying", "DELETE FROM journal", "DELETE FROM proven", "DELETE FROM stream"
)
RENAMED = sql("UPDATE stream SET station = station || 'x'")


def method(base: sqlite3.Connection) -> None:
    base.execute('UPDATE method SET body = REPLACE(body, \'"valid_share":"1/2"\', \'"valid_share":"1/9"\')')


LINES: dict[str, Change] = {
    "all answers": BETTER,
    "all answers, chain": after(BETTER, rechain),
    "all answers, chain, counted again": after(BETTER, rechain, forget),
    "all answers, head taken away": after(BETTER, NO_HEAD, forget),
    "one answer, chain": after(ONE, rechain),
    "who keyed, chain": after(AUTHOR, rechain),
    "when it was keyed, chain": after(MOMENT, rechain),
    "how long it took, chain": after(HASTE, rechain),
    "the last lines deleted": TAIL,
    "the last lines deleted, chain": after(TAIL, rechain),
    "the last lines deleted, chain, counted again": after(TAIL, rechain, forget),
    "a line in the middle deleted": MIDDLE,
    "a line in the middle deleted, chain": after(MIDDLE, rechain),
    "what was issued, chain": after(ISSUE, rechain),
    "which forms were issued, chain": after(SECTOR, rechain),
    "issue facts deleted, chain": after(ALL_FACTS, rechain),
    "answers of another form, chain": after(SWAP, rechain),
    "a body that does not read, chain": after(sql("UPDATE journal SET body = 'x'"), rechain),
    "digests of comments that do not read, chain": after(sql("UPDATE keying SET texts = 'x'"), rechain),
    "what a keying settles does not read, chain": after(sql("UPDATE keying SET settles = 'x'"), rechain),
    "marks that are none, chain": after(sql("UPDATE keying SET marks = 'đ'"), rechain),
    "a number that is none, chain": after(sql("UPDATE keying SET serial = 'x'"), rechain),
    "a second content": TWIN,
    "the head alone": NO_HEAD,
    "the whole stream deleted": NO_STREAM,
    "the stream under another name": after(RENAMED, rechain),
}
"""Changes to lines that were signed."""

RULES: dict[str, Change] = {
    "method": method,
    "method under its new fingerprint": lambda base: [
        base.execute("UPDATE method SET body = REPLACE(body, '1/2', '1/9')"),
        base.execute("UPDATE period SET seed = 'x'"),
    ],
    "seed": sql("UPDATE period SET seed = 'x'"),
    "share": sql("UPDATE period SET share = '1/10'"),
    "evaluated dates": sql("UPDATE period SET evaluated_from = '2026-07-02'"),
    "offices asked": sql("UPDATE period SET units = '[]'"),
    "name": sql("UPDATE period SET name = 'x'"),
    "key of the hub": sql("UPDATE period SET hub_key = 'x'"),
    "questionnaire": sql("UPDATE questionnaire SET sheets = REPLACE(sheets, 'Kinh', 'Khác')"),
    "a target": sql("INSERT INTO target VALUES ((SELECT key FROM period), '00004@2025-07-01', '', 3)"),
}
"""Changes to what a period is counted by."""

BOOK: dict[str, Change] = {
    "packages struck out": sql("DELETE FROM package WHERE kind = 'returns'"),
    "another package": sql("UPDATE package SET id = '0000000000000000' WHERE kind = 'returns'"),
    "a comment": sql("UPDATE text SET content = 'x'"),
    "a comment made up": sql("INSERT INTO text SELECT stream, n, 'gop_y', 'x', 'ab' FROM keying LIMIT 1"),
}
"""Changes to the book of packages and the free texts."""

AT_HUB: dict[str, Change] = {
    "a keying behind the last, chain": after(BEHIND, rechain),
    "sums": flipped("whole"),
    "sums unreadable": sql("UPDATE whole SET body = 'x'"),
}
KEYS: dict[str, Change] = {
    "a key": sql("UPDATE known_key SET key = 'AAAA'"),
    "the office of a key": sql("UPDATE known_key SET unit = '00008@2025-07-01'"),
    "computers struck out": sql("DELETE FROM known_key"),
    "who is heard": sql("DELETE FROM standing WHERE rowid = (SELECT MAX(rowid) FROM standing)"),
    "who is heard, all": sql("DELETE FROM standing"),
    "a stranger is heard": sql("INSERT INTO standing VALUES ('00000000000000000000000000000000', '01@2008-08-01')"),
    "a ward is heard for the city": sql("INSERT OR IGNORE INTO standing SELECT station, '01@2008-08-01' FROM standing"
                                        " WHERE unit <> '01@2008-08-01'"),
    "a key is ended": sql("INSERT INTO ended SELECT station, '', '', 0, '' FROM standing"),
    "the office of a certificate": sql("UPDATE certificate SET unit = '00008@2025-07-01'"),
    "the signature of a certificate": sql("UPDATE certificate SET signature = 'x'"),
    "certificates struck out": sql("DELETE FROM certificate"),
    "a certificate made one's own": sql(
        "UPDATE certificate SET is_own = 1", "DELETE FROM journal WHERE kind = 'key_confirmed'"
    ),
    "confirmations struck out": sql("DELETE FROM journal WHERE kind = 'key_confirmed'"),
    "confirmations struck out, chain": after(sql("DELETE FROM journal WHERE kind = 'key_confirmed'"), rechain),
    "signatures of heads": sql("UPDATE stream SET signature = 'x'"),
}  # fmt: skip
"""Changes to who is heard."""
AT_WARD: dict[str, Change] = {
    "a keying behind the last": BEHIND,
    "the campaign struck out": sql("DELETE FROM package WHERE kind = 'campaign'"),
}
TRIES = {
    "hub": LINES | COUNTED | RULES | BOOK | KEYS | AT_HUB,
    "ward": LINES | COUNTED | RULES | BOOK | KEYS | AT_WARD,
}

AT_BOTH = LINES | COUNTED | RULES | BOOK
TRIED = [
    pytest.param(where, name, marks=pytest.mark.nightly if name in AT_BOTH and (turn + number) % 2 else ())
    for number, (where, tries) in enumerate(TRIES.items())
    for turn, name in enumerate(tries)
]
"""What can be changed at both is changed each day at the hub or at the ward, turn about; at night at both."""

TOLD: dict[str, dict[str, tuple[str, ...]]] = {"hub": {}, "ward": {}}


@pytest.fixture(scope="module", autouse=True)
def _table(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    screen = request.config.pluginmanager.get_plugin("terminalreporter")
    if screen is None:
        return
    for where, told in TOLD.items():
        screen.write_line(f"\n{where}: {len(told)} changes tried, {sum(not codes for codes in told.values())} unseen")
        for name, codes in told.items():
            screen.write_line(f"  {name:<46} {', '.join(codes) or 'UNSEEN'}")


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward that keyed, closed and sent, and its hub that took it in, with figures counted at both."""
    folder = tmp_path_factory.mktemp("insider")
    made = make_offices(folder, is_confirmed=False)
    confirm(made.first, made.hub)
    for place, serial in enumerate(issued(made.first, FORMS)):
        key(made.first, serial, alike(made.first, "41"[place % 2], text="ghi" if place < 2 else ""))
    close_period(made.first, made.period, act=act_of())
    sent = send_returns(made.first, made.period, out=folder, act=act_of())
    merge_packages(made.hub, [sent.path], act=act_of(HA))
    confirm(made.hub, made.first)
    receipt = write_receipt(made.hub, unit=WARD, period=made.period.key, out=folder, act=act_of(HA))
    merge_packages(made.first, [receipt.path], act=act_of())
    _count(made)
    made.close()
    return folder


def _count(made: Offices) -> None:
    for station, reach in ((made.hub, Reach.HUB), (made.first, Reach.OFFICE)):
        figures = figures_of(station, made.period, Subject(station.unit, reach))
        assert figures.measure.forms == FORMS
        remember(station, (Leaving(made.period, figures),), language="vi", at=AT)


@pytest.fixture
def folders(templates: Path, tmp_path: Path) -> Path:
    for name, copied in (("hub", "hub"), ("first", "ward")):
        shutil.copytree(templates / name, tmp_path / copied)
    return tmp_path


@pytest.mark.parametrize("where", ["hub", "ward"])
def test_an_untouched_base_is_whole(where: str, folders: Path) -> None:
    with closing(open_station(folders / where)) as station:
        found = verify_station(station)
        assert found.problems == ()
        assert found.unproven == ()


@pytest.mark.parametrize(("where", "name"), TRIED)
def test_what_was_changed_is_found_and_named(where: str, name: str, folders: Path) -> None:
    changed(folders / where, TRIES[where][name])
    with closing(open_station(folders / where)) as station:
        found = verify_station(station).problems
    TOLD[where][name] = tuple(sorted({problem.code for problem in found}))
    assert found


def test_the_lines_and_forms_are_named_with_the_package_that_says_otherwise(folders: Path) -> None:
    changed(folders / "hub", after(ONE, rechain, forget))
    with closing(open_station(folders / "hub")) as station:
        (found,) = verify_station(station).problems
        kept = next(folders.glob("hub/packages/*returns*.zip"))
    assert isinstance(found, LinesChanged)
    assert (found.count, found.period, found.file, found.since) == (1, "26Q3", kept.name, datetime.fromisoformat(AT))
    (line,) = found.lines
    assert re.fullmatch(r"record \d+, form 26Q3-00004-CN-1\d{5}-\d\d", str(line))
    assert found.deed is Deed.REBUILD


def test_an_office_whose_counts_were_changed_is_named_with_its_tables_and_forms(folders: Path) -> None:
    changed(folders / "hub", accepted)
    with closing(open_station(folders / "hub")) as station:
        (found,) = verify_station(station).problems
        assert isinstance(found, CountedOtherwise)
        assert (found.unit, found.period, found.tables) == (station.catalogue.office_told(WARD), "26Q3", (ACCEPTED,))
    assert len(found.forms) == FORMS // 2
    assert found.deed is Deed.REBUILD


def test_what_nothing_signed_covers_yet_is_told_as_what_it_is(folders: Path) -> None:
    """A ward that keyed after its last package: nobody can say whether these lines were changed, and verify says so."""
    with closing(open_station(folders / "ward")) as station:
        period = find_period(station, "26Q3")
        reopen_period(station, period, reason="thiếu phiếu", act=act_of())
        found = verify_station(station)
        assert found.problems == ()
        assert [(each.unit, each.lines) for each in found.unproven if each.period == "26Q3"] == [(WARD.code, 1)]


HEALED_BY_REBUILDING = {
    **{name: change for name, change in LINES.items() if "whole stream" not in name and "another name" not in name},
    **COUNTED,
}


REBUILT = [
    pytest.param(name, where, marks=() if (turn + number) % 2 == 0 else pytest.mark.nightly)
    for turn, name in enumerate(HEALED_BY_REBUILDING)
    for number, where in enumerate(("hub", "ward"))
]
"""Each change is healed each day at the hub or at the ward, turn about; at night at both."""


@pytest.mark.parametrize(("name", "where"), REBUILT)
def test_a_rebuild_heals_what_was_signed_or_can_be_counted_and_says_so(name: str, where: str, folders: Path) -> None:
    with closing(open_station(folders / where)) as station:
        subject = Subject(station.unit, Reach.HUB if station.is_hub else Reach.OFFICE)
        before = figures_of(station, find_period(station, "26Q3"), subject)
    changed(folders / where, HEALED_BY_REBUILDING[name])
    with closing(open_station(folders / where)) as station:
        healed = rebuild(station, act=act_of()).healed
        assert verify_station(station).problems == ()
        assert figures_of(station, find_period(station, "26Q3"), subject) == before
    assert healed or name == "the head alone"


def test_a_line_that_no_package_brought_is_taken_out_and_said(folders: Path) -> None:
    changed(folders / "hub", after(BEHIND, rechain))
    with closing(open_station(folders / "hub")) as station:
        told = [each for each in rebuild(station, act=act_of()).healed if each.says == HEALED]
        assert [(each.values["back"], each.values["out"]) for each in told] == [(0, 1)]
        assert verify_station(station).problems == ()


def test_a_rebuild_that_lacks_a_package_takes_nothing_out(folders: Path) -> None:
    changed(folders / "hub", after(BEHIND, rechain))
    next(folders.glob("hub/packages/*returns*.zip")).unlink()
    with closing(open_station(folders / "hub")) as station, pytest.raises(RebuildIncomplete):
        rebuild(station, act=act_of())
