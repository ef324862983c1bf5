"""Packages truly signed by a known office whose lines are not lawful: one sentence says where, and nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from exports.packages.findings import RowImpossible
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.facts import Fact, Kind, canonical
from models.domain.book.lawful import Law, is_moment
from models.language import LANGUAGES, load
from models.store.database import BASE_FILE
from models.store.pen import Pen
from tests.builders.acts import act_of
from tests.builders.exchange import keyed_offices
from tests.builders.files import content
from tests.builders.offices import Offices


@pytest.fixture
def offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Offices]:
    """The ward's program keeps no law."""
    made = keyed_offices(tmp_path)
    monkeypatch.setattr(Law, "require", lambda *_: None)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (Fact("", 0, Kind.LOST, "", "00004/lan", "2026-99-99T99:99:99Z", ""), "at"),
        (Fact("", 0, Kind.LOST, "", "00004/lan", "2026-10-05", ""), "at"),
        (Fact("", 0, Kind.CLOSED, "", "00004/lan", "", canonical({"heads": {"x": ["1", "y"]}})), "body.heads"),
        (Fact("", 0, Kind.WITHDRAWN, "", "00004/lan", "", canonical({"lines": [["x", 5, 1]]})), "body.lines"),
        (Fact("", 0, Kind.SAMPLED, "", "00004/lan", "", canonical({"size": "all"})), "body"),
        (Fact("", 0, "kind_of_tomorrow", "26Q3-00008-CN-100001-59", "00004/lan", "", ""), "serials"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)
def test_a_line_that_is_not_lawful_is_refused_by_its_place_and_nothing_changes(
    offices: Offices, line: Fact, column: str
) -> None:
    act = act_of(at=line.at) if line.at else act_of()
    with offices.first.transaction():
        pen = Pen(offices.first, offices.first.unit, offices.period.key, act=act)
        pen.fact(cast("Kind", SimpleNamespace(value=str(line.kind))), serials=line.serials, body=dict(line.facts()))
    sent = send_returns(offices.first, offices.period, out=offices.folder, act=act_of()).path
    before = content(offices.hub.folder / BASE_FILE)

    merged = merge_packages(offices.hub, [sent], act=act_of())

    finding = merged.packages[0].findings[0]
    assert isinstance(finding, RowImpossible)
    assert (finding.member, finding.column) == ("journal.csv", column)
    assert content(offices.hub.folder / BASE_FILE) == before
    for language in LANGUAGES:
        told = load(language).problem(finding)
        assert column in told
        assert len(told.splitlines()) == 1


def test_a_package_made_at_no_moment_is_refused(offices: Offices) -> None:
    assert not is_moment("2026-99-99T99:99:99Z")
    sent = send_returns(offices.first, offices.period, out=offices.folder, act=act_of(at="2026-99-99T99:99:99Z")).path
    before = content(offices.hub.folder / BASE_FILE)
    merged = merge_packages(offices.hub, [sent], act=act_of())
    assert [finding.code for finding in merged.packages[0].findings] == ["description_unreadable"]
    assert content(offices.hub.folder / BASE_FILE) == before
