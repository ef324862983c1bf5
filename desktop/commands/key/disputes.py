"""`sophieu key disputes|rule`: forms whose keyings differ, and ruling on them."""

from __future__ import annotations

import click

from desktop.commands.key.amend import changed_answers, typed_codes, unit_of
from desktop.commands.session import Session, period_command
from desktop.commands.units import offices_asked
from desktop.usage import wrong_usage
from desktop.words import moved_told
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.domain.book.periods import Period
from models.domain.book.serials import Serial, parse_serial
from models.domain.questionnaire.answers import Answers, show_codes
from models.services.figures.effect import watched
from models.services.keying.disputes import disputes as disputed_forms
from models.services.keying.keying import REASONS_OF_RULING, open_desk, rule


@click.command("disputes")
@click.option("--unit", "unit_code", default=None, help="At a hub: only this office (default: all).")
@period_command
def disputes(session: Session, period: Period, unit_code: str | None) -> None:
    """List the forms whose keyings differ, with the questions and each keyer's code."""
    units = offices_asked(session, period, unit_code)
    found = {
        dispute.serial: {each.question.name: dict(each.codes) for each in dispute.differences}
        for dispute in disputed_forms(session.station, period, units)
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


@click.command("rule")
@click.argument("serial")
@click.argument("codes", nargs=-1, metavar="QUESTION=CODE…")
@click.option("--reason", type=click.Choice(REASONS_OF_RULING), default="paper", help="What the ruling stands on.")
@period_command
def rule_form(session: Session, period: Period, serial: str, codes: tuple[str, ...], reason: str) -> None:
    """Rule on a form whose keyings differ: give the code of every question they differ in."""
    named = parse_serial(serial) if serial.count("-") > 1 else session.serial(period, serial)
    unit = unit_of(session, period, named)
    differing = _differing(session, period, named, unit)
    missing = [name for name in differing if name not in dict(typed_codes(codes))]
    if missing:
        raise wrong_usage(N_("Give a code for every question in dispute: {questions}"), questions=missing)
    answers = changed_answers(session, period, named, codes, unit)
    moved = watched(session.station, [(period.key, unit)])
    ref = rule(session.station, period, serial=named, answers=answers, reason=reason, unit=unit, act=session.act())
    done = session.say(N_("Form {serial} is ruled on."), serial=named)
    told = moved_told(moved(), session.catalogue, session.language)
    session.answer(f"{done} {told}", serial=named, keying=str(ref))


def _differing(session: Session, period: Period, serial: Serial, unit: UnitKey) -> tuple[str, ...]:
    desk = open_desk(session.station, period, unit, only=serial)
    questionnaire = desk.questionnaire(serial)
    shown = [
        show_codes(questionnaire, Answers.from_stored(marks=head.marks, rest_json=head.rest))
        for head in desk.settled(str(serial)).heads
        if head.coding == questionnaire.coding
    ]
    return tuple(name for name in questionnaire.by_name if len({codes.get(name) for codes in shown}) > 1)
