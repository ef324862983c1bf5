"""Each signal on hand-made evidence with a known answer, and on ordinary evidence, where it must keep quiet."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from models.domain.dossiers.sampling import SamplingRecord, Stratum
from models.domain.signals import SIGNALS, look
from models.domain.signals.evidence import Evidence, Found, Keyed, ValidForm

AT = datetime.fromisoformat("2026-10-05T08:00:00+07:00")
WIDTH = 20


def form(n: int, marks: str, *, by: str = "00004/lan", batch: str = "q1", sector: str = "Hộ tịch") -> ValidForm:
    return ValidForm(f"26Q3-00004-CN-{100_000 + n}-00", "m", marks, "", marks, by, batch, sector)


def ordinary(count: int, *, seed: int = 1, by: str = "00004/lan", start: int = 0) -> tuple[ValidForm, ...]:
    """Forms whose answers fall as independent dice do."""
    chance = random.Random(seed)
    return tuple(form(start + n, "".join(chance.choices("12345", k=WIDTH)), by=by) for n in range(count))


def keyed(n: int, *, minutes: float, seconds: int = 60, by: str = "00004/lan") -> Keyed:
    return Keyed(f"s{n:03d}", by, AT + timedelta(minutes=minutes), seconds, WIDTH)


def found(evidence: Evidence, signal: str) -> Found:
    (one,) = [each for each in look(evidence) if each.signal == signal]
    return one


def test_every_signal_answers_even_when_there_is_nothing() -> None:
    for signal in SIGNALS:
        lines = signal.look(Evidence())
        assert lines
        assert not any(line.is_striking for line in lines)


def test_ordinary_answers_give_no_signal() -> None:
    keyings = tuple(keyed(n, minutes=4 * n) for n in range(60))
    evidence = Evidence(answered=ordinary(60), keyed=keyings, totals={"handed_out": 80, "valid": 60, "issued": 100})
    assert [line.signal for line in look(evidence) if line.is_striking] == []


def test_straight_lines_are_counted_against_independent_answers() -> None:
    evidence = Evidence(answered=(form(1, "1" * 8), form(2, "1" * 8), form(3, "2" * 8), form(4, "12121212")))
    one = found(evidence, "straight")
    # shares: first places (3/4, 1/4) four times and (1/2, 1/2) four times, so 3/4⁴·1/2⁴ + 1/4⁴·1/2⁴
    assert (one.number, one.of) == (3, 4)
    assert one.expected == 4 * (Fraction(3, 4) ** 4 + Fraction(1, 4) ** 4) * Fraction(1, 2) ** 4
    assert one.is_striking
    assert len(one.serials) == 3


def test_a_form_with_a_blank_is_no_straight_line() -> None:
    assert found(Evidence(answered=(form(1, "4444444."),)), "straight").of == 0


def test_copies_are_found_in_pairs() -> None:
    evidence = Evidence(answered=(*ordinary(30), form(90, "45" * 10), form(91, "45" * 10), form(92, "45" * 10)))
    one = found(evidence, "identical")
    assert (one.number, one.of) == (3, 33 * 32 // 2)
    assert one.is_striking
    assert [serial[14:20] for serial in one.serials] == ["100090", "100091", "100092"]


@pytest.mark.parametrize(("changed", "pairs"), [(1, 1), (2, 1), (3, 0)])
def test_near_copies_differ_in_one_or_two_answers(changed: int, pairs: int) -> None:
    base = "45" * 10
    other = "".join("1" if place in (0, 9, 19)[:changed] else sign for place, sign in enumerate(base))
    one = found(Evidence(answered=(*ordinary(30), form(90, base), form(91, other))), "near")
    assert one.number == pairs
    assert one.is_striking is bool(pairs)


def test_nobody_types_twenty_answers_in_five_seconds() -> None:
    evidence = Evidence(
        keyed=(keyed(1, minutes=0, seconds=5), keyed(2, minutes=5, seconds=6), keyed(3, minutes=9, seconds=0))
    )
    one = found(evidence, "times")
    assert (one.number, one.of, one.serials) == (1, 2, ("s001",))
    assert one.is_striking


def test_one_person_does_not_key_two_forms_at_once() -> None:
    evidence = Evidence(
        keyed=(
            keyed(1, minutes=1),
            keyed(2, minutes=1.5),
            keyed(3, minutes=1.5, by="00004/minh"),
            keyed(4, minutes=2.5),
        )
    )
    assert found(evidence, "overlaps").serials == ("s002",)


def test_a_burst_stands_out_from_the_same_persons_pace() -> None:
    slow = [keyed(n, minutes=10 * n, seconds=30) for n in range(12)]
    fast = [keyed(50 + n, minutes=200 + n / 4, seconds=10) for n in range(30)]
    one = found(Evidence(keyed=(*slow, *fast)), "bursts")
    assert (one.number, one.expected, one.about) == (30, Fraction(1), "00004/lan")
    assert one.is_striking


def test_paper_is_not_keyed_before_it_was_printed_or_handed_out() -> None:
    evidence = Evidence(
        keyed=(keyed(1, minutes=0), keyed(2, minutes=10)),
        printed={"s001": AT + timedelta(minutes=5), "s002": AT + timedelta(minutes=5)},
        handed_out={"s001": AT - timedelta(minutes=5), "s002": AT + timedelta(minutes=11)},
    )
    assert found(evidence, "before_printed").serials == ("s001",)
    assert found(evidence, "before_handed_out").serials == ("s002",)


def test_numbers_that_were_never_issued_are_named() -> None:
    evidence = Evidence(keyed_not_issued=("x",), issued_twice=("y", "z"), totals={"issued": 10})
    assert found(evidence, "numbers").serials == ("x",)
    assert found(evidence, "twice").number == 2


def test_a_keyer_with_many_blanks_is_named() -> None:
    blank = tuple(form(200 + n, "." + "4" * 19, by="00004/minh") for n in range(12))
    one = found(Evidence(answered=(*ordinary(40), *blank)), "blanks")
    assert (one.about, one.number, one.of) == ("00004/minh", 12, 12)
    # all 12 blank ones among 12 drawn of 52; two groups are compared, because the only batch is everything
    assert one.chance == Fraction(2, 206_379_406_870)


def test_a_batch_with_nothing_but_the_best_is_named() -> None:
    best = tuple(form(200 + n, "45" * 10, batch="q2") for n in range(15))
    assert found(Evidence(answered=(*ordinary(60), *best)), "best").about == "q2"


def test_a_batch_that_hardly_changes_its_level_is_named() -> None:
    flat = tuple(form(200 + n, "4" * 18 + "53", batch="q2") for n in range(15))
    assert found(Evidence(answered=(*ordinary(60), *flat)), "level").about == "q2"


@pytest.mark.parametrize(("valid", "striking"), [(300, True), (290, False), (0, False)])
def test_three_hundred_of_three_hundred_is_too_good(valid: int, *, striking: bool) -> None:
    one = found(Evidence(totals={"handed_out": 300, "valid": valid}), "returns")
    assert one.expected == 294
    assert one.is_striking is striking


def test_the_sectors_of_the_sample_are_those_of_the_frame() -> None:
    strata = (Stratum("Hộ tịch", 500, 500, 50, 10), Stratum("Đất đai", 500, 500, 50, 10))
    record = SamplingRecord(1000, 100, "hat", None, strata)
    even = tuple(form(n, "4" * 20, sector="Hộ tịch" if n % 2 else "ĐẤT ĐAI") for n in range(100))
    odd = tuple(form(n, "4" * 20, sector="Hộ tịch" if n < 80 else "Đất đai") for n in range(100))
    assert not found(Evidence(answered=even, draws=(record,)), "sectors").is_striking
    one = found(Evidence(answered=odd, draws=(record,)), "sectors")
    # χ² = 30²/50 + 30²/50 = 36 with one degree of freedom
    assert (one.number, one.expected, one.about) == (80, Fraction(50), "Hộ tịch")
    assert one.chance is not None
    assert float(one.chance) == pytest.approx(1.973175e-9, rel=1e-5)


def test_drawing_again_is_counted() -> None:
    strata = (Stratum("Hộ tịch", 500, 500, 50, 10),)
    draws = tuple(SamplingRecord(500, 50, seed, None, strata) for seed in ("a", "b", "c"))
    one = found(Evidence(draws=draws), "draws")
    assert (one.number, one.of, one.about) == (2, 3, "a, b, c")
    assert not found(Evidence(draws=draws[:1]), "draws").is_striking


def test_identical_pairs_and_what_chance_gives_add_up_over_questionnaires() -> None:
    one = [form(1, "11"), form(2, "11"), form(3, "12")]
    other = [form(n, marks)._replace(coding="n") for n, marks in ((4, "3"), (5, "4"))]
    line = found(Evidence(answered=(*one, *other)), "identical")
    # two forms agree in the first place always, in the second with (2/3)² + (1/3)²; in the other questionnaire with 1/2
    assert (line.number, line.of, line.expected) == (1, 3 + 1, 3 * Fraction(5, 9) + Fraction(1, 2))
    assert [serial[14:20] for serial in line.serials] == ["100001", "100002"]


def test_forms_of_few_questions_are_not_compared_for_near_copies() -> None:
    for width, pairs in ((14, 0), (15, 1)):
        evidence = Evidence(answered=(form(1, "4" * width), form(2, "4" * (width - 1) + "5")))
        assert (found(evidence, "near").of, found(evidence, "near").number) == (pairs, pairs)


def test_keyings_from_a_table_have_no_pace() -> None:
    slow = [keyed(n, minutes=10 * n, seconds=30) for n in range(12)]
    table = [keyed(50 + n, minutes=200, seconds=0) for n in range(30)]
    assert found(Evidence(keyed=(*slow, *table)), "bursts").of == 12
    quick = [keyed(50 + n, minutes=200, seconds=1) for n in range(30)]
    assert found(Evidence(keyed=(*slow, *quick)), "bursts").number == 30


def test_what_was_printed_at_the_moment_of_keying_is_not_early() -> None:
    evidence = Evidence(keyed=(keyed(1, minutes=5),), printed={"s001": AT + timedelta(minutes=5)})
    assert found(evidence, "before_printed").serials == ()


@pytest.mark.parametrize(("begun", "at_once"), [(0, ()), (-1, ()), (-2, ("s002",))])
def test_a_second_of_rounding_is_no_overlap(begun: int, at_once: tuple[str, ...]) -> None:
    after = Keyed("s002", "00004/lan", AT + timedelta(seconds=60 + begun), 60, WIDTH)
    assert found(Evidence(keyed=(keyed(1, minutes=0), after)), "overlaps").serials == at_once


def test_a_batch_with_three_levels_has_not_only_the_best() -> None:
    mixed = tuple(form(200 + n, "345" * 6 + "45", batch="q2") for n in range(15))
    assert found(Evidence(answered=(*ordinary(60), *mixed)), "best").number == 0


@pytest.mark.parametrize(("same", "about"), [(18, "q2"), (17, "")])
def test_hardly_changing_is_one_level_on_nine_of_ten(same: int, about: str) -> None:
    flat = tuple(form(200 + n, "4" * same + "5" * (WIDTH - same), batch="q2") for n in range(15))
    assert found(Evidence(answered=(*ordinary(60), *flat)), "level").about == about


def test_sectors_too_small_for_the_test_are_put_together_and_foreign_ones_left_out() -> None:
    strata = (
        Stratum("Đất đai", 800, 800, 80, 0),
        Stratum("Hộ tịch", 100, 100, 10, 0),
        Stratum("Tư pháp", 60, 60, 6, 0),
        Stratum("Thuế", 40, 40, 4, 0),
    )
    record = SamplingRecord(1000, 50, "hat", None, strata)
    counts = {"Đất đai": 30, "Hộ tịch": 10, "Tư pháp": 6, "Thuế": 4, "Khác": 9}
    sectors = [sector for sector, count in counts.items() for _ in range(count)]
    forms = tuple(form(n, "4" * 20, sector=sector) for n, sector in enumerate(sectors))
    one = found(Evidence(answered=forms, draws=(record,)), "sectors")
    # 40, 5 and 3 + 2 are expected of 50: χ² = 10²/40 + 5²/5 + 5²/5 = 12.5 with two degrees of freedom, e^(−12.5/2)
    assert (one.of, one.number, one.expected, one.about) == (50, 10, Fraction(5), "Hộ tịch")
    assert one.chance is not None
    assert float(one.chance) == pytest.approx(0.001930454, rel=1e-6)
    assert one.serials == tuple(each.serial for each in forms if each.sector == "Hộ tịch")


def test_one_draw_names_no_seed_and_a_second_names_both() -> None:
    strata = (Stratum("Hộ tịch", 500, 500, 50, 10),)
    draws = tuple(SamplingRecord(500, 50, seed, None, strata) for seed in ("a", "b"))
    assert found(Evidence(draws=draws[:1]), "draws").about == ""
    assert (found(Evidence(draws=draws), "draws").about, found(Evidence(draws=draws), "draws").number) == ("a, b", 1)


def test_levels_beyond_nine_are_answers_like_all_others() -> None:
    few, many = (
        (form(n, "ab" * 10, by="00004/lan") for n in range(20)),
        (form(n, "19" * 10, by="00004/ha") for n in range(20, 60)),
    )
    evidence = Evidence(answered=(*few, *many))
    assert found(evidence, "best").is_striking
    assert not any(line.is_striking for line in look(evidence) if line.signal == "blanks")
