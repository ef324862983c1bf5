"""A survey in another country and language, by data alone, through its whole life: nothing of Hà Nội stands in what it leaves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop import cli
from models.security import fingerprint_words, from_text
from models.store.database import open_station
from tests.builders import elsewhere
from tests.builders.scans import pages_of

Sophieu = Callable[..., dict[str, Any]]
PERIOD = ("--period", "26Q3")
VIETNAMESE = re.compile("[ăâđêôơư\u1ea0-\u1ef9]|UBND|Hanoi|Ha Noi|Viet", re.IGNORECASE)
PRODUCT = "Sổ Phiếu"
"""What the program is called stands in footers."""


@pytest.fixture
def sophieu(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Sophieu:
    """A command in English on the station of this name; its answer, after nothing Vietnamese was said to a person."""

    def run(station: str, *words: object) -> dict[str, Any]:
        line = [*map(str, words), "--data", str(tmp_path / station), "--language", "en"]
        capsys.readouterr()
        assert cli.main([*line, "--json"]) == 0, capsys.readouterr()
        answer = json.loads(capsys.readouterr().out)
        assert isinstance(answer, dict)
        assert foreign(json.dumps(answer, ensure_ascii=False)) == []
        return answer

    return run


def foreign(text: str) -> list[str]:
    """The Vietnamese words of a text that is not about this program itself."""
    return [word for word in text.replace(PRODUCT, "").split() if VIETNAMESE.search(word)]


def test_a_county_surveys_three_kinds_of_people_on_seven_levels_far_from_ha_noi(
    sophieu: Sophieu, tmp_path: Path
) -> None:
    sophieu("hub", "init", "--pack", elsewhere.pack(tmp_path / "pack"), "--unit", "C1")
    for kind in elsewhere.KINDS:
        sophieu("hub", "questionnaire", "import", elsewhere.questionnaire(tmp_path, kind))
    sophieu("hub", "method", "import", elsewhere.method(tmp_path))
    forms = [word for kind in elsewhere.KINDS for word in ("--questionnaire", f"service_{kind.lower()}")]
    span = ("--from", "01/07/2026", "--to", "30/09/2026")
    sophieu("hub", "period", "open", "26Q3", "--name", "Third quarter", *span, *forms, "--method", "County method")
    sophieu("hub", "package", "campaign", *PERIOD, "--out", tmp_path)
    (campaign,) = tmp_path.glob("26Q3-C1-*.zip")
    sophieu("town", "init", "--campaign", campaign, "--unit", "Town of Ashby")
    read = sophieu("town", "frame", "import", elsewhere.cases(tmp_path, 60), *PERIOD)
    assert read["applicants_by_kind"] == {"H": 40, "T": 20}
    sophieu("town", "sample", "draw", *PERIOD, "--size", "40", "--seed", "1")
    issued = sophieu("town", "forms", "issue", *PERIOD, "--by-sample")
    assert {each["procedure"] for each in issued["batches"] if each["sector"] == "Licences"} >= {"1.000001"}
    assert {each["procedure"] for each in issued["batches"] if each["sector"] == "Planning"} == {""}
    sophieu("town", "forms", "issue", *PERIOD, "--variant", "N", "--count", "12")
    sophieu("town", "forms", "print", *PERIOD, "--out", tmp_path / "forms.pdf")
    for kind, (_, paper, _) in elsewhere.KINDS.items():
        page = pages_of((tmp_path / f"forms-{kind}.pdf").read_bytes())[0]
        assert f"({paper})" in page.one_line
        assert foreign(page.one_line) == []
    ledger = sophieu("town", "forms", "ledger", *PERIOD)
    asked = ("A1", *elsewhere.CRITERIA, "D0")
    rows = [
        ",".join([form["serial"], "1", *("5" if n % 4 else "4" for _ in asked[1:])])
        for n, form in enumerate(ledger["forms"])
    ]
    table = tmp_path / "keyed.csv"
    table.write_text("\n".join([",".join(("serial", *asked)), *rows]), encoding="utf-8")
    assert sophieu("town", "key", "import", table, *PERIOD)["new"] == 52
    sophieu("town", "period", "close", "26Q3")
    found = sophieu("town", "results", *PERIOD, "--report", tmp_path / "town.pdf", "--xlsx", tmp_path / "town.xlsx")
    assert found["overall"] == 75
    _confirm(tmp_path, sophieu, "town", "hub")
    (tmp_path / "sent").mkdir()
    sophieu("town", "package", "send", *PERIOD, "--out", tmp_path / "sent")
    (returns,) = (tmp_path / "sent").glob("*-returns-*")
    sophieu("hub", "package", "merge", returns)
    _confirm(tmp_path, sophieu, "hub", "town")
    merged = sophieu("hub", "results", *PERIOD, "--report", tmp_path / "county.pdf", "--xlsx", tmp_path / "county.xlsx")
    assert merged["overall"] == 75
    for name in ("town", "county"):
        text = " ".join(page.one_line for page in pages_of((tmp_path / f"{name}.pdf").read_bytes()))
        assert foreign(text) == []
        assert name == "county" or "Householders (H): " in text
        book = load_workbook(tmp_path / f"{name}.xlsx")
        assert foreign(" ".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell)) == []


def _confirm(folder: Path, sophieu: Sophieu, here: str, other: str) -> None:
    station = open_station(folder / other)
    words, code = fingerprint_words(from_text(station.public_key)), station.unit.code
    station.close()
    sophieu(here, "package", "confirm", code, "--fingerprint", words)
