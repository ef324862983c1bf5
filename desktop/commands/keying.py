"""`sophieu key`: keying from a table, amending, voiding, ruling, and asking for a second keying."""

from __future__ import annotations

from pathlib import Path

import click

from desktop.commands.agreement import agreement_command, confirmed_command, raise_command
from desktop.commands.asked import unit_asked
from desktop.commands.batches import batches_command, close_command
from desktop.commands.progress import shown_progress
from desktop.commands.session import FILE, Session, chance, office_command
from desktop.usage import wrong_usage
from exports.packages.purging import purge
from models.domain.basics.problems import N_, next_deed
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, parse_serial, parse_typed
from models.domain.questionnaire.answers import Answers, read_answers, show_codes
from models.services.keying.desk import OtherQuestionnaire, open_desk
from models.services.keying.disputes import disputes as disputed_forms
from models.services.keying.key_import import import_keyings
from models.services.keying.keying import REASONS_OF_RULING, NotKeyed, amend, ask_second, rule, stored_answers, void
from models.services.office.stations import find_person
from models.store.journal import all_streams


@click.group()
def key() -> None:
    """Keying of returned forms."""


@key.command("import")
@click.argument("file", type=FILE)
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--second", is_flag=True, help="This is the second keying of forms that another person keyed.")
@office_command
def import_file(session: Session, file: Path, code: str, second: bool) -> None:
    """Key the rows of an xlsx or csv table: a column `serial` and one for each question."""
    with shown_progress(quiet=session.as_json) as progress:
        done = import_keyings(
            session.station,
            session.period(code),
            file,
            by=session.person,
            at=session.at,
            salt=chance(),
            second=second,
            progress=progress,
        )
    refused = [
        {
            "row": row.row,
            "serial": row.serial,
            "reason": row.problem.code,
            "message": session.language.problem(row.problem),
            "deed": next_deed(row.problem),
        }
        for row in done.refused
    ]
    said = N_("{rows} rows: {new} keyed, {here} here already, {refused} refused.")
    lines = [session.say(said, rows=done.rows, new=done.new, here=done.already_here, refused=len(refused))]
    lines += [f"  {session.say(N_('row'))} {row['row']} {row['serial']}: {row['message']}" for row in refused]
    session.answer("\n".join(lines), rows=done.rows, new=done.new, already_here=done.already_here, refused=refused)


@key.command("amend")
@click.argument("serial")
@click.argument("codes", nargs=-1, required=True, metavar="QUESTION=CODE…")
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def amend_form(session: Session, serial: str, codes: tuple[str, ...], code: str) -> None:
    """Correct answers of a keyed form: CC1=4 TT2= (empty: nothing ticked). The former keying stays on record."""
    period = session.period(code)
    named = parse_typed(serial, period=period.code, unit=session.station.unit.code)
    answers = _changed(session, period, named, codes)
    ref = amend(session.station, period, serial=named, answers=answers, by=session.person, at=session.at, salt=chance())
    session.answer(
        session.say(N_("Form {serial} is amended; both keyings stay on record."), serial=named),
        serial=named,
        keying=str(ref),
    )


@key.command("void")
@click.argument("serial")
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def void_form(session: Session, serial: str, code: str) -> None:
    """Take the answers off a form that was keyed under a wrong number; a hub may do so for its offices."""
    period = session.period(code)
    named = parse_typed(serial, period=period.code, unit=session.station.unit.code)
    unit = _unit_of(session, period, named)
    count = void(session.station, period, serial=named, by=session.person, at=session.at, unit=unit)
    session.answer(
        session.say(N_("Form {serial} has no answers now; it may be keyed again."), serial=named),
        serial=named,
        voided=count,
    )


@key.command("rule")
@click.argument("serial")
@click.argument("codes", nargs=-1, metavar="QUESTION=CODE…")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--reason", type=click.Choice(REASONS_OF_RULING), default="paper", help="What the ruling stands on.")
@office_command
def rule_form(session: Session, serial: str, codes: tuple[str, ...], code: str, reason: str) -> None:
    """Rule on a form whose keyings differ: give the code of every question they differ in."""
    period = session.period(code)
    named = (
        parse_serial(serial)
        if serial.count("-") > 1
        else parse_typed(serial, period=period.code, unit=session.station.unit.code)
    )
    unit = _unit_of(session, period, named)
    differing = _differing(session, period, named, unit)
    missing = [name for name in differing if name not in dict(_split(codes))]
    if missing:
        raise wrong_usage(N_("Give a code for every question in dispute: {questions}"), questions=missing)
    answers = _changed(session, period, named, codes, unit)
    ref = rule(
        session.station,
        period,
        serial=named,
        answers=answers,
        reason=reason,
        by=session.person,
        at=session.at,
        salt=chance(),
        unit=unit,
    )
    session.answer(session.say(N_("Form {serial} is ruled on."), serial=named), serial=named, keying=str(ref))


@key.command("disputes")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--unit", "unit_code", default=None, help="Code of another office, at a hub.")
@office_command
def disputes(session: Session, code: str, unit_code: str | None) -> None:
    """List the forms whose keyings differ, with the questions and each keyer's code."""
    period = session.period(code)
    unit = unit_asked(session, period, unit_code)
    found = {
        dispute.serial: {each.question.name: dict(each.codes) for each in dispute.differences}
        for dispute in disputed_forms(session.station, period, (unit,))
    }
    lines = []
    for serial, questions in found.items():
        lines.append(serial)
        for name, codes in questions.items():
            keyed_as = " · ".join(f"{by}: {code or session.say(N_('blank'))}" for by, code in codes.items())
            lines.append(f"  {name}  {keyed_as}")
    session.answer(
        "\n".join(lines) or session.say(N_("No form is disputed.")),
        disputes=[{"serial": serial, "questions": questions} for serial, questions in found.items()],
    )


@key.command("ask-second")
@click.argument("serials", nargs=-1)
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--person", "person_code", default=None, help="All forms that this person keyed.")
@click.option("--all", "every", is_flag=True, help="Every form of the period.")
@office_command
def second(session: Session, serials: tuple[str, ...], code: str, person_code: str | None, every: bool) -> None:
    """Ask that forms be keyed again by a second person, who does not see the first keying."""
    if not (serials or person_code or every):
        raise wrong_usage(N_("Give form numbers, --person CODE or --all."))
    period = session.period(code)
    count = ask_second(
        session.station,
        period,
        serials=tuple(parse_typed(serial, period=period.code, unit=session.station.unit.code) for serial in serials),
        person=find_person(session.station, person_code) if person_code else None,
        every=every,
        by=session.person,
        at=session.at,
    )
    session.answer(session.say(N_("{count} forms are to be keyed by a second person."), count=count), asked=count)


@key.command("purge-texts")
@click.option("--period", "code", required=True, help="Code of the period.")
@click.option("--unit", "unit_code", default=None, help="Code of another office, at a hub.")
@click.option("--yes", is_flag=True, help="Really delete: it cannot be undone.")
@office_command
def purge_command(session: Session, code: str, unit_code: str | None, yes: bool) -> None:
    """Delete the free texts of a period here for good. The figures stay; texts sent again are not taken."""
    if not yes:
        raise wrong_usage(N_("Deleting texts cannot be undone. Add --yes to do it."))
    period = session.period(code)
    unit = unit_asked(session, period, unit_code)
    purged = purge(session.station, period, unit, by=session.person, at=session.at)
    said = N_(
        "{count} free texts were deleted here and cut out of {packages} kept packages; a fresh backup took the place of "
        "the older ones. Packages that were handed over on a stick or by mail still hold them."
    )
    session.answer(
        session.say(said, count=purged.texts, packages=purged.packages),
        purged=purged.texts,
        packages=purged.packages,
    )


for _command in (agreement_command, raise_command, confirmed_command, batches_command, close_command):
    key.add_command(_command)


def _changed(
    session: Session, period: Period, serial: Serial, codes: tuple[str, ...], unit: UnitKey | None = None
) -> Answers:
    """The first live answers of a form with some codes changed."""
    desk = open_desk(session.station, period, unit)
    questionnaire = desk.questionnaire(serial)
    heads = desk.settled(str(serial)).heads
    if not heads:
        raise NotKeyed(str(serial))
    readable = [head for head in heads if head.coding == questionnaire.coding]
    if not readable:
        raise OtherQuestionnaire(str(serial))
    mine = next((head for head in readable if head.by == session.person.author), readable[0])
    before = stored_answers(session.station, period, desk, mine.ref)
    if before is None:
        raise NotKeyed(str(serial))
    return read_answers(questionnaire, show_codes(questionnaire, before) | dict(_split(codes)))


def _differing(session: Session, period: Period, serial: Serial, unit: UnitKey) -> tuple[str, ...]:
    desk = open_desk(session.station, period, unit)
    questionnaire = desk.questionnaire(serial)
    shown = [
        show_codes(questionnaire, Answers.from_stored(marks=head.marks, rest_json=head.rest))
        for head in desk.settled(str(serial)).heads
        if head.coding == questionnaire.coding
    ]
    return tuple(name for name in questionnaire.by_name if len({codes.get(name) for codes in shown}) > 1)


def _split(codes: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = [code.partition("=") for code in codes]
    for name, equals, _ in pairs:
        if not equals:
            raise wrong_usage(N_("“{text}” is not QUESTION=CODE, for example CC1=4."), text=name)
    return [(name.strip(), code) for name, _, code in pairs]


def _unit_of(session: Session, period: Period, serial: Serial) -> UnitKey:
    if serial.unit == session.station.unit.code:
        return session.station.unit
    return _known_unit(session, period, serial.unit)


def _known_unit(session: Session, period: Period, code: str) -> UnitKey:
    for stream in all_streams(session.station.db).values():
        if stream.period == period.key and stream.unit.code == code:
            return stream.unit
    raise NotKeyed(code)
