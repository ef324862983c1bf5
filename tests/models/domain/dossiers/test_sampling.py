from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain.dossiers.frame import FrameEntry
from models.domain.dossiers.frame_people import ApplicantKind
from models.domain.dossiers.sampling import (
    Claim,
    MarginWrong,
    NotASamplingRecord,
    NothingToDraw,
    SampleSizeWrong,
    SamplingRecord,
    draw_sample,
    order_of,
    record_without_frame,
    sample_size,
    shared_out,
)

GOLDEN_DRAWN = ["H00005", "H00013", "H00020", "H00028", "H00003", "H00018"]
GOLDEN_RESERVE = ["H00001", "H00006"]


def entry(number: int, *, sector: str = "Hộ tịch", person: int | None = None) -> FrameEntry:
    day = date(2026, 7, 1) + timedelta(days=number % 90)
    key = f"p{number if person is None else person}"
    return FrameEntry(
        f"H{number:05}", sector, "", "", "A", "", "", ApplicantKind.INDIVIDUAL, None, None, None, day, key
    )


@st.composite
def frames(draw: st.DrawFn) -> list[FrameEntry]:
    sectors = draw(st.lists(st.sampled_from(["Hộ tịch", "Đất đai", "Xây dựng", "Y", ""]), min_size=1, max_size=120))
    people = draw(st.lists(st.integers(0, 60), min_size=len(sectors), max_size=len(sectors)))
    return [entry(n, sector=s, person=p) for n, (s, p) in enumerate(zip(sectors, people, strict=True))]


@pytest.mark.parametrize(
    ("population", "size"),
    [(1, 1), (50, 45), (100, 80), (200, 134), (300, 172), (500, 223), (800, 267), (1000, 286), (2000, 334), (5000, 371),
     (10_000, 385), (100_000, 399), (547, 232)],
)  # fmt: skip
def test_sample_sizes_are_those_of_the_formula_rounded_up(population: int, size: int) -> None:
    assert sample_size(population) == size


def test_by_sector_every_sector_has_the_size_of_its_own_formula() -> None:
    frame = [entry(n, sector="Hộ tịch") for n in range(100)] + [entry(n, sector="Đất đai") for n in range(100, 109)]
    drawn = draw_sample(frame, seed="s", by_sector=True)
    assert {s.sector: (s.dossiers, s.drawn) for s in drawn.strata} == {"Hộ tịch": (100, 80), "Đất đai": (9, 9)}
    assert SamplingRecord.parse(json.loads(json.dumps(drawn.record().body()))).is_by_sector
    assert not draw_sample(frame, seed="s", by_sector=True, size=20).is_by_sector


def test_impossible_sizes_and_margins_are_refused() -> None:
    with pytest.raises(SampleSizeWrong):
        sample_size(0)
    with pytest.raises(SampleSizeWrong):
        draw_sample([entry(1)], seed="s", size=0)
    with pytest.raises(NothingToDraw):
        draw_sample([], seed="s")
    for margin in (Fraction(0), Fraction(1), Fraction(-1, 2)):
        with pytest.raises(MarginWrong):
            sample_size(100, margin)


@settings(max_examples=80)
@given(frames(), st.text(max_size=5), st.one_of(st.none(), st.integers(1, 150)), st.integers(0))
def test_the_order_of_the_list_changes_nothing(
    frame: list[FrameEntry], seed: str, size: int | None, shuffle: int
) -> None:
    shuffled = frame[:]
    Random(shuffle).shuffle(shuffled)
    assert draw_sample(frame, seed=seed, size=size) == draw_sample(shuffled, seed=seed, size=size)


@settings(max_examples=80)
@given(frames(), st.text(max_size=5), st.integers(1, 150))
def test_nobody_is_drawn_twice_and_the_sectors_add_up(frame: list[FrameEntry], seed: str, size: int) -> None:
    draw = draw_sample(frame, seed=seed, size=size)
    people = [drawn.person for drawn in (*draw.entries, *draw.reserve)]
    assert len(people) == len(set(people))
    assert draw.size == min(size, len({e.person for e in frame})) == sum(s.drawn for s in draw.strata)
    assert draw.population == len(frame)
    for stratum in draw.strata:
        assert stratum.drawn + stratum.reserve <= stratum.people <= stratum.dossiers
    if size >= len(draw.strata):
        assert all(stratum.drawn for stratum in draw.strata if stratum.people)


@settings(max_examples=80)
@given(frames())
def test_each_person_stands_with_the_first_dossier_in_order(frame: list[FrameEntry]) -> None:
    firsts: dict[str, FrameEntry] = {}
    for candidate in sorted(frame, key=order_of):
        firsts.setdefault(candidate.person, candidate)
    draw = draw_sample(frame, seed="s", size=len(frame))
    assert set(draw.entries) == set(firsts.values())


def test_a_seed_gives_this_very_sample_on_every_machine() -> None:
    frame = [entry(n, sector="Hộ tịch" if n % 3 else "Đất đai") for n in range(30)]
    draw = draw_sample(frame, seed="26Q3", size=6)
    assert [drawn.dossier for drawn in draw.entries] == GOLDEN_DRAWN
    assert [drawn.dossier for drawn in draw.reserve] == GOLDEN_RESERVE
    assert draw_sample(frame, seed="26Q4", size=6).entries != draw.entries


def test_everybody_has_the_same_chance() -> None:
    frame = [entry(n) for n in range(10)]
    times = Counter(d.dossier for seed in range(1000) for d in draw_sample(frame, seed=str(seed), size=4).entries)
    assert len(times) == 10
    assert all(340 < count < 460 for count in times.values())


def test_places_are_shared_out_by_the_largest_remainder() -> None:
    # quotas 4.7, 3.1, 2.2: the seat that is left goes to .7
    assert shared_out(10, [Claim("a", 47, 47), Claim("b", 31, 31), Claim("c", 22, 22)]) == {"a": 5, "b": 3, "c": 2}


def test_each_sector_gets_one_place_when_there_are_enough() -> None:
    assert shared_out(3, [Claim("a", 98, 98), Claim("b", 1, 1), Claim("c", 1, 1)]) == {"a": 1, "b": 1, "c": 1}
    assert shared_out(2, [Claim("a", 98, 98), Claim("b", 1, 1), Claim("c", 1, 1)]) == {"a": 2, "b": 0, "c": 0}


def test_what_a_sector_cannot_take_goes_to_the_others() -> None:
    assert shared_out(10, [Claim("a", 50, 2), Claim("b", 30, 30), Claim("c", 20, 20)]) == {"a": 2, "b": 5, "c": 3}
    assert shared_out(99, [Claim("a", 1, 2), Claim("b", 1, 0)]) == {"a": 2, "b": 0}


def test_the_record_has_no_personal_data_and_survives_json() -> None:
    record = draw_sample([entry(n) for n in range(40)], seed="26Q3").record()
    text = json.dumps(record.body(), ensure_ascii=False)
    assert "H000" not in text
    assert "p1" not in text
    assert SamplingRecord.parse(json.loads(text)) == record
    assert record.is_drawn


def test_without_a_frame_the_record_says_what_is_known() -> None:
    unknown = record_without_frame(population=None, size=100)
    assert (unknown.population, unknown.is_drawn) == (None, False)
    assert SamplingRecord.parse(json.loads(json.dumps(unknown.body()))) == unknown
    assert record_without_frame(population=500, size=100).population == 500
    assert record_without_frame(population=1, size=1).size == 1
    for population, size, wrong in ((0, 10, 0), (None, 0, 0), (None, -3, -3), (-2, 5, -2)):
        with pytest.raises(SampleSizeWrong) as refused:
            record_without_frame(population=population, size=size)
        assert refused.value.size == wrong


@pytest.mark.parametrize(
    "wrong",
    [{"strata": 1}, {"size": "3"}, {"size": -1}, {"size": True}, {"strata": [[1]]}, {"strata": [["a", 1, 2, 3, "4"]]}, {"margin": 5},
     {"margin": "x"}, {"margin": "1/0"}, {"margin": "1e999999999"}, {"seed": None}, {"population": "547"}],
)  # fmt: skip
def test_a_record_that_is_none_is_refused(wrong: dict[str, object]) -> None:
    body = draw_sample([entry(1)], seed="s").record().body() | wrong
    with pytest.raises(NotASamplingRecord):
        SamplingRecord.parse(body)
