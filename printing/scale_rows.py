"""Tables of rows: questions that share their choices stand under one head, one box of each under each choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.domain.basics.problems import N_
from models.domain.questionnaire.questionnaire import Question, Score, Ticks
from printing.blocks import NO_SCALE, Area, Block, Box, Rule, Scale, Text
from printing.fonts import balanced, clean, width, wrap
from printing.room import BOX, LONELY, SIZE, Room, label_of, lines_of, number_width

APART = 2.0
"""Millimetres between the levels and the box for who cannot say."""


def scale_of(question: Question) -> Scale:
    """The heads of a single choice: what questions must share to stand in one table of rows."""
    if question.shape.ticks is not Ticks.ONE:
        return NO_SCALE
    return Scale(tuple(clean(choice.label) for choice in question.choices), clean(question.unsure))


def room_of(scale: Scale, column: float) -> float:
    """Millimetres that the columns of a table of rows take, each so wide."""
    return column * len(scale.heads) + (APART if scale.unsure else 0)


def narrowest_column(room: Room, scale: Scale) -> float:
    """Least room for one column: its box, and the longest word of its head."""
    longest = max(width(word, room.face.bold, SIZE) for label in scale.heads for word in label.split())
    return max(BOX + 5, longest + 1.4)


def fitting_column(room: Room, scale: Scale, questions: Sequence[Question]) -> float:
    """The width of one column that makes the table of these rows lowest, the widest of such."""

    def height(column: float) -> float:
        own = replace(room, column=column)
        rows = (_tall(own, _lines_of_row(own, question, scale)) for question in questions)
        return scale_head(own, scale).height * 2 + sum(rows)

    least = narrowest_column(room, scale)
    return min((least + n * 0.5 for n in range(9)), key=lambda column: (round(height(column), 2), -column))


def _middles(room: Room, scale: Scale) -> list[float]:
    """The middle of each column from the left edge of the paper; the one apart stands a little further right."""
    left, levels = room.right - room_of(scale, room.column), len(scale.labels)
    return [left + (n + 0.5) * room.column + (APART if n == levels else 0) for n in range(len(scale.heads))]


def scale_head(room: Room, scale: Scale, words: str = "") -> Block:
    """The heads of the columns of a table of rows; `words` say left what to do."""
    step = room.column
    heads = [balanced(label, room.face.bold, SIZE, step - 1.2) for label in scale.heads]
    lines = max(len(head) for head in heads)
    height = lines * room.leading + 2 * room.pad
    left = room.right - room_of(scale, step)
    texts: tuple[Text, ...] = ()
    for middle, head in zip(_middles(room, scale), heads, strict=True):
        top = room.pad + (lines - len(head)) * room.leading / 2
        texts += lines_of(room, middle, top, head, font=room.face.bold, align="centre")
    asked = words or room.language.say(N_("Please tick one box in every row"))
    asked_lines = balanced(asked, room.face.bold_italic, SIZE, left - room.left - 4, LONELY)
    texts += lines_of(
        room, room.left + 1, (height - len(asked_lines) * room.leading) / 2, asked_lines, font=room.face.bold_italic
    )
    rules = (Rule(room.left, 0, room.right, 0, 0.8), Rule(room.left, height, room.right, height, 0.8))
    return Block(
        height, texts=texts, rules=(*rules, *_apart(room, scale, height)), scale=scale, heading=True, lines=lines
    )


def _lines_of_row(room: Room, question: Question, scale: Scale) -> tuple[str, ...]:
    """The words of a row as they stand left of its boxes."""
    number, label = label_of(question)
    left = room.right - room_of(scale, room.column)
    return balanced(label, _font_of(room, question), SIZE, left - room.left - number_width(room, number) - 2, LONELY)


def _font_of(room: Room, question: Question) -> str:
    return room.face.bold if question.score is Score.OVERALL else room.face.regular


def _tall(room: Room, lines: Sequence[str]) -> float:
    return max(room.row, len(lines) * room.leading + 2 * room.pad)


def scale_row(room: Room, question: Question, scale: Scale) -> Block:
    """One row of the table: the words left, one box under each head."""
    number, _ = label_of(question)
    indent = number_width(room, number)
    font = _font_of(room, question)
    lines = _lines_of_row(room, question, scale)
    tall = _tall(room, lines)
    first = (tall - len(lines) * room.leading) / 2
    head = lines_of(room, room.left + 1, first, [number], font=font) if number else ()
    texts = (*head, *lines_of(room, room.left + indent, first, lines, font=font))
    boxes = tuple(
        Box(question.name, choice.code, middle - BOX / 2, (tall - BOX) / 2, BOX, BOX)
        for choice, middle in zip(question.boxes, _middles(room, scale), strict=True)
    )
    rule = Rule(room.left, tall, room.right, tall, 0.35, grey=0.45)
    return Block(
        tall, texts=texts, rules=(rule, *_apart(room, scale, tall)), boxes=boxes, scale=scale, lines=len(lines)
    )


def _apart(room: Room, scale: Scale, height: float) -> tuple[Rule, ...]:
    """A line before the box for who cannot say, so that nobody takes it for one level more."""
    if not scale.unsure:
        return ()
    x = room.right - room.column - APART / 2
    return (Rule(x, 0, x, height, 0.35, grey=0.45),)


def group_heading(room: Room, label: str, *, in_table: bool) -> Block:
    """The title of a group: a shaded row in a table of rows, a bold line with a rule elsewhere."""
    size = SIZE + 0.5
    lines = wrap(label, room.face.bold, size, room.width - 2)
    if in_table:
        height = len(lines) * room.leading + 2 * room.pad
        area = Area(room.left, 0, room.width, height, grey=0.9, thick=0)
        rule = Rule(room.left, height, room.right, height, 0.35, grey=0.45)
        texts = lines_of(room, room.left + 1, room.pad, lines, font=room.face.bold, size=size)
        return Block(height, texts=texts, areas=(area,), rules=(rule,), heading=True, lines=len(lines))
    height = len(lines) * room.leading + 3 * room.pad
    texts = lines_of(room, room.left, 1.6 * room.pad, lines, font=room.face.bold, size=size)
    rule = Rule(room.left, height - 0.3, room.right, height - 0.3, 0.6)
    return Block(height, texts=texts, rules=(rule,), heading=True, lines=len(lines))
