"""Whatever a verb changes in the base stands on its act, so that no screen goes on showing what was."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import pytest

from exports.jobs import Restriction, export_full_answers
from exports.packages.between_desks import send_to_desk
from exports.packages.campaign import open_campaign, write_campaign
from exports.packages.forward import forward
from exports.packages.purging import purge
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages, retry_packages
from exports.packages.send import send_returns
from exports.proof.rebuilding import rebuild
from exports.proof.rehearsing import rehearse, rehearse_when_due
from exports.questionnaires import read_workbook
from exports.stick import kit_in, write_stick
from models.acts import Topic, topics_of
from models.domain.basics.duties import MAY, Duty, Role, RoleLacking
from models.domain.basics.people import Person
from models.domain.basics.pins import Proof
from models.domain.basics.units import UnitKey
from models.domain.book.enrolment import words_of
from models.domain.book.facts import Kind
from models.domain.book.open_points import OpenKind
from models.domain.book.serials import SerialRange
from models.domain.questionnaire.editing import with_settings
from models.domain.questionnaire.method import Method
from models.domain.signals.rechecking import Outcome
from models.files import private_folder
from models.language import load
from models.security import fingerprint_words, from_text
from models.services.exchange.clashes import choose, clashes
from models.services.exchange.confirming import confirm_and_count, confirm_matching_and_count
from models.services.exchange.editions import close_hub
from models.services.exchange.late import take_late
from models.services.exchange.withdrawing import (
    propose_withdrawal,
    reinstate,
    withdraw,
    withdrawal_effect,
    withdrawals_here,
)
from models.services.figures.rechecking import draw_recheck, record_recheck
from models.services.forms.batch_counts import batch_counts, close_batch
from models.services.forms.frames import import_frame, purge_frame
from models.services.forms.issuing import issue_forms
from models.services.forms.life import replace_form
from models.services.forms.marking import mark_forms, undo_mark
from models.services.forms.planning import issue_for_sample
from models.services.forms.sampling import draw, record_desk_survey
from models.services.forms.visits import count_visits
from models.services.keying.agreement import raise_share
from models.services.keying.key_import import import_keyings
from models.services.keying.keying import amend, ask_second, key_form, rule, void
from models.services.keying.online_import import import_online
from models.services.keying.piles import note_returned
from models.services.office.additions import add_to_catalogue
from models.services.office.backups import back_up
from models.services.office.charge import put_in_charge
from models.services.office.closing import close_period, reopen_period
from models.services.office.enrolment import codes_of
from models.services.office.known_keys import end_key
from models.services.office.letterheads import forget_letterhead, set_letterhead
from models.services.office.methods import add_method
from models.services.office.number_turns import hand_numbers, take_numbers
from models.services.office.periods import edit_period, open_period
from models.services.office.pins import new_recovery_sheet, remove_pin, set_idle_minutes, set_pin
from models.services.office.questionnaires import (
    add_questionnaire,
    confirm_questionnaire,
    find_questionnaire,
    named,
    revise_questionnaire,
    sheets_of,
)
from models.services.office.safekeeping import keep_safe
from models.services.office.second_place import choose_second_place, look_for_second_place
from models.services.office.stations import add_person, add_station, rename_person, set_roles
from models.store.database import Station
from models.store.sql import name_of, rows
from models.store.stations import enter_person
from models.store.tables import TABLES
from printing.enrolment_letter import print_enrolment_letters
from printing.forms import print_batches, print_questionnaires, record_on_paper
from printing.online_forms import print_online_slips
from printing.recovery_sheet import print_recovery_sheet
from tests.architecture.test_duties import DUTY_OF
from tests.builders.acts import WARD, act_of, person
from tests.builders.exchange import copied_offices
from tests.builders.files import csv_file
from tests.builders.forms import GOOD, answers
from tests.builders.marked import tree_of
from tests.builders.offices import Offices, make_offices

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
VIETNAMESE = load("vi")

TOPIC_OF = {
    "station": Topic.UNIT,
    "person": Topic.PERSON,
    "pin": Topic.PERSON,
    "recovery": Topic.PERSON,
    "questionnaire": Topic.QUESTIONNAIRE,
    "method": Topic.QUESTIONNAIRE,
    "period": Topic.PERIOD,
    "target": Topic.PERIOD,
    "frame_entry": Topic.FRAME,
    "keying": Topic.KEYINGS,
    "text": Topic.KEYINGS,
    "vouched": Topic.KEYINGS,
    "package": Topic.PACKAGES,
    "known_key": Topic.PACKAGES,
    "acknowledged": Topic.PACKAGES,
    "batch_count": Topic.FORMS,
    "visit_count": Topic.FRAME,
    "recheck": Topic.RECHECK,
    "backup": Topic.BACKUP,
}
"""What a changed row means to people; of the journal it is the kind of the line that tells."""
TOPIC_OF_FOLDER = {"catalogue": Topic.UNIT, "packages": Topic.PACKAGES, "backups": Topic.BACKUP}
"""What a changed file means."""
UNSEEN = {
    "branch": "how far a branch of a copied computer goes",
    "certificate": "comes with a package or the set-up",
    "ended": "worked out from lines",
    "related": "comes with a campaign",
    "standing": "worked out from certificates and lines",
    "stream": "counts how far the lines of a computer go",
    "setting": "how a dossier list was read, for the next one",
    "printed": "what a printed figure stood on, asked for by its control code",
    "proven": "how far a beginning was proven",
    "home_act": "the history, read when it is opened",
    "full_export": "who took full answers, asked for when the next ones are",
    "accepted": "worked out from lines",
    "tally": "worked out from lines",
    "whole": "worked out from lines",
    "derived": "worked out from lines",
    "told": "worked out from lines",
}
"""Tables whose changes nobody looks at while they happen."""

WITHIN = {
    "allow",
    "codes_of",
    "confirm_key",
    "confirm_matching",
    "enrol",
    "enter_edition",
    "enter_questionnaire",
    "forget_deleted",
    "note_full_export",
    "note",
    "note_confirmed",
    "note_independence",
    "proofs_for",
    "purge_texts",
    "record_print",
    "restore",
    "send_lines",
    "take_campaign",
    "renew_desk",  # a base that others share: tests/models/services/office/test_city_copies.py
    "restore_city",
    "move_to_city",
    "leave_city",
    "tell_desks",
    "share_out",
    "take_reading",
    "write_edition",
}
"""Verbs that run within others, which are tried here."""

WITHOUT = {
    "_merge_batch",  # the act of the merge it is part of
    "_forget_list",  # the act of the purge it is part of
    "give_pin",  # nobody has sat down yet
    "recover",  # the sheet is in whosoever's hands
    "carry_copy",  # the act of the copy it is part of
    "clear_remains",  # the act of the purge it is part of
    "note_list_written",  # nobody shows what is remembered of it
    "_undone",  # nothing stays
    "areas_of",  # worked out from lines, by whoever asks first
    "keep_told",
    "rebuild_all",
    "remember",
    "remember_columns",
    "standings_of",
}
"""Who opens a transaction without an act of its own."""

T = TypeVar("T")

Rows = dict[str, set[tuple[object, ...]]]


class Watched:
    """Calls verbs and compares the tables that really changed with what then stands on the act."""

    def __init__(self) -> None:
        self.tried: set[str] = set()
        self.forgotten: dict[str, set[Topic]] = {}

    def __call__(self, verb: Callable[..., T], station: Station, *more: object, by: str = "lan", **named: object) -> T:
        who = person(station, by)
        self._refuse_others(verb, station, *more, who=who, **named)
        act = replace(act_of(who, salt=f"{len(self.tried):032x}"), proof=Proof(who.author, frozenset(Duty)))
        before = _rows(station)
        done = verb(station, *more, act=act, **named)
        self.tried.add(verb.__name__)
        forgotten = _changed(before, _rows(station)) - act.changed
        if forgotten:
            self.forgotten[verb.__name__] = forgotten
        return done

    def _refuse_others(
        self, verb: Callable[..., T], station: Station, *more: object, who: Person, **named: object
    ) -> None:
        """Once a verb: everybody who has no role for it is refused before anything is looked at."""
        duty = DUTY_OF.get(verb.__name__)
        if duty is None or verb.__name__ in self.tried:
            return
        for role in set(Role) - MAY[duty].roles:
            stranger = Person(station.unit, "la", "Lạ", frozenset({role}))
            enter_person(station.db, stranger)
            with pytest.raises(RoleLacking) as refused:
                verb(station, *more, act=act_of(stranger), **named)
            assert refused.value.duty.says == MAY[duty].says


def _rows(station: Station) -> Rows:
    """All that stands in the base and in the folders beside it."""
    files = {folder: [file for file in (station.folder / folder).rglob("*") if file.is_file()]
             for folder in TOPIC_OF_FOLDER}  # fmt: skip
    return {name_of(table): set(rows(station.db, f"SELECT * FROM {name_of(table)}")) for table in TABLES} | {
        folder: {(file.name, hash(file.read_bytes())) for file in found} for folder, found in files.items()
    }


def _changed(before: Rows, after: Rows) -> set[Topic]:
    told = {topic for table, topic in (TOPIC_OF | TOPIC_OF_FOLDER).items() if before[table] != after[table]}
    for line in after["journal"] - before["journal"]:
        told |= topics_of(str(line[3]))
    return told


def _set_up(do: Watched, town: Offices, folder: Path) -> None:
    here, period = town.first, town.period
    do(add_person, here, code="hoa", name="Hòa")
    do(set_roles, here, code="hoa", roles=frozenset({Role.OFFICER, Role.SUPERVISOR}))
    do(set_idle_minutes, here, 5)
    do(new_recovery_sheet, here)
    do(print_recovery_sheet, here, language=VIETNAMESE, to=folder / "sheet.pdf")
    do(set_letterhead, here, {"symbol": "UBND-VP"})
    do(forget_letterhead, here)
    do(add_station, here, out=folder / "3.json", name="3")
    file = folder / "don-vi.csv"
    file.write_text("Mã đơn vị,Hiệu lực từ,Hiệu lực đến,Loại,Tên đơn vị,Cấp,Tên cơ quan,Mã cấp trên\n"
                    "N0177,01/07/2025,,Chi cục,Thú y thử,sở,,01\n", encoding="utf-8")  # fmt: skip
    do(add_to_catalogue, here, file)
    do(add_method, here, replace(Method(), name="Riêng", target=70))
    do(add_questionnaire, here, read_workbook(DATA / "phieu-dia-phuong.xlsx"))
    do(confirm_questionnaire, here, "hailong_cn", source="Quyết định 1")
    before = find_questionnaire(here, "hailong_tc")
    do(revise_questionnaire, here, named(before), with_settings(sheets_of(here, before), {"host": "Sở Nội vụ"}))
    days = (period.evaluated_from, period.evaluated_to)
    opened = do(open_period, here, code="26H2", name="", evaluated=days, survey=None, seed="s")
    do(edit_period, here, opened, name="Khác")


def _survey(do: Watched, town: Offices, folder: Path) -> None:
    here, period = town.first, town.period
    do(record_desk_survey, here, period, population=9, size=3)
    do(import_frame, here, period, DATA / "danh-sach-mot-cua.xlsx")
    drawn = do(draw, here, period, seed="hat", size=5)
    do(count_visits, here, period, sector=drawn.entries[0].sector, refused=1, moved=0, not_met=0, wrong_person=0)
    do(issue_for_sample, here, period)
    batch = do(issue_forms, here, period, variant="CN", count=6)
    *forms, spoiled = batch.serials
    span = (SerialRange(spoiled, spoiled),)
    printed = do(print_questionnaires, here, period, folder / "a.pdf", language=VIETNAMESE, serials=span)
    do(record_on_paper, here, period, printed)
    do(print_batches, here, period, private_folder(folder / "b"), language=VIETNAMESE, serials=span)
    do(mark_forms, here, period, kind=Kind.LOST, ranges=span)
    do(undo_mark, here, period, kind=Kind.LOST, ranges=span)
    do(mark_forms, here, period, kind=Kind.SPOILED, ranges=span)
    do(replace_form, here, period, serial=spoiled)
    first, second, third, fourth, fifth = forms
    paper = answers(here, F="cảm ơn")
    do(note_returned, here, period, (first, second))
    for serial in (first, second, third, fourth):
        do(key_form, here, period, serial=serial, answers=paper)
    do(amend, here, period, serial=second, answers=answers(here, TC1="2"))
    do(void, here, period, serial=third)
    do(import_keyings, here, period, csv_file(folder / "a.csv", ("serial", *GOOD), (str(fifth), *GOOD.values())))
    do(
        print_online_slips,
        here,
        period,
        variant="CN",
        count=2,
        language=VIETNAMESE,
        to=folder / "o.pdf",
        address="https://a.vn/b",
    )
    do(import_online, here, period, csv_file(folder / "o.csv", tuple(GOOD), tuple(GOOD.values())), variant="CN")
    do(raise_share, here, period, share=Fraction(1))
    do(ask_second, here, period, serials=(first,))
    do(key_form, here, period, serial=first, answers=answers(here, TC1="1"), second=True, by="minh")
    do(rule, here, period, serial=first, answers=paper, reason="paper", by="hoa")
    keyed = sum(each.keyed for each in batch_counts(here, period))
    do(close_batch, here, period, serial=first, handed_out=keyed, returned=keyed, explanation="đã đếm lại")
    listed = do(draw_recheck, here, period, WARD, size=1, seed="hat")
    do(record_recheck, here, period, WARD, listed[0].serial, outcome=Outcome.CONFIRMED, note="")
    do(export_full_answers, here, period, restriction=Restriction("", "hồi quy"), format_code="csv", language=load("vi"),
       to=here.folder / "full.csv")  # fmt: skip
    do(back_up, here, reason="asked")
    do(purge_frame, here, period)
    do(close_period, here, period)
    do(reopen_period, here, period, reason="còn phiếu")


def _exchange(do: Watched, town: Offices, folder: Path) -> None:
    hub, period = town.hub, town.period
    do(write_campaign, hub, period, out=folder)
    edited = do(edit_period, hub, period, name="Quý III, bản sau")
    do(send_to_desk, hub, period, to=hub.id, out=private_folder(folder / "desk"))
    kit = private_folder(folder / "kit")
    (kit / "SoPhieu-0.2.0.zip").write_bytes(b"kit")
    (kit / "SHA256SUMS").write_text(f"{hashlib.sha256(b'kit').hexdigest()}  SoPhieu-0.2.0.zip\n", encoding="utf-8")
    do(write_stick, hub, edited, kit=kit_in(kit), to=private_folder(folder / "stick"), page=lambda _, __: None)
    do(open_campaign, town.first, do(write_campaign, hub, edited, out=folder).path)
    sent = do(send_returns, town.first, period, out=folder)
    do(merge_packages, hub, (sent.path,))
    do(retry_packages, hub)
    words = fingerprint_words(from_text(town.first.public_key))
    do(confirm_and_count, hub, town.first.id, words=words)
    do(merge_packages, town.first, (do(write_receipt, hub, unit=WARD, period=period.key, out=folder).path,))
    do(forward, hub, period, out=private_folder(folder / "up"), to=UnitKey.parse("00@2008-08-01"))
    proposal = propose_withdrawal(hub, sent.id)
    do(withdrawal_effect, hub, proposal)
    do(withdraw, hub, proposal, reason="gõ thử")
    do(reinstate, hub, withdrawals_here(hub)[0].id, reason="đã xem lại")
    do(close_period, town.first, period)
    do(issue_forms, town.second, period, variant="CN", count=1)
    do(
        merge_packages,
        hub,
        tuple(do(send_returns, each, period, out=folder).path for each in (town.first, town.second)),
    )
    do(take_late, hub, period, WARD, reason="máy thứ hai gửi sau")
    do(close_hub, hub, period, waivers=dict.fromkeys(OpenKind, "thử"))
    do(put_in_charge, hub, [(WARD, person(hub, "ha"))], by="ha")
    do(hand_numbers, hub, to="0" * 32, by="ha")
    do(take_numbers, hub, reason="máy kia không đến", by="ha")
    do(purge, hub, period, WARD)
    do(end_key, hub, town.first.id, reason="máy bị mất")
    do(rebuild, hub)
    do(rename_person, town.first, code="lan", name="Nguyễn Thị Lan Anh")
    do(choose_second_place, town.first, private_folder(folder / "usb"))
    do(look_for_second_place, town.first)
    do(set_pin, town.first, "lan", "2580")
    do(remove_pin, town.first, "lan")
    do(keep_safe, town.first, reason="end")
    do(rehearse, town.first)
    do(rehearse_when_due, town.first)


def _settle(do: Watched, town: Offices) -> None:
    clash = clashes(town.hub)[0]
    do(choose, town.hub, clash, digest=clash.contents[0][0], reason="theo giấy")


def _enrol(do: Watched, town: Offices, folder: Path) -> None:
    """The ward opens the campaign with the code of its letter, and the hub confirms its key with one keystroke."""
    hub, period = town.hub, town.period
    do(print_enrolment_letters, hub, period, language=VIETNAMESE, to=folder / "letters.pdf")
    (letter,) = codes_of(hub, period, act=act_of())
    campaign = do(write_campaign, hub, period, out=folder)
    do(open_campaign, town.first, campaign.path, code=words_of(letter.code))
    do(merge_packages, hub, (do(send_returns, town.first, period, out=folder).path,))
    do(confirm_matching_and_count, hub)


def test_what_a_verb_changed_stands_on_its_act(tmp_path: Path) -> None:
    do = Watched()
    with closing(make_offices(tmp_path / "town")) as town:
        for each in (_set_up, _survey, _exchange):
            each(do, town, tmp_path)
    with closing(copied_offices(tmp_path / "copied")) as town:
        _settle(do, town)
    with closing(make_offices(tmp_path / "coded", is_confirmed=False)) as town:
        _enrol(do, town, private_folder(tmp_path / "letters"))
    assert do.forgotten == {}
    assert _verbs() - do.tried == WITHIN, "a new verb is tried here too"


def test_of_every_table_it_is_known_who_would_look() -> None:
    assert {name_of(table) for table in TABLES} == {*TOPIC_OF, *UNSEEN, "journal"}


def test_whoever_writes_has_an_act() -> None:
    assert {name for name, has_act in _writers() if not has_act} == WITHOUT


def _functions() -> Iterator[ast.FunctionDef]:
    for room in ("models/services", "exports", "printing"):
        for file in (ROOT / room).rglob("*.py"):
            yield from (each for each in tree_of(file).body if isinstance(each, ast.FunctionDef))


def _has_act(function: ast.FunctionDef) -> bool:
    return "act" in {each.arg for each in (*function.args.args, *function.args.kwonlyargs)}


def _verbs() -> set[str]:
    """The public functions that are handed an act."""
    return {each.name for each in _functions() if _has_act(each) and not each.name.startswith("_")}


def _writers() -> Iterator[tuple[str, bool]]:
    """The functions that open a transaction, and whether they are handed an act."""
    for function in _functions():
        if any(
            isinstance(node, ast.Attribute) and node.attr in ("transaction", "working_out")
            for node in ast.walk(function)
        ):
            yield function.name, _has_act(function)
