"""Whatever engine counts exported answers, the figures are those that the hub itself shows, to the last digit."""

from __future__ import annotations

import faulthandler
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from exports.analysis.engines import Engine, EngineUnknown, Means, engine_of
from exports.analysis.figures import analysed
from exports.analysis.surveys import AnswersDamaged, NoAnswersThere, SurveysUnlike, read_surveys
from exports.formats.contract import ExtraMissing
from exports.formats.parquet import OtherExporterThere, OtherFilesThere
from exports.jobs import export_answers
from exports.survey import unit_facts, unit_of_facts
from exports.tables import answer_table
from models.domain.basics.units import Unit
from models.domain.figures.figures import Figures, OfficeLine
from models.domain.figures.measures import Counted, measure
from models.domain.figures.tallies import AnswerColumns, count
from models.domain.figures.trends import SameOffices
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.method import Method
from models.domain.sheets import report_tables
from models.domain.sheets.report import Report
from models.language import load
from models.progress import Cancelled
from models.services.figures.results import units_here
from models.services.office.periods import find_period
from models.store.database import Station
from tests.builders import country
from tests.builders.exported import BY_NODE, exported, surveyed_city

SPARK = "PySpark is not installed: ./sophieu --set-up spark (300 MB, and Debian's default-jre-headless), then run this test again"


@pytest.fixture(scope="module", params=[None, BY_NODE], ids=["usual", "by node"])
def hub(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """A hub with the usual method, and one whose forms count under some indices alone and that ranks by each."""
    with closing(surveyed_city(tmp_path_factory.mktemp("city") / "hub", request.param)) as station:
        yield station


@pytest.fixture(scope="module")
def folder(hub: Station, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("parquet") / "answers"


@pytest.fixture(scope="module")
def own(hub: Station, folder: Path) -> dict[str, Report]:
    """By period what the hub shows itself; its answers are in `folder` then."""
    return exported(hub, folder)


@pytest.fixture(scope="module", params=["duckdb", "spark"])
def report(request: pytest.FixtureRequest, folder: Path, own: dict[str, Report]) -> Report:
    if request.param == "spark":
        pytest.importorskip("pyspark", reason=SPARK)
        if shutil.which("java") is None:
            pytest.skip(SPARK)
        # a cluster in one process takes its time to start
        faulthandler.cancel_dump_traceback_later()
    with engine_of(request.param, Means()) as engine:
        return analysed(engine, read_surveys(folder), period="26Q3")


def without_basis(figures: Figures) -> Figures:
    """The digests of what offices stand on do not leave; the figures do."""
    plain = tuple(map(without_digest, figures.lines))
    by_node = tuple(each._replace(lines=tuple(map(without_digest, each.lines))) for each in figures.by_node)
    silent = tuple(map(as_told, figures.not_sent))
    return replace(
        figures,
        unit=as_told(figures.unit),
        lines=plain,
        by_node=by_node,
        not_sent=silent,
        fingerprint="",
        variants=(),
        closing="",
    )


def without_digest(line: OfficeLine) -> OfficeLine:
    return replace(line, basis="", unit=as_told(line.unit))


def as_told(unit: Unit) -> Unit:
    """An office as it leaves: without what only its catalogue knows."""
    return unit_of_facts(unit_facts(unit))


def same_as_told(same: SameOffices | None) -> SameOffices | None:
    if same is None:
        return None
    return same._replace(joined=tuple(map(as_told, same.joined)), left=tuple(map(as_told, same.left)))


def test_an_engine_gives_the_figures_of_the_hub(report: Report, own: dict[str, Report]) -> None:
    assert without_basis(report.figures) == without_basis(own["26Q3"].figures)
    assert {each.unit.key.code for each in report.figures.lines if each.is_withheld}, (
        "small offices are to be among them"
    )


def test_the_city_with_a_share_for_each_index_has_forms_that_count_under_some_alone(own: dict[str, Report]) -> None:
    figures = own["26Q3"].figures
    short = sum(each.tally.of_short_form for each in figures.measure.criteria)
    assert bool(short) is figures.method.has_shares is bool(figures.by_node)
    assert any(line.rank for each in figures.by_node for line in each.lines) is figures.method.has_shares


def test_an_engine_gives_the_trend_of_the_hub(report: Report, own: dict[str, Report]) -> None:
    ours, theirs = report.trend, own["26Q3"].trend
    assert [each.code for each in ours] == ["26Q2", "26Q3"]
    for one, other in zip(ours, theirs, strict=True):
        assert one.measure == other.measure
        assert same_as_told(one.same) == same_as_told(other.same)
        assert one.codings == other.codings


def test_the_tables_are_those_of_the_hub(report: Report, own: dict[str, Report]) -> None:
    tables = {table.name: table for table in report_tables(report)}
    of_hub = {table.name: table for table in report_tables(own["26Q3"])}
    assert {"B1", "B2", "B3", "B8", "B10", "B10b"} <= tables.keys() < of_hub.keys()
    for name, table in tables.items():
        assert table == of_hub[name]


def test_rows_are_those_of_the_other_formats(hub: Station, folder: Path, own: dict[str, Report]) -> None:
    import pyarrow.dataset as ds

    period = find_period(hub, "26Q3")
    table = answer_table(hub, period, units_here(hub, period)).without_texts()
    names = [field.name for field in table.fields]
    read = ds.dataset(folder / "answers" / "period=26Q3", partitioning="hive").to_table().to_pylist()
    kept = [name for name in names if name not in ("period", "unit")]
    assert sorted(tuple(row[name] for name in kept) for row in read) == sorted(
        tuple(row[names.index(name)] for name in kept) for row in table.rows
    )


def test_the_same_answers_give_the_same_bytes(
    hub: Station, folder: Path, own: dict[str, Report], tmp_path: Path
) -> None:
    exported(hub, tmp_path / "again")
    exported(hub, tmp_path / "again")  # and a second time in the place of the first
    ones, others = (
        {file.relative_to(top).as_posix(): file.read_bytes() for file in top.rglob("*") if file.is_file()}
        for top in (folder, tmp_path / "again")
    )
    assert ones == others


def test_a_stopped_export_leaves_nothing(hub: Station, tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int, what: str = "") -> None:
            if what == "00008":
                raise Cancelled

    period = find_period(hub, "26Q3")
    with pytest.raises(Cancelled):
        export_answers(hub, period, format_code="parquet", language=load("vi"), to=tmp_path / "a", progress=Impatient())
    assert not list(tmp_path.iterdir())


@pytest.fixture
def duck() -> Iterator[Engine]:
    with engine_of("duckdb", Means()) as engine:
        yield engine


def counted_here(made: country.Country, code: str, provinces: range) -> Counted:
    """What our own engine counts of the same invented forms."""
    forms: list[str] = []
    for province in provinces:
        for unit in made.units(province):
            answers = made.answers(code, unit)
            columns = ([value or "." for value in answers[each.name]] for each in country.QUESTIONS)
            forms += map("".join, zip(*columns, strict=True))
    counts = count(filters(country.PAPER, day=country.FOUNDED), AnswerColumns("".join(forms), [""] * len(forms)))
    return Counted(country.PAPER, len(forms), counts)


def test_a_country_is_the_sum_of_its_provinces(duck: Engine, tmp_path: Path) -> None:
    made = country.Country(provinces=3, communes=4, forms=30, periods=2)
    country.write(made, tmp_path / "land")
    report = analysed(duck, read_surveys(tmp_path / "land"), period="26Q2")
    figures = report.figures
    assert figures.measure == measure([counted_here(made, "26Q2", range(3))], country.METHOD)
    assert report.trend[0].measure == measure([counted_here(made, "26Q1", range(3))], country.METHOD)
    by_code = {line.unit.key.code: line for line in figures.lines}
    for province in range(3):
        alone = measure([counted_here(made, "26Q2", range(province, province + 1))], country.METHOD)
        assert by_code[f"{province + 1:02}"].overall == alone.overall
    assert sorted(line.rank or 0 for line in figures.lines) == [1, 2, 3]


def test_files_that_are_not_whole_are_refused(tmp_path: Path) -> None:
    made = country.Country(provinces=2, communes=2, forms=20, periods=1)
    country.write(made, tmp_path / "land")
    file = tmp_path / "land/answers/period=26Q1/province=02/answers.parquet"
    kept = file.read_bytes()
    file.unlink()
    with pytest.raises(AnswersDamaged) as refusal:
        read_surveys(tmp_path / "land")
    assert (refusal.value.period, refusal.value.province) == ("26Q1", "02")
    file.write_bytes(kept[:-9] + bytes([kept[-9] ^ 1]) + kept[-8:])
    with pytest.raises(AnswersDamaged):
        read_surveys(tmp_path / "land")
    with pytest.raises(NoAnswersThere):
        read_surveys(tmp_path)


def test_provinces_of_unlike_rules_are_not_added_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    country.write(country.Country(provinces=2, communes=1, forms=12, periods=1), tmp_path / "land")
    monkeypatch.setattr(country, "METHOD", Method(target=70))
    country.write(country.Country(provinces=1, communes=1, forms=12, periods=1), tmp_path / "land")
    surveys = read_surveys(tmp_path / "land")
    with pytest.raises(SurveysUnlike):
        surveys.of("26Q1")
    assert surveys.only("01").of("26Q1").keys() == {"01"}


def test_answers_go_into_no_folder_of_other_things(hub: Station, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("thư")
    period = find_period(hub, "26Q3")
    with pytest.raises(OtherFilesThere):
        export_answers(hub, period, format_code="parquet", language=load("vi"), to=tmp_path)
    made = country.Country(provinces=1, communes=1, forms=12, periods=3)
    country.write(made, tmp_path / "land")
    with pytest.raises(OtherExporterThere):
        export_answers(hub, period, format_code="parquet", language=load("vi"), to=tmp_path / "land")


def test_without_the_part_it_is_said_how_to_get_it(
    hub: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pyarrow", "pyarrow.parquet", "duckdb", "pyspark", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ExtraMissing) as refusal:
        export_answers(hub, find_period(hub, "26Q3"), format_code="parquet", language=load("en"), to=tmp_path / "a")
    assert "set the program up again" in str(load("en").problem(refusal.value))
    for code, extra in (("duckdb", "analysis"), ("spark", "spark")):
        with pytest.raises(ExtraMissing) as refusal, engine_of(code, Means()):
            pass
        assert refusal.value.extra == extra
    with pytest.raises(EngineUnknown), engine_of("oracle", Means()):
        pass
