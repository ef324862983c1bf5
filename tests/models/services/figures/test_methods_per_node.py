"""Figures of a method that counts and ranks by each of its contents, against a recount of the rows that the same base exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.tables import answer_table
from models.catalogue.methods import further_methods
from models.domain.basics.problems import Sentence
from models.domain.basics.table_values import Value
from models.domain.book.periods import Period
from models.domain.disclosure.node_rankings import with_node_rankings
from models.domain.figures.basis import Basis
from models.domain.figures.figures import Figures
from models.domain.figures.judging import group_mean
from models.domain.questionnaire.method_table import read_method_rows
from models.domain.sheets import brief_tables, report_tables
from models.domain.sheets.node_rankings import node_tables, placed_in, printed_table
from models.domain.sheets.profile import profile_tables
from models.language import load
from models.language.tables import words
from models.services.figures.crossing import crossed
from models.services.figures.deriving import standings_of
from models.services.figures.explaining import explain
from models.services.figures.profiles import profiles_of
from models.services.figures.recounting import require_as_counted
from models.services.figures.reporting import report_of
from models.services.figures.results import figures_of, units_here
from models.services.figures.standings import NOT_AS_KEPT, read_standing, standing_text
from models.services.office.periods import find_period
from models.store.database import Station, open_station
from tests.builders.acts import WARD
from tests.builders.contents import TREE, city_of_contents, rows_of, rows_sent, shared_method
from tests.builders.forms import GOOD, keyed
from tests.builders.ranked import DEPARTMENTS, WARDS, Sent
from tests.builders.ranked import city as ranked_city
from tests.builders.surveys import of_hub, of_office, period_of, ward
from tests.builders.trees import CRITERIA, Branch, Row, branches, counted, index_of, method_of

ALONE = "who alone answered one of its criteria"
CONTENTS = {part.code: part for part in TREE.parts}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Station, Period]]:
    hub, period = city_of_contents(tmp_path_factory.mktemp("contents") / "hub", shared_method(), rows_sent())
    with closing(hub):
        yield hub, period


@pytest.fixture(scope="module")
def figures(city: tuple[Station, Period]) -> Figures:
    return figures_of(*city, of_hub(city[0]))


@pytest.fixture(scope="module")
def exported(city: tuple[Station, Period]) -> dict[str, list[Row]]:
    return exported_by(*city)


def exported_by(hub: Station, period: Period) -> dict[str, list[Row]]:
    """By office the rows that the base exports in full."""
    table = answer_table(hub, period, units_here(hub, period), full=True)
    names = [field.name for field in table.fields]
    found: dict[str, list[Row]] = {}
    for row in table.rows:
        told = dict(zip(names, row, strict=True))
        found.setdefault(told["unit"], []).append(told)
    return found


def text(value: Value) -> str:
    """Words as an English reader has them."""
    assert isinstance(value, str | Sentence)
    return words(load("en"), value)


def told(figures: Figures) -> dict[str, dict[str, int]]:
    criteria = [name for names in CRITERIA.values() for name in names]
    (variant,) = figures.variants
    return {name: dict(variant.counts[name].values) for name in criteria}


def test_every_office_and_the_hub_count_as_the_exported_rows_say(
    city: tuple[Station, Period], figures: Figures, exported: Mapping[str, Sequence[Row]]
) -> None:
    hub, period = city
    out = {unit.key.code for unit in figures.left_out}
    every = [row for code, rows in exported.items() if code not in out for row in rows]
    assert told(figures) == {name: dict(of) for name, of in counted(TREE, every).items()}
    assert sum(of.get("short", 0) for of in told(figures).values()), "some forms are to count under one content alone"
    for unit in units_here(hub, period):
        own = figures_of(hub, period, of_office(unit))
        if own.is_withheld:
            continue
        counts = counted(TREE, exported[unit.code])
        assert told(own) == {name: dict(of) for name, of in counts.items()}
        assert own.measure.overall == index_of(TREE, counts)
        for each in own.measure.contents:
            assert each.index == (None if each.is_held_back else index_of(CONTENTS[each.code], counts))
        assert unit not in WARDS[:2] or not held_of(own)


@settings(max_examples=8)
@given(branches(), st.integers(0, 99))
def test_a_base_with_a_tree_of_chance_counts_and_ranks_as_its_exported_rows_say(branch: Branch, seed: int) -> None:
    nodes = list(inner(branch))
    method = method_of(branch, *((f"group {node.code}", "Phường, xã: commune") for node in nodes))
    chance = Random(seed)
    sent = {
        unit: rows_of(chance, chance.choice([4, 11, 30, 45]), good=0.4 + 0.5 * chance.random()) for unit in WARDS[:4]
    }
    with TemporaryDirectory() as folder:
        hub, period = city_of_contents(Path(folder) / "hub", method, sent)
        with closing(hub):
            figures, rows = figures_of(hub, period, of_hub(hub)), exported_by(hub, period)
            assert [each.code for each in figures.by_node] == [node.code for node in nodes]
            own = {code: counted(branch, of) for code, of in rows.items()}
            held = {unit.code: held_of(figures_of(hub, period, of_office(unit))) for unit in units_here(hub, period)}
            for line in figures.lines:
                assert line.is_withheld or line.overall == index_of(branch, own[line.unit.key.code])
            for node, ranking in zip(nodes, figures.by_node, strict=True):
                for line in ranking.lines:
                    code, counts = line.unit.key.code, own[line.unit.key.code]
                    most = max(sum(counts[name][level] for level in "12345") for name in node.criteria())
                    assert line.is_withheld is (len(rows[code]) < 5 or 0 < most < 5 or node.code in held[code])
                    assert line.is_withheld or (line.overall, line.answers) == (index_of(node, counts), most)
                    assert (line.rank is not None) is (most >= 10 and node.code not in held[code])
            out = {unit.key.code for unit in figures.left_out}
            every = [row for code, of in rows.items() if code not in out for row in of]
            assert told(figures) == {name: dict(of) for name, of in counted(branch, every).items()}


def held_of(figures: Figures) -> set[str]:
    """The indices that the sheet of an office holds back, since they would tell of few people."""
    contents = {each.code for each in figures.measure.contents if each.is_held_back}
    return contents | {each.code for each in figures.measure.factors if each.is_held_back}


def inner(branch: Branch) -> Iterator[Branch]:
    """The indices under the overall one that the method names, in its order."""
    for part in branch.parts:
        if part.parts or part.share:
            yield part
        yield from inner(part)


def test_for_every_criterion_what_counts_and_every_kind_that_does_not_make_up_the_valid_forms(
    city: tuple[Station, Period], figures: Figures
) -> None:
    for own in (figures, figures_of(*city, of_office(WARDS[0]))):
        for each in own.measure.criteria:
            assert not each.is_held_back
            kinds = each.tally
            aside = kinds.blank + kinds.double + kinds.unreadable + kinds.dont_know + kinds.not_applicable
            assert each.valid + aside + kinds.behind_filter + kinds.of_short_form == own.measure.forms
        tables = {table.name: table for table in brief_tables(own)}
        for row in (row for row in tables["B3a"].rows if not row.is_section):
            _, _, forms, *parts = row.cells
            assert sum(int(str(part)) for part in parts) == forms == own.measure.forms


def test_the_book_of_forms_knows_nothing_of_contents(city: tuple[Station, Period], figures: Figures) -> None:
    hub, period = city
    assert figures.balance["valid"] == sum(len(rows) for rows in rows_sent().values())
    require_as_counted(hub, period, of_hub(hub))
    assert explain(hub, figures.fingerprint).is_proven


def test_offices_are_ranked_by_each_content_within_its_own_groups(
    figures: Figures, exported: Mapping[str, Sequence[Row]]
) -> None:
    groups = {
        "CS": {"00004": "Trung tâm", "00008": "Trung tâm", "N0002": "department"},
        "DV": {"N0002": "department"},
    }
    others = {"CS": "Phường, xã khác", "DV": "Phường, xã"}
    assert [each.code for each in figures.by_node] == ["CS", "DV"]
    for ranking in figures.by_node:
        own = {
            code: index_of(CONTENTS[ranking.code], counted(TREE, rows)) or Fraction(0)
            for code, rows in exported.items()
            if len(rows) >= 5
        }
        ranked = {line.unit.key.code: line for line in ranking.lines if line.rank is not None}
        assert ranked.keys() <= own.keys()
        for code, line in ranked.items():
            assert line.overall == own[code]
            assert str(line.group) == groups[ranking.code].get(code, others[ranking.code])
            better = [each for each in ranked.values() if each.group == line.group and (each.overall or 0) > own[code]]
            assert line.rank == len(better) + 1
        for line in ranking.lines:
            if line.rank is None:
                assert line.ground is not Basis.ENOUGH
        # of one, with four forms, nothing is told; another holds back a factor that few were asked, and tells the content
        by_unit = {line.unit.key: line for line in ranking.lines}
        of_few, of_eleven = (by_unit[unit] for unit in WARDS[3:])
        assert (of_few.is_withheld, of_few.overall, of_few.rank) == (True, None, None)
        assert of_eleven.overall == index_of(CONTENTS[ranking.code], counted(TREE, exported[of_eleven.unit.key.code]))
    by_cs, by_dv = (
        {line.unit.key.code: line for line in ranking.lines if line.rank is not None} for ranking in figures.by_node
    )
    assert {code: line.group for code, line in by_cs.items()} != {code: line.group for code, line in by_dv.items()}


def test_the_table_of_a_content_tells_rank_mean_of_the_group_and_who_is_not_ranked(
    city: tuple[Station, Period], figures: Figures
) -> None:
    language = load("en")
    tables = node_tables(figures)
    assert [table.name for table in tables] == ["B15a", "B15b"]
    whole = report_tables(report_of(*city, of_hub(city[0])))
    assert [table.name for table in whole if table.sheet == "B15"] == ["B15a", "B15b"]
    # the short sheet stays short
    assert not [table for table in brief_tables(figures) if table.sheet == "B15"]
    for table, ranking in zip(tables, figures.by_node, strict=True):
        view = figures.of_node(ranking)
        means = [text(row.cells[0]) for row in table.rows if row.is_section]
        groups = list(dict.fromkeys(line.group for line in ranking.lines if line.rank is not None))
        assert len(means) == len(groups) + 1
        for group, title in zip(groups, means, strict=False):
            mean = group_mean(view.lines, group)
            assert mean is not None
            assert f"{language.number(mean, 2)}%" in title
        placed = placed_in(table, figures)
        assert [row.is_section for row in table.rows if not row.is_total] == [each.line is None for each in placed]
        assert [line.line for line in placed if line.line is not None] == list(ranking.lines)
        notes = [words(language, note) for note in table.notes]
        assert any("put together from several questions" in note for note in notes)
        assert any("counts under" in note for note in notes)
        held = next(row.cells for row in table.rows if row.cells[1:2] == ("Phường Hoàn Kiếm",))
        assert (held[3], held[4], text(held[-1])) == ("*", None, "too few forms to be ranked")
        assert not any(ALONE in note for note in notes)


def test_an_office_that_holds_a_content_back_stands_in_its_ranking_without_a_figure_and_the_table_says_why(
    figures: Figures,
) -> None:
    ranking = figures.by_node[0]
    first, *others = ranking.lines
    held = replace(first, overall=None, interval=None, rank=None, answers=0, is_withheld=True)
    (table, _) = node_tables(replace(figures, by_node=(ranking._replace(lines=(*others, held)), *figures.by_node[1:])))
    row = next(row.cells for row in table.rows if row.cells[1:2] == (held.unit.full_name,))
    assert (row[3], row[4]) == ("*", None)
    assert any(ALONE in words(load("en"), note) for note in table.notes)


def test_on_paper_many_offices_stand_two_beside_each_other_and_each_once(figures: Figures) -> None:
    (ranking, _) = figures.by_node
    (line, *_) = (each for each in ranking.lines if each.rank is not None)
    many = [replace(line, rank=n + 1, overall=Fraction(100 - n), group=f"N{n // 25}") for n in range(75)]
    few = [each for each in ranking.lines if each.is_withheld]
    made = replace(figures, by_node=(ranking._replace(lines=(*many, *few)),))
    whole = node_tables(made)[0]
    short = node_tables(figures)[0]
    assert printed_table(short) is short
    table = printed_table(whole)
    half = len(table.columns) // 2
    offices = [row for row in table.rows if not (row.is_section or row.is_total)]
    assert len(offices) == 3 * 13 + 1
    places = [row.cells[:half] for row in offices] + [row.cells[half:] for row in offices]
    ranks = [cells[0] for cells in places if isinstance(cells[0], int)]
    assert sorted(ranks) == list(range(1, 76))
    first = [row.cells[0] for row in offices[:13]] + [row.cells[half] for row in offices[:12]]
    assert first == list(range(1, 26)), "down the first column, then down the second"
    assert "too few forms" in text(offices[-1].cells[1])
    assert [row.cells for row in table.rows if row.is_section] == [row.cells for row in whole.rows if row.is_section]
    totals = [
        [row.cells[2] for row in table.rows if row.is_total],
        [row.cells[3] for row in whole.rows if row.is_total],
    ]
    assert totals[0] == totals[1] != []
    assert sum(column.width for column in table.columns) <= 165


def test_an_office_finds_its_places_on_its_profile(city: tuple[Station, Period]) -> None:
    hub, period = city
    (profile,) = profiles_of(hub, period, (WARDS[0],))
    heads = [text(row.cells[0]) for row in profile_tables(profile)[0].rows]
    assert sum(head.startswith("Rank by") for head in heads) == 2


def test_a_cross_table_and_the_split_forms_count_alike(city: tuple[Station, Period], figures: Figures) -> None:
    hub, period = city
    by_unit = crossed(hub, period, of_hub(hub), question="TH1", by="unit")
    lines = {line.unit.full_name: line.overall for line in figures.lines}
    told = {row.label: row.index for row in by_unit.rows}
    assert told == {name: overall for name, overall in lines.items() if overall is not None}
    assert by_unit.whole.tally.of_short_form == figures.variants[0].counts["TH1"].of_short_form
    report = report_of(hub, period, of_hub(hub))
    assert report.sectors is not None
    (sector,) = report.sectors.slices
    assert (sector.index, sector.answers) == (figures.measure.overall, figures.measure.overall_answers)


def test_an_office_whose_forms_count_under_too_few_criteria_is_not_judged_by_them(tmp_path: Path) -> None:
    whole = {name: "4" for names in CRITERIA.values() for name in names} | {"C8": "1"}
    half = whole | {name: "" for factor in ("TH", "TG", "CL", "TD") for name in CRITERIA[factor]}
    sent = {
        WARDS[0]: [whole] * 12,
        WARDS[1]: [whole] * 3 + [half] * 12,
        WARDS[2]: [whole] * 7 + [half] * 12,
        DEPARTMENTS[0]: [half] * 12,
    }
    hub, period = city_of_contents(tmp_path / "hub", shared_method(), sent)
    with closing(hub):
        by_cs, by_dv = figures_of(hub, period, of_hub(hub)).by_node
        lines = {line.unit.key: line for line in by_cs.lines}
        ranked = {unit: (line.rank, line.overall, line.answers, line.ground) for unit, line in lines.items()}
        assert ranked[WARDS[0]] == (1, Fraction(100), 12, Basis.ENOUGH)
        # 3 people stand behind it: told nowhere; 7: told, and not ranked
        assert ranked[WARDS[1]] == (None, None, 0, Basis.TOO_FEW)
        assert lines[WARDS[1]].is_withheld
        assert ranked[WARDS[2]] == (None, Fraction(100), 7, Basis.TOO_FEW)
        assert ranked[DEPARTMENTS[0]] == (None, None, 0, Basis.TOO_FEW)
        # with its overall index the other content would tell how the 3 answered
        assert {line.unit.key for line in by_dv.lines if line.rank is not None} == set(sent) - {WARDS[1]}


def test_an_index_that_is_a_question_has_an_interval_and_tells_from_whom_it_does_not_differ(tmp_path: Path) -> None:
    method = read_method_rows(
        [("index overall", "mean: A, KQ"), ("index A", "question D0: TC, TT"), ("group A", "Phường, xã: commune")]
    )
    hub = ranked_city(
        tmp_path / "hub",
        {"26Q3": [Sent(WARDS[0], 18, 20, 100), Sent(WARDS[1], 17, 20, 100), Sent(WARDS[2], 2, 20, 100)]},
        method=method,
    )
    with closing(hub):
        figures = figures_of(hub, find_period(hub, "26Q3"), of_hub(hub))
        (table,) = node_tables(figures)
        heads = [words(load("en"), column.head) for column in table.columns]
        assert "like ranks" in heads
        like = heads.index("like ranks")
        rows = [row.cells for row in table.rows if not (row.is_section or row.is_total)]
        assert [(row[heads.index("Rank")], row[like]) for row in rows] == [(1, "2"), (2, "1"), (3, "")]


def test_what_is_kept_of_an_office_is_read_back_and_a_method_without_groups_keeps_what_it_kept(
    city: tuple[Station, Period],
) -> None:
    hub, period = city
    (standing,) = standings_of(hub, period, (WARDS[0],))
    assert len(standing.nodes) == 2
    assert read_standing(standing_text(standing)) == standing
    assert "nodes" not in standing_text(replace(standing, nodes=()))


def test_where_people_are_asked_because_of_what_they_say_of_themselves_no_content_ranks(figures: Figures) -> None:
    (variant,) = figures.variants
    questions = tuple(
        replace(each, relevant="${A1} = '1'") if each.name == "TH1" else each
        for each in variant.questionnaire.questions
    )
    narrowed = variant._replace(questionnaire=replace(variant.questionnaire, questions=questions))
    told = with_node_rankings(replace(figures, variants=(narrowed,), by_node=()), [])
    assert told.by_node == ()
    tables = node_tables(told)
    assert [table.rows for table in tables] == [(), ()]
    assert all("how people describe themselves" in words(load("en"), table.notes[0]) for table in tables)


def test_an_index_that_was_changed_on_the_disk_does_not_read(city: tuple[Station, Period]) -> None:
    (standing,) = standings_of(*city, (WARDS[0],))
    for nodes in ((("tám mươi", "12"),), (("80",),), (("80", "x"),), (("80", "12", "1"),)):
        with pytest.raises(NOT_AS_KEPT):
            read_standing(standing_text(replace(standing, nodes=nodes)))


def test_of_few_who_answered_the_question_that_the_tree_asks_nothing_is_told(tmp_path: Path) -> None:
    """Not of an office with many forms, and of no group of one that is told."""
    (method,) = (each for each in further_methods() if each.asked_at_top)
    for answered in (3, 7):
        with closing(ward(tmp_path / str(answered))) as station:
            period = period_of(station, method=method)
            keyed(station, period, [GOOD | {"A1": "12"[n % 2], "D0": "1" if n < answered else ""} for n in range(20)])
            assert figures_of(station, period, of_office(WARD)).is_withheld is (answered == 3)
    with closing(open_station(tmp_path / "7")) as station:
        by_sex = crossed(station, find_period(station, "26Q3"), of_office(WARD), question="TC1", by="A1")
        # of ten men 4 answered it, of ten women 3
        assert [(row.forms, row.is_grouped) for row in by_sex.rows] == [(20, True)]
