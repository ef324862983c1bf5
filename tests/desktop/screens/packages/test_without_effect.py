"""What has no effect: who wrote what about whom, why, the next step; what waits for a key leads to it."""

from __future__ import annotations

import pytest

from desktop.screens.packages.presenter import Presenter as Packages
from desktop.screens.packages.without_effect.presenter import Presenter
from desktop.words import LINES, OBJECTIONS
from models.domain.book.authority import Objection
from models.domain.book.facts import Fact, Kind, Stream, canonical
from tests.builders.acts import AT, WARD
from tests.builders.desks import office_at
from tests.builders.exchange import section
from tests.builders.offices import Offices
from tests.builders.streams import write_signed


@pytest.fixture
def overstepped(arrived: Offices) -> Offices:
    """The hub closed the period for the ward, and withdrew lines in the name of a person there; no service writes that."""
    hub = arrived.hub
    body = canonical({"lines": [[arrived.first.id, 1, 2]], "reason": "máy nhập thử"})
    said = (
        Fact(hub.id, 1, Kind.CLOSED, "", "01/ha", AT, canonical({"heads": {}, "replaces": []})),
        Fact(hub.id, 2, Kind.WITHDRAWN, "", "00004/lan", AT, body),
    )
    with hub.transaction():
        write_signed(hub, Stream(hub.id, WARD, arrived.period.key), said)
    return arrived


def test_what_waits_for_a_key_is_one_row_that_leads_to_the_key(unheard: Offices) -> None:
    hub = section(Presenter, unheard.hub)
    led: list[tuple[str, str]] = []
    hub.lead = lambda code, about: led.append((code, about))
    ward, name = "Phường Ba Đình", unheard.first.id
    said = "book given to a computer: 1 · issued: 1 · keying: 3"
    assert hub.rows() == [(ward, name[:8], ward, "26Q3", "5", said, "nobody has compared its key")]
    assert (hub.waiting, hub.waits_for_key(0)) == (1, True)
    assert "Telephone the office" in hub.told(0)
    hub.go_on(0)
    assert led == [("packages.keys", name)]
    assert hub.laid is None


def test_what_should_not_have_been_written_is_explained_and_shown_line_by_line(overstepped: Offices) -> None:
    hub = section(Presenter, overstepped.hub)
    named = [(row[0], row[2], row[4], row[6]) for row in hub.rows()]
    assert named == [
        ("Thành phố Hà Nội", "Phường Ba Đình", "1", "in another office's name"),
        ("Thành phố Hà Nội", "Phường Ba Đình", "1", "only the office itself may"),
    ]
    assert hub.waiting == 2
    hub.go_on(0)
    assert "Phường Ba Đình" in hub.title()
    assert "in the name of another office" in hub.explanation() == hub.told(0)
    (line,) = hub.lines()
    spans = f"{overstepped.first.id}:1..2"
    assert line[:5] == ("2", "lines withdrawn", "–", f"{spans} · máy nhập thử", "00004/lan")
    hub.put_away()
    hub.go_on(1)
    assert "Phường Ba Đình (00004) itself" in hub.explanation()
    assert [row[1] for row in hub.lines()] == ["closed"]


def test_an_office_in_which_everything_has_its_effect_has_no_such_tab(overstepped: Offices) -> None:
    ward = Packages(office_at(overstepped.first))
    ward.refresh()
    assert "packages.without_effect" not in [section.code for _, section, _ in ward.tabs()]
    hub = Packages(office_at(overstepped.hub))
    hub.refresh()
    assert {section.code: waiting for _, section, waiting in hub.tabs()}["packages.without_effect"] == 2
    nobody = section(Presenter, overstepped.first)
    nobody.go_on(0)
    assert (nobody.rows(), nobody.told(0), nobody.laid, nobody.lines()) == ([], "", None, [])
    assert (nobody.title(), nobody.explanation(), nobody.waits_for_key(0)) == ("", "", False)


def test_every_kind_of_line_and_every_reason_has_its_words() -> None:
    assert set(LINES) == set(Kind)
    assert set(OBJECTIONS) == set(Objection)
