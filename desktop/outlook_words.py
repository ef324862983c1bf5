"""What sending would hand over, in lines that both doors use."""

from __future__ import annotations

from datetime import datetime

from desktop.stated import Stated
from desktop.words import STATES
from models.catalogue import Catalogue
from models.domain.basics.problems import N_
from models.domain.book.periods import Period
from models.language import Language
from models.services.exchange.outlook import Outlook


def outlook_stated(
    now: Outlook, period: Period, catalogue: Catalogue, language: Language, *, is_sealing: bool
) -> list[Stated]:
    """What would be sent now, line by line; `is_sealing` tells whether it is sealed where the receiver's key is known."""
    say, number = language.say, language.number
    totals = {name: number(now.totals.get(name, 0)) for name in ("issued", "returned", "valid", "invalid")}
    forms = N_("{issued} issued, {returned} returned: {valid} valid, {invalid} not")
    return [
        Stated(say(N_("Receiver")), catalogue.unit_named(now.receiver).agency),
        Stated(say(N_("Forms")), say(forms, **totals)),
        Stated(say(N_("Left to do")), _left(now, language), now.is_unfinished),
        Stated(say(N_("Lines")), _lines(now, language)),
        Stated(say(N_("Envelope")), _envelope(now, language, is_sealing=is_sealing)),
        Stated(say(N_("Key of the receiver")), _key(now, period, language), now.unconfirmed is not None),
        Stated(say(N_("Sent before")), _before(now, language)),
    ]


def _left(now: Outlook, language: Language) -> str:
    left = [f"{language.number(count)} {language.say(STATES[state])}" for state, count in now.unfinished.items()]
    if not left:
        return language.say(N_("nothing: every form is back, keyed and agreed on"))
    return language.say(N_("{forms}. You may send now and again later; nothing counts twice."), forms=", ".join(left))


def _lines(now: Outlook, language: Language) -> str:
    say, lines, new = language.say, language.number(now.lines), language.number(now.new)
    if not now.lines:
        return say(N_("nothing is recorded yet"))
    if now.last is None:
        return say(N_("{lines}, all new: this is the first package"), lines=lines)
    if not now.new:
        return say(N_("{lines}, nothing new since package {number}"), lines=lines, number=now.last.number)
    return say(N_("{lines}, {new} of them new since package {number}"), lines=lines, new=new, number=now.last.number)


def _envelope(now: Outlook, language: Language, *, is_sealing: bool) -> str:
    say = language.say
    if not now.is_sealed:
        return say(N_("open, but signed: the receiver's key is not known here, so it cannot be sealed"))
    if not is_sealing:
        return say(N_("open, but signed, as you chose"))
    return say(N_("sealed: only the receiver and the computers of this office can open it"))


def _key(now: Outlook, period: Period, language: Language) -> str:
    if now.unconfirmed is not None:
        return language.say(N_("not compared yet: telephone the receiver and compare it once"))
    if not period.hub_key:
        return language.say(N_("not known: the period was not opened with a campaign file"))
    return language.say(N_("compared and confirmed"))


def _before(now: Outlook, language: Language) -> str:
    say, number = language.say, language.number
    if now.last is None:
        return say(N_("nothing yet"))
    told = say(N_("package {number} on {moment}"), number=now.last.number, moment=datetime.fromisoformat(now.last.at))
    known = now.acknowledged
    if not known.lines_received:
        return say(N_("{package}; no receipt has come yet"), package=told)
    said = N_("{package}; {received} of {forms} keyed forms are confirmed by receipt ({lines} of {all} lines)")
    return say(said, package=told, received=number(known.forms_received), forms=number(known.forms),
               lines=number(known.lines_received), all=number(known.lines))  # fmt: skip
