"""What keyers who mistake 3 fields of 1,000 leave behind, and whether the program's interval tells it.

Run by `./check bench errors`. Second keyings of a share of 300 forms, rulings of which 5 of 1,000 are wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from models.catalogue.questionnaires import built_in
from models.domain.book.agreement import KeyedTwice, agreement, fields_of
from models.domain.questionnaire.answers import Answers, read_answers, show_codes
from models.domain.questionnaire.filters import Filters, filters
from tests.builders.forms import sample_rows
from tests.builders.slips import ruled_codes, slipped

FORMS = 300
SLIPS = 3.0
WRONG_RULINGS = 5.0
ROUNDS = 40


class Round(NamedTuple):
    """Per 1,000 fields: what is wrong, and what the program says (`told` is None where it says that it cannot be measured)."""

    truth: float
    told: float | None
    low: float
    high: float


def main() -> None:
    """Print one line for each share of forms keyed twice."""
    paper = next(each for each in built_in() if each.variant == "CN")
    own = filters(paper, day=date(2026, 10, 5))
    rows = [{name: code for name, code in row.items() if name in paper.by_name and name != "F"}
            for row in (sample_rows() * 2)[:FORMS]]  # fmt: skip
    for percent in (10, 20, 100):
        found = [played(own, rows, percent, Random(f"{percent}-{seed}")) for seed in range(ROUNDS)]
        inside = sum(each.low <= each.truth <= each.high for each in found)
        truth, low, high = (
            sum(values) / ROUNDS for values in zip(*((r.truth, r.low, r.high) for r in found), strict=True)
        )
        measured = [each.told for each in found if each.told is not None]
        told = f"told {sum(measured) / len(measured):.3f}" if measured else "told “cannot be measured”"
        print(f"{percent:3} % keyed twice: wrong {truth:.3f} of 1,000 fields, {told} "
              f"({low:.2f} to {high:.2f}); the truth inside {inside} of {ROUNDS} times")  # fmt: skip


def played(own: Filters, rows: Sequence[dict[str, str]], percent: int, chance: Random) -> Round:
    """One survey: key, key again, rule, measure."""
    paper = own.questionnaire
    pairs: list[KeyedTwice] = []
    alone: list[tuple[Filters, Answers]] = []
    wrong = fields = 0

    def keyed(codes: dict[str, str]) -> Answers:
        return read_answers(paper, slipped(own, codes, of_thousand=SLIPS, chance=chance))

    for row in rows:
        true = show_codes(paper, read_answers(paper, row))
        stands = first = keyed(true)
        if chance.random() < percent / 100:
            second = keyed(true)
            codes = ruled_codes(true, show_codes(paper, first), show_codes(paper, second),
                                of_thousand=WRONG_RULINGS, chance=chance)  # fmt: skip
            stands = read_answers(paper, codes)
            pairs.append(KeyedTwice(own, first, second, stands))
        else:
            alone.append((own, first))
        shown = show_codes(paper, stands)
        wrong += sum(true[name] != shown[name] for name in true)
        fields += len(fields_of(own, stands))
    found = agreement(pairs, alone)
    low, high = found.rest_interval
    told = None if found.rest is None else float(found.rest) * 1000
    return Round(wrong / fields * 1000, told, float(low) * 1000, float(high) * 1000)


if __name__ == "__main__":
    main()
