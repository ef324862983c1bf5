"""What the second keyings say, in sentences that both doors use."""

from __future__ import annotations

from fractions import Fraction

from models.domain.basics.problems import N_
from models.domain.book.agreement import Agreement, Count
from models.language import Language

UNSEEN = N_("Slips that both persons made alike, and rulings that are wrong, show nowhere and are not counted.")

OWN_FORMS_ONLY = N_("This holds for the forms of {unit} only; every other office raises its own share.")
"""What a hub is told when it raises its share."""


def agreement_sentences(found: Agreement, language: Language) -> tuple[str, ...]:
    """How alike the forms keyed twice are, what is unchecked, and how many wrong fields are to be expected."""
    say, number = language.say, language.number

    def told(value: Fraction | None, by: int, places: int) -> str:
        return number((value or Fraction(0)) * by, places)

    if not found.twice and not found.once:
        return (say(N_("Nothing is keyed yet, so there is nothing to compare.")),)
    if not found.twice:
        lines = [say(N_("No form was keyed by two persons yet, so nothing is known about slips of keying."))]
    else:
        low, high = found.fields.interval
        lines = [say(N_("{forms} forms keyed by two persons: {share} % of {fields} fields alike (95 % interval {low}–{high} %)."),
                     forms=number(found.twice), fields=number(found.fields.compared),
                     share=told(found.fields.share, 100, 2), low=told(low, 100, 2), high=told(high, 100, 2))]  # fmt: skip
    unchecked = say(N_("{forms} forms keyed by one person only: {share} % of all fields are unchecked."),
                    forms=number(found.once), share=told(found.unchecked, 100, 1))  # fmt: skip
    if found.rest is not None:
        low, high = found.rest_interval
        unchecked += " " + say(N_("Wrong fields to be expected: {rest} of 1,000 (95 % interval {low}–{high})."),
                               rest=told(found.rest, 1000, 2), low=told(low, 1000, 2), high=told(high, 1000, 2))  # fmt: skip
    elif found.twice:
        said = N_(
            "What both mistook alike and what was ruled wrongly cannot be measured by two keyings. If they slip independently "
            "and at most 1 ruling in 100 is wrong, at most {high} of 1,000 fields are wrong (97.5 % of cases)."
        )
        unchecked += " " + say(said, high=told(found.rest_interval.high, 1000, 2))
    return (*lines, unchecked)


def counted(count: Count, language: Language) -> tuple[str, ...]:
    """Fields compared, how many were not alike, the share alike and its interval, for a row of a table."""
    number, (low, high) = language.number, count.interval
    return (
        number(count.compared),
        number(count.compared - count.alike),
        number((count.share or Fraction(0)) * 100, 2),
        f"{number(low * 100, 2)}–{number(high * 100, 2)}",
    )
