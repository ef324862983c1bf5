"""An office is judged only on a basis: at every door, on every paper; and few people are told nowhere, nor do they follow."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pypdfium2
import pytest

from desktop.screens.results.presenter import Presenter
from desktop.screens.results.tables import bars_of_units, rows_of
from exports.tables import TooFewToExport, answer_table
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Kind
from models.domain.book.open_points import OpenKind
from models.domain.book.periods import Target
from models.domain.figures.figures import Figures, Reach, Subject
from models.domain.figures.trends import NOT_COMPARABLE
from models.domain.questionnaire.method import Method
from models.domain.sheets import report_tables
from models.domain.sheets.trend import offices_table
from models.language import load
from models.services.exchange.before_signing import before_signing
from models.services.exchange.board import board, sent_count
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of
from models.services.figures.yearly import year_of
from models.services.office.periods import find_period
from models.store.database import Station, open_station
from models.store.pen import Pen
from printing.sheets.yearly import print_year_of_each_head
from tests.builders.acts import AT, CITY, act_of
from tests.builders.commands import done, runner
from tests.builders.desks import office_at
from tests.builders.ranked import DEPARTMENTS, WARDS, Sent, city, open_and_send
from tests.builders.surveys import EVALUATED, closed_by_hub, of_hub, of_office

BEST, GOOD_ONE, PLAIN, ONE, FOUR = WARDS
FEW, MANY = DEPARTMENTS
BELOW = {ONE: "Phường Hoàn Kiếm", FOUR: "Phường Cửa Nam", FEW: "Sở Tư pháp"}
PERIODS = {
    "26Q2": (Sent(BEST, 30, 40, 400), Sent(GOOD_ONE, 36, 40, 300), Sent(PLAIN, 20, 32), Sent(ONE, 3, 4), Sent(MANY, 35, 36, 36)),
    "26Q3": (
        Sent(BEST, 38, 40, 400), Sent(GOOD_ONE, 33, 40, 300), Sent(PLAIN, 27, 30), Sent(ONE, 1, 1), Sent(FOUR, 4, 4),
        Sent(FEW, 9, 9), Sent(MANY, 40, 41, 60),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("basis") / "hub"
    city(made, PERIODS).close()
    return made


@pytest.fixture
def hub(folder: Path) -> Iterator[Station]:
    with closing(open_station(folder)) as station:
        yield station


def answer(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done(runner(capsys, folder)("results", *words, "--json")).out)
    return found


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


JUDGED = re.compile(
    r"Xếp loại:|Tốt|Khá|Trung bình(?! các yếu tố)|Yếu(?! tố)|[↑↓▲▼]|\d+/\d+|biểu dương|khen thưởng|[Cc]hưa đạt"
)

CONCLUDED = re.compile(r"Xếp loại:|[↑↓▲▼]|biểu dương|khen thưởng|[Cc]hưa đạt")
"""What a report may not say beside the labels of its questions, which have grades of their own."""


def test_json_answers_group_basis_and_commendation_and_no_rank_below_the_basis(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    units = {each["name"]: each for each in answer(capsys, folder, "--period", "26Q3")["units"]}
    for name in BELOW.values():
        assert (units[name]["basis"], units[name]["rank"], units[name]["grade"]) == ("too_few", None, None)
        assert (units[name]["commended"], units[name]["commended_by"]) == (False, None)
    assert {name: units[name]["overall"] for name in BELOW.values()} == {
        "Phường Hoàn Kiếm": None, "Phường Cửa Nam": None, "Sở Tư pháp": 100.0,
    }  # fmt: skip
    told = {name: (each["group"], each["rank"], each["commended_by"]) for name, each in units.items() if each["rank"]}
    assert told == {
        "Sở Tài chính": ("department", 1, "interval"),
        "Phường Ba Đình": ("commune", 1, "index"),
        "Phường Giảng Võ": ("commune", 2, "index"),
        "Phường Ngọc Hà": ("commune", 3, None),
    }
    assert [each["name"] for each in units.values()][-3:] == ["Sở Tư pháp", "Phường Hoàn Kiếm", "Phường Cửa Nam"]


def test_nobody_is_commended_by_figures_that_are_not_closed(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    closed = tmp_path / "hub"
    shutil.copytree(folder, closed)
    with closing(open_station(closed)) as hub:
        closed_by_hub(hub, find_period(hub, "26Q3"))
    seen = []
    for place in (folder, closed):
        found = answer(capsys, place, "--period", "26Q3")
        (sure,) = (each for each in found["units"] if each["commended_by"] == "interval")
        seen.append((found["provisional"], sure["commended"]))
    assert seen == [(True, False), (False, True)]


def test_a_small_office_answers_nothing_of_its_answers(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    for code, forms in (("00070", 1), ("00082", 4)):
        found = answer(capsys, folder, "--period", "26Q3", "--unit", code)
        told = [
            found[name] for name in ("overall", "factors", "factors_mean", "criteria", "grade", "withheld", "basis")
        ]
        assert told == [None, [], None, [], None, True, "too_few"]
        assert found["forms"] == forms


def test_no_paper_and_no_workbook_of_an_office_below_the_basis_grades_it(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    for unit in BELOW:
        files = [tmp_path / f"{unit.code}{ending}" for ending in ("-sheet.pdf", "-report.pdf", ".xlsx")]
        words = [word for pair in zip(("--pdf", "--report", "--xlsx"), map(str, files), strict=True) for word in pair]
        answer(capsys, folder, "--period", "26Q3", "--unit", unit.code, "--language", "vi", *words)
        for pdf, judging in zip(files[:2], (JUDGED, CONCLUDED), strict=True):
            text = re.sub(r"Cơ sở tính: \d+/\d+|\d\d/\d\d/\d{4}", "", text_of(pdf))
            assert "ưa đủ phiếu để xếp hạng" in text.replace("\r\n", " ").replace("\n", " ")
            assert not judging.findall(text), pdf
        cells = [str(cell.value) for sheet in openpyxl.load_workbook(files[2]) for row in sheet for cell in row]
        assert not [cell for cell in cells if cell in {"Tốt", "Khá", "Trung bình", "Yếu", "Xếp hạng"}]


def test_the_ranking_lists_offices_below_the_basis_last_without_rank_grade_or_bar(hub: Station) -> None:
    language = load("vi")
    report = report_of(hub, find_period(hub, "26Q3"), of_hub(hub))
    (ranking,) = (table for table in report_tables(report) if table.name == "B8")
    rows = {row[1]: row for row in rows_of(ranking, language)}
    for name in BELOW.values():
        assert rows[name][0] == ""
        assert "chưa đủ phiếu để xếp hạng" in rows[name]
        assert not {"Tốt", "Khá", "Trung bình", "Yếu"} & set(rows[name])
    listed = [
        row for table in report_tables(report) if table.name in ("B8c", "B8d") for row in rows_of(table, language)
    ]
    assert not {row[1] for row in listed} & set(BELOW.values())
    assert not {bar.label for bar in bars_of_units(report.figures, language)} & set(BELOW.values())
    assert {bar.label for bar in bars_of_units(report.figures, language)} > {"Phường, xã", "Phường Ba Đình"}


def test_the_window_says_why_an_office_is_not_judged(folder: Path) -> None:
    with closing(open_station(folder)) as station:
        presenter = Presenter(office_at(station))
        presenter.refresh()
        places = [row.cells[1] if not row.is_section else "" for row in presenter.tables[0].rows]
        presenter.open_row(places.index("Phường Hoàn Kiếm"))
        assert presenter.unit == ONE
        assert presenter.shown is not None
        assert presenter.shown.is_withheld
        assert [table.sheet for table in presenter.tables] == ["B1", "B9", "B11"]


def levels(figures: Figures) -> dict[str, tuple[int, ...]]:
    return {each.code: each.levels for each in figures.measure.criteria}


def behind_the_rest(hub: Station, code: str) -> int:
    """How many forms stand behind the most telling difference between a hub's counts and those of the offices that show theirs."""
    period = find_period(hub, code)
    whole = figures_of(hub, period, of_hub(hub))
    rest = levels(whole)
    for line in whole.lines:
        own = levels(figures_of(hub, period, of_office(line.unit.key)))
        rest = {
            name: tuple(a - b for a, b in zip(of, own[name], strict=True)) for name, of in rest.items() if own
        } or rest
    return max(sum(of) for of in rest.values())


@pytest.mark.parametrize("seed", range(12))
def test_what_few_people_answered_does_not_follow_by_subtraction(tmp_path: Path, seed: int) -> None:
    """The hub's tables less those of every office that has some leave nobody, or five and more."""
    chance = Random(seed)
    sizes = [chance.choice((0, 1, 2, 3, 4, 5, 6, 12)) for _ in WARDS + DEPARTMENTS]
    sent = [Sent(unit, chance.randint(0, size), size) for unit, size in zip(WARDS + DEPARTMENTS, sizes, strict=True)]
    with closing(city(tmp_path / "hub", {"26Q3": sent})) as hub:
        found = behind_the_rest(hub, "26Q3")
        few = sum(size for size in sizes if 0 < size < 5)
        assert found == (few if few >= 5 else 0)
        whole = figures_of(hub, find_period(hub, "26Q3"), of_hub(hub))
        assert whole.measure.forms == sum(sizes) - (few if few < 5 else 0)
        assert bool(whole.left_out) == (0 < few < 5)


def test_rows_of_few_people_are_not_exported(hub: Station) -> None:
    period = find_period(hub, "26Q3")
    table = answer_table(hub, period, WARDS)
    assert {row[1] for row in table.rows} == {unit.code for unit in (BEST, GOOD_ONE, PLAIN)}
    assert table.left_out == (ONE, FOUR)
    assert len(answer_table(hub, period, WARDS, full=True).rows) == len(table.rows) + 5
    with pytest.raises(TooFewToExport):
        answer_table(hub, period, (FOUR,))


def test_what_a_hub_writes_down_makes_it_no_office_of_its_own_survey(tmp_path: Path) -> None:
    with closing(city(tmp_path / "hub", {"26Q3": [Sent(BEST, 9, 12)]}, asked=WARDS[:2])) as hub:
        period = find_period(hub, "26Q3")
        with hub.transaction():
            Pen(hub, CITY, period.key, act=act_of()).fact(Kind.SECOND_ASKED)
        whole = figures_of(hub, period, of_hub(hub))
        assert [line.unit.key for line in whole.lines] == [BEST]
        assert (whole.asked, [unit.key for unit in whole.not_sent]) == (2, [GOOD_ONE])
        rows = board(hub, period, today=EVALUATED[1])
        assert [row.unit for row in rows] == [BEST, GOOD_ONE]
        assert sent_count(rows).asked == 2
        presenter = Presenter(office_at(hub))
        presenter.refresh()
        assert [node.unit for node in presenter.tree] == [None, BEST]


def test_an_office_that_nobody_asked_is_listed_without_a_rank(tmp_path: Path) -> None:
    sent = [Sent(BEST, 11, 12), Sent(PLAIN, 12, 12)]
    with closing(city(tmp_path / "hub", {"26Q3": sent}, asked=(BEST,))) as hub:
        whole = figures_of(hub, find_period(hub, "26Q3"), of_hub(hub))
        assert [(line.unit.key, line.rank, line.grade) for line in whole.lines] == [(BEST, 1, "Tốt"), (PLAIN, None, "")]
        assert whole.mean == Fraction(1100, 12)


def test_the_share_is_that_of_the_target_else_of_the_sample(tmp_path: Path) -> None:
    sent = [Sent(BEST, 12, 12), Sent(GOOD_ONE, 12, 12), Sent(PLAIN, 12, 12, 12), Sent(ONE, 12, 12)]
    targets = (Target(BEST, "", 24), Target(GOOD_ONE, "", 25))
    method = Method(least_share="1/2")
    with closing(city(tmp_path / "hub", {"26Q3": sent}, method=method, targets=targets)) as hub:
        whole = figures_of(hub, find_period(hub, "26Q3"), of_hub(hub))
        assert {line.unit.key: line.ground.value for line in whole.lines} == {
            BEST: "enough", GOOD_ONE: "no_share", PLAIN: "enough", ONE: "no_share",
        }  # fmt: skip


def of_both(sent: Mapping[str, Sequence[Sent]], units: Sequence[UnitKey]) -> tuple[Fraction, Fraction]:
    """The index of some offices in two periods, counted by hand."""
    found = []
    for period in ("26Q2", "26Q3"):
        own = [each for each in sent[period] if each.unit in units]
        found.append(Fraction(100 * sum(each.satisfied for each in own), sum(each.forms for each in own)))
    return found[0], found[1]


def test_a_trend_compares_the_same_offices_and_names_the_others(hub: Station) -> None:
    report = report_of(hub, find_period(hub, "26Q3"), of_hub(hub))
    (table,) = (each for each in report_tables(report) if each.name == "B10")
    then, now = of_both(PERIODS, (BEST, GOOD_ONE, PLAIN, MANY))
    whole, same = table.rows[0].cells, table.rows[1].cells
    assert (whole[-1], same[-3:]) == (None, (then, now, now - then))
    assert table.notes[2].values == {"count": 4}
    assert table.notes[3].values["units"] == ["Phường Hoàn Kiếm", "Phường Cửa Nam", "Sở Tư pháp"]


def test_every_office_stands_over_the_periods_with_the_change_of_its_rank(hub: Station) -> None:
    report = report_of(hub, find_period(hub, "26Q3"), of_hub(hub))
    rows = {row.cells[0]: row.cells[1:] for row in offices_table(report.trend).rows if not row.is_section}
    assert rows["Phường Ba Đình"][:6] == (75, 2, 95, 1, 20, 1)
    assert rows["Phường Ngọc Hà"][:6] == (90, 1, Fraction(165, 2), 3, Fraction(-15, 2), -2)
    assert rows["Phường Hoàn Kiếm"][:6] == ("*", None, "*", None, None, None)
    assert rows["Sở Tư pháp"][:6] == (None, None, 100, None, None, None)
    assert getattr(rows["Sở Tư pháp"][6], "says", "") == "too few forms to be ranked"


def test_an_office_below_the_basis_has_no_change_over_time(tmp_path: Path) -> None:
    sent = {"26Q2": [Sent(BEST, 9, 12)], "26Q3": [Sent(BEST, 9, 9)]}
    with closing(city(tmp_path / "hub", sent)) as hub:
        report = report_of(hub, find_period(hub, "26Q3"), of_office(BEST))
        (table,) = (each for each in report_tables(report) if each.name == "B10")
        assert table.rows[0].cells[-3:] == (75, 100, None)
        assert {row.cells[-1] for row in table.rows} == {None}


@pytest.mark.parametrize(("yearly", "index"), [("answers", Fraction(6800, 80)), ("mean", Fraction(85))])
def test_a_year_puts_its_periods_together_as_the_method_says(tmp_path: Path, yearly: str, index: Fraction) -> None:
    sent = {**PERIODS, "26Q2": [*PERIODS["26Q2"][:2], Sent(PLAIN, 20, 60), *PERIODS["26Q2"][3:]]}
    with closing(city(tmp_path / "hub", sent, method=Method(yearly=yearly))) as hub:
        year = year_of(hub, 2026)
        found = {office.unit.key: office.line for office in year.offices}
        assert found[BEST].overall == index
        pooled, plain = Fraction(4700, 90), Fraction(100 * 20, 60) / 2 + 45
        assert found[PLAIN].overall == (pooled if yearly == "answers" else plain)
        assert [found[unit].rank for unit in (GOOD_ONE, BEST, PLAIN)] == [1, 2, 3]
        assert (found[MANY].rank, year.ranked_in("department"), year.ranked_in("commune")) == (1, 1, 3)
        assert (found[ONE].overall, found[ONE].rank, found[ONE].is_withheld) == (None, None, True)
        assert found[FEW].overall == 100
        assert (found[FEW].rank, found[FEW].grade) == (None, "")


def test_a_period_of_few_people_stands_in_no_year(tmp_path: Path) -> None:
    sent = {"26Q2": [Sent(BEST, 9, 12)], "26Q3": [Sent(BEST, 0, 4)]}
    with closing(city(tmp_path / "hub", sent)) as hub:
        (office,) = year_of(hub, 2026).offices
        assert (office.line.overall, office.line.forms) == (Fraction(75), 12)


def test_periods_that_count_otherwise_make_no_year(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    with closing(city(folder, {"26Q2": [Sent(BEST, 9, 12)]}, method=Method(overall_index="factors"))) as hub:
        open_and_send(hub, "26Q3", [Sent(BEST, 9, 12)])
        (office,) = year_of(hub, 2026).offices
        assert not office.is_comparable
        assert office.line.overall is None


def test_a_head_gets_a_sheet_of_the_year_and_below_the_basis_it_judges_nothing(hub: Station, tmp_path: Path) -> None:
    files = print_year_of_each_head(hub, year_of(hub, 2026), tmp_path, language=load("vi"), at=AT)
    texts = {file.stem.partition("-")[2]: text_of(file) for file in files}
    assert texts.keys() == {unit.code for unit in WARDS + DEPARTMENTS}
    best = texts[BEST.code].replace("\r\n", " ")
    assert "Xếp hạng 2/3; bình quân nhóm" in best
    assert {"2/3", "1/3", "75,00", "95,00", "85,00"} <= set(best.split())
    for unit in (ONE, FOUR):
        assert not JUDGED.findall(re.sub(r"\d\d/\d\d/\d{4}", "", texts[unit.code])), unit


def test_the_year_is_answered_to_programs(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    found = answer(capsys, folder, "--year", "2026", "--unit", "00004")
    (unit,) = found["units"]
    assert (unit["overall"], unit["rank"], unit["of"], unit["basis"]) == (85.0, 2, 3, "enough")
    assert [each["rank"] for each in unit["periods"]] == [2, 1]
    assert NOT_COMPARABLE not in str(found)


def test_the_window_writes_the_year_as_paper_and_workbook_and_a_sheet_for_each_head(
    folder: Path, tmp_path: Path
) -> None:
    with closing(open_station(folder)) as station:
        presenter = Presenter(office_at(station))
        presenter.refresh()
        assert presenter.papers.years() == (2026,)
        presenter.papers.print_year(2026, tmp_path)
    heads = {f"2026-{unit.code}.pdf" for unit in WARDS + DEPARTMENTS}
    assert {file.name for file in tmp_path.iterdir()} == {"2026.pdf", "2026.xlsx", *heads}
    rows = openpyxl.load_workbook(tmp_path / "2026.xlsx")["N1"].iter_rows(min_row=4, values_only=True)
    told = {row[1]: row[2:10] for row in rows if row[1]}
    assert told["Phường Ba Đình"] == (75, 2, 95, 1, 80, 85, 2, "Fair")
    assert told["Phường Hoàn Kiếm"] == ("*", None, "*", None, 5, "*", None, None)


def test_an_export_names_the_offices_that_it_leaves_out(
    capsys: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    words = ("export", "--period", "26Q3", "--format", "csv", "--out", tmp_path / "a.csv", "--language", "vi")
    run = runner(capsys, folder)
    assert "Phường Hoàn Kiếm" in done(run(*words)).out or "phường Hoàn Kiếm" in done(run(*words)).out
    found = done(run(*words, "--json")).answer
    assert (found["rows"], len(found["left_out"])) == (160, 2)


def test_a_subject_that_is_withheld_has_no_measure(hub: Station) -> None:
    figures = figures_of(hub, find_period(hub, "26Q3"), Subject(ONE, Reach.OFFICE))
    assert (figures.measure.forms, figures.variants, figures.overall, figures.grade) == (0, (), None, "")


def test_before_signing_it_is_told_whether_forms_or_their_answers_are_too_few(tmp_path: Path) -> None:
    sent = (Sent(BEST, 9, 9), Sent(PLAIN, 9, 9, silent=3), Sent(ONE, 2, 3, silent=9))
    with closing(city(tmp_path / "hub", {"26Q3": sent})) as hub:
        points = before_signing(hub, find_period(hub, "26Q3"))
        told = {each.unit: load("vi").sentence(each.text) for each in points if each.kind is OpenKind.TOO_FEW}
    assert told == {
        BEST: "9 phiếu hợp lệ, chưa đủ để đánh giá đơn vị; phương pháp yêu cầu 10 phiếu.",
        PLAIN: "12 phiếu hợp lệ, chỉ có 9 câu trả lời để tính chỉ số; phương pháp yêu cầu 10.",
        # how few they are is told nowhere
        ONE: "12 phiếu hợp lệ, chỉ có dưới 5 câu trả lời để tính chỉ số; phương pháp yêu cầu 10.",
    }
