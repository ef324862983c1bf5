"""A country of invented answers as hubs export them, of any size: provinces, communes and periods, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from exports.formats.parquet import column_names, put_table, survey_in_place
from exports.survey import BALANCE, OfficeTold, ScoredColumn, SurveyTold
from models.catalogue.questionnaires import built_in, built_in_sheets
from models.domain.basics.units import Level, Unit, UnitKey
from models.domain.figures.figures import OfficeLine
from models.domain.questionnaire.fingerprints import question_coding
from models.domain.questionnaire.method import Method
from models.domain.questionnaire.questionnaire import Questionnaire, Score

FOUNDED = date(2025, 7, 1)
METHOD = Method()
PAPER: Questionnaire = next(each for each in built_in() if each.variant == "CN")
QUESTIONS = PAPER.singles
UNANSWERED = ("", "*", "?", "k", "-")
SHOWN = {question.name: (*(choice.mark for choice in question.choices), *UNANSWERED) for question in QUESTIONS}
FILTER, BEHIND = "C8", tuple(question.name for question in QUESTIONS if question.name.startswith("PA"))
HEAD = ("variant", "sector", "agency")


@dataclass(frozen=True)
class Country:
    """So many provinces, communes in each, forms in each commune and period, and periods."""

    provinces: int
    communes: int
    forms: int
    periods: int
    seed: int = 1

    @property
    def size(self) -> int:
        return self.provinces * self.communes * self.forms * self.periods

    def codes(self) -> list[str]:
        return [f"{26 + n // 4}Q{n % 4 + 1}" for n in range(self.periods)]

    def days(self, code: str) -> tuple[date, date]:
        first = date(2000 + int(code[:2]), 3 * int(code[3]) - 2, 1)
        return first, first + timedelta(days=89)

    def units(self, province: int) -> list[Unit]:
        above = self.province(province).key
        return [
            Unit(UnitKey(f"{province * 1000 + n:05}", FOUNDED), f"Số {n}", "Xã", Level("commune"), f"UBND xã số {n}", parent=above)
            for n in range(self.communes)
        ]  # fmt: skip

    def province(self, number: int) -> Unit:
        code = f"{number + 1:02}"
        return Unit(UnitKey(code, FOUNDED), f"Thứ {code}", "Tỉnh", Level("city"), f"UBND tỉnh thứ {code}")

    def drawn(self, code: str, unit: Unit) -> dict[str, np.ndarray]:
        """Per question the place among its `SHOWN` codes of every form of a commune; who was not to be asked is not."""
        chance = np.random.Generator(np.random.PCG64([self.seed, int(code[:2]) * 4 + int(code[3]), int(unit.key.code)]))
        good = 0.55 + 0.4 * chance.random()
        found = {}
        for name, codes in SHOWN.items():
            levels = len(codes) - len(UNANSWERED)
            weights = np.full(levels, (1 - good) / max(levels - 2, 1))
            weights[-2:] = good / 2
            edges = np.cumsum(np.concatenate([0.96 * weights / weights.sum(), [0.01, 0.01, 0.01, 0.01]]))
            found[name] = np.searchsorted(edges, chance.random(self.forms)).clip(max=len(codes) - 2).astype(np.int8)
        for name in BEHIND:
            found[name] = np.where(found[FILTER] == 0, found[name], len(SHOWN[name]) - 1).astype(np.int8)
        return found

    def answers(self, code: str, unit: Unit) -> dict[str, np.ndarray]:
        """The same as the codes that rows show."""
        return {name: np.array(SHOWN[name])[places] for name, places in self.drawn(code, unit).items()}


def write(country: Country, folder: Path) -> None:
    """Export the country into `folder`."""
    names = column_names(["period", "unit", *HEAD, *(question.name for question in QUESTIONS)])
    for code in country.codes():
        for number in range(country.provinces):
            units = country.units(number)
            told = _survey(country, code, number, units)
            with survey_in_place(told, names, [("", "", "", "")], to=folder) as answers:
                tables = []
                for unit in units:
                    zeros = np.zeros(country.forms, dtype=np.int8)
                    head = {"unit": (unit.key.code,), **{name: ("CN" if name == "variant" else "",) for name in HEAD}}
                    cells = {name: pa.DictionaryArray.from_arrays(zeros, codes) for name, codes in head.items()}
                    for name, places in country.drawn(code, unit).items():
                        cells[names[name]] = pa.DictionaryArray.from_arrays(places, SHOWN[name])
                    tables.append(pa.table(cells))
                put_table(pa.concat_tables(tables).unify_dictionaries(), answers / "answers.parquet")


def _survey(country: Country, code: str, number: int, units: list[Unit]) -> SurveyTold:
    first, last = country.days(code)
    scored = [question for question in QUESTIONS if question.score is not Score.NONE]
    columns = tuple(
        ScoredColumn(each.name, each.name, question_coding(each), each.score is Score.OVERALL) for each in scored
    )
    return SurveyTold(
        code=code,
        name=f"Kỳ {code}",
        evaluated=(first, last),
        province=country.province(number),
        exporter=country.province(number),
        method=METHOD,
        questionnaires=(built_in_sheets(PAPER.id),),
        edition=1,
        offices=tuple(_offices(country, code, units)),
        columns=columns,
        untold=(),
        stands_on="",
    )


def _offices(country: Country, code: str, units: list[Unit]) -> Iterator[OfficeTold]:
    balance = {
        **dict.fromkeys(BALANCE, 0),
        **dict.fromkeys(("issued", "handed_out", "returned", "valid"), country.forms),
    }
    for unit in units:
        answered = int((country.drawn(code, unit)["D0"] < len(SHOWN["D0"]) - len(UNANSWERED)).sum())
        line = OfficeLine(unit, country.forms, country.forms, None, None, "", "", True, 0, answers=answered)
        yield OfficeTold(line, balance, country.forms, True, False, (0,))
