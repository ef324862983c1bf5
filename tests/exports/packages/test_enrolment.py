"""Law 37: a letter with a code takes the place of the telephone, and whoever does not know the code proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.descriptor import Descriptor, Receiver
from exports.packages.receive import merge_packages
from exports.packages.sealing import unseal
from exports.packages.send import Sent, send_returns
from models.domain.book.enrolment import Enrolment, EnrolmentWordUnknown, digits_of, mac_of, words_of
from models.domain.book.facts import Kind
from models.services.forms.ledger import read_book
from models.services.office import known_keys as keys_of_office
from models.services.office.backups import back_up, restore
from models.services.office.enrolment import (
    CodeDiffers,
    CodeNotForUs,
    LettersNotOurs,
    NobodyToEnrol,
    NothingMatches,
    codes_of,
    confirm_matching,
    matching_keys,
)
from models.services.office.known_keys import CodeProof, Trust, known_key, note_sender
from models.services.office.periods import edit_period
from models.services.office.stations import add_station, found_from_file
from models.store import keys
from models.store.database import Station
from models.store.enrolment import code_given, keep_code
from tests.builders.acts import AT, CITY, WARD, act_of, person
from tests.builders.commands import kept
from tests.builders.exchange import refounded
from tests.builders.forms import issued, key
from tests.builders.offices import Offices, make_offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """Offices that have compared no key; the ward has keyed two forms."""
    made = make_offices(tmp_path, is_confirmed=False)
    for serial in issued(made.first, 2):
        key(made.first, serial)
    yield made
    made.close()


def code_for(hub: Station, offices: Offices) -> bytes:
    (only,) = codes_of(hub, offices.period, act=act_of())
    assert only.unit == WARD
    return only.code


def campaign_file(offices: Offices) -> Path:
    return next(offices.folder.glob("*-campaign-*.zip"))


def enrol(offices: Offices, *, typed: str = "", at: Station | None = None) -> None:
    typed = typed or words_of(code_for(offices.hub, offices))
    open_campaign(at or offices.first, campaign_file(offices), act=act_of(), code=typed)


def send(station: Station, offices: Offices) -> Sent:
    return send_returns(station, offices.period, out=offices.folder, is_sealed=False, act=act_of())


def merge(offices: Offices, sent: Sent) -> list[str]:
    report = merge_packages(offices.hub, [sent.path], act=act_of())
    return [notice.kind for notice in report.packages[0].notices]


def valid(offices: Offices) -> int:
    return read_book(offices.hub, offices.period, WARD).ledger.totals["valid"]


def proof(offices: Offices, of: Station) -> CodeProof:
    known = known_key(offices.hub, of.id)
    assert known is not None
    return known.proof


def test_37_letter_campaign_first_package_one_keystroke_and_the_figures_count(offices: Offices) -> None:
    enrol(offices)
    hub = known_key(offices.first, offices.hub.id)
    assert hub is not None
    assert (hub.trust, hub.how) == (Trust.CONFIRMED, "code")

    assert merge(offices, send(offices.first, offices)) == ["key_enrolled"]
    assert proof(offices, offices.first) is CodeProof.FITS
    # nothing confirms itself
    assert valid(offices) == 0

    (confirmed,) = confirm_matching(offices.hub, act=act_of(person(offices.hub, "ha")))

    assert (confirmed.station, confirmed.trust, confirmed.how) == (offices.first.id, Trust.CONFIRMED, "code")
    assert valid(offices) == 2
    facts = [fact for fact, _, _ in keys.key_facts(offices.hub.db) if fact.kind == Kind.KEY_CONFIRMED]
    told = [fact.facts() for fact in facts if fact.station == offices.hub.id]
    assert told == [{"unit": str(WARD), "key": offices.first.public_key, "how": "code"}]
    assert merge(offices, send(offices.first, offices)) == []
    with pytest.raises(NothingMatches):
        confirm_matching(offices.hub, act=act_of(person(offices.hub, "ha")))


def test_37_the_digits_do_as_well_and_a_campaign_opened_without_the_code_is_opened_again_with_it(
    offices: Offices,
) -> None:
    assert merge(offices, send(offices.first, offices)) == ["key_unconfirmed"]
    enrol(offices, typed=digits_of(code_for(offices.hub, offices)))
    assert merge(offices, send(offices.first, offices)) == ["key_enrolled"]
    assert len(matching_keys(offices.hub)) == 1


def test_the_ward_telephones_as_before_when_there_is_no_letter(offices: Offices) -> None:
    hub = known_key(offices.first, offices.hub.id)
    assert hub is not None
    keys_of_office.confirm_key(offices.first, hub.station, words=hub.words, act=act_of())
    confirmed = known_key(offices.first, offices.hub.id)
    assert confirmed is not None
    assert (confirmed.trust, confirmed.how) == (Trust.CONFIRMED, "words")


def test_a_code_of_another_office_or_period_or_hub_is_refused_and_changes_nothing(
    offices: Offices, tmp_path: Path
) -> None:
    hub, period = offices.hub, offices.period
    other_ward = edit_period(hub, period, units=(period.units[0]._replace(code="00008"),), act=act_of())
    codes = {
        "another office": next(each.code for each in codes_of(hub, other_ward, act=act_of()) if each.unit != WARD),
        "another period": codes_of(
            hub, replace(period, key=period.key._replace(code="26Q4")), act=act_of()
        )[0].code,
        "another hub": code_for(refounded(hub), offices),
    }  # fmt: skip
    before = kept(offices.first.folder)
    for code in codes.values():
        with pytest.raises(CodeDiffers):
            enrol(offices, typed=words_of(code))
    words = words_of(code_for(hub, offices)).split()
    with pytest.raises(EnrolmentWordUnknown):
        enrol(offices, typed=" ".join(("xyz", *words[1:])))
    assert kept(offices.first.folder) == before
    assert code_given(offices.first.db, period.key) == b""


def test_a_campaign_of_a_false_hub_is_refused_whatever_it_copies_from_the_true_one(offices: Offices) -> None:
    false = refounded(offices.hub, chance="false")
    (offices.folder / "false").mkdir()
    ours = replace(offices.period, hub_station=false.id, hub_key=false.public_key)
    file = write_campaign(false, ours, out=offices.folder / "false", act=act_of()).path
    before = kept(offices.first.folder)
    with pytest.raises(CodeDiffers):
        open_campaign(offices.first, file, act=act_of(), code=words_of(code_for(offices.hub, offices)))
    assert kept(offices.first.folder) == before
    false.close()


def test_a_campaign_that_does_not_ask_this_office_says_so(offices: Offices) -> None:
    code = words_of(code_for(offices.hub, offices))
    other = replace(offices.period, edition=2, units=(WARD._replace(code="00008"),))
    (offices.folder / "other").mkdir()
    file = write_campaign(offices.hub, other, out=offices.folder / "other", act=act_of()).path
    with pytest.raises(CodeNotForUs):
        open_campaign(offices.first, file, act=act_of(), code=code)


def told_by(sent: Sent) -> Descriptor:
    return unseal(sent.path.read_bytes()).descriptor


def test_a_stranger_who_knows_no_code_is_loud_and_one_keystroke_passes_over_it(offices: Offices) -> None:
    enrol(offices)
    honest = told_by(send(offices.first, offices))
    assert honest.enrolled is not None
    stranger = refounded(offices.first)
    told = told_by(send_returns_after_keying(stranger, offices))
    made_up = Enrolment(stranger.public_key, mac_of(b"0123456789", offices.period.key, WARD, stranger.public_key))
    for enrolled in (made_up, honest.enrolled, made_up._replace(mac=honest.enrolled.mac)):
        note(offices.hub, replace(told, enrolled=enrolled))
        assert proof(offices, stranger) is CodeProof.WRONG
    # and whatever it says first, the true office is not locked out by it
    assert merge(offices, send(offices.first, offices))[0] == "key_enrolled"
    (confirmed,) = confirm_matching(offices.hub, act=act_of(person(offices.hub, "ha")))
    assert confirmed.station == offices.first.id
    known = known_key(offices.hub, stranger.id)
    assert known is not None
    assert known.trust is Trust.CHANGED
    stranger.close()


def send_returns_after_keying(station: Station, offices: Offices) -> Sent:
    issued(station, 1)
    return send(station, offices)


def note(at: Station, told: Descriptor) -> None:
    with at.transaction():
        note_sender(
            at,
            sender=told.station,
            unit=told.sender_unit,
            key=told.key,
            sealing="",
            period=told.period,
            certificates=told.certificates,
            enrolled=told.enrolled,
        )


def test_a_stranger_with_a_code_that_does_not_fit_is_told_when_its_package_comes(offices: Offices) -> None:
    stranger = refounded(offices.first)
    with stranger.transaction():
        keep_code(stranger.db, offices.period.key, b"0123456789")
    assert merge(offices, send_returns_after_keying(stranger, offices)) == ["enrolment_wrong"]
    assert valid(offices) == 0
    with pytest.raises(NothingMatches):
        confirm_matching(offices.hub, act=act_of(person(offices.hub, "ha")))
    stranger.close()


def test_two_keys_with_one_code_are_a_matter_for_the_telephone(offices: Offices) -> None:
    enrol(offices)
    thief = refounded(offices.first)
    enrol(offices, at=thief)
    for station in (offices.first, thief):
        merge(offices, send_returns_after_keying(station, offices))
        assert proof(offices, station) is CodeProof.FITS
    assert matching_keys(offices.hub) == ()
    thief.close()


def test_what_was_said_of_a_key_in_one_period_says_nothing_in_another(offices: Offices) -> None:
    enrol(offices)
    told = told_by(send(offices.first, offices))
    note(offices.hub, replace(told, period=told.period._replace(code="26Q4")))
    assert proof(offices, offices.first) is CodeProof.WRONG
    # what fits takes the place of what did not
    merge(offices, send(offices.first, offices))
    assert proof(offices, offices.first) is CodeProof.FITS


def test_a_hub_that_did_not_open_the_period_cannot_tell_and_says_nothing(offices: Offices) -> None:
    enrol(offices)
    told = told_by(send(offices.first, offices))
    note(offices.second, told)
    known = known_key(offices.second, offices.first.id)
    assert known is not None
    assert known.proof is CodeProof.NONE


def test_a_further_computer_proves_the_root_of_its_office(offices: Offices) -> None:
    enrol(offices, at=offices.second)
    assert merge(offices, send_returns_after_keying(offices.second, offices)) == ["key_enrolled"]
    confirm_matching(offices.hub, act=act_of(person(offices.hub, "ha")))
    merge(offices, send(offices.first, offices))
    assert valid(offices) == 2


def test_the_codes_are_the_same_at_every_computer_of_the_hub_and_after_a_restore(
    offices: Offices, tmp_path: Path
) -> None:
    code = code_for(offices.hub, offices)
    add_station(offices.hub, out=tmp_path / "desk.json", name="2", act=act_of())
    desk = found_from_file(tmp_path / "desk", file=tmp_path / "desk.json", chance="desk")
    backup = back_up(offices.hub, reason="asked", act=act_of())
    restored = restore(tmp_path / "new", file=backup, chance="cccc3", at=AT)
    assert code_for(desk, offices) == code_for(restored, offices) == code
    for station in (desk, restored):
        station.close()


def test_only_the_office_that_opened_a_period_with_others_makes_letters(offices: Offices) -> None:
    with pytest.raises(LettersNotOurs):
        codes_of(offices.first, offices.period, act=act_of())
    with pytest.raises(NobodyToEnrol):
        codes_of(offices.hub, replace(offices.period, units=(CITY,)), act=act_of())


def test_a_package_for_a_mate_carries_the_proof_too(offices: Offices) -> None:
    enrol(offices)
    to = Receiver("station", offices.second.id)
    sent = send_returns(offices.first, offices.period, out=offices.folder, to=to, is_sealed=False, act=act_of())
    assert told_by(sent).enrolled is not None
