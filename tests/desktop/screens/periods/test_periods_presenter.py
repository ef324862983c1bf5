"""The periods screen: opening, closing, campaign files, and an office's own questionnaire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from desktop.screens.forms.presenter import Presenter as FormsPresenter
from desktop.screens.periods.presenter import Presenter
from desktop.screens.taken_in import account_rows, write_account_of
from exports.stick import Kit, KitFile
from models.domain.book.enrolment import EnrolmentDigitsCount
from models.domain.book.facts import Kind
from models.domain.book.periods import NO_END, PeriodSpansChange
from models.services.office.backups import backups
from models.services.office.closing import journal_facts
from models.services.office.known_keys import unconfirmed_hub
from models.services.office.periods import PeriodExists, open_period
from models.services.office.stations import found_station
from models.store.database import Station
from tests.builders.acts import CITY, HA, act_of
from tests.builders.desks import office_at
from tests.builders.scans import pages_of
from tests.builders.surveys import ward

OWN_FORM = Path(__file__).parents[3] / "data" / "phieu-dia-phuong.xlsx"


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    made = ward(tmp_path / "ward")
    yield made
    made.close()


@pytest.fixture
def screen(station: Station) -> Presenter:
    made = Presenter(office_at(station))
    made.refresh()
    return made


def test_the_quarter_before_today_is_proposed(screen: Presenter) -> None:
    proposed = screen.proposal()
    assert (proposed.code, proposed.evaluated) == ("26Q3", (date(2026, 7, 1), date(2026, 9, 30)))


def test_a_period_that_is_opened_is_worked_in(screen: Presenter) -> None:
    screen.open_own(screen.proposal())
    screen.refresh()
    assert screen.office.chosen_period.code == "26Q3"
    assert screen.rows()[0][:2] == ("●", "26Q3")


def test_what_cannot_be_opened_is_refused_and_changes_nothing(screen: Presenter) -> None:
    proposed = screen.proposal()
    with pytest.raises(PeriodSpansChange):
        screen.open_own(replace(proposed, evaluated=(date(2025, 5, 1), date(2025, 8, 1))))
    screen.open_own(proposed)
    with pytest.raises(PeriodExists):
        screen.open_own(proposed)
    screen.refresh()
    assert len(screen.lines) == 1


def test_closing_backs_up_first_and_reopening_needs_its_reason(screen: Presenter) -> None:
    screen.open_own(screen.proposal())
    screen.close()
    screen.refresh()
    assert screen.is_closed
    assert [copy.reason for copy in backups(screen.office.here)] == ["close"]
    screen.reopen("two forms came late")
    screen.refresh()
    assert not screen.is_closed


def test_a_campaign_file_written_at_the_hub_opens_at_a_ward(screen: Presenter, tmp_path: Path) -> None:
    hub = found_station(tmp_path / "hub", unit=CITY, name="hub", person=HA, chance="hub0", is_hub=True)
    at_hub = Presenter(office_at(hub))
    at_hub.refresh()
    opened = at_hub.open_own(replace(at_hub.proposal(), level="commune"))
    assert len(opened.units) == 126
    assert at_hub.taking_part()[0] == ("commune", "Wards and communes: 126 offices")
    at_hub.refresh()
    assert at_hub.is_own
    at_hub.write_campaign(tmp_path)
    hub.close()
    (file,) = tmp_path.glob("*.zip")
    screen.open_campaign(file)
    assert screen.office.chosen_period == opened
    assert not screen.is_own


def test_a_stick_has_the_kit_and_the_campaign_file(tmp_path: Path) -> None:
    hub = found_station(tmp_path / "hub", unit=CITY, name="hub", person=HA, chance="hub0", is_hub=True)
    at_hub = Presenter(office_at(hub))
    at_hub.open_own(replace(at_hub.proposal(), level="commune"))
    usb, kit = tmp_path / "usb", tmp_path / "SoPhieu-9.9-setup.exe"
    usb.mkdir()
    kit.write_bytes(b"x")
    at_hub.write_stick(Kit("9.9", (KitFile(kit, sha256(b"x").hexdigest(), is_setup=True),)), usb)
    hub.close()
    assert {file.suffix for file in usb.iterdir()} == {".exe", ".zip", ".pdf", ""}


def test_letters_are_written_where_the_campaign_file_is_and_their_code_is_typed_when_it_is_opened(
    screen: Presenter, tmp_path: Path
) -> None:
    hub = found_station(tmp_path / "hub", unit=CITY, name="1", person=HA, chance="hub", is_hub=True)
    at_hub = Presenter(office_at(hub))
    at_hub.office.choose_period(
        open_period(
            hub,
            code="26Q4",
            name="Q",
            evaluated=(date(2026, 10, 1), date(2026, 12, 31)),
            survey=None,
            seed="s",
            units=(screen.office.here.unit,),
            act=act_of(),
        )
    )
    at_hub.write_campaign(tmp_path)
    letters = tmp_path / at_hub.name_of_letters
    at_hub.write_letters(letters)
    hub.close()
    (file,) = tmp_path.glob("*.zip")
    (page,) = pages_of(letters.read_bytes())
    (code,) = page.codes()
    with pytest.raises(EnrolmentDigitsCount):
        screen.require_code(code[1:])
    screen.require_code("")
    screen.require_code(code)
    told: list[str] = []
    screen.office.tell = told.append
    screen.open_campaign(file, code=code)
    assert "code fits" in told[-1]
    assert unconfirmed_hub(screen.office.here, screen.office.chosen_period) is None


def test_a_questionnaire_of_the_office_can_be_chosen_afterwards(screen: Presenter) -> None:
    before = len(screen.questionnaires)
    screen.import_questionnaire(OWN_FORM)
    screen.refresh()
    assert len(screen.questionnaires) == before + 1
    assert not screen.findings


def test_what_a_questionnaire_gets_wrong_is_told_cell_by_cell(screen: Presenter, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(OWN_FORM)
    book["survey"]["A3"] = "geopoint"
    book.save(tmp_path / "wrong.xlsx")
    screen.import_questionnaire(tmp_path / "wrong.xlsx")
    assert ("survey", "3", "type") in [row[:3] for row in screen.finding_rows()]
    assert screen.refused_file == "wrong.xlsx"
    screen.import_questionnaire(OWN_FORM)
    assert not screen.findings


def test_a_questionnaire_is_written_out_confirmed_and_then_without_its_mark(screen: Presenter, tmp_path: Path) -> None:
    row = [each.id for each in screen.questionnaires].index("hailong_cn")
    assert screen.questionnaire_rows()[row][4] == "not compared with the legal text"
    screen.write_questionnaire(row, tmp_path / "cn.xlsx")
    assert openpyxl.load_workbook(tmp_path / "cn.xlsx").sheetnames
    screen.confirm_questionnaire(row, "Quyết định 25/2026")
    row = [each.id for each in screen.questionnaires].index("hailong_cn")
    assert screen.questionnaire_rows()[row][4] == "compared"


def test_a_method_is_shown_and_what_is_written_out_can_be_taken_in(screen: Presenter, tmp_path: Path) -> None:
    known = len(screen.method_rows())
    assert screen.method_values(0)
    screen.write_method(0, tmp_path / "method.xlsx")
    screen.import_method(tmp_path / "method.xlsx")
    assert len(screen.method_rows()) == known


def test_what_became_of_the_columns_of_a_method_is_told(screen: Presenter, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("field", "value", "ghi chú"), ("target", "85", "theo kế hoạch")):
        book.worksheets[0].append(row)
    book.save(tmp_path / "method.xlsx")
    screen.import_method(tmp_path / "method.xlsx")
    taken = screen.taken
    assert taken is not None
    assert [row[:3] for row in account_rows(taken.account, screen.office.language)] == [
        ("ghi chú", "known, not used here", ""), ("field", "used", "field"), ("value", "used", "value"),
    ]  # fmt: skip
    write_account_of(screen.office, taken.account, source=taken.source, to=tmp_path / "account.xlsx")
    assert [cell.value for cell in openpyxl.load_workbook(tmp_path / "account.xlsx")["Columns"]["A"]][1:] == [
        "field", "value", "ghi chú",
    ]  # fmt: skip


def test_a_period_without_a_last_day_is_told_as_open_and_proposes_the_month_of_its_forms(screen: Presenter) -> None:
    proposed = screen.proposal()
    opened = screen.open_own(
        replace(proposed, evaluated=(proposed.evaluated[0], NO_END), questionnaires=("motcua_cn",))
    )
    assert opened.is_open_ended
    screen.refresh()
    assert screen.rows()[0][3:5] == ("01/07/2026 – further notice", "01/07/2026 – further notice")
    forms = FormsPresenter(screen.office)
    assert forms.month == f"{screen.office.today:%m/%Y}"
    forms.issue(variant="CN", count=2)
    (fact,) = [
        each for each in journal_facts(screen.office.here, opened, screen.office.here.unit) if each.kind == Kind.ISSUED
    ]
    forms.refresh()
    assert forms.rows()[0][-1].endswith(f", for {forms.month}")
    assert fact.facts()["month"] == f"{screen.office.today:%Y-%m}"
