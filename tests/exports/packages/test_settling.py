"""Withdrawing, reinstating and choosing on real folders: laws 4, 24 and 25 between a ward and its hub."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from exports.packages.receive import merge_packages
from exports.packages.send import Sent, send_returns
from models.domain.book.activity import Span
from models.domain.book.ledger import State
from models.domain.book.serials import Serial
from models.services.exchange.clashes import ClashUnknown, ContentUnknown, choose, clashes, find_clash
from models.services.exchange.packages import PackageUnknown
from models.services.exchange.withdrawing import (
    LinesUnknown,
    NothingToWithdraw,
    NothingWithdrawn,
    ReasonMissing,
    propose_lines,
    propose_withdrawal,
    reinstate,
    withdraw,
    withdrawals_here,
)
from models.services.figures.deriving import derived
from models.services.forms.ledger import read_book
from models.services.office.closing import PeriodClosed, close_period
from models.store.database import Station, open_station
from tests.builders.acts import WARD, act_of, person
from tests.builders.forms import alike, issued, key
from tests.builders.offices import Offices


def sent_to_hub(station: Station, offices: Offices) -> Sent:
    sent = send_returns(station, offices.period, out=offices.folder, act=act_of())
    merge_packages(offices.hub, [sent.path], act=act_of())
    return sent


def states(station: Station, offices: Offices, serials: Sequence[Serial]) -> list[State]:
    forms = read_book(station, offices.period, WARD).ledger.forms
    return [forms[str(serial)].state for serial in serials]


def take_out(offices: Offices, sent: Sent) -> None:
    proposal = propose_withdrawal(offices.hub, sent.id)
    withdraw(offices.hub, proposal, reason="nhập nhầm", act=act_of(person(offices.hub, "ha")))


def test_24_a_withdrawal_takes_out_what_the_package_was_first_to_bring(offices: Offices) -> None:
    one, other = issued(offices.first, 2)
    key(offices.first, one)
    sent_to_hub(offices.first, offices)
    key(offices.first, other)
    second = sent_to_hub(offices.first, offices)

    proposal = propose_withdrawal(offices.hub, second.id)
    assert (proposal.spans, proposal.lines, proposal.earlier) == ((Span(offices.first.id, 4, 4),), 1, 3)
    before = derived(offices.hub, offices.period, WARD).standing
    take_out(offices, second)

    assert states(offices.hub, offices, [one, other]) == [State.VALID, State.IN_STOCK]
    assert derived(offices.hub, offices.period, WARD).standing.basis != before.basis


def test_24_nothing_that_is_sent_again_resurrects_a_withdrawn_line(offices: Offices) -> None:
    one, other = issued(offices.first, 2)
    key(offices.first, one)
    take_out(offices, sent_to_hub(offices.first, offices))
    assert read_book(offices.hub, offices.period, WARD).ledger.totals["issued"] == 0
    key(offices.first, other)

    again = send_returns(offices.first, offices.period, out=offices.folder, act=act_of())
    report = merge_packages(offices.hub, [again.path], act=act_of())

    assert (report.total("new"), report.total("already_here"), report.total("withdrawn")) == (1, 3, 0)
    assert read_book(offices.hub, offices.period, WARD).ledger.totals["issued"] == 0


def test_24_new_lines_that_a_withdrawal_names_already_are_counted_as_withdrawn(offices: Offices) -> None:
    serial = issued(offices.first, 1)[0]
    sent_to_hub(offices.first, offices)
    proposal = propose_lines(offices.hub, WARD, offices.period.key, [Span(offices.first.id, 2, 9)])
    withdraw(offices.hub, proposal, reason="x", act=act_of(person(offices.hub, "ha")))
    key(offices.first, serial)
    again = send_returns(offices.first, offices.period, out=offices.folder, act=act_of())
    assert merge_packages(offices.hub, [again.path], act=act_of()).total("withdrawn") == 1


def test_24_withdrawing_and_reinstating_a_package_gives_the_same_figures(offices: Offices) -> None:
    serial = issued(offices.first, 1)[0]
    key(offices.first, serial)
    sent = sent_to_hub(offices.first, offices)
    before = derived(offices.hub, offices.period, WARD)
    take_out(offices, sent)
    assert derived(offices.hub, offices.period, WARD).standing.basis != before.standing.basis

    reinstate(offices.hub, sent.id[:8], reason="đã xem giấy", act=act_of(person(offices.hub, "ha")))

    after = derived(offices.hub, offices.period, WARD)
    assert (after.standing.basis, after.standing.balance, after.parts) == (
        before.standing.basis,
        before.standing.balance,
        before.parts,
    )
    assert not withdrawals_here(offices.hub)


def test_25_one_withdrawal_of_several_is_undone_by_its_id(offices: Offices) -> None:
    issued(offices.first, 1)
    take_out(offices, sent_to_hub(offices.first, offices))
    withdrawn = withdrawals_here(offices.hub)[0]
    assert withdrawn.id == f"00004/26Q3/{offices.hub.id}:1"
    reinstate(offices.hub, withdrawn.id, reason="x", act=act_of(person(offices.hub, "ha")))
    with pytest.raises(NothingWithdrawn):
        reinstate(offices.hub, withdrawn.id, reason="x", act=act_of(person(offices.hub, "ha")))


def test_24_a_number_of_a_withdrawn_issue_is_not_minted_again(offices: Offices) -> None:
    issued(offices.first)
    proposal = propose_lines(offices.first, WARD, offices.period.key, [Span(offices.first.id, 1, 2)])
    withdraw(offices.first, proposal, reason="in nhầm", act=act_of(person(offices.first, "hoa")))
    assert issued(offices.first, 1)[0].number == 100_004


def test_what_cannot_be_withdrawn_is_refused_with_the_next_step(offices: Offices) -> None:
    issued(offices.first, 1)
    first = sent_to_hub(offices.first, offices)
    ha = person(offices.hub, "ha")
    empty = sent_to_hub(offices.first, offices)
    with pytest.raises(NothingToWithdraw):
        propose_withdrawal(offices.hub, empty.id)
    with pytest.raises(PackageUnknown):
        propose_withdrawal(offices.hub, "ffffffff")
    with pytest.raises(LinesUnknown):
        propose_lines(offices.hub, WARD, offices.period.key, [Span(offices.first.id, 7, 9)])
    proposal = propose_withdrawal(offices.hub, first.id)
    with pytest.raises(ReasonMissing):
        withdraw(offices.hub, proposal, reason=" ", act=act_of(ha))
    close_period(offices.hub, offices.period, act=act_of(ha))
    with pytest.raises(PeriodClosed):
        withdraw(offices.hub, proposal, reason="x", act=act_of(ha))


def keyed_on_a_copy(offices: Offices, place: Path) -> tuple[tuple[Serial, ...], Station]:
    """One form keyed as 4 on the first computer and another one as 2 on a copy of its folder."""
    serials = issued(offices.first, 2)
    offices.first.close()
    shutil.copytree(offices.first.folder, place)
    copy = open_station(place)
    key(offices.first, serials[0], alike(offices.first, "4"))
    key(copy, serials[1], alike(copy, "2"), by="minh")
    return serials, copy


@pytest.fixture
def copied(offices: Offices, tmp_path: Path) -> tuple[Offices, tuple[Serial, ...]]:
    """What both computers keyed, at the hub."""
    serials, copy = keyed_on_a_copy(offices, tmp_path / "copy")
    sent_to_hub(offices.first, offices)
    sent_to_hub(copy, offices)
    copy.close()
    return offices, serials


def test_4_the_chosen_content_counts_and_both_stay_on_record(copied: tuple[Offices, tuple[Serial, ...]]) -> None:
    offices, serials = copied
    (clash,) = clashes(offices.hub)
    assert (str(clash.ref), clash.chosen, len(clash.contents)) == (f"{offices.first.id}:3", "", 2)
    assert states(offices.hub, offices, serials) == [State.IN_STOCK, State.IN_STOCK]
    by_form = {getattr(line, "serial", ""): digest for digest, line in clash.contents}

    ha = person(offices.hub, "ha")
    choose(offices.hub, clash, digest=by_form[str(serials[1])], reason="giấy ghi 2", act=act_of(ha))
    assert states(offices.hub, offices, serials) == [State.IN_STOCK, State.VALID]
    chosen = find_clash(offices.hub, clash.ref, unit="00004")
    assert (chosen.chosen, chosen.reason, chosen.by) == (by_form[str(serials[1])], "giấy ghi 2", "01/ha")

    choose(offices.hub, chosen, digest=by_form[str(serials[0])], reason="xem lại", act=act_of(ha))
    assert states(offices.hub, offices, serials) == [State.VALID, State.IN_STOCK]
    assert len(clashes(offices.hub)[0].contents) == 2


def test_4_a_choice_names_a_clash_and_one_of_its_contents(copied: tuple[Offices, tuple[Serial, ...]]) -> None:
    offices, _ = copied
    (clash,) = clashes(offices.hub)
    with pytest.raises(ContentUnknown):
        choose(offices.hub, clash, digest="0" * 16, reason="x", act=act_of(person(offices.hub, "ha")))
    with pytest.raises(ClashUnknown):
        find_clash(offices.hub, clash.ref._replace(n=2))


def test_4_a_clash_that_comes_after_the_figures_were_worked_out_changes_them(offices: Offices, tmp_path: Path) -> None:
    _, copy = keyed_on_a_copy(offices, tmp_path / "copy")
    sent_to_hub(offices.first, offices)
    assert derived(offices.hub, offices.period, WARD).standing.forms == 1
    sent_to_hub(copy, offices)
    copy.close()
    assert derived(offices.hub, offices.period, WARD).standing.forms == 0


def test_22_the_sheet_of_a_copied_folder_stands_on_its_own_branch_however_long_both_go_on(
    offices: Offices, tmp_path: Path
) -> None:
    serials = issued(offices.first, 14)
    person(offices.first, "mai")
    shutil.copytree(offices.first.folder, tmp_path / "copy")
    copy = open_station(tmp_path / "copy")
    for serial in serials:
        key(offices.first, serial, alike(offices.first, "4"))
        key(copy, serial, alike(copy, "2"), by="mai")
    close_period(offices.first, offices.period, act=act_of())
    own = read_book(offices.first, offices.period, WARD, late=False).ledger
    for station in (copy, offices.first):
        merge_packages(
            offices.hub, [send_returns(station, offices.period, out=tmp_path, act=act_of()).path], act=act_of()
        )
    there = read_book(offices.hub, offices.period, WARD, late=False)
    assert len(serials) == own.totals["valid"] == there.ledger.totals["valid"]
    assert [form.settled.accepted for form in there.ledger.forms.values()] == [
        form.settled.accepted for form in own.forms.values()
    ]
    # beside the late lines every clash is open
    assert read_book(offices.hub, offices.period, WARD, late=True).ledger.totals["valid"] == 0
    copy.close()
