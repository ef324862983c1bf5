"""One ward's part of the demonstration: from the list of finished dossiers to a closed period and its package."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from desktop.demo.answers import invent_codes, mistyped
from desktop.demo.cast import Part
from desktop.demo.chance import Chance
from desktop.demo.dossiers import invent_dossiers, write_list
from desktop.demo.keys import compare_key, get_known
from desktop.demo.survey import DRAWN, EXCHANGED, HANDED_OUT, KEYED, Demo
from exports.packages.campaign import open_campaign
from exports.packages.descriptor import Receiver
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from exports.visit_workbook import write_visits
from models.acts import Act
from models.domain.basics.people import Person
from models.domain.basics.units import Unit
from models.domain.book.facts import Kind
from models.domain.book.ledger import State
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, SerialRange, parse_serial
from models.domain.dossiers.frame_people import ApplicantKind
from models.domain.questionnaire.answers import read_answers
from models.files import private_folder, write_whole
from models.services.forms.frames import import_frame
from models.services.forms.issuing import issue_forms
from models.services.forms.ledger import read_book
from models.services.forms.marking import mark_forms
from models.services.forms.sampling import draw, drawn_people
from models.services.keying.key_import import import_keyings
from models.services.keying.keying import key_form, open_desk, rule
from models.services.office.backups import back_up
from models.services.office.closing import close_period
from models.services.office.questionnaires import questionnaire_for
from models.services.office.remains import note_list_written
from models.services.office.stations import add_person, add_station, found_from_file, found_station
from models.store.database import Station
from printing.batch_slip import print_batch_slips
from printing.forms import print_batches
from printing.visit_list import print_visits

DOSSIERS_PER_FORM = 4
FEWEST_DOSSIERS = 40
LOST, REFUSED, STAYS_OUT = 0.02, 0.03, 0.05


@dataclass
class Ward:
    """One ward while it works: its first computer, the people at it, and what stands on each paper."""

    role: Part
    folder: Path
    station: Station
    period: Period
    people: tuple[Person, ...]
    chance: Chance
    papers: dict[Serial, dict[str, str]]

    @property
    def unit(self) -> Unit:
        return self.role.unit

    @property
    def clerk(self) -> Person:
        """Who issues, marks and keys first."""
        return self.people[0]

    @property
    def chief(self) -> Person:
        """Who closes the period."""
        return self.people[-1]


def work_in_ward(demo: Demo, role: Part, campaign: Path, *, hub: Station, chief: Person) -> tuple[Path, ...]:
    """Everything a ward does in a period; answers the packages it sends, none when the role is to be silent.

    A second computer and the first exchange what they have, both ways round. `chief` is who telephones at the hub.
    """
    ward = _set_up(demo, role, campaign)
    compare_key(ward.station, hub, act=Act(ward.clerk, demo.at(DRAWN)))
    if role.pace is not None:
        get_known(demo, hub, ward.station, ward.period, clerk=ward.clerk, chief=chief)
    _draw_people(demo, ward)
    _issue_and_print(demo, ward)
    _hand_out(demo, ward)
    _key(demo, ward)
    sent = [_share_work(demo, ward, campaign, hub)] if role.has_second_computer else []
    if role.pace is not None:
        at = demo.at(role.pace.closed)
        _key_again(ward, at=demo.at(role.pace.keyed_again))
        back_up(ward.station, reason="close", act=Act(ward.chief, at))
        close_period(ward.station, ward.period, act=Act(ward.chief, at))
        sent.append(_send(demo, ward.station, ward.period, act=Act(ward.chief, at)))
    ward.station.close()
    return tuple(sent)


def _set_up(demo: Demo, role: Part, campaign: Path) -> Ward:
    unit = role.unit
    folder = private_folder(demo.folder / "wards" / unit.key.code)
    chance = Chance(f"{demo.seed} {unit.key}")
    code, name = role.people[0]
    station = found_station(
        folder / "may-1",
        unit=unit.key,
        name=unit.full_name,
        person=Person(unit.key, code, name),
        chance=chance.word(32),
    )
    set_up = Act(Person(unit.key, code, name), demo.at(DRAWN))
    people = tuple(add_person(station, code=code, name=name, act=set_up) for code, name in role.people)
    period = open_campaign(station, campaign, act=set_up)
    return Ward(role, folder, station, period, people, chance, {})


def _draw_people(demo: Demo, ward: Ward) -> None:
    names = {sector.code: sector.name for sector in ward.station.catalogue.sectors}
    catalogue = ward.station.catalogue
    local = [
        (f"{procedure.code} - {procedure.name}", names.get(procedure.sector, procedure.sector))
        for procedure in catalogue.procedures
        if procedure.level == ward.unit.level.code and procedure.is_valid_on(demo.survey.last)
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
    import_frame(ward.station, ward.period, listed, act=Act(ward.clerk, demo.at(DRAWN), ward.chance.word(32)))
    draw(ward.station, ward.period, seed=ward.chance.word(32), size=demo.forms, act=Act(ward.clerk, demo.at(DRAWN)))
    drawn, reserve = drawn_people(ward.station, ward.period)
    print_visits(ward.station, ward.period, language=demo.language, to=ward.folder / "danh-sach-khao-sat.pdf")
    write_visits(drawn, reserve, language=demo.language, to=ward.folder / "danh-sach-khao-sat.xlsx")
    note_list_written(ward.station, ward.folder / "danh-sach-khao-sat.xlsx")


def _issue_and_print(demo: Demo, ward: Ward) -> None:
    drawn, _ = drawn_people(ward.station, ward.period)
    wanted = Counter(("TC" if entry.kind is ApplicantKind.ORGANISATION else "CN", entry.sector) for entry in drawn)
    for (variant, sector), count in sorted(wanted.items()):
        issue_forms(
            ward.station, ward.period, variant=variant, count=count, sector=sector, act=Act(ward.clerk, demo.at(DRAWN))
        )
    out = private_folder(ward.folder / "phieu-in")
    printed = print_batches(ward.station, ward.period, out, language=demo.language, act=Act(ward.clerk, demo.at(DRAWN)))
    demo.questionnaires.extend(each.file for each in printed)
    print_batch_slips(ward.station, ward.period, language=demo.language, to=ward.folder / "phieu-kem-tap.pdf")


def _hand_out(demo: Demo, ward: Ward) -> None:
    """Hand the forms out; a few get lost, are refused, spoiled or stay out. The others come back as papers."""
    serials = [parse_serial(text) for text in read_book(ward.station, ward.period, ward.unit.key).ledger.forms]
    fates: dict[Kind, list[Serial]] = {kind: [] for kind in (Kind.SPOILED, Kind.LOST, Kind.REFUSED)}
    for place, serial in enumerate(serials):
        if place % 40 == 17:
            fates[Kind.SPOILED].append(serial)
        elif ward.chance.happens(LOST):
            fates[Kind.LOST].append(serial)
        elif ward.chance.happens(REFUSED):
            fates[Kind.REFUSED].append(serial)
        elif not ward.chance.happens(STAYS_OUT):
            ward.papers[serial] = _filled_in(demo, ward, serial)
    out = [serial for serial in serials if serial not in fates[Kind.SPOILED]]
    _mark(ward, Kind.HANDED_OUT, out, at=demo.at(HANDED_OUT))
    for kind, touched in fates.items():
        _mark(ward, kind, touched, at=demo.at(HANDED_OUT))
    _mark(ward, Kind.RETURNED, list(ward.papers), at=demo.at(KEYED))


def _filled_in(demo: Demo, ward: Ward, serial: Serial) -> dict[str, str]:
    questionnaire = questionnaire_for(ward.station, ward.period, serial.variant)
    return invent_codes(questionnaire, service=ward.role.service, chance=ward.chance, day=demo.survey.last)


def _key(demo: Demo, ward: Ward) -> None:
    """First keying by one person, from tables with one row per form."""
    for variant in ("CN", "TC"):
        papers = {serial: codes for serial, codes in ward.papers.items() if serial.variant == variant}
        if papers:
            table = ward.folder / f"tra-loi-{variant}.csv"
            _write_table(papers, table)
            salt = ward.chance.word(32)
            import_keyings(ward.station, ward.period, table, act=Act(ward.clerk, demo.at(KEYED), salt))


def _key_again(ward: Ward, *, at: str) -> None:
    """Second keying of the share that is keyed twice, one form with a slip; what differs is ruled on.

    Nobody keys again or rules on what the same person has keyed; where nobody is left for it, the ruling says “alone”.
    """
    desk = open_desk(ward.station, ward.period)
    forms = read_book(ward.station, ward.period, ward.unit.key).ledger.forms.values()
    waiting = [form.serial for form in forms if form.state is State.AWAITING_SECOND]
    for place, text in enumerate(waiting):
        serial = parse_serial(text)
        codes = ward.papers[serial]
        typed = mistyped(desk.questionnaire(serial), codes) if place == 0 else codes
        second, *others = _strangers(ward, {keying.by for keying in desk.keyings[text]})
        _key_paper(ward.station, ward, serial, typed, by=second, at=at, second=True)
        if typed != codes:
            rule(
                ward.station,
                ward.period,
                serial=serial,
                answers=read_answers(desk.questionnaire(serial), codes),
                reason="paper" if others else "alone",
                act=Act(others[0] if others else ward.chief, at, ward.chance.word(32)),
            )


def _strangers(ward: Ward, keyers: Collection[str]) -> list[Person]:
    """The people of the ward who are not among `keyers`."""
    return [person for person in ward.people if person.author not in keyers]


def _share_work(demo: Demo, ward: Ward, campaign: Path, hub: Station) -> Path:
    """A second computer with a book of its own; each keys a form of the other's book, then they exchange packages.

    Answers the package that the second computer sends to the hub.
    """
    file = ward.folder / "may-2.station"
    clerk, helper = ward.people[:2]
    add_station(ward.station, out=file, name=ward.unit.full_name, act=Act(clerk, demo.at(DRAWN)))
    other = found_from_file(ward.folder / "may-2", file=file, chance=ward.chance.word(32))
    period = open_campaign(other, campaign, act=Act(helper, demo.at(DRAWN)))
    compare_key(other, hub, act=Act(helper, demo.at(DRAWN)))
    batch = issue_forms(other, period, variant="CN", count=3, act=Act(helper, demo.at(HANDED_OUT)))
    shared, own = list(ward.papers)[:1], list(batch.serials)
    ward.papers |= {serial: _filled_in(demo, ward, serial) for serial in own}
    for station, keyer, serials in ((other, helper, (*own, *shared)), (ward.station, clerk, own[:1])):
        for serial in serials:
            _key_paper(station, ward, serial, ward.papers[serial], by=keyer, at=demo.at(KEYED))
    at = demo.at(EXCHANGED)
    exchanged = private_folder(ward.folder / "trao-doi")
    for (sender, by), (taker, taken_by) in permutations(((ward.station, clerk), (other, helper))):
        sent = send_returns(sender, period, out=exchanged, to=Receiver("station", taker.id), act=Act(by, at))
        merge_packages(taker, (sent.path,), act=Act(taken_by, at))
    package = _send(demo, other, period, act=Act(helper, at))
    other.close()
    return package


def _key_paper(
    station: Station, ward: Ward, serial: Serial, codes: Mapping[str, str], *, by: Person, at: str, second: bool = False
) -> None:
    key_form(
        station,
        ward.period,
        serial=serial,
        answers=read_answers(questionnaire_for(station, ward.period, serial.variant), codes),
        second=second,
        act=Act(by, at, ward.chance.word(32)),
    )


def _send(demo: Demo, station: Station, period: Period, *, act: Act) -> Path:
    out = private_folder(demo.folder / "packages")
    return send_returns(station, period, out=out, is_sealed=False, act=act).path


def _mark(ward: Ward, kind: Kind, serials: Sequence[Serial], *, at: str) -> None:
    if serials:
        ranges = tuple(SerialRange(serial, serial) for serial in serials)
        mark_forms(ward.station, ward.period, kind=kind, ranges=ranges, act=Act(ward.clerk, at))


def _write_table(papers: Mapping[Serial, Mapping[str, str]], path: Path) -> None:
    questions = list(next(iter(papers.values())))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["serial", *questions])
    table.writerows([str(serial), *(codes[name] for name in questions)] for serial, codes in papers.items())
    write_whole(path, text.getvalue().encode())
