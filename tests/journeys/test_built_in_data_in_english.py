"""What is built in speaks both languages: a report in English has no Vietnamese word but proper names, and no figure or code moves."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop import cli
from models.catalogue import BUILT_IN
from models.catalogue.methods import further_methods
from models.catalogue.questionnaires import built_in, further_questionnaires
from models.catalogue.translations import method_told, questionnaire_told
from models.domain.basics.own_words import OwnWords
from models.domain.questionnaire.method import Method, read_method
from models.domain.questionnaire.questionnaire import Questionnaire
from models.language import load
from models.services.office.letterheads import letterhead_of
from models.store.database import open_station
from printing.fonts import face
from printing.registration import lay_out
from tests.builders.scans import pages_of
from tests.builders.word import text_of

EVERY = (*built_in(), *further_questionnaires())
METHODS = (Method(), *further_methods())
TWO_IN_ENGLISH = "Two contents: public policy and administrative services (reference)"
VIETNAMESE = re.compile("[ăâđêôơưàáèéìíòóùúýãẽĩõũ\u1ea0-\u1ef9]", re.IGNORECASE)
LISTED = Path(__file__).parents[2] / "docs" / "huong-dan" / "vi-du" / "danh-sach-ho-so.csv"
PERIOD = ("--period", "26Q3")
PROPER = {"Sổ", "Phiếu", "QĐ-BNV", "1001/QĐ-BNV"}
"""What the program is called, and how decisions are numbered."""

Sophieu = Callable[..., dict[str, Any]]


def words_told(questionnaire: Questionnaire) -> Iterator[str]:
    """Everything of a questionnaire that tables tell."""
    yield from (questionnaire.title, questionnaire.words.event, questionnaire.words.people)
    yield from (group.told for group in questionnaire.groups)
    for question in questionnaire.asked:
        yield from (question.told, question.label, question.unsure)
        for choice in question.choices:
            yield from (choice.label, choice.coarser)


def untranslated(words: Iterable[str]) -> list[str]:
    return [each for each in words if VIETNAMESE.search(each) and not isinstance(each, OwnWords)]


@pytest.mark.parametrize("questionnaire", EVERY, ids=lambda each: each.id)
def test_every_word_that_tables_tell_of_a_built_in_questionnaire_is_said_in_english(
    questionnaire: Questionnaire,
) -> None:
    told = questionnaire_told(questionnaire)
    assert untranslated(words_told(told)) == []
    english = {each.in_language("en") for each in words_told(told) if isinstance(each, OwnWords)}
    assert [each for each in english if VIETNAMESE.search(each)] == []
    assert (told, told.coding, told.paper) == (questionnaire, questionnaire.coding, questionnaire.paper)


@pytest.mark.parametrize("method", METHODS, ids=lambda each: each.fingerprint[:8])
def test_every_word_of_a_built_in_method_is_said_in_english_and_its_body_stays(method: Method) -> None:
    told = method_told(method)
    names = (told.name, told.source, *(name for name, _ in told.grades), *(node.label for node in told.tree))
    assert untranslated(names) == []
    assert isinstance(told.name, OwnWords)
    assert (told.body, told.fingerprint) == (method.body, method.fingerprint)
    assert read_method(told.body) == method


def test_words_of_an_office_are_nobodys_to_translate() -> None:
    own = Method(name="Bộ của phường", grades=(("Tốt", 90), ("Kém", 0)))
    assert method_told(own) is own
    brought = replace(EVERY[0], id="rieng")
    assert questionnaire_told(brought) is brought


def test_the_paper_is_in_the_language_of_the_questionnaire_whatever_is_spoken() -> None:
    (first, _) = lay_out(BUILT_IN.with_kind(EVERY[0]), load("en"), face()).pages
    printed = {text.text for block in first.blocks for text in block.texts}
    assert {"Nam", "Nữ", "Giới tính"} <= printed


@pytest.fixture
def sophieu(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Sophieu:
    def run(*words: object) -> dict[str, Any]:
        line = [*map(str, words), "--data", str(tmp_path / "ward"), "--language", "en"]
        capsys.readouterr()
        assert cli.main([*line, "--json"]) == 0, capsys.readouterr()
        answer = json.loads(capsys.readouterr().out)
        assert isinstance(answer, dict)
        return answer

    return run


@pytest.mark.parametrize(
    ("forms", "method"),
    [((), ()), (("--questionnaire", "hainoidung_cn"), ("--method", TWO_IN_ENGLISH))],
    ids=["usual", "two"],
)
def test_a_report_in_english_has_no_vietnamese_word_but_proper_names(
    sophieu: Sophieu,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    forms: tuple[str, ...],
    method: tuple[str, ...],
) -> None:
    sophieu("init", "--unit", "00004", "--name", "Lan")
    span = ("--from", "01/07/2026", "--to", "30/09/2026", "--name", "Third quarter")
    sophieu("period", "open", "26Q3", *span, *forms, *method)
    sophieu("frame", "import", LISTED, *PERIOD)
    sophieu("sample", "draw", *PERIOD, "--size", "8", "--seed", "1")
    issued = sophieu("forms", "issue", *PERIOD, "--by-sample")["forms"]
    issued += sophieu("forms", "issue", *PERIOD, "--variant", "CN", "--count", "24", "--procedure", "1.001193")["forms"]
    asked = EVERY[2] if forms else EVERY[0]
    codes = {each.name: "2" if each.choices else "" for each in asked.asked}
    codes |= {each.name: "4" for each in asked.criteria} | ({"D0": "4"} if "D0" in codes else {})
    rows = [",".join([form["serial"], *codes.values()]) for form in issued if "-CN-" in form["serial"]]
    (tmp_path / "keyed.csv").write_text("\n".join([",".join(("serial", *codes)), *rows]), encoding="utf-8")
    assert sophieu("key", "import", tmp_path / "keyed.csv", *PERIOD)["new"] == len(rows)
    sophieu("period", "close", "26Q3")
    to = {
        name: tmp_path / f"out.{name}" for name in ("pdf", "report.pdf", "xlsx", "docx", "notice.docx", "minutes.docx")
    }
    options = zip(("pdf", "report", "xlsx", "docx", "notice", "minutes"), to.values(), strict=True)
    sophieu("results", *PERIOD, *(word for name, path in options for word in (f"--{name}", path)))
    line = ["results", *PERIOD, "--language", "en", "--data", str(tmp_path / "ward")]
    assert cli.main(line) == 0
    proper = PROPER | names_of_the_office(tmp_path / "ward")
    told = {"spoken": capsys.readouterr().out} | {name: words_in(path) for name, path in to.items()}
    assert {name: foreign(text, proper) for name, text in told.items()} == {name: [] for name in told}
    assert "Good" in told["report.pdf"]


def words_in(path: Path) -> str:
    """All that stands in a paper or a workbook."""
    if path.suffix == ".pdf":
        return " ".join(page.one_line for page in pages_of(path.read_bytes()))
    if path.suffix == ".docx":
        return text_of(path)
    return " ".join(str(cell) for sheet in load_workbook(path) for row in sheet.values for cell in row if cell)


def names_of_the_office(data: Path) -> set[str]:
    """The words of its own name, and of those who stand over its papers and get them."""
    station = open_station(data)
    head, unit = letterhead_of(station), station.catalogue.unit_named(station.unit)
    station.close()
    said = (unit.full_name, unit.agency, head.body, head.superior, head.place, *head.signing, *head.recipients)
    return {form for text in said for word in re.findall(r"[\w-]+", text) for form in (word, word.upper())}


def foreign(text: str, proper: set[str]) -> list[str]:
    return [word for word in re.findall(r"[\w/-]+", text) if VIETNAMESE.search(word) and word not in proper]
