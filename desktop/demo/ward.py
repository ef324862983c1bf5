"""One ward's part of the demonstration: from the list of finished dossiers to a closed period and its package."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.demo.answers import invent_codes, mistyped
from desktop.demo.chance import Chance
from desktop.demo.dossiers import invent_dossiers, write_list
from desktop.demo.survey import Demo
from exports.packages.campaign import open_campaign
from exports.packages.descriptor import Receiver
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from exports.visit_workbook import write_visits
from models.domain.basics.people import Person
from models.domain.basics.units import Level, Unit
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, SerialRange, parse_serial
from models.domain.dossiers.frame_people import Kind as Applicant
from models.domain.questionnaire.answers import read_answers
from models.files import private_folder, write_whole
from models.services.forms.frames import import_frame
from models.services.forms.issuing import issue_forms
from models.services.forms.ledgers import read_book
from models.services.forms.marking import mark_forms
from models.services.forms.sampling import draw, drawn_people
from models.services.keying.key_import import import_keyings
from models.services.keying.keying import key_form, rule
from models.services.office.backups import back_up
from models.services.office.closings import close_period
from models.services.office.questionnaires import questionnaire_for
from models.services.office.stations import add_person, add_station, found_from_file, found_station
from models.store.database import Station
from printing.batch_slip import print_batch_slips
from printing.forms import print_batches
from printing.visit_list import print_visits

KEYERS = (("lan", "Nguyễn Thị Lan"), ("minh", "Trần Quang Minh"), ("hoa", "Lê Thị Hoa"))
DOSSIERS_PER_FORM = 4
FEWEST_DOSSIERS = 40


@dataclass
class Ward:
    """One ward while it works: its first computer, the people at it, and what stands on each paper."""

    unit: Unit
    folder: Path
    station: Station
    period: Period
    people: Mapping[str, Person]
    chance: Chance
    papers: dict[Serial, dict[str, str]]


def work_in_ward(demo: Demo, unit: Unit, campaign: Path, *, second_computer: bool) -> None:
    """Everything a ward does in a period; with a second computer the two exchange what they have, both ways round."""
    ward = _set_up(demo, unit, campaign)
    _draw_people(demo, ward)
    _issue_and_print(demo, ward)
    _hand_out(demo, ward)
    _key(demo, ward)
    if second_computer:
        _share_work(demo, ward, campaign)
    _key_again(demo, ward)
    back_up(ward.station, reason="close", at=demo.at())
    close_period(ward.station, ward.period, by=ward.people["hoa"], at=demo.at())
    out = private_folder(demo.folder / "packages")
    demo.packages.append(send_returns(ward.station, ward.period, out=out, at=demo.at(), is_sealed=False).path)
    ward.station.close()


def _set_up(demo: Demo, unit: Unit, campaign: Path) -> Ward:
    folder = private_folder(demo.folder / "wards" / unit.key.code)
    chance = Chance(f"{demo.seed} {unit.key}")
    code, name = KEYERS[0]
    station = found_station(
        folder / "may-1",
        unit=unit.key,
        name=unit.full_name,
        person=Person(unit.key, code, name),
        station_id=chance.word(16),
    )
    people = {code: add_person(station, code=code, name=name) for code, name in KEYERS}
    period = open_campaign(station, campaign, at=demo.at())
    return Ward(unit, folder, station, period, people, chance, {})


def _draw_people(demo: Demo, ward: Ward) -> None:
    names = {sector.code: sector.name for sector in ward.station.catalogue.sectors}
    local = [
        (f"{procedure.code} - {procedure.name}", names.get(procedure.sector, procedure.sector))
        for procedure in ward.station.catalogue.procedures
        if procedure.level is Level.COMMUNE and procedure.is_valid_on(demo.survey.last)
    ]
    dossiers = invent_dossiers(
        ward.unit,
        local,
        count=max(FEWEST_DOSSIERS, demo.forms * DOSSIERS_PER_FORM),
        first=demo.survey.first,
        last=demo.survey.last,
        chance=ward.chance,
    )
    listed = ward.folder / "danh-sach-ho-so.xlsx"
    write_list(dossiers, ward.unit, listed, first=demo.survey.first, last=demo.survey.last)
    import_frame(ward.station, ward.period, listed, salt=ward.chance.word(32))
    draw(
        ward.station,
        ward.period,
        seed=ward.chance.word(32),
        size=demo.forms,
        by=ward.people["lan"],
        at=demo.at(),
    )
    drawn, reserve = drawn_people(ward.station, ward.period)
    print_visits(ward.station, ward.period, language=demo.language, to=ward.folder / "danh-sach-khao-sat.pdf")
    write_visits(drawn, reserve, language=demo.language, to=ward.folder / "danh-sach-khao-sat.xlsx")


def _issue_and_print(demo: Demo, ward: Ward) -> None:
    drawn, _ = drawn_people(ward.station, ward.period)
    wanted = Counter(("TC" if entry.kind is Applicant.ORGANISATION else "CN", entry.sector) for entry in drawn)
    for (variant, sector), count in sorted(wanted.items()):
        issue_forms(
            ward.station,
            ward.period,
            variant=variant,
            count=count,
            sector=sector,
            by=ward.people["lan"],
            at=demo.at(),
        )
    out = private_folder(ward.folder / "phieu-in")
    printed = print_batches(ward.station, ward.period, out, by=ward.people["lan"], at=demo.at(), language=demo.language)
    demo.questionnaires.extend(file for file, _ in printed)
    print_batch_slips(ward.station, ward.period, language=demo.language, to=ward.folder / "phieu-kem-tap.pdf")


def _hand_out(demo: Demo, ward: Ward) -> None:
    """Hand the forms out; a few get lost, are refused, spoiled or stay out. The others come back as papers."""
    serials = [parse_serial(text) for text in read_book(ward.station, ward.period, ward.unit.key).ledger.forms]
    fates: dict[Kind, list[Serial]] = {kind: [] for kind in (Kind.SPOILED, Kind.LOST, Kind.REFUSED)}
    mood = ward.chance.around(0.88, 0.06)
    for place, serial in enumerate(serials):
        if place % 40 == 17:
            fates[Kind.SPOILED].append(serial)
        elif ward.chance.happens(0.02):
            fates[Kind.LOST].append(serial)
        elif ward.chance.happens(0.03):
            fates[Kind.REFUSED].append(serial)
        elif not ward.chance.happens(0.05):
            questionnaire = questionnaire_for(ward.station, ward.period, serial.variant)
            ward.papers[serial] = invent_codes(questionnaire, mood=mood, chance=ward.chance, day=demo.survey.last)
    out = [serial for serial in serials if serial not in fates[Kind.SPOILED]]
    _mark(demo, ward, Kind.HANDED_OUT, out)
    for kind, touched in fates.items():
        _mark(demo, ward, kind, touched)
    _mark(demo, ward, Kind.RETURNED, list(ward.papers))


def _key(demo: Demo, ward: Ward) -> None:
    """First keying by one person, from tables with one row per form."""
    for variant in ("CN", "TC"):
        papers = {serial: codes for serial, codes in ward.papers.items() if serial.variant == variant}
        if papers:
            table = ward.folder / f"tra-loi-{variant}.csv"
            _write_table(papers, table)
            import_keyings(
                ward.station, ward.period, table, by=ward.people["lan"], at=demo.at(), salt=ward.chance.word(32)
            )


def _key_again(demo: Demo, ward: Ward) -> None:
    """Second keying of the share that is keyed twice, one form with a slip; a third person rules on what differs."""
    waiting = [
        parse_serial(form.serial)
        for form in read_book(ward.station, ward.period, ward.unit.key).ledger.forms.values()
        if form.state is State.AWAITING_SECOND
    ]
    for place, serial in enumerate(waiting):
        questionnaire = questionnaire_for(ward.station, ward.period, serial.variant)
        codes = ward.papers[serial]
        typed = mistyped(questionnaire, codes) if place == 0 else codes
        key_form(
            ward.station,
            ward.period,
            serial=serial,
            answers=read_answers(questionnaire, typed),
            second=True,
            by=ward.people["minh"],
            at=demo.at(),
            salt=ward.chance.word(32),
        )
        if typed != codes:
            rule(
                ward.station,
                ward.period,
                serial=serial,
                answers=read_answers(questionnaire, codes),
                reason="paper",
                by=ward.people["hoa"],
                at=demo.at(),
                salt=ward.chance.word(32),
            )


def _share_work(demo: Demo, ward: Ward, campaign: Path) -> None:
    """A second computer with a book of its own; each keys a form of the other's book, then they exchange packages."""
    file = ward.folder / "may-2.station"
    add_station(ward.station, out=file, name=ward.unit.full_name)
    other = found_from_file(ward.folder / "may-2", file=file, station_id=ward.chance.word(16))
    period = open_campaign(other, campaign, at=demo.at())
    questionnaire = questionnaire_for(other, period, "CN")
    batch = issue_forms(other, period, variant="CN", count=3, by=ward.people["minh"], at=demo.at())
    own = list(batch.serials)
    for serial in own:
        ward.papers[serial] = invent_codes(questionnaire, mood=0.8, chance=ward.chance, day=demo.survey.last)
    shared = next(serial for serial in ward.papers if serial.variant == "CN" and serial.book == ward.station.book)
    keyed = ((other, "minh", (*own, shared)), (ward.station, "lan", own[:1]))
    for station, code, serials in keyed:
        for serial in serials:
            key_form(
                station,
                period,
                serial=serial,
                answers=read_answers(questionnaire, ward.papers[serial]),
                by=ward.people[code],
                at=demo.at(),
                salt=ward.chance.word(32),
            )
    exchanged = private_folder(ward.folder / "trao-doi")
    for sender, taker in ((ward.station, other), (other, ward.station)):
        sent = send_returns(sender, period, out=exchanged, to=Receiver("station", taker.id), at=demo.at())
        merge_packages(taker, (sent.path,), at=demo.at())
    out = private_folder(demo.folder / "packages")
    demo.packages.append(send_returns(other, period, out=out, at=demo.at(), is_sealed=False).path)
    other.close()


def _mark(demo: Demo, ward: Ward, kind: Kind, serials: Sequence[Serial]) -> None:
    if serials:
        ranges = tuple(SerialRange(serial, serial) for serial in serials)
        mark_forms(ward.station, ward.period, kind=kind, ranges=ranges, by=ward.people["lan"], at=demo.at())


def _write_table(papers: Mapping[Serial, Mapping[str, str]], path: Path) -> None:
    questions = list(next(iter(papers.values())))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["serial", *questions])
    table.writerows([str(serial), *(codes[name] for name in questions)] for serial, codes in papers.items())
    write_whole(path, text.getvalue().encode())
