"""What an administrative paper begins and ends with: the head with nation and motto, and the signing places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.domain.basics.problems import N_
from models.language import Language
from printing.blocks import Block, Rule, Text
from printing.fonts import Face, balanced, clean, width, wrap

BODY = 13.0
"""Size of running text in points (Nghị định 30/2020: 13 to 14)."""

NUMBER = N_("No.: {number}")
UNDATED = N_("{place}, day …… month …… year ………")
RECIPIENTS = N_("Recipients:")


@dataclass(frozen=True, slots=True)
class Heading:
    """The block over the first page: who issues the paper, its number (empty: none), place and day (None: to fill in).

    `nation` are the two lines at the right, head and motto (empty: none).
    """

    parent: str
    issuer: str
    number: str = ""
    place: str = ""
    day: date | None = None
    nation: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signing place: lines in capitals (authority, post), a hint under them, room to sign, and what belongs under it."""

    posts: tuple[str, ...]
    hint: str = ""
    name: str = ""


def heading_block(heading: Heading, *, left: float, wide: float, face: Face, language: Language) -> Block:
    """The two columns of the head, `wide` millimetres from `left`."""
    say = language.say
    left_middle, right_middle = left + wide * 0.205, left + wide * 0.715
    left_room = wide * 0.41
    texts: list[Text] = []
    y = 4.5
    for words, font in ((heading.parent, face.regular), (heading.issuer, face.bold)):
        for line in balanced(words.upper(), font, 12, left_room) if words else ():
            texts.append(Text(left_middle, y, line, font, 12, "centre"))
            y += 5
    rules = [Rule(left_middle - 12, y - 3.4, left_middle + 12, y - 3.4, 0.7)]
    nation, motto = (clean(say(words)) for words in heading.nation)
    if nation:
        half = width(motto, face.bold, BODY) / 2
        texts += [
            Text(right_middle, 4.5, nation, face.bold, 12, "centre"),
            Text(right_middle, 9.8, motto, face.bold, BODY, "centre"),
        ]
        rules.append(Rule(right_middle - half, 11.5, right_middle + half, 11.5, 0.7))
    low = max(y, 12.0) + 4.5
    if heading.number:
        number = clean(say(NUMBER, number=heading.number))
        texts.append(Text(left_middle, low, number, face.regular, BODY, "centre"))
    if heading.place:
        texts.append(Text(right_middle, low, _dated(heading, language), face.italic, BODY, "centre"))
    return Block(low + 5 if heading.number or heading.place else low, texts=tuple(texts), rules=tuple(rules))


def _dated(heading: Heading, language: Language) -> str:
    day = heading.day
    if day is None:
        return clean(language.say(UNDATED, place=heading.place))
    # the decree wants two digits for days, and for months only in January and February
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return clean(
        language.say(
            N_("{place}, day {day} month {month} year {year}"),
            place=heading.place,
            day=f"{day.day:02d}",
            month=month,
            year=str(day.year),
        )
    )


def signature_block(
    signatures: Sequence[Signature],
    recipients: Sequence[str],
    *,
    left: float,
    wide: float,
    face: Face,
    language: Language,
) -> Block:
    """Signing places side by side, the last one right; recipients stand left."""
    texts: list[Text] = []
    places = len(signatures) + bool(recipients)
    step = wide / max(places, 2)
    first = max(places, 2) - len(signatures)
    deepest = 0.0
    for n, signature in enumerate(signatures):
        middle = left + (first + n + 0.5) * step
        y = 5.0
        for post in signature.posts:
            for line in balanced(post, face.bold, 12, step - 4):
                texts.append(Text(middle, y, line, face.bold, 12, "centre"))
                y += 5.2
        if signature.hint:
            texts.append(Text(middle, y, clean(signature.hint), face.italic, 11, "centre"))
            y += 5.2
        y += 20
        if signature.name:
            texts.append(Text(middle, y, clean(signature.name), face.italic, 11, "centre"))
        deepest = max(deepest, y)
    if recipients:
        texts.append(Text(left, 5, clean(language.say(RECIPIENTS)), face.bold_italic, 12))
        told = [line for words in recipients for line in wrap(f"- {words}", face.regular, 11, step - 3)]
        listed = [Text(left, 10 + n * 4.8, line, face.regular, 11) for n, line in enumerate(told)]
        texts += listed
        deepest = max(deepest, listed[-1].y)
    return Block(deepest + 2, texts=tuple(texts))
