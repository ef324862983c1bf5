"""`sophieu key ask-second|raise-share|agreement`: what is keyed twice, and how alike."""

from __future__ import annotations

from fractions import Fraction

import click

from desktop.agreement_words import OWN_FORMS_ONLY, UNSEEN, agreement_sentences
from desktop.commands.session import PERCENT, Session, period_command
from desktop.moment import now
from desktop.usage import wrong_usage
from models.domain.basics.problems import N_
from models.domain.book.agreement import Agreement, Count
from models.domain.book.periods import Period
from models.services.figures.results import units_here
from models.services.keying.agreement import agreement_of, raise_share
from models.services.keying.keying import ask_second
from models.services.office.stations import find_person


@click.command("ask-second")
@click.argument("serials", nargs=-1)
@click.option("--person", "person_code", default=None, help="All forms that this person keyed.")
@click.option("--all", "every", is_flag=True, help="Every form of the period.")
@period_command
def second(session: Session, period: Period, serials: tuple[str, ...], person_code: str | None, every: bool) -> None:
    """Ask that forms be keyed again by a second person, who does not see the first keying."""
    if not (serials or person_code or every):
        raise wrong_usage(N_("Give form numbers, --person CODE or --all."))
    count = ask_second(
        session.station,
        period,
        serials=tuple(session.serial(period, serial) for serial in serials),
        person=find_person(session.station, person_code) if person_code else None,
        every=every,
        act=session.act(),
    )
    session.answer(session.say(N_("{count} forms are to be keyed by a second person."), count=count), asked=count)


@click.command("raise-share")
@click.argument("share", type=PERCENT)
@period_command
def raise_command(session: Session, period: Period, share: Fraction) -> None:
    """Have a greater share of the forms keyed twice, in percent; it can never be lowered again."""
    ref = raise_share(session.station, period, share=share, act=session.act())
    told = [session.say(N_("From now on {share} % of the forms are keyed twice."), share=f"{float(share * 100):g}")]
    if session.station.is_hub:
        told.append(session.say(OWN_FORMS_ONLY, unit=session.station.name))
    session.answer(
        " ".join(told),
        share=share,
        fact=str(ref),
    )


@click.command("agreement")
@period_command
def agreement_command(session: Session, period: Period) -> None:
    """Say how alike two persons keyed the same forms so far, with exact 95 % intervals, and what is still unchecked."""
    station = session.station
    units = units_here(station, period) if station.is_hub else (station.unit,)
    found = agreement_of(station, period, units, day=station.catalogue.place.day_of(now()))
    session.answer(
        "\n".join((*agreement_sentences(found, session.language), session.say(UNSEEN))), **_agreement_facts(found)
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
