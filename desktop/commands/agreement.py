"""`sophieu key agreement`, `raise-share`, `confirmed`: what second keyings say, and which answers keyers vouched for."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import click

from desktop.agreement_words import OWN_FORMS_ONLY, UNSEEN, agreement_sentences
from desktop.commands.session import PERCENT, Session, now, office_command
from desktop.words import WHYS
from models.domain.basics.office_time import day_in_hanoi
from models.domain.basics.problems import N_
from models.domain.book.agreement import Agreement, Count
from models.domain.questionnaire.doubts import Why
from models.services.figures.results import units_here
from models.services.keying.agreeing import agreement_of, raise_share
from models.services.keying.vouching import vouched


@click.command("agreement")
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def agreement_command(session: Session, code: str) -> None:
    """Say how alike two persons keyed the same forms so far, with exact 95 % intervals, and what is still unchecked."""
    period = session.period(code)
    station = session.station
    units = units_here(station, period) if station.is_hub else (station.unit,)
    found = agreement_of(station, period, units, day=day_in_hanoi(now()))
    session.answer(
        "\n".join((*agreement_sentences(found, session.language), session.say(UNSEEN))), **_agreement_facts(found)
    )


@click.command("raise-share")
@click.argument("share", type=PERCENT)
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def raise_command(session: Session, share: Fraction, code: str) -> None:
    """Have a greater share of the forms keyed twice, in percent; it can never be lowered again."""
    ref = raise_share(session.station, session.period(code), share=share, by=session.person, at=session.at)
    told = [session.say(N_("From now on {share} % of the forms are keyed twice."), share=f"{float(share * 100):g}")]
    if session.station.is_hub:
        told.append(session.say(OWN_FORMS_ONLY, unit=session.station.name))
    session.answer(
        " ".join(told),
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
        "is_rest_measured": found.rest is not None,
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


@click.command("confirmed")
@click.option("--period", "code", required=True, help="Code of the period.")
@office_command
def confirmed_command(session: Session, code: str) -> None:
    """List the unusual answers that a keyer compared with the paper and confirmed, with who and when."""
    found = vouched(session.station, session.period(code))
    language = session.language
    lines = [
        f"{each.serial}  {each.vouch.question}={each.vouch.code}  {each.person}  "
        f"{language.datetime(datetime.fromisoformat(each.vouch.at))}  {language.say(WHYS[Why(each.vouch.why)])}"
        for each in found
    ]
    session.answer(
        "\n".join(lines) or session.say(N_("No unusual answer was confirmed.")),
        confirmed=[{"serial": each.serial, "by": each.person, **each.vouch._asdict()} for each in found],
    )
