"""B12: the record of the draw, as an officer reads it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models.catalogue import BUILT_IN
from models.domain.basics.problems import Sentence
from models.domain.dossiers.sampling import SamplingRecord, Stratum
from models.domain.sheets.report import UnitSample
from models.domain.sheets.sampling import hub_sampling_table, sampling_table, strata_table
from models.language import load
from models.language.tables import words
from tests.builders.surveys import EVALUATED

STRATA = (Stratum("Hộ tịch", 400, 300, 170, 34), Stratum("Đất đai", 147, 100, 62, 13))


def drawn(*, margin: Fraction | None = Fraction(1, 20)) -> SamplingRecord:
    return SamplingRecord(547, 232, "hat-giong", margin, STRATA, 3)


def read(record: SamplingRecord | None) -> dict[str, str]:
    """The rows as they are printed."""
    language = load("en")
    printed: dict[str, str] = {}
    for row in sampling_table(record, records=2).rows:
        name, value = row.cells
        assert isinstance(name, Sentence)
        assert isinstance(value, str | Sentence)
        printed[words(language, name)] = words(language, value)
    return printed


@pytest.mark.parametrize(
    ("margin", "told"),
    [
        (Fraction(1, 20), "n = N / (1 + N × e²), e = 5 %: 231.05, rounded up 232"),
        (Fraction(3, 40), "n = N / (1 + N × e²), e = 7.50 %: 134.17, rounded up 135"),
        (None, "none: the size was given by hand"),
    ],
)
def test_the_formula_stands_with_its_exact_and_its_rounded_size(margin: Fraction | None, told: str) -> None:
    assert read(drawn(margin=margin))["Formula of the sample size"] == told


def test_the_record_tells_frame_people_reserve_and_seed() -> None:
    told = read(drawn())
    assert told["Frame: finished dossiers of the period (N)"] == "547"
    assert told["Different people in the frame"] == "400"
    assert (told["People drawn (n)"], told["Reserve drawn"], told["Reserve used"]) == ("232", "47", "3")
    assert (told["Seed of the draw"], told["Sampling records in the period"]) == ("hat-giong", "2")


def test_a_survey_at_the_desk_has_no_draw_and_says_so() -> None:
    told = read(SamplingRecord(None, 100))
    assert told["Frame: finished dossiers of the period (N)"] == "not known"
    assert told["Forms to hand out"] == "100"
    assert "Seed of the draw" not in told


def test_sectors_stand_in_the_order_of_the_alphabet_with_their_shares_of_frame_and_sample() -> None:
    second, first, total = (row.cells for row in strata_table(drawn()).rows)
    assert first == ("2", "Hộ tịch", 400, Fraction(40_000, 547), 300, 170, Fraction(17_000, 232), 34)
    assert second[:2] == ("1", "Đất đai")
    assert total[2:] == (547, 100, 400, 232, 100, 47)


def test_a_hub_adds_up_the_records_of_its_offices() -> None:
    offices = [BUILT_IN.find_unit(code, EVALUATED[1]) for code in ("00004", "00008", "00025")]
    records = (drawn(), SamplingRecord(100, 40), None)
    table = hub_sampling_table([UnitSample(*each) for each in zip(offices, records, strict=True)])
    assert [row.cells[0] for row in table.rows] == ["1", "2", "3", ""]
    assert table.rows[0].cells[2:] == (547, 232, 3, "hat-giong")
    assert table.rows[1].cells[2:5] == (100, None, None)
    assert table.rows[2].cells[2:5] == (None, None, None)
    assert table.rows[-1].cells[2:5] == (647, 232, 3)
    assert table.rows[-1].is_total
