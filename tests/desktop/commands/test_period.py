"""`sophieu period`: closed is closed until it is reopened."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from models.catalogue import BUILT_IN
from models.catalogue.questionnaires import built_in_sheets
from models.domain.questionnaire.xlsform import Sheets, read_questionnaire
from models.language import load
from models.services.office.questionnaires import add_questionnaire
from models.store.database import open_station
from printing.questionnaire_form import require_printable
from printing.registration import QuestionnaireTooLong
from tests.builders.acts import act_of
from tests.builders.commands import PERIOD, Run, done, issue, refused


def test_a_closed_period_is_refused_reopened_and_no_copy_is_made_in_vain(run: Run, office: Path) -> None:
    issue(run, 1)
    done(run("period", "close", "26Q3"))
    copies = sorted(office.glob("backups/*"))
    refused(run("period", "close", "26Q3", "--json"), "period_closed")
    assert sorted(office.glob("backups/*")) == copies
    refused(run("forms", "issue", *PERIOD, "--variant", "CN", "--count", 1, "--json"), "period_closed")
    refused(run("forms", "print", *PERIOD, "--out", office / "x.pdf", "--json"), "period_closed")
    assert not (office / "x.pdf").exists()
    done(run("period", "reopen", "26Q3", "--reason", "thiếu"))
    refused(run("period", "reopen", "26Q3", "--json"), "period_not_closed")


def test_a_period_says_what_it_rests_on_and_says_it_no_more(run: Run) -> None:
    words = "Kế hoạch số 15/KH-UBND ngày 02/7/2026"
    days = ("--from", "01/10/2026", "--to", "31/12/2026")
    assert done(run("period", "open", "26Q4", *days, "--basis", f" {words} ", "--json")).answer["basis"] == words
    refused(run("period", "edit", "26Q4", "--basis", words * 20, "--json"), "words_too_long")
    known = {each["period"]: each["basis"] for each in done(run("period", "list", "--json")).answer["periods"]}
    assert known == {"26Q4": words, "26Q3": ""}
    assert done(run("period", "edit", "26Q4", "--basis", "", "--json")).answer["basis"] == ""


def test_words_that_take_a_form_beyond_its_sheet_are_refused_when_the_period_is_opened_or_changed(
    run: Run, office: Path
) -> None:
    with closing(open_station(office)) as station:
        full = next(filter(None, map(fitting, range(24, 0, -1))))
        add_questionnaire(station, full, act=act_of())
    days = ("--from", "01/10/2026", "--to", "31/12/2026", "--questionnaire", "rieng")
    refused(run("period", "open", "26Q4", *days, "--basis", "dài " * 74, "--json"), "survey_basis_too_long")
    done(run("period", "open", "26Q4", *days))
    refused(run("period", "edit", "26Q4", "--basis", "dài " * 74, "--json"), "survey_basis_too_long")


def fitting(times: int) -> Sheets | None:
    """The built-in form with long words around its questions; None where it does not fit its sheet any more."""
    built = built_in_sheets("hailong_cn")
    (row,) = built.settings or ()
    words = "Kính mong Ông/Bà cho biết ý kiến. " * times
    said = {"form_id": "rieng", "introduction": words, "how_to_mark": words, "contact": words, "retention": words}
    made = replace(built, settings=(replace(row, cells={**row.cells, **said}),))
    try:
        require_printable(BUILT_IN.with_kind(read_questionnaire(made)), load("vi"))
    except QuestionnaireTooLong:
        return None
    return made
