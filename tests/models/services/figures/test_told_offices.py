"""How the forms of an office are told is kept, and never longer than it holds: what is kept is what would be worked out now."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from exports.proof.rebuilding import rebuild
from models.acts import Act
from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.accepted import AcceptedForm, AcceptedForms
from models.domain.book.activity import Span
from models.domain.book.facts import Stream
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.book.serials import Serial
from models.domain.questionnaire.procedures import Procedure
from models.services.exchange.late import take_late
from models.services.exchange.withdrawing import propose_lines, reinstate, withdraw, withdrawals_here
from models.services.figures.crossing import AREAS, crossed
from models.services.figures.footing import Reading, footing_of
from models.services.figures.recounting import TOLD, CountedOtherwise, all_otherwise, told_otherwise
from models.services.figures.standings import CountsUnreadable
from models.services.figures.telling import JOINT_SECTOR, Telling, ToldKind, ToldOffice
from models.services.figures.told_offices import (
    every_form,
    keep_all_told,
    read_told,
    told_forms,
    told_offices,
    told_text,
)
from models.services.forms.issuing import issue_forms
from models.services.keying.keying import amend, rule, void
from models.services.office.closing import close_period, reopen_period
from models.store import derived as store
from models.store import journal
from models.store.database import Station, open_station
from models.store.sql import rows
from tests.builders.acts import WARD, act_of, person
from tests.builders.exchange import send
from tests.builders.forms import answers, key, key_all, keyed, sample_rows
from tests.builders.offices import make_offices
from tests.builders.surveys import closed_by_hub, of_office, period_of, ward


def some_rows(count: int, chance: random.Random) -> list[dict[str, str]]:
    return [
        chance.choice(sample_rows()) | {"A1": chance.choice("12"), "C2": chance.choice("1234")} for _ in range(count)
    ]


def told_of(station: Station, period: Period) -> ToldOffice:
    ((unit, office),) = told_offices(station, period, (WARD,))
    assert unit == WARD
    return office


def worked_out(station: Station, period: Period) -> ToldOffice:
    """What may be told of the ward, from its forms as they stand now, whatever is kept."""
    reading = Reading(station, period, footing_of(station, period))
    ((standing, forms),) = reading.forms_of_each((WARD,))
    return Telling(reading).told(WARD, standing, forms.counted(period.method))


def kept(station: Station) -> list[tuple[str, str]]:
    return [(stamp, body) for stamp, body in rows(station.db, "SELECT stamp, body FROM told")]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[UnitKey]:
    """The offices of which it was worked out anew what may be told."""
    units: list[UnitKey] = []
    tell = Telling.told

    def counted(telling: Telling, unit: UnitKey, *given: object) -> ToldOffice:
        units.append(unit)
        return tell(telling, unit, *given)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(Telling, "told", counted)
    return units


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with closing(ward(tmp_path / "ward")) as made:
        yield made


class History:
    """What a ward and its hub do."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.offices = make_offices(folder)
        (folder / "stick").mkdir()
        self.serials: list[Serial] = []
        self.keyed_again: list[Serial] = []
        self.packages: list[Path] = []
        person(self.ward, "hoa")

    @property
    def ward(self) -> Station:
        return self.offices.first

    @property
    def hub(self) -> Station:
        return self.offices.hub

    def acts(self) -> dict[str, Callable[[], object]]:
        return {
            "key": self.key,
            "key again": self.key_again,
            "amend": self.amend,
            "void": self.void,
            "send": self.send,
            "second computer": self.second,
            "close": lambda: close_period(self.ward, self.period, act=act_of()),
            "reopen": lambda: reopen_period(self.ward, self.period, reason="nhầm", act=act_of()),
            "again": lambda: merge_packages(self.hub, [self.chance.choice(self.packages)], act=self.by_hub),
            "hub rules": self.rule,
            "hub voids": lambda: void(self.hub, self.period, serial=self.some(), unit=WARD, act=self.by_hub),
            "hub withdraws": self.withdraw,
            "hub reinstates": lambda: reinstate(
                self.hub, self.chance.choice(withdrawals_here(self.hub)).id, reason="đúng", act=self.by_hub
            ),
            "hub takes late": lambda: take_late(self.hub, self.period, WARD, reason="muộn", act=self.by_hub),
            "hub closes": lambda: closed_by_hub(self.hub, self.period),
        }

    def do(self, act: Callable[[], object], tries: int = 20) -> None:
        """Do an act, whatever form it takes to be one that is not refused."""
        for attempt in range(1, tries + 1):
            try:
                act()
                return
            except Problem:
                if attempt == tries:
                    raise

    def step(self) -> None:
        """Some act; one that is refused, or for which there is nothing yet, is not done."""
        acts = self.acts()
        name = self.chance.choice(["key", "send", "send", "amend", *acts])
        with suppress(Problem, IndexError):
            acts[name]()

    @property
    def period(self) -> Period:
        return self.offices.period

    @property
    def by_hub(self) -> Act:
        return act_of(person(self.hub, "ha"), salt=f"{self.chance.random()}")

    def some(self) -> Serial:
        return self.chance.choice(self.serials)

    def key(self) -> None:
        sector = self.chance.choice(("Hộ tịch", "Đất đai", ""))
        batch = issue_forms(
            self.ward,
            self.period,
            variant=self.chance.choice(("CN", "CN", "TC")),
            count=self.chance.choice((1, 4, 5, 12)),
            sector=sector,
            participants=self.chance.choice(((), (), ("00008",))),
            act=act_of(),
        )
        serials = tuple(batch.serials)
        key_all(self.ward, self.period, zip(serials, some_rows(len(serials), self.chance), strict=True))
        self.serials += serials

    def key_again(self) -> None:
        serial = self.some()
        key(self.ward, serial, by="hoa", second=True, A1=self.chance.choice("12"), A2="3")
        self.keyed_again.append(serial)

    def amend(self) -> None:
        given = answers(self.ward, A1=self.chance.choice("12"), A2=self.chance.choice("123"))
        salt = f"{self.chance.random()}"
        amend(self.ward, self.period, serial=self.some(), answers=given, act=act_of(salt=salt))

    def void(self) -> None:
        void(self.ward, self.period, serial=self.some(), act=act_of())

    def send(self) -> None:
        self.packages.append(send(self.offices))
        merge_packages(self.hub, self.packages[-1:], act=self.by_hub)

    def second(self) -> None:
        """The ward's other computer, which hears of no closing, keys and sends."""
        keyed(self.offices.second, self.period, some_rows(self.chance.choice((3, 8)), self.chance))
        path = send_returns(self.offices.second, self.period, out=self.offices.folder / "stick", act=act_of()).path
        merge_packages(self.hub, [path], act=self.by_hub)

    def rule(self) -> None:
        rule(
            self.hub,
            self.period,
            serial=self.chance.choice(self.keyed_again),
            unit=WARD,
            answers=answers(self.ward, A1=self.chance.choice("12")),
            reason="paper",
            act=self.by_hub,
        )

    def withdraw(self) -> None:
        stream = journal.find_stream(self.hub.db, Stream(self.ward.id, WARD, self.period.key))
        last = journal.last_n(self.hub.db, stream) if stream is not None else 1
        first = self.chance.randint(1, last)
        span = Span(self.ward.id, first, min(last, first + self.chance.choice((0, 3, 10))))
        withdraw(self.hub, propose_lines(self.hub, WARD, self.period.key, [span]), reason="nhầm", act=self.by_hub)

    def require_kept_as_worked_out(self) -> None:
        for station in (self.ward, self.hub):
            told = told_of(station, self.period)
            assert told == worked_out(station, self.period)
            assert told == told_of(station, self.period)
            assert list(told_otherwise(station, self.period, (WARD,))) == []


EVERY_ACT = """
key, key, send, amend, void, again, send, hub voids, hub withdraws, hub reinstates,
key again, key again, key again, send, hub rules,
hub closes, key, send, hub voids, hub closes, close, send, second computer, hub takes late, hub closes, reopen, key, send,
second computer, hub closes
"""


def test_after_each_of_all_acts_what_is_kept_is_what_the_lines_give(tmp_path: Path) -> None:
    history = History(tmp_path, 8)
    with closing(history.offices):
        acts = history.acts()
        every = [name.strip() for name in EVERY_ACT.split(",")]
        assert {*every} == acts.keys()
        for name in every:
            history.do(acts[name])
            history.require_kept_as_worked_out()


@pytest.mark.parametrize("seed", range(10))
def test_after_whatever_act_what_is_kept_is_what_the_lines_give(tmp_path: Path, seed: int) -> None:
    history = History(tmp_path, seed)
    with closing(history.offices):
        for _ in range(16):
            history.step()
            history.require_kept_as_worked_out()


def test_an_office_is_worked_out_once_and_again_when_a_line_comes(station: Station, asked: list[UnitKey]) -> None:
    period = period_of(station, units=(WARD,))
    keyed(station, period, some_rows(20, random.Random(7)), sector="Hộ tịch")
    first = crossed(station, period, of_office(WARD), question="C2", by="A1")
    for by in AREAS[:3]:
        crossed(station, period, of_office(WARD), question="C2", by=by)
    assert asked == [WARD]
    keyed(station, period, some_rows(20, random.Random(7)), sector="Hộ tịch")
    second = crossed(station, period, of_office(WARD), question="C2", by="A1")
    assert asked == [WARD, WARD]
    assert (first.whole.forms, second.whole.forms) == (20, 40)


def test_a_program_that_starts_anew_works_nothing_out_again(tmp_path: Path, asked: list[UnitKey]) -> None:
    with closing(ward(tmp_path / "ward")) as station:
        period = period_of(station, units=(WARD,))
        keyed(station, period, some_rows(20, random.Random(7)), sector="Hộ tịch")
        before = told_of(station, period)
    with closing(open_station(tmp_path / "ward")) as again:
        assert told_of(again, period) == before
        assert [len(forms) for forms in told_forms(again, period, (WARD,))] == [20]
    assert asked == [WARD]


def test_an_edition_that_closes_an_office_as_it_stands_has_nothing_worked_out_again(
    tmp_path: Path, asked: list[UnitKey]
) -> None:
    with closing(History(tmp_path, 1).offices) as offices:
        keyed(offices.first, offices.period, some_rows(20, random.Random(7)))
        merge_packages(offices.hub, [send(offices)], act=act_of())
        keep_all_told(offices.hub)
        closed_by_hub(offices.hub, offices.period)
        before = told_of(offices.hub, offices.period)
        assert asked == [WARD]
        # what comes later is in no edition yet
        keyed(offices.first, offices.period, some_rows(9, random.Random(8)))
        merge_packages(offices.hub, [send(offices)], act=act_of())
        assert told_of(offices.hub, offices.period) == before
        closed_by_hub(offices.hub, offices.period)
        assert len(told_of(offices.hub, offices.period).forms) == 29


def test_another_word_of_the_catalogue_has_it_worked_out_again(station: Station) -> None:
    period = period_of(station, units=(WARD,))
    act = act_of(person(station))
    batch = issue_forms(station, period, variant="CN", count=12, sector="Hộ tịch", procedure="9.000001", act=act)
    key_all(station, period, zip(batch.serials, some_rows(12, random.Random(3)), strict=True))
    alone, joint = (Procedure("9.000001", "Thử", "HT", "X", joint=is_joint) for is_joint in (False, True))
    for procedure, sector in ((alone, "Hộ tịch"), (joint, JOINT_SECTOR), (alone, "Hộ tịch")):
        knowing = replace(station, catalogue=station.catalogue.with_own((), [procedure]))
        assert {told_of(knowing, period).kinds[place].sector for place in told_of(knowing, period).places} == {sector}


def test_every_form_is_told_whatever_is_kept_and_none_that_does_not_count(station: Station) -> None:
    period = period_of(station, units=(WARD,))
    serials = keyed(station, period, [*some_rows(15, random.Random(5)), {"A1": "1"}], sector="Hộ tịch")
    for late in (False, True):
        (told,) = told_forms(station, period, (WARD,), late=late)
        (every,) = every_form(station, period, (WARD,), late=late)
        assert [each.form for each in told] == [each.form for each in every]
        assert [each.form.serial for each in told] == sorted(map(str, serials[:-1]))


def test_with_everything_late_nothing_is_kept(station: Station) -> None:
    period = period_of(station, units=(WARD,))
    keyed(station, period, some_rows(15, random.Random(5)))
    list(told_offices(station, period, (WARD,), late=True))
    assert kept(station) == []


def test_where_nothing_can_be_written_it_is_worked_out_and_not_kept(station: Station) -> None:
    period = period_of(station, units=(WARD,))
    keyed(station, period, some_rows(15, random.Random(5)))
    list(Reading(station, period, footing_of(station, period)).forms_of_each((WARD,)))
    fixed = replace(station, is_fixed=True)
    assert told_of(fixed, period) == worked_out(station, period)
    assert kept(station) == []


def test_what_is_kept_holds_no_answers_and_no_serial(station: Station) -> None:
    period = period_of(station, units=(WARD,))
    keyed(station, period, some_rows(15, random.Random(5)))
    office = told_of(station, period)
    ((_, body),) = kept(station)
    assert not [mark for mark in office.forms.marks if mark in body]
    assert not [serial for serial in office.forms.serial if serial in body]


@pytest.mark.parametrize(
    "change", ["UPDATE told SET body = REPLACE(body, 'Hộ tịch', 'Đất đai')", "UPDATE told SET body = 'x'"]
)
def test_what_somebody_changes_in_it_is_found_and_put_right(tmp_path: Path, change: str) -> None:
    with closing(History(tmp_path, 1).offices) as offices:
        keyed(offices.first, offices.period, some_rows(20, random.Random(7)), sector="Hộ tịch")
        merge_packages(offices.hub, [send(offices)], act=act_of())
        keep_all_told(offices.hub)
        before = kept(offices.hub)
        assert list(all_otherwise(offices.hub)) == []
        rows(offices.hub.db, change)
        (found,) = all_otherwise(offices.hub)
        assert isinstance(found, CountedOtherwise)
        assert found.tables == (TOLD,)
        rebuild(offices.hub, act=act_of(person(offices.hub, "ha")))
        assert kept(offices.hub) == before
        assert list(all_otherwise(offices.hub)) == []


def test_what_does_not_read_is_refused(station: Station) -> None:
    period = period_of(station, units=(WARD,))
    keyed(station, period, some_rows(20, random.Random(7)))
    told_of(station, period)
    rows(station.db, "UPDATE told SET body = 'x'")
    with pytest.raises(CountsUnreadable):
        told_of(station, period)


words = st.text(max_size=6)
kinds = st.lists(
    st.builds(
        ToldKind,
        sector=words,
        agency=words,
        described=st.lists(st.tuples(words, words), max_size=3).map(tuple),
        is_apart=st.booleans(),
    ),
    unique=True,
    max_size=5,
)


@given(kinds, st.randoms(use_true_random=False))
def test_the_text_of_what_is_told_gives_the_same_back(told: list[ToldKind], chance: random.Random) -> None:
    places = list(range(len(told))) * 2
    chance.shuffle(places)
    form = AcceptedForm("", State.VALID, "", "", "", "", "", "", "", "", "", 1)
    office = ToldOffice(AcceptedForms(*zip(*[form] * len(places), strict=True)), tuple(told), tuple(places))
    assert read_told(told_text(office), office.forms) == office


def test_a_hub_that_took_packages_in_knows_what_may_be_told_of_them(tmp_path: Path, asked: list[UnitKey]) -> None:
    with closing(History(tmp_path, 1).offices) as offices:
        keyed(offices.first, offices.period, some_rows(20, random.Random(7)))
        report = merge_packages(offices.hub, [send(offices)], act=act_of())
        keep_all_told(offices.hub, report.changed)
        keep_all_told(offices.hub, report.changed)
        assert asked == [WARD]
        assert list(store.told(offices.hub.db, offices.period.key, None)) == [str(WARD)]
