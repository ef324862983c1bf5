"""What a hub writes to an office that has not brought in everything: one text at both doors, to be pasted into a message."""

from __future__ import annotations

from models.catalogue import Catalogue
from models.domain.basics.problems import N_
from models.domain.basics.units import UnitKey
from models.domain.book.periods import NO_END, Period
from models.language import Language
from models.services.exchange.board import BoardRow


def reminder_of(row: BoardRow, period: Period, catalogue: Catalogue, language: Language, *, hub: UnitKey) -> str:
    """The text for one office: what has come, what is missing, until when, and what to do."""
    say, number, due = language.say, language.number, catalogue.place.due(period.survey_to)
    survey = N_("Survey {code} ({name}), dossiers finished from {first} to {last}; due {due}.")
    if period.survey_to == NO_END:
        survey = N_("Survey {code} ({name}), dossiers finished from {first} to {last}.")
    lines = [
        say(N_("To: {office}"), office=catalogue.unit_named(row.unit).agency),
        say(
            survey,
            code=period.code, name=period.name, first=period.evaluated_from, last=period.evaluated_to, due=due,
        ),
    ]  # fmt: skip
    if not row.has_sent:
        lines.append(say(N_("{hub} has received nothing from your office yet."), hub=catalogue.unit_named(hub).agency))
    else:
        said = N_("{hub} has received {valid} valid forms from your office.")
        lines.append(say(said, hub=catalogue.unit_named(hub).agency, valid=number(row.counts.get("valid", 0))))
    missing = max(0, row.target - row.counts.get("valid", 0))
    if missing:
        lines.append(
            say(
                N_("Your target is {target} forms; {missing} are missing."),
                target=number(row.target),
                missing=number(missing),
            )
        )
    open_forms = [
        (N_("forms still out: {count}"), row.counts.get("still_out", 0)),
        (N_("not keyed: {count}"), row.counts.get("not_keyed", 0)),
        (N_("disputed: {count}"), row.counts.get("disputed", 0)),
        (N_("awaiting a second keying: {count}"), row.counts.get("awaiting_second", 0)),
    ]
    told = [say(words, count=number(count)) for words, count in open_forms if count]
    if told:
        lines.append(say(N_("Open at your office: {what}."), what=told))
    if row.is_complete and row.is_closed:
        lines.append(say(N_("Nothing is missing. Thank you.")))
    elif row.is_closed:
        lines.append(
            say(N_("Your office has closed the period. Reopen it to add forms, close it again and send a new package."))
        )
    else:
        asked = N_("Please finish keying, close the period and send the package by {due}.")
        if period.survey_to == NO_END:
            asked = N_("Please key what has come back and send the package.")
        lines.append(say(asked, due=due))
    return "\n".join(lines)
