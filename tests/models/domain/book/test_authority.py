"""Laws 34 and 35: who may say what about whom, cell by cell as the table of docs/merging.md says."""

from __future__ import annotations

import itertools
import re
from datetime import date
from pathlib import Path

import pytest

from models.domain.basics.units import UnitKey
from models.domain.book.activity import Told, content_digest, counting
from models.domain.book.authority import UNHEARD, Objection, Related, Speaker, objection, speaker_of, with_effect
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey
from tests.builders.lines import FORMS, fact, keying

PAGE = Path(__file__).parents[4] / "docs" / "merging.md"
WARD, OTHER_WARD = UnitKey("00004", date(2025, 7, 1)), UnitKey("00008", date(2025, 7, 1))
DISTRICT, CITY = UnitKey("001", date(2008, 8, 1)), UnitKey("01", date(2008, 8, 1))
ABOVE = (DISTRICT, CITY)
SPEAKERS = {
    "pc1": speaker_of(WARD, WARD, ABOVE),
    "hub": speaker_of(DISTRICT, WARD, ABOVE),
    "top": speaker_of(CITY, WARD, ABOVE),
    "thief": speaker_of(OTHER_WARD, WARD, ABOVE),
}
COLUMNS = {"the office itself": WARD, "an office above": DISTRICT, "any other office": OTHER_WARD}
OF_KEYINGS = {"a keying": "", "an amendment, a void or a ruling": "pc1:1"}
KINDS = ("an unknown kind", *OF_KEYINGS, *(kind.value for kind in Kind))


def line_of(kind: str, author: str) -> Line:
    if kind in OF_KEYINGS:
        return keying(1)._replace(settles=OF_KEYINGS[kind], by=author)
    return Fact("pc1", 1, "novelty" if kind == "an unknown kind" else kind, "", author, "", "")


def rows_under(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading of the page, row by row."""
    text = PAGE.read_text(encoding="utf-8").partition(heading)[2]
    found = re.search(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    assert found is not None
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in found[0].splitlines()]


def table() -> dict[tuple[str, str], str]:
    """The cells of the table on the page, by kind and column."""
    header, _, *body = rows_under("## Who may say what")
    return {
        (kind.strip(" `"), column): cell
        for row in body
        for kind in row[0].split(", ")
        for column, cell in zip(header[1:], row[1:], strict=True)
    }


@pytest.mark.parametrize(("kind", "column"), list(itertools.product(KINDS, COLUMNS)))
def test_the_table_on_the_page_is_the_function(kind: str, column: str) -> None:
    home = COLUMNS[column]
    said = objection(line_of(kind, f"{home.code}/lan"), speaker_of(home, WARD, ABOVE))
    assert table()[(kind.removeprefix("an amendment, "), column)] == ("yes" if said is None else "no"), (kind, column)


def test_what_an_office_is_to_another_one_stands_on_the_page() -> None:
    added, successor = UnitKey("B0001", date(2026, 1, 1)), UnitKey("00010", date(2027, 7, 1))
    related = Related({WARD: added}, {successor: frozenset((WARD,))})
    above = related.above(WARD, _known)
    opened = UnitKey("B0002", date(2026, 1, 1))
    homes = {
        "the office itself": WARD,
        "one that took over its work": successor,
        "one over it in the catalogue": DISTRICT,
        "one over it by the campaign": added,
        "the one that opened the period": opened,
        "any other": OTHER_WARD,
    }
    found = {
        name: speaker_of(home, WARD, (*above, opened), related.predecessors.get(home, ())).relation.value
        for name, home in homes.items()
    }
    found["one whose work it took over"] = speaker_of(WARD, successor, ()).relation.value
    assert found == dict(rows_under("**What an office is")[2:])


def _known(unit: UnitKey) -> tuple[UnitKey, ...]:
    return {WARD: (DISTRICT,)}.get(unit, ())


def test_the_table_on_the_page_has_a_row_for_every_kind() -> None:
    rows = {kind for kind, _ in table()}
    assert {kind.value for kind in Kind} <= rows


@pytest.mark.parametrize("kind", KINDS)
def test_34_an_office_that_took_over_the_work_of_another_speaks_about_it_as_that_one_did(kind: str) -> None:
    successor = UnitKey("00010", date(2027, 7, 1))
    line = line_of(kind, "00010/lan")
    as_itself = objection(line_of(kind, "00004/lan"), speaker_of(WARD, WARD, ABOVE))
    assert objection(line, speaker_of(successor, WARD, ABOVE, (OTHER_WARD, WARD))) is as_itself
    assert objection(line, speaker_of(successor, WARD, ABOVE, (OTHER_WARD,))) is Objection.OFFICE
    # and the other way round it is a stranger: who was taken over says nothing about who came after
    assert objection(line_of(kind, "00004/lan"), speaker_of(WARD, successor, ABOVE)) is Objection.OFFICE


def test_34_offices_above_are_those_of_the_catalogue_and_those_that_the_campaign_names_the_nearest_first() -> None:
    added = UnitKey("B0001", date(2026, 1, 1))
    known = {WARD: ABOVE, DISTRICT: (CITY,)}

    def superiors(unit: UnitKey) -> tuple[UnitKey, ...]:
        return known.get(unit, ())

    assert Related({}, {}).above(WARD, superiors) == ABOVE
    assert Related({added: DISTRICT}, {}).above(added, superiors) == (DISTRICT, CITY)
    assert Related({added: WARD, CITY: added}, {}).above(added, superiors) == (WARD, DISTRICT, CITY)


def test_34_who_is_put_between_an_office_and_the_one_above_it_stands_under_that_one() -> None:
    added = UnitKey("B0001", date(2026, 1, 1))

    def superiors(unit: UnitKey) -> tuple[UnitKey, ...]:
        return {WARD: (CITY,), DISTRICT: (CITY,)}.get(unit, ())

    assert Related({WARD: DISTRICT}, {}).above(WARD, superiors) == (DISTRICT, CITY)
    assert Related({WARD: DISTRICT, DISTRICT: CITY}, {}).above(WARD, superiors) == (DISTRICT, CITY)
    assert Related({WARD: added}, {}).above(WARD, superiors) == (added, CITY)
    assert Related({WARD: added, added: DISTRICT}, {}).above(WARD, superiors) == (added, DISTRICT, CITY)
    assert Related({WARD: CITY}, {}).above(WARD, superiors) == (CITY,)


@pytest.mark.parametrize(("kind", "column"), list(itertools.product(KINDS, COLUMNS)))
def test_nobody_writes_in_the_name_of_another_office(kind: str, column: str) -> None:
    home = COLUMNS[column]
    for author in {each.code for each in (WARD, OTHER_WARD, DISTRICT, CITY)} - {home.code}:
        said = objection(line_of(kind, f"{author}/lan"), speaker_of(home, WARD, ABOVE))
        assert said is (Objection.OFFICE if home == OTHER_WARD else Objection.AUTHOR)


@pytest.mark.parametrize("kind", KINDS)
def test_a_station_whose_key_nobody_confirmed_says_nothing(kind: str) -> None:
    for home in (WARD, OTHER_WARD, DISTRICT, CITY):
        assert objection(line_of(kind, f"{home.code}/lan"), UNHEARD) is Objection.KEY


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_station_whose_key_was_ended_only_the_lines_up_to_the_named_heads_have_effect(kind: str) -> None:
    line = line_of(kind, "00004/lan")
    ended = speaker_of(WARD, WARD, ABOVE)._replace(only=frozenset())
    assert objection(line, ended) is Objection.ENDED
    heard = objection(line, ended._replace(only=frozenset((line.line(),))))
    assert heard is objection(line, ended._replace(only=None))


def told(*lines: Line, speakers: dict[str, Speaker] = SPEAKERS) -> Told:
    facts = [line for line in lines if isinstance(line, Fact)]
    keyings = [line for line in lines if isinstance(line, Keying)]
    return Told(WARD, PeriodKey(CITY, "26Q3"), facts, keyings, {}, speakers)


def by(line: Fact, author: str) -> Fact:
    return line._replace(by=author)


@pytest.mark.parametrize(
    "forged",
    [
        by(fact(1, Kind.WITHDRAWN, station="thief", lines=[["pc1", 1, 9]], reason="x"), "00008/lan"),
        by(fact(1, Kind.WITHDRAWN, station="thief", lines=[["pc1", 1, 9]], reason="x"), "00004/lan"),
        by(fact(1, Kind.WITHDRAWN, station="thief", lines=[["pc1", 1, 9]], reason="x"), "01/hub"),
        by(fact(1, Kind.CLOSED, station="thief", heads={"pc1": [1, "0" * 64]}, replaces=[]), "00008/lan"),
        by(fact(1, Kind.CLOSED, station="hub", heads={"pc1": [1, "0" * 64]}, replaces=[]), "001/vu"),
        by(fact(1, Kind.SPOILED, FORMS[0], station="thief"), "00008/lan"),
        keying(1, "1", station="thief", settles=[keying(1).ref])._replace(by="00008/lan"),
        keying(1, "1", station="hub")._replace(by="001/vu"),
    ],
)
def test_what_has_no_effect_changes_nothing(forged: Line) -> None:
    honest = (keying(1), keying(2, serial=FORMS[1]), fact(3, Kind.HANDED_OUT, *FORMS[:2]))
    before, after = counting(told(*honest)), counting(told(*honest, forged))
    assert after.without_effect == 1
    assert after == before._replace(without_effect=1)


def test_nobody_undoes_an_act_of_an_office_above() -> None:
    ruling = keying(1, "2", station="hub", settles=[keying(1).ref])._replace(by="001/vu")
    amended = keying(2, "5", settles=[ruling.ref])
    (seen,) = with_effect([amended], SPEAKERS)
    assert seen.settles == ""
    assert with_effect([ruling], SPEAKERS) == [ruling]
    out = by(fact(2, Kind.WITHDRAWN, station="hub", lines=[["pc1", 1, 1]], reason="x"), "001/vu")
    lines = (keying(1), out)
    back = fact(3, Kind.REINSTATED, withdrawal=str(out.ref))
    assert counting(told(*lines, back)).keyings == ()
    from_top = by(fact(1, Kind.REINSTATED, station="top", withdrawal=str(out.ref)), "01/ha")
    assert counting(told(*lines, from_top)).keyings == (keying(1),)
    taken_out = fact(4, Kind.WITHDRAWN, lines=[["hub", 1, 1], ["pc1", 1, 1]], reason="x")
    assert counting(told(keying(1), ruling, taken_out)).keyings == (ruling,)


def test_a_clash_in_which_one_content_has_no_effect_is_none() -> None:
    mine, forged = keying(1), keying(1, "2")._replace(by="00008/lan")
    both = Told(WARD, PeriodKey(CITY, "26Q3"), [], [], {mine.ref: (mine, forged)}, SPEAKERS)
    assert counting(both).keyings == (mine,)
    assert counting(both).open_clashes == ()


def test_of_several_offices_the_highest_ones_choice_counts() -> None:
    one, other = keying(1), keying(1, "2")
    by_ward = fact(2, Kind.CHOSEN, line=str(one.ref), digest=content_digest(one))
    by_hub = by(fact(1, Kind.CHOSEN, station="hub", line=str(one.ref), digest=content_digest(other)), "001/vu")
    both = Told(WARD, PeriodKey(CITY, "26Q3"), [by_ward], [], {one.ref: (one, other)}, SPEAKERS)
    assert counting(both).keyings == (one,)
    assert counting(both._replace(facts=[by_ward, by_hub])).keyings == (other,)
    top = by(fact(1, Kind.CHOSEN, station="top", line=str(one.ref), digest=content_digest(one)), "01/ha")
    assert counting(both._replace(facts=[by_ward, by_hub, top])).keyings == (one,)
