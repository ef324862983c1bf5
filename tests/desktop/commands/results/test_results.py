"""`sophieu results`: what the answer says to a reader."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from models.catalogue import BUILT_IN
from tests.builders.commands import PERIOD, Run, done, refused, runner
from tests.builders.surveys import EVALUATED, period_of, ward


def test_of_many_offices_that_have_not_sent_a_few_are_named_and_all_counted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with closing(ward(tmp_path / "hub", unit=BUILT_IN.find_unit("01", EVALUATED[1]).key, is_hub=True)) as hub:
        asked = [unit.key for unit in BUILT_IN.units_valid_on(EVALUATED[1]) if unit.parent == hub.unit][:30]
        period_of(hub, units=tuple(asked))
    told = done(runner(capsys, tmp_path / "hub")("results", *PERIOD, "--language", "vi")).out
    line = next(line for line in told.splitlines() if line.startswith("Chưa nhận được gói"))
    assert "30 đơn vị" in line
    assert len(line) < 260


def test_a_list_for_commendation_with_nobody_on_it_is_refused_before_anything_is_written(
    run: Run, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in ("report.docx", "minutes.docx", "list.docx", "report.pdf")]
    options = ("--docx", "--minutes", "--commendation", "--report")
    asked = [word for option, file in zip(options, files, strict=True) for word in (option, file)]
    refused(run("results", *PERIOD, *asked, "--json"), "nobody_proposed")
    assert not any(file.exists() for file in files)
