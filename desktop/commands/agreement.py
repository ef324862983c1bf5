"""`sophieu key agreement` and `key raise-share`: what the second keyings say, and having more forms keyed twice."""

from __future__ import annotations

from fractions import Fraction

import click

from desktop.commands.session import PERCENT, Session, now, office_command
from models.domain.agreement import Agreement, Count
from models.domain.problems import N_
from models.services.agreeing import agreement_of, raise_share
from models.services.results import units_here


@click.command("agreement")
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def agreement_command(session: Session, code: str) -> None:
    """Say how alike two persons keyed the same forms so far, with exact 95 % intervals, and what is still unchecked."""
    period = session.period(code)
    station = session.station
    units = units_here(station, period) if station.is_hub else (station.unit,)
    found = agreement_of(station, period, units, day=now().date())
    low, high = found.fields.interval
    percent, rest = session.language.number, found.rest_interval
    lines = []
    if found.twice:
        said = N_(
            "{twice} forms were keyed by two persons: {share} % of the fields alike (95 % interval {low} to {high} %)."
        )
        lines.append(session.say(said, twice=found.twice, share=percent((found.fields.share or 0) * 100, 2),
                                 low=percent(low * 100, 2), high=percent(high * 100, 2)))  # fmt: skip
    else:
        lines.append(
            session.say(N_("No form was keyed by two persons yet, so nothing is known about slips of keying."))
        )
    said = N_("{once} forms were keyed by one person only; {unchecked} % of all fields are unchecked.")
    lines.append(session.say(said, once=found.once, unchecked=percent((found.unchecked or 0) * 100, 1)))
    if found.rest is not None:
        said = N_("Wrong fields to be expected: {rest} of 1,000 (95 % interval {low} to {high}).")
        lines.append(session.say(said, rest=percent(found.rest * 1000, 2), low=percent(rest.low * 1000, 2),
                                 high=percent(rest.high * 1000, 2)))  # fmt: skip
    session.answer("\n".join(lines), **_agreement_facts(found))


@click.command("raise-share")
@click.argument("share", type=PERCENT)
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def raise_command(session: Session, share: Fraction, code: str) -> None:
    """Have a greater share of the forms keyed twice, in percent; it can never be lowered again."""
    ref = raise_share(session.station, session.period(code), share=share, by=session.person, at=session.at)
    session.answer(
        session.say(N_("From now on {share} % of the forms are keyed twice."), share=f"{float(share * 100):g}"),
        share=share,
        fact=str(ref),
    )


def _agreement_facts(found: Agreement) -> dict[str, object]:
    def counted(count: Count) -> dict[str, object]:
        low, high = count.interval
        return {"compared": count.compared, "alike": count.alike, "share": count.share, "low": low, "high": high}

    return {
        "forms_twice": found.twice,
        "forms_once": found.once,
        "fields": counted(found.fields),
        "fields_once": found.fields_once,
        "unchecked": found.unchecked,
        "wrong_first": found.wrong,
        "unsettled": found.unsettled,
        "rest": found.rest,
        "rest_low": found.rest_interval.low,
        "rest_high": found.rest_interval.high,
        "questions": [
            {"variant": variant, "question": name, **counted(count)}
            for (variant, name), count in found.by_question.items()
        ],
        "positions": [
            {"page": place.page, "from_row": place.first, "to_row": place.last, **counted(count)}
            for place, count in found.by_position.items()
        ],
    }
