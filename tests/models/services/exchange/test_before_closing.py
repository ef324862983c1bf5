"""What an office is told before it closes a period: whose computers it has nothing of, each by a name that tells it from the others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.packages.descriptor import Receiver
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.services.exchange.before_closing import before_closing
from models.services.forms.issuing import issue_forms
from models.services.office.stations import add_station
from tests.builders.acts import act_of
from tests.builders.exchange import keyed_offices
from tests.builders.forms import key
from tests.builders.offices import Offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = keyed_offices(tmp_path)
    yield made
    made.close()


def told(offices: Offices) -> list[str]:
    return [str(each) for each in before_closing(offices.first, offices.period)]


def test_a_computer_is_called_by_its_own_name_and_code(offices: Offices) -> None:
    add_station(offices.first, out=offices.folder / "3.json", name="máy ở tầng 2", act=act_of())
    assert any("the computer “máy ở tầng 2” (book 3)" in each for each in told(offices))


@pytest.mark.parametrize("name", ["", "Phường Ba Đình", "UBND phường Ba Đình"])
def test_a_computer_that_has_only_the_name_of_the_office_is_another_one_with_its_book(
    offices: Offices, name: str
) -> None:
    add_station(offices.first, out=offices.folder / "3.json", name=name, act=act_of())
    assert any("another computer of the office (book 3)" in each for each in told(offices))
    assert not any("Ba Đình" in each for each in told(offices))


def test_a_computer_that_sent_something_is_called_by_its_name_and_code(offices: Offices) -> None:
    issued = issue_forms(offices.second, offices.period, variant="CN", count=1, act=act_of())
    key(offices.second, issued.serials.first)
    to = Receiver("station", offices.first.id)
    sent = send_returns(offices.second, offices.period, out=offices.folder / "stick", to=to, act=act_of())
    merge_packages(offices.first, [sent.path], act=act_of())
    (said,) = [each for each in told(offices) if each.startswith("The last package of")]
    assert f"of the computer “2” (code {offices.second.id[:8]})" in said
