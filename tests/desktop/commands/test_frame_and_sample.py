"""`sophieu frame` and `sample`: a real list of dossiers, drawn twice alike."""

from __future__ import annotations

from pathlib import Path

from tests.builders.commands import PERIOD, Run, done, refused

DATA = Path(__file__).parents[2] / "data"
LIST = DATA / "danh-sach-mot-cua.xlsx"


def test_the_list_of_dossiers_answers_its_figures_although_rows_are_refused(run: Run) -> None:
    answer = done(run("frame", "import", LIST, *PERIOD, "--json")).answer
    assert (answer["rows"], answer["eligible"], answer["applicants"]) == (620, 547, 478)
    assert answer["refused"] == {"duplicate": 15, "not_completed": 22, "bad_date": 4, "outside_period": 32}
    assert answer["applicants_by_kind"] == {"CN": 384, "TC": 94}
    assert sum(answer["sectors"].values()) == 547
    drawn = done(run("sample", "draw", *PERIOD, "--seed", "x", "--json")).answer
    assert drawn["population"] == sum(stratum["N"] for stratum in drawn["strata"])
    assert len(drawn["dossiers"]) == drawn["size"] == sum(stratum["n"] for stratum in drawn["strata"])
    again = done(run("sample", "draw", *PERIOD, "--seed", "x", "--json")).answer
    assert again == drawn
    assert done(run("sample", "list", *PERIOD, "--json")).answer["drawn"] == drawn["size"]
    assert done(run("frame", "purge", "--json")).answer["purged"] == 547
    refused(run("sample", "draw", *PERIOD, "--json"), "nothing_to_draw")
