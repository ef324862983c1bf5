"""Laws 41 and 43: what comes after a hub has closed, changes or is heard later moves nothing of its edition."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from exports.jobs import export_answers
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.basics.units import UnitKey
from models.domain.book.activity import Span
from models.domain.book.facts import Kind
from models.domain.book.open_points import OpenKind
from models.domain.figures.figures import Figures, Reach, Subject
from models.language import load
from models.services.exchange.before_signing import before_signing
from models.services.exchange.clashes import clashes
from models.services.exchange.editions import NotReadyToClose, OnlyHubsClose, close_hub
from models.services.exchange.late import late_here
from models.services.exchange.withdrawing import propose_lines, withdraw
from models.services.figures.accepted import accepted_forms
from models.services.figures.footing import RUNNING
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.services.office.closing import close_period
from models.services.office.editions import edition_now, editions_now, write_edition
from models.services.office.known_keys import end_key
from models.services.office.periods import edit_period, find_period
from models.store.database import Station, open_station
from models.store.pen import Pen
from models.store.views import views_now
from printing.sheets.report import print_report
from printing.sheets.result_sheet import print_result_sheet
from tests.builders.acts import AT, CITY, WARD, act_of, person
from tests.builders.exchange import keyed_offices, refounded
from tests.builders.forms import alike, issued, key
from tests.builders.offices import Offices, confirm, make_offices

OTHER = UnitKey.parse("00008@2025-07-01")
ALL = dict.fromkeys(OpenKind, "thử")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Offices]:
    """A ward that closed with six valid forms, at its hub."""
    made = keyed_offices(tmp_path, forms=6)
    close_period(made.first, made.period, act=act_of())
    arrive(made, made.first)
    yield made
    made.close()


def arrive(town: Offices, station: Station) -> None:
    merge_packages(town.hub, [send_returns(station, town.period, out=town.folder, act=act_of()).path], act=act_of())


def figures(town: Offices, *, running: bool = False) -> Figures:
    period = find_period(town.hub, "26Q3")
    return figures_of(town.hub, period, Subject(CITY, Reach.HUB), footing=RUNNING if running else None)


def close(town: Offices) -> Figures:
    close_hub(town.hub, find_period(town.hub, "26Q3"), waivers=ALL, act=act_of(person(town.hub, "ha"), salt="h"))
    return figures(town)


def _more_keyed(town: Offices) -> None:
    for serial in issued(town.second, 2):
        key(town.second, serial, alike(town.second, "1"), by="hoa")
    arrive(town, town.second)


def _copied_folder(town: Offices) -> None:
    shutil.copytree(town.first.folder, town.folder / "copy")
    with closing(open_station(town.folder / "copy")) as copy:
        with copy.transaction():
            Pen(copy, WARD, town.period.key, act=act_of()).fact(Kind.REOPENED, body={"closing": [f"{copy.id}:1"]})
        arrive(town, copy)
    with town.first.transaction():
        Pen(town.first, WARD, town.period.key, act=act_of()).fact(Kind.LOST, serials="")
    arrive(town, town.first)
    assert clashes(town.hub)


def _key_ended(town: Offices) -> None:
    end_key(town.hub, town.first.id, reason="mất máy", act=act_of(person(town.hub, "ha")))


def _further_edition_of_the_campaign(town: Offices) -> None:
    edit_period(town.hub, find_period(town.hub, "26Q3"), units=(OTHER,), act=act_of(person(town.hub, "ha")))


def _withdrawn(town: Offices) -> None:
    proposal = propose_lines(town.hub, WARD, town.period.key, [Span(town.first.id, 1, 9)])
    withdraw(town.hub, proposal, reason="thử", act=act_of(person(town.hub, "ha"), salt="h"))


LATER: dict[str, Callable[[Offices], None]] = {
    "more is keyed": _more_keyed,
    "a copied folder sends": _copied_folder,
    "its key is ended": _key_ended,
    "the campaign asks more offices": _further_edition_of_the_campaign,
    "the hub withdraws": _withdrawn,
}


@pytest.mark.parametrize("later", LATER)
def test_whatever_happens_afterwards_the_edition_stands(town: Offices, later: str) -> None:
    closed = close(town)
    forms = accepted_forms(town.hub, town.period, WARD)
    report = report_of(town.hub, town.period, closed.subject)
    LATER[later](town)
    period = find_period(town.hub, "26Q3")
    assert figures(town) == closed
    assert accepted_forms(town.hub, period, WARD) == forms
    assert report_of(town.hub, period, closed.subject).samples == report.samples
    assert report_of(town.hub, period, closed.subject).fingerprint == report.fingerprint


def test_a_key_that_is_confirmed_later_counts_from_the_next_edition(tmp_path: Path) -> None:
    town = keyed_offices(tmp_path, is_confirmed=True)
    stranger = refounded(town.first)
    for serial in issued(stranger, 2):
        key(stranger, serial, alike(stranger, "1"))
    merge_packages(
        town.hub, [send_returns(stranger, town.period, out=tmp_path, is_sealed=False, act=act_of()).path], act=act_of()
    )
    arrive(town, town.first)
    assert {point.kind for point in before_signing(town.hub, town.period)} >= {OpenKind.KEY}
    closed = close(town)
    assert ([line.forms for line in closed.lines], [unit.key for unit in closed.unconfirmed]) == ([3], [WARD])
    confirm(town.hub, stranger)
    assert figures(town) == closed
    # it gave out two numbers once more, so these two forms are disputed
    assert [line.forms for line in figures(town, running=True).lines] == [1]
    (late,) = late_here(town.hub, town.period)
    assert (late.closed.forms, late.next_edition.forms) == (3, 1)
    assert [line.forms for line in close(town).lines] == [1]
    stranger.close()
    town.close()


def test_two_desks_that_closed_apart_leave_paper_provisional_until_one_replaces_both(town: Offices) -> None:
    hub = town.hub
    closed = close(town)
    assert not closed.is_provisional
    before = edition_now(hub, town.period)
    assert before is not None
    with hub.transaction():
        body = {"units": {}, "asked": [str(WARD)], "replaces": []}
        Pen(hub, CITY, town.period.key, act=act_of(person(hub, "ha"))).fact(Kind.HUB_CLOSED, body=dict(body))
    assert len(editions_now(hub, town.period)) == 2
    assert edition_now(hub, town.period) is None
    assert figures(town).is_provisional
    joined = close(town)
    assert (joined.is_provisional, joined.edition) == (False, 2)


@pytest.mark.parametrize("code", ["xlsx", "datapackage", "sav"])
def test_answers_that_leave_say_what_they_stand_on(town: Offices, tmp_path: Path, code: str) -> None:
    if code == "sav":
        pytest.importorskip("pyreadstat")
    told = []
    for is_closed in (False, True):
        if is_closed:
            close(town)
        period = find_period(town.hub, "26Q3")
        (file,) = export_answers(town.hub, period, format_code=code, language=load("vi"), to=tmp_path).files
        told.append(state_in(file))
        file.unlink()
    assert told == ["SỐ LIỆU TẠM THỜI", "bản 1"]


def state_in(file: Path) -> str:
    """What an exported file says of its state."""
    if file.suffix == ".xlsx":
        rows = list(load_workbook(file)[load("vi").say("Control")].iter_rows(values_only=True))
        return next(str(row[1]) for row in rows if row[0] == "Tình trạng số liệu")
    if file.suffix == ".sav":
        import pyreadstat

        return str(pyreadstat.read_sav(str(file), metadataonly=True)[1].file_label)
    with zipfile.ZipFile(file) as package:
        return str(json.loads(package.read("datapackage.json"))["description"])


def test_only_a_hub_closes_the_figures_of_all(town: Offices) -> None:
    with pytest.raises(OnlyHubsClose):
        close_hub(town.first, town.period, waivers=ALL, act=act_of())


def test_a_reason_of_blanks_lets_nothing_pass(tmp_path: Path) -> None:
    town = make_offices(tmp_path)
    with pytest.raises(NotReadyToClose) as refused:
        close_hub(town.hub, town.period, waivers={OpenKind.SILENT: "  "}, act=act_of(person(town.hub, "ha")))
    assert refused.value.open == ("silent",)
    assert editions_now(town.hub, town.period) == ()
    town.close()


def test_an_office_whose_forms_were_withdrawn_is_told_so_before_signing(town: Offices) -> None:
    proposal = propose_lines(town.hub, WARD, town.period.key, [Span(town.first.id, 1, 99)])
    withdraw(town.hub, proposal, reason="nhầm", act=act_of(person(town.hub, "ha"), salt="h"))
    (point,) = before_signing(town.hub, town.period)
    assert (point.kind, str(point.text)) == (
        OpenKind.SILENT,
        "What this office sent was withdrawn, so that no form of it counts.",
    )


def test_the_hub_is_no_office_of_its_own_ranking(town: Offices) -> None:
    closed = close(town)
    assert [line.unit.key for line in closed.lines] == [WARD]
    assert [line.unit.key for line in figures(town, running=True).lines] == [WARD]
    assert (closed.asked, closed.not_sent) == (1, ())


def test_a_closing_that_another_office_writes_closes_nothing(town: Offices) -> None:
    with town.first.transaction():
        views = views_now(town.first, period=town.period.key)
        write_edition(
            town.first, town.period, views=views, asked=(WARD,), campaign="", waived=(), number=1, act=act_of()
        )
    arrive(town, town.first)
    assert editions_now(town.hub, town.period) == ()
    assert editions_now(town.first, town.period) == ()


def pages(town: Offices, *, is_report: bool) -> list[str]:
    period, out = find_period(town.hub, "26Q3"), io.BytesIO()
    if is_report:
        report = report_of(town.hub, period, Subject(CITY, Reach.HUB))
        print_report(town.hub, period, report, language=load("vi"), to=out, at=AT)
    else:
        print_result_sheet(town.hub, period, figures(town), language=load("vi"), to=out, at=AT)
    with closing(pypdfium2.PdfDocument(out.getvalue())) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.parametrize("is_report", [False, True])
def test_provisional_paper_says_so_on_every_page_and_nobody_signs_it(town: Offices, *, is_report: bool) -> None:
    for page in pages(town, is_report=is_report):
        assert "SỐ LIỆU TẠM THỜI (ngày 05/10/2026)" in page
        assert "Nơi nhận" not in page
        assert "CHỦ TỊCH" not in page
    close(town)
    closed = pages(town, is_report=is_report)
    assert not any("TẠM THỜI" in page for page in closed)
    assert "CHỦ TỊCH" in closed[-1]


def test_what_was_let_pass_stands_on_the_paper_with_name_and_reason(tmp_path: Path) -> None:
    town = make_offices(tmp_path)
    close_hub(town.hub, town.period, waivers={OpenKind.SILENT: "mất liên lạc"}, act=act_of(person(town.hub, "ha")))
    assert (
        "Vẫn chốt số liệu theo quyết định của Hà (lý do: mất liên lạc): đơn vị chưa gửi dữ liệu: 1."
        in pages(town, is_report=False)[0]
    )
    town.close()
