"""What a survey rests on is said once, with its period: it stands on every form, in reports and notices, at all its offices."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.campaign_tables import campaign_tables
from exports.packages.tables import PERIOD
from models.domain.basics.typed_words import WordsTooLong
from models.language import load
from models.services.figures.reporting import report_of
from models.services.forms.issuing import issue_forms
from models.services.office.periods import (
    Campaign,
    NothingEdited,
    campaign_digest,
    campaign_of,
    edit_period,
    find_period,
)
from models.services.office.questionnaires import questionnaire_for, questionnaires_of
from models.store.database import Station
from printing.editable.papers import PaperKind, write_editable
from printing.forms import SurveyBasisTooLong, print_questionnaires, require_basis_fits, with_basis
from printing.sheets.report import print_report
from tests.builders.acts import AT, act_of
from tests.builders.offices import Offices
from tests.builders.scans import pages_of
from tests.builders.surveys import of_office
from tests.builders.word import text_of

VI = load("vi")
BASIS = "Kế hoạch số 15/KH-UBND ngày 02/7/2026"


def forms_of(station: Station, to: Path, variant: str = "CN") -> str:
    period = find_period(station, "26Q3")
    issue_forms(station, period, variant=variant, count=1, act=act_of())
    print_questionnaires(station, period, to, language=VI, act=act_of())
    return pages_of(to.read_bytes())[0].one_line


def sent(offices: Offices, basis: str) -> None:
    """The next edition of the hub's period, opened at the ward."""
    edit_period(offices.hub, find_period(offices.hub, "26Q3"), basis=basis, act=act_of())
    made = write_campaign(offices.hub, find_period(offices.hub, "26Q3"), out=offices.folder, act=act_of())
    open_campaign(offices.first, made.path, act=act_of())


@pytest.mark.parametrize("variant", ["CN", "TC"])
def test_what_the_hub_says_of_its_period_stands_on_the_forms_of_its_offices(
    offices: Offices, tmp_path: Path, variant: str
) -> None:
    sent(offices, f"  {BASIS} ")
    assert find_period(offices.first, "26Q3").basis == BASIS
    plain = questionnaire_for(offices.first, find_period(offices.first, "26Q3"), variant).paper
    assert f"Căn cứ: {BASIS}." in forms_of(offices.first, tmp_path / "forms.pdf", variant)
    built_in = {each.paper for each in questionnaires_of(offices.hub, offices.period)}
    assert plain in built_in, "it is no part of the fingerprint of the paper"


def test_it_stands_in_reports_and_notices_where_a_gap_stood(offices: Offices, tmp_path: Path) -> None:
    def papers(name: str) -> list[str]:
        period = find_period(offices.first, "26Q3")
        report = report_of(offices.first, period, of_office(offices.first.unit))
        print_report(offices.first, period, report, language=VI, to=tmp_path / f"{name}.pdf", at=AT)
        told = [pages_of((tmp_path / f"{name}.pdf").read_bytes())[0].one_line]
        for kind in (PaperKind.REPORT, PaperKind.NOTICE):
            to = tmp_path / f"{name}-{kind.value}.docx"
            write_editable(offices.first, period, report, kind, language=VI, to=to, at=AT)
            told.append(text_of(to))
        return told

    before = papers("before")
    assert [BASIS in each for each in before] == [False, False, False]
    sent(offices, BASIS)
    assert [f"Căn cứ: {BASIS}." in each for each in papers("after")] == [True, True, True]
    assert [code_of(one) for one in before] == [code_of(one) for one in papers("again")]


def code_of(text: str) -> str:
    """The control code that stands in a paper."""
    return text.lower().partition("mã đối chiếu")[2].lstrip(": ")[:19]


def test_a_campaign_that_says_nothing_of_it_is_what_it_was(offices: Offices) -> None:
    before = campaign_of(offices.hub, find_period(offices.hub, "26Q3"))
    sent(offices, BASIS)
    said = campaign_of(offices.hub, find_period(offices.hub, "26Q3"))
    assert campaign_digest(replace(said, period=replace(said.period, edition=1))) != campaign_digest(before)
    assert BASIS.encode() in told_of(said, offices)
    with pytest.raises(NothingEdited):
        edit_period(offices.hub, said.period, basis=BASIS, act=act_of())
    sent(offices, "")
    assert find_period(offices.first, "26Q3").basis == ""
    unsaid = campaign_of(offices.hub, find_period(offices.hub, "26Q3"))
    first = replace(unsaid, period=replace(unsaid.period, edition=1))
    assert campaign_digest(first) == campaign_digest(before)
    assert told_of(first, offices) == told_of(before, offices)
    assert b"basis" not in told_of(before, offices)


def told_of(campaign: Campaign, offices: Offices) -> bytes:
    """The table of the period in its campaign file."""
    return next(rows for table, rows, _ in campaign_tables(campaign, offices.hub.catalogue) if table is PERIOD)


def test_what_the_questionnaire_rests_on_stands_before_it(offices: Offices) -> None:
    (own,) = {each for each in questionnaires_of(offices.hub, offices.period) if each.variant == "CN"}
    named = with_basis(with_basis(own, "Quyết định số 1/QĐ"), BASIS)
    assert named.words.basis == f"Quyết định số 1/QĐ; {BASIS}"
    assert with_basis(named, named.words.basis).words.basis == named.words.basis


def test_words_with_which_a_form_does_not_fit_its_sheet_are_refused_before_the_period_says_them(
    offices: Offices,
) -> None:
    forms = questionnaires_of(offices.hub, offices.period)
    require_basis_fits(offices.hub, forms, BASIS, VI)
    with pytest.raises(SurveyBasisTooLong) as refused:
        require_basis_fits(offices.hub, forms, "Kế hoạch rất dài " * 200, VI)
    assert refused.value.lines > 1
    with pytest.raises(WordsTooLong):
        edit_period(offices.hub, find_period(offices.hub, "26Q3"), basis="x" * 301, act=act_of())
