from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.screens.results.unit_tree import tree_of
from models.catalogue import BUILT_IN, Catalogue, UnitUnknown
from models.catalogue.kept import AdditionsRefused, keep
from models.domain.basics.units import Unit, UnitKey
from models.services.office.additions import UnitsInCircle, add_to_catalogue
from models.store.database import Station, open_station
from tests.builders.acts import act_of
from tests.builders.surveys import ward

HEADER = "Mã đơn vị,Hiệu lực từ,Hiệu lực đến,Loại,Tên đơn vị,Cấp,Tên cơ quan,Mã cấp trên\n"
CENTRE = "N0177,01/07/2025,,Chi cục,Thú y thử,sở,,01\n"
CIRCLE = "N0181,01/07/2025,,,Một,sở,,N0182\nN0182,01/07/2025,,,Hai,sở,,N0183\nN0183,01/07/2025,,,Ba,sở,,N0181\n"
DAY = date(2026, 8, 1)


def written(folder: Path, rows: str, name: str = "don-vi.csv") -> Path:
    file = folder / name
    file.write_text(HEADER + rows, encoding="utf-8")
    return file


def test_what_an_office_added_is_known_at_once_and_at_the_next_start(station: Station, tmp_path: Path) -> None:
    now, added = add_to_catalogue(station, written(tmp_path, CENTRE), act=act_of())
    assert [unit.key.code for unit in added.units] == ["N0177"]
    assert now.catalogue.find_unit("N0177", DAY).full_name == "Chi cục Thú y thử"
    again = open_station(station.folder)
    assert again.catalogue == now.catalogue
    again.close()


def test_an_office_says_whose_work_it_took_over_and_what_nobody_had_is_named(station: Station, tmp_path: Path) -> None:
    header = HEADER.strip() + ",Kế thừa từ\n"
    row = 'N0178,01/07/2025,,Chi cục,Mới,sở,,01,"00001; 00004"\n'
    file = tmp_path / "ke-thua.csv"
    file.write_text(header + row, encoding="utf-8")
    now, made = add_to_catalogue(station, file, act=act_of())
    (added,) = made.units
    before = tuple(UnitKey(code, date(2008, 8, 1)) for code in ("00001", "00004"))
    assert now.catalogue.predecessors(added.key) == before
    assert now.catalogue.predecessors(before[0]) == ()
    file.write_text(header + row.replace("00001", "N9999"), encoding="utf-8")
    with pytest.raises(AdditionsRefused) as refused:
        add_to_catalogue(station, file, act=act_of())
    assert [each.code for each in refused.value.findings] == ["addition_predecessor_unknown"]


def test_two_stations_in_one_process_do_not_see_each_others_additions(tmp_path: Path) -> None:
    rows = {"one": CENTRE, "two": CENTRE.replace("N0177", "N0178")}
    for name, row in rows.items():
        made = ward(tmp_path / name)
        add_to_catalogue(made, written(tmp_path, row), act=act_of())
        made.close()
    one, two = (open_station(tmp_path / name) for name in rows)
    assert one.catalogue.find_unit("N0177", DAY).is_valid_on(DAY)
    assert two.catalogue.find_unit("N0178", DAY).is_valid_on(DAY)
    for catalogue, code in ((one.catalogue, "N0178"), (two.catalogue, "N0177"), (BUILT_IN, "N0177")):
        with pytest.raises(UnitUnknown):
            catalogue.find_unit(code, DAY)
    one.close()
    two.close()


def test_a_file_with_a_wrong_cell_adds_nothing_and_names_it(station: Station, tmp_path: Path) -> None:
    file = written(tmp_path, CENTRE.replace("01/07/2025", "31/02/2025"))
    with pytest.raises(AdditionsRefused) as refused:
        add_to_catalogue(station, file, act=act_of())
    assert refused.value.parts
    assert not (station.folder / "catalogue").exists()


def test_added_files_are_read_again_in_the_order_they_came(station: Station, tmp_path: Path) -> None:
    for code in ("N0178", "N0179", "N0180"):
        file = written(tmp_path, CENTRE.replace("N0177", code))
        station, added = add_to_catalogue(station, file, act=act_of())
        assert len(added.units) == 1
        station, added = add_to_catalogue(station, file, act=act_of())
        assert added.units == ()
    kept = sorted((station.folder / "catalogue").iterdir())
    assert [path.name[:4] for path in kept] == ["0001", "0002", "0003"]
    codes = [path.read_text(encoding="utf-8").splitlines()[1][:5] for path in kept]
    assert codes == ["N0178", "N0179", "N0180"]


def test_a_kept_file_that_reads_no_more_leaves_the_station_open(station: Station) -> None:
    keep(station.folder, (HEADER + CENTRE).encode(), suffix=".csv")
    keep(station.folder, (HEADER + CENTRE.replace("sở", "?")).encode(), suffix=".csv")
    again = open_station(station.folder)
    assert isinstance(again.catalogue_trouble, AdditionsRefused)
    assert again.catalogue.find_unit("N0177", DAY).is_valid_on(DAY)
    again.close()


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (CIRCLE, ["Một (N0181) → Hai (N0182) → Ba (N0183) → Một (N0181)"]),
        ("N0181,01/07/2025,,,Một,sở,,N0181\n", ["Một (N0181) → Một (N0181)"]),
        (
            "N0181,01/07/2025,,,Một,sở,,N0182\nN0182,01/07/2025,,,Hai,sở,,N0182\nN0183,01/07/2025,,,Ba,sở,,N0183\n",
            ["Hai (N0182) → Hai (N0182)", "Ba (N0183) → Ba (N0183)"],
        ),
    ],
)
def test_units_that_stand_under_themselves_are_refused_and_named(
    station: Station, tmp_path: Path, rows: str, named: list[str]
) -> None:
    with pytest.raises(AdditionsRefused) as refused:
        add_to_catalogue(station, written(tmp_path, rows), act=act_of())
    found = [finding for finding in refused.value.findings if isinstance(finding, UnitsInCircle)]
    assert [finding.units for finding in found] == named
    assert not (station.folder / "catalogue").exists()


def test_a_station_that_holds_a_circle_already_goes_on(station: Station) -> None:
    keep(station.folder, (HEADER + CIRCLE).encode(), suffix=".csv")
    again = open_station(station.folder)
    unit = again.catalogue.find_unit("N0181", DAY)
    assert again.catalogue_trouble is None
    assert not again.catalogue.is_below(unit.key, again.unit)
    again.close()


@given(st.lists(st.integers(min_value=-1, max_value=9), min_size=10, max_size=10))
def test_no_table_of_superiors_makes_a_question_endless(parents: list[int]) -> None:
    keys = [UnitKey(f"N00{number:02d}", date(2025, 7, 1)) for number in range(len(parents))]
    levels = (BUILT_IN.levels["district"], BUILT_IN.levels["commune"])
    catalogue = Catalogue(
        tuple(
            Unit(key, key.code, "", levels[place % 3 == 0], "", parent=keys[parent] if parent >= 0 else None)
            for place, (key, parent) in enumerate(zip(keys, parents, strict=True))
        )
    )
    for place, key in enumerate(keys):
        reached, above = set(), parents[place]
        while above >= 0 and above not in reached:
            reached.add(above)
            above = parents[above]
        assert {other for other in keys if catalogue.is_below(key, other)} == {keys[number] for number in reached}
        communes = catalogue.answering_under(key, DAY)
        assert len(set(communes)) == len(communes)
        assert tree_of(key, catalogue.own_units, catalogue)
