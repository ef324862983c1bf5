"""Who is heard, and whose key is ended, whatever anybody certifies, confirms and ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.domain.basics.units import UnitKey
from models.domain.book.certificates import (
    MOST_CERTIFICATES,
    Certificate,
    EndedHead,
    Heard,
    KeyFact,
    KeyOfUnit,
    heard_stations,
    standing,
    travelling,
)
from models.domain.book.facts import Fact, Kind, PeriodKey, Stream, canonical
from tests.builders.acts import AT, CITY

DISTRICT, WARD, SISTER = (UnitKey(code, date(2025, 7, 1)) for code in ("100", "00004", "00008"))
PERIOD = PeriodKey(CITY, "26Q3")
UPPER = {WARD: (DISTRICT, CITY), SISTER: (CITY,), DISTRICT: (CITY,), CITY: ()}


def is_above(upper: UnitKey, lower: UnitKey) -> bool:
    return upper in UPPER[lower]


def root(station: str, unit: UnitKey) -> Certificate:
    return by(station, station, unit)


def by(signer: str, station: str, unit: UnitKey) -> Certificate:
    return Certificate(station, unit, f"key of {station}", signer)


def is_top(unit: UnitKey) -> bool:
    return not UPPER[unit]


def told(speaker: str, home: UnitKey, n: int, about: UnitKey, kind: Kind, /, **body: object) -> KeyFact:
    fact = Fact(speaker, n, kind.value, "", f"{home.code}/lan", AT, canonical(body))
    return KeyFact(fact, Stream(speaker, about, PERIOD))


def confirmed(station: str, home: UnitKey, n: int, about: UnitKey, of: str) -> KeyFact:
    return told(station, home, n, about, Kind.KEY_CONFIRMED, unit=str(about), key=f"key of {of}")


def ended(
    station: str, home: UnitKey, n: int, about: UnitKey, of: str, upto: int = 0, certified: tuple[str, ...] = ()
) -> KeyFact:
    heads = [[str(about), str(PERIOD), upto, "0" * 64]] if upto else []
    return told(station, home, n, about, Kind.KEY_ENDED, station=of, heads=heads, certified=list(certified))


def heard(
    certificates: list[Certificate], facts: list[KeyFact], own: str = "city", *, elsewhere: tuple[KeyFact, ...] = ()
) -> Heard:
    """Who is heard at `own`; the facts `elsewhere` stand on other branches than those that ends name."""
    home = next(each.unit for each in certificates if each.station == own)
    keys = [KeyOfUnit(each.unit, each.key) for each in certificates if each.station == own and each.signer == own]

    def covered(stream: Stream, heads: Sequence[EndedHead]) -> dict[int, frozenset[str]]:
        upto = max(head.n for head in heads)
        found: dict[int, frozenset[str]] = {}
        for fact, of, _ in facts:
            if of == stream and fact.n <= upto:
                found[fact.n] = found.get(fact.n, frozenset()) | {fact.line()}
        return found

    found = [
        heard_stations(listed, keys, each, home=home, is_above=is_above, is_top=is_top, covered=covered, here=own)
        for listed in (certificates, certificates[::-1])
        for each in ([*facts, *elsewhere], [*elsewhere, *facts][::-1])
    ]
    assert found[1:] == found[:-1]
    return found[0]


OFFICES = [root("city", CITY), root("district", DISTRICT), root("ward", WARD), root("sister", SISTER)]
TRUSTED = [
    confirmed("city", CITY, 1, about, of) for about, of in ((DISTRICT, "district"), (WARD, "ward"), (SISTER, "sister"))
]


def test_an_office_that_certifies_a_higher_station_for_one_of_its_own_ends_it_not() -> None:
    false = by("district", "city", WARD)
    end = ended("district", DISTRICT, 1, WARD, "city")
    assert heard([*OFFICES, false], [*TRUSTED, end]).ended == {}


def test_an_office_that_certifies_a_station_from_beside_for_one_of_its_own_ends_it_not() -> None:
    false = by("district", "sister", WARD)
    end = ended("district", DISTRICT, 1, WARD, "sister")
    assert heard([*OFFICES, false], [*TRUSTED, end]).ended == {}


def test_an_ended_station_neither_confirms_nor_ends_a_key_behind_its_end() -> None:
    end = ended("city", CITY, 2, DISTRICT, "district")
    behind = [confirmed("district", DISTRICT, 5, WARD, "thief"), ended("district", DISTRICT, 6, WARD, "ward")]
    found = heard([*OFFICES, root("thief", WARD)], [*TRUSTED, end, *behind])
    assert "thief" not in found.speaks
    assert set(found.ended) == {"district"}


def test_what_a_thief_wrote_on_another_branch_before_the_end_counts_in_nothing() -> None:
    """Its numbers are below the end; the branch that the end names does not hold it."""
    offices = [*OFFICES, root("mate", WARD), root("thief", WARD)]
    end = ended_up_to_9()
    own = confirmed("district", DISTRICT, 5, WARD, "mate")
    forked = (confirmed("district", DISTRICT, 6, WARD, "thief"), ended("district", DISTRICT, 7, WARD, "ward"))
    found = heard(offices, [*TRUSTED, end, own], elsewhere=forked)
    assert set(found.ended) == {"district"}
    assert "mate" in found.speaks
    assert "thief" not in found.speaks


def test_what_a_thief_wrote_beside_a_line_before_the_end_takes_it_nothing() -> None:
    """Two contents of one key: neither counts until the end leaves one of them."""
    offices = [*OFFICES, root("mate", WARD), root("thief", WARD)]
    own, false = (confirmed("district", DISTRICT, 5, WARD, of)._replace(is_clashing=True) for of in ("mate", "thief"))
    assert not {"mate", "thief"} & set(heard(offices, [*TRUSTED, own], elsewhere=(false,)).speaks)
    found = heard(offices, [*TRUSTED, ended_up_to_9(), own], elsewhere=(false,))
    assert "mate" in found.speaks
    assert "thief" not in found.speaks


def ended_up_to_9() -> KeyFact:
    """The city ends the district's key at line 9 of what it said about the ward."""
    return told(
        "city", CITY, 2, DISTRICT, Kind.KEY_ENDED,
        station="district", heads=[[str(WARD), str(PERIOD), 9, "0" * 64]],
    )  # fmt: skip


def test_who_confirmed_a_key_first_is_told_alike_in_every_order() -> None:
    again = confirmed("city", CITY, 9, WARD, "ward")
    assert heard(OFFICES, [*TRUSTED, again]).confirmed[KeyOfUnit(WARD, "key of ward")].n < 9


def test_what_an_ended_station_said_of_keys_before_its_end_stays() -> None:
    end = told(
        "city", CITY, 2, DISTRICT, Kind.KEY_ENDED,
        station="district", heads=[[str(WARD), str(PERIOD), 6, "0" * 64]],
    )  # fmt: skip
    before = [confirmed("district", DISTRICT, 5, WARD, "mate"), ended("district", DISTRICT, 6, WARD, "ward")]
    found = heard([*OFFICES, root("mate", WARD)], [*TRUSTED, end, *before])
    assert "mate" in found.speaks
    assert set(found.ended) == {"district", "ward"}


def test_an_ended_station_certifies_only_those_that_the_end_names() -> None:
    certificates = [*OFFICES, by("ward", "second", WARD), by("ward", "thief", WARD), by("second", "third", WARD)]
    found = heard(certificates, [*TRUSTED, ended("city", CITY, 2, WARD, "ward", 3, certified=("second",))])
    assert {"second", "third"} <= set(found.speaks)
    assert "thief" not in found.speaks


def test_two_stations_below_the_top_end_each_other_not_whether_anything_of_the_office_above_has_come_or_not() -> None:
    own = [root("ward", WARD), by("ward", "mate", WARD), by("ward", "third", WARD)]
    ends = [ended("ward", WARD, 4, WARD, "mate"), ended("mate", WARD, 1, WARD, "ward")]
    for certificates in (own, [*own, root("city", CITY)]):
        found = heard(certificates, ends, "ward")
        assert found.ended == {}
        assert set(found.speaks) == {"ward", "mate", "third"}


def test_two_stations_at_the_top_that_end_each_other_are_both_ended() -> None:
    certificates = [*OFFICES, by("city", "mate", CITY)]
    ends = [ended("city", CITY, 4, CITY, "mate"), ended("mate", CITY, 1, CITY, "city", certified=("mate",))]
    assert set(heard(certificates, [*TRUSTED, *ends]).ended) == {"city", "mate"}


def test_a_made_up_hub_that_only_an_ended_key_confirmed_ends_nobody() -> None:
    """At a ward whose second computer was stolen: its thief confirms a hub of his own, which ends the first one."""
    certificates = [*OFFICES, by("ward", "second", WARD), root("false hub", CITY)]
    facts = [
        told("ward", WARD, 1, WARD, Kind.KEY_CONFIRMED, unit=str(CITY), key="key of city"),
        told("second", WARD, 9, WARD, Kind.KEY_CONFIRMED, unit=str(CITY), key="key of false hub"),
        ended("false hub", CITY, 1, WARD, "ward"),
        ended("city", CITY, 7, WARD, "second", 4),
    ]
    found = heard(certificates, facts, own="ward")
    assert set(found.ended) == {"second"}
    assert "false hub" not in found.speaks


def test_certificates_in_a_circle_are_heard_only_from_outside_of_it() -> None:
    circle = [by("b", "a", WARD), by("a", "b", WARD)]
    assert standing(circle, (), is_above) == {}
    assert set(
        standing([*circle, by("ward", "a", WARD), root("ward", WARD)], {KeyOfUnit(WARD, "key of ward")}, is_above)
    ) == {
        "a",
        "b",
        "ward",
    }
    assert travelling(circle, ["a"]).certificates == tuple(sorted(circle))


def test_a_long_chain_of_certificates_is_followed_in_one_pass() -> None:
    calls = 0

    def counted(upper: UnitKey, lower: UnitKey) -> bool:
        nonlocal calls
        calls += 1
        return is_above(upper, lower)

    chain = [root("0", WARD), *(by(str(n), str(n + 1), WARD) for n in range(5_000))]
    assert len(standing(chain[::-1], {KeyOfUnit(WARD, "key of 0")}, counted)) == 5_001
    assert calls <= len(chain)


def test_every_station_has_its_signers_beside_it_and_who_comes_first_has_precedence() -> None:
    crowd = [by(f"stranger {n}", "ward", WARD) for n in range(100)] + [root(f"stranger {n}", WARD) for n in range(100)]
    found = travelling(
        [*OFFICES, by("ward", "second", WARD), *crowd], ["second", *(f"stranger {n}" for n in range(100))]
    )
    there = {each.station for each in found.certificates}
    assert len(found.certificates) <= MOST_CERTIFICATES
    assert {"second", "ward"} <= found.stations == there
    assert {each.signer for each in found.certificates} <= there
