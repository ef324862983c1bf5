"""The head of the questionnaire's first page: what is asked, why, how to mark, and where to bring it back."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain.basics.problems import N_
from models.domain.questionnaire.paper_words import is_left_out
from models.domain.questionnaire.questionnaire import Questionnaire
from printing.blocks import Area, Block, Rule, Text
from printing.fonts import balanced, clean, width, wrap
from printing.room import BOX, SIZE, Room, lines_of

SQUARE = 5.0
"""Side of a registration square, in millimetres."""

EDGE = 7.0
"""From the edge of the paper to the squares: office printers leave 4 to 6 mm white."""

QR_SIDE = 15.0
QR_LEFT = 176.0
QR_TOP = EDGE
HEAD_BOTTOM = EDGE + QR_SIDE + 2.5
"""Nothing but heads and the QR stands above this line."""

INTRODUCTION = N_(
    "To serve people and organisations better, we ask how satisfied you are with the way your business was handled. "
    "Taking part is voluntary. Please do not write your name: the form is anonymous and "
    "the answers are used in totals only."
)


def title(room: Room, questionnaire: Questionnaire) -> Block:
    """Name of the paper, its subject, and for whom it is."""
    say = room.language.say
    centre = room.left + room.width / 2
    name = clean(questionnaire.words.heading or say(N_("SURVEY QUESTIONNAIRE")))
    texts: list[Text] = [Text(centre, 6.2, name, room.face.bold, 16, "centre")]
    y = 6.2
    paper, own = questionnaire.respondents.paper, questionnaire.words.audience
    variant = clean(own or say(paper)) if own or paper else ""
    subject = _without(clean(questionnaire.title), name, variant)
    for line in balanced(subject, room.face.bold, 12, room.width - 24) if subject else ():
        y += 5.1
        texts.append(Text(centre, y, line, room.face.bold, 12, "centre"))
    if variant:
        y += 5.0
        texts.append(Text(centre, y, f"({variant})", room.face.italic, SIZE, "centre"))
    return Block(y + 1.6, texts=tuple(texts))


def _without(title: str, *said: str) -> str:
    """The title without words that stand on the page anyway; empty when nothing of its own is left."""
    rest = title
    for words in said:
        start = rest.casefold().find(words.casefold()) if words else -1
        if start >= 0:
            rest = rest[:start] + rest[start + len(words) :]
    rest = rest.replace("()", "").strip(" –-:,")
    return rest[:1].upper() + rest[1:]


def introduction(room: Room, questionnaire: Questionnaire) -> Block:
    """Purpose, voluntary, anonymous, used in totals only."""
    lines = wrap(questionnaire.introduction or room.language.say(INTRODUCTION), room.face.regular, SIZE, room.width)
    return Block(len(lines) * room.leading + room.pad, texts=lines_of(room, room.left, 0, lines), lines=len(lines))


def how_to_mark(room: Room, questionnaire: Questionnaire) -> Block:
    """How to tick and how to correct, with both shown in drawn boxes."""
    say = room.language.say
    chosen, wrong = clean(say(N_("chosen"))), clean(say(N_("not chosen")))
    x2 = room.right - 2 - width(wrong, room.face.regular, SIZE) - 1.6 - BOX
    x1 = x2 - 4 - width(chosen, room.face.regular, SIZE) - 1.6 - BOX
    told = questionnaire.how_to_mark or say(
        N_("Put an X in one box. To correct: fill the wrong box black, then put an X in the right one.")
    )
    words = wrap(told, room.face.regular, SIZE, x1 - 4 - (room.left + 2))
    height = max(room.row + 1.2, len(words) * room.leading + 2 * room.pad)
    texts = list(lines_of(room, room.left + 2, (height - len(words) * room.leading) / 2, words))
    top = (height - BOX) / 2
    base = (height - room.leading) / 2
    texts += lines_of(room, x1 + BOX + 1.6, base, [chosen])
    texts += lines_of(room, x2 + BOX + 1.6, base, [wrong])
    areas = (
        Area(room.left, 0, room.width, height, thick=0.6),
        Area(x1, top, BOX, BOX, thick=0.9),
        Area(x2, top, BOX, BOX, grey=0.0),
    )
    cross = (
        Rule(x1 + 0.9, top + 0.9, x1 + BOX - 0.9, top + BOX - 0.9, 1.3),
        Rule(x1 + 0.9, top + BOX - 0.9, x1 + BOX - 0.9, top + 0.9, 1.3),
    )
    return Block(height + 1.2, texts=tuple(texts), areas=areas, rules=cross, lines=len(words))


HOST = N_("Carried out by {host}.")
BASIS = N_("Basis: {basis}.")
CONTACT = N_("Questions and complaints: {contact}.")
RETENTION = N_("Paper forms are kept: {retention}.")


def notice(room: Room, questionnaire: Questionnaire) -> list[Block]:
    """Who carries the survey out, on what basis, whom to ask, and how long papers are kept: what the questionnaire says of it."""
    words = questionnaire.words
    told = ((HOST, words.host), (BASIS, words.basis), (CONTACT, words.contact), (RETENTION, words.retention))
    names = ("host", "basis", "contact", "retention")
    said = [
        room.language.say(sentence, **{name: text.rstrip(". ")})
        for name, (sentence, text) in zip(names, told, strict=True)
        if text
    ]
    if not said:
        return []
    lines = wrap(" ".join(said), room.face.italic, SIZE, room.width)
    texts = lines_of(room, room.left, 0, lines, font=room.face.italic)
    return [Block(len(lines) * room.leading + room.pad, texts=texts, lines=len(lines))]


HAND_IN = N_("Please return the form:")
AGENCY = N_("Agency that handled it:")
SECTOR = N_("Field:")
PROCEDURE = N_("Procedure:")
DESK_LINE, DOSSIER_LINES = ((0,),), ((1, 2), (3,))
"""Which dotted lines stand on one line of the paper: where the form is handed in, and what it is about."""


def dealings(room: Room, questionnaire: Questionnaire, lines: Sequence[Sequence[int]]) -> Block:
    """Dotted lines for what differs between forms: where to return it, and the dossier that it is about; no height without any."""
    step = room.leading + 1.5
    middle = room.left + room.width * 0.6
    said = questionnaire.words
    names = [
        _line_name(room, usual, own)
        for usual, own in (
            (HAND_IN, said.line_desk),
            (AGENCY, said.line_agency),
            (SECTOR, said.line_sector),
            (PROCEDURE, said.line_procedure),
        )
    ]
    texts: list[Text] = []
    rules: list[Rule] = []
    spots: list[tuple[int, float, float, float]] = []
    line = 0
    for own in lines:
        printed = [n for n in own if names[n]]
        line += bool(printed)
        for n in printed:
            is_first, is_last = n == printed[0], n == printed[-1]
            left, right = room.left if is_first else middle, room.right if is_last else middle - 3
            base = line * step - 1.0
            texts.append(Text(left, base, names[n], room.face.bold, SIZE))
            start = left + width(names[n], room.face.bold, SIZE) + 1.5
            rules.append(Rule(start, base + 0.9, right, base + 0.9, 0.7, True))
            spots.append((n, start + 0.5, base, right - start - 1))
    return Block(line * step + 1, texts=tuple(texts), rules=tuple(rules), lines=line, spots=tuple(spots))


def _line_name(room: Room, usual: str, own: str) -> str:
    """What a dotted line is called; empty when it is left out."""
    if is_left_out(own):
        return ""
    return clean(f"{own.rstrip(': ')}:" if own else room.language.say(usual))
