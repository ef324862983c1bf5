"""How each answer shape looks on paper: a question becomes a block of text and boxes, measured in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from math import inf
from typing import NamedTuple, assert_never

from models.domain.basics.problems import N_
from models.domain.questionnaire.questionnaire import Question, Shape, Ticks
from models.domain.questionnaire.questions import TYPES_BY_CODE
from printing.blocks import Block, Box, Rule, Text
from printing.fonts import balanced, clean, width, wrap
from printing.room import BOX, LONELY, SIZE, Room, label_of, lines_of, number_width

_GAP = 1.6
_DIGIT = (6.2, 7.0)
_BETWEEN_PARTS = 2.4
_WRITING_LINE = 8.0
_BETWEEN = 4.0
_COLUMNS = (6, 5, 4, 3, 2, 1)
_BROKEN = 0.6  # a choice on two lines is worth this many mm of height to avoid
_LABEL_SHARES = (0.2, 0.26, 0.32, 0.38, 0.44, 0.5, 0.56, 0.62, 0.68)


def _label_lines(room: Room, question: Question, share: float, hint: str) -> tuple[float, tuple[str, ...], str]:
    number, label = label_of(question)
    indent = number_width(room, number)
    return indent, wrap(f"{label} {hint}".strip(), room.face.regular, SIZE, room.width * share - indent), number


class _Columns(NamedTuple):
    """Choices in so many equal columns: the lines of each, and what speaks against that however airy the lines are."""

    number: int
    wrapped: tuple[tuple[str, ...], ...]
    rows: tuple[int, ...]
    """Lines of the tallest choice of each row."""
    cuts: bool
    """Whether a word is cut."""


@lru_cache(maxsize=10_000)
def _in_columns(labels: tuple[str, ...], font: str, space: float, number: int) -> _Columns:
    # asked for every share of the width and every airiness that is tried, at each edit of a form
    room = space / number - BOX - _GAP - 2.5
    wrapped = tuple(balanced(label, font, SIZE, room, LONELY) for label in labels)
    rows = tuple(max(map(len, wrapped[n : n + number])) for n in range(0, len(wrapped), number))
    longest = max(width(word, font, SIZE) for label in labels for word in clean(label).split())
    return _Columns(number, wrapped, rows, longest > room)


def _columns(room: Room, question: Question, space: float) -> _Columns:
    """The choices in that number of columns which is the best in so much room."""
    labels = tuple(choice.label for choice in question.boxes)
    every = (_in_columns(labels, room.face.regular, space, number) for number in _COLUMNS)
    return min(every, key=lambda columns: _cost(room, columns))


def _cost(room: Room, columns: _Columns) -> tuple[float, ...]:
    """Low and even before anything else; words are never cut, and three lines beside one box only where it must be."""
    lines, number = [len(each) for each in columns.wrapped], columns.number
    height = _height_of(room, columns) + _BROKEN * sum(each - 1 for each in lines)
    lonely = -len(lines) % number if len(lines) > number else abs(number - max(4, len(lines)))
    return (float(columns.cuts), float(max(lines) > 2), round(height, 3), sum(lines), lonely, number)


def _height_of(room: Room, columns: _Columns) -> float:
    return sum(_row_height(room, lines) for lines in columns.rows)


def _row_height(room: Room, lines: int) -> float:
    return room.row if lines == 1 else max(room.row, lines * room.leading + 1.6 * room.pad)


def _grid(room: Room, question: Question, left: float, space: float) -> tuple[float, tuple[Text, ...], tuple[Box, ...]]:
    """The choices in equal columns: height, words and boxes, from the top 0."""
    columns = _columns(room, question, space)
    step = space / columns.number
    texts: list[Text] = []
    boxes: list[Box] = []
    top = 0.0
    for row, tallest in enumerate(columns.rows):
        among = slice(row * columns.number, (row + 1) * columns.number)
        for n, (choice, lines) in enumerate(zip(question.boxes[among], columns.wrapped[among], strict=True)):
            x = left + n * step
            boxes.append(Box(question.name, choice.code, x, top + room.pad, BOX, BOX))
            first = top + (max(0.0, room.row - len(lines) * room.leading) / 2 if len(lines) == 1 else room.pad)
            texts += lines_of(room, x + BOX + _GAP, first, lines)
        top += _row_height(room, tallest)
    return top, tuple(texts), tuple(boxes)


def marks(room: Room, question: Question) -> Block:
    """Choices beside the label where the room allows, under it otherwise."""
    hint = _hint(room, question)
    beside, on_line = _beside(room, question, hint), _on_one_line(room, question, hint)
    best = on_line if on_line and on_line.height < beside.height else beside
    under = _under(room, question, hint)
    return under if under.height < best.height else best


def _hint(room: Room, question: Question) -> str:
    parts = [f"({clean(question.hint).strip('()')})"] if question.hint else []
    if question.shape.ticks is Ticks.SEVERAL and not parts and not question.label.rstrip().endswith(")"):
        said = (
            room.language.say(N_("(tick at most {most} boxes)"), most=question.most)
            if question.most
            else (room.language.say(N_("(you may tick several boxes)")))
        )
        parts.append(said)
    return " ".join(parts)


def _beside(room: Room, question: Question, hint: str) -> Block:
    indent, lines, number = _label_lines(room, question, room.label_share, hint)
    left = _answer_left(room)
    height, texts, boxes = _grid(room, question, left, room.right - left)
    tall = _tall_beside(room, len(lines), height)
    first = (
        max(0.0, (room.row - room.leading) / 2)
        if len(lines) * room.leading > room.row
        else ((room.row - len(lines) * room.leading) / 2)
    )
    first = min(first, tall - len(lines) * room.leading)
    label = _numbered(room, number, indent, lines, first)
    down = max(0.0, (tall - height) / 2) if len(boxes) == len({box.x for box in boxes}) else 0.0
    return Block(tall, texts=label + _down_texts(texts, down), boxes=_down_boxes(boxes, down), lines=len(lines))


def _answer_left(room: Room) -> float:
    """Where the room for an answer begins that stands beside its label."""
    return room.left + room.width * room.label_share + 3


def _tall_beside(room: Room, lines: int, height: float) -> float:
    """How tall a question is with so many lines of its label beside choices of that height."""
    return max(height, lines * room.leading + 2 * room.pad, room.row)


def _on_one_line(room: Room, question: Question, hint: str) -> Block | None:
    """Label and choices on one line, each choice in its own width, or None when they are too long for that."""
    indent, lines, number = _label_lines(room, question, 1.0, hint)
    labels = [clean(choice.label) for choice in question.boxes]
    spots = [BOX + _GAP + width(label, room.face.regular, SIZE) for label in labels]
    used = indent + width(lines[0], room.face.regular, SIZE)
    total = sum(spots) + _BETWEEN * (len(spots) - 1)
    if len(lines) > 1 or used + 3 + total > room.width:
        return None
    x = max(room.left + used + 3, min(room.line_start, room.right - total))
    first = (room.row - room.leading) / 2
    texts = _numbered(room, number, indent, lines, first)
    boxes: list[Box] = []
    for choice, label, spot in zip(question.boxes, labels, spots, strict=True):
        boxes.append(Box(question.name, choice.code, x, room.pad, BOX, BOX))
        texts += lines_of(room, x + BOX + _GAP, first, [label])
        x += spot + _BETWEEN
    return Block(room.row, texts=texts, boxes=tuple(boxes))


def _under(room: Room, question: Question, hint: str) -> Block:
    indent, lines, number = _label_lines(room, question, 1.0, hint)
    top = len(lines) * room.leading + room.pad
    left = room.left + 7.5
    height, texts, boxes = _grid(room, question, left, room.right - left)
    label = _numbered(room, number, indent, lines, room.pad)
    return Block(top + height, texts=label + _down_texts(texts, top), boxes=_down_boxes(boxes, top), lines=len(lines))


def _numbered(room: Room, number: str, indent: float, lines: Sequence[str], top: float) -> tuple[Text, ...]:
    head = lines_of(room, room.left, top, [number], font=room.face.bold) if number else ()
    return (*head, *lines_of(room, room.left + indent, top, lines))


def _down_texts(texts: tuple[Text, ...], down: float) -> tuple[Text, ...]:
    return tuple(replace(text, y=text.y + down) for text in texts)


def _down_boxes(boxes: tuple[Box, ...], down: float) -> tuple[Box, ...]:
    return tuple(replace(box, y=box.y + down) for box in boxes)


def digits(room: Room, question: Question) -> Block:
    """A row of boxes, one digit each, parted as its type says: a day's as day, month and year."""
    indent, lines, number = _label_lines(room, question, room.label_share, _hint(room, question))
    wide, high = _DIGIT
    x = _answer_left(room)
    boxes: list[Box] = []
    signs: list[Text] = []
    kind = TYPES_BY_CODE[question.type].boxes(question)
    for place, part in enumerate(kind.parts):
        if place and kind.is_number:
            # where a decimal comma stands is printed: a gap alone would leave 12,5 and 125 to guessing
            signs += lines_of(
                room, x + _BETWEEN_PARTS / 2, room.pad + high - room.leading, [kind.between], align="centre"
            )
        x += _BETWEEN_PARTS if place else 0.0
        for _ in range(part):
            boxes.append(Box(question.name, str(len(boxes) + 1), x, room.pad, wide, high))
            x += wide
    tall = max(high + 2 * room.pad, len(lines) * room.leading + 2 * room.pad)
    first = (tall - len(lines) * room.leading) / 2
    texts = (*_numbered(room, number, indent, lines, first), *signs)
    return Block(tall, texts=texts, boxes=tuple(boxes), lines=len(lines))


def writing_lines(room: Room, question: Question) -> Block:
    """The label and dotted lines to write on."""
    indent, lines, number = _label_lines(room, question, 1.0, _hint(room, question))
    top = len(lines) * room.leading + room.pad
    count = question.lines or 2
    rules = tuple(
        Rule(room.left, top + (n + 1) * _WRITING_LINE - 1, room.right, top + (n + 1) * _WRITING_LINE - 1, 0.7, True)
        for n in range(count)
    )
    field = Box(question.name, "", room.left, top, room.width, count * _WRITING_LINE)
    return Block(
        top + count * _WRITING_LINE,
        texts=_numbered(room, number, indent, lines, room.pad),
        rules=rules,
        boxes=(field,),
        lines=len(lines) + count,
    )


def note(room: Room, question: Question) -> Block:
    """Words to read, nothing to fill in."""
    lines = wrap(question.label, room.face.italic, SIZE, room.width)
    height = len(lines) * room.leading + 2 * room.pad
    return Block(height, texts=lines_of(room, room.left, room.pad, lines, font=room.face.italic), lines=len(lines))


def block_of(room: Room, question: Question) -> Block:
    """The block of one question outside a table of rows."""
    match question.shape:
        case Shape.MARK_ROW | Shape.SEVERAL_MARKS:
            return marks(room, question)
        case Shape.DIGITS:
            return digits(room, question)
        case Shape.WRITING_LINES:
            return writing_lines(room, question)
        case Shape.NOTE:
            return note(room, question)
        case _:
            assert_never(question.shape)


def _stands_beside(shape: Shape) -> bool:
    """Whether the room for the answer stands beside the label."""
    match shape:
        case Shape.MARK_ROW | Shape.SEVERAL_MARKS | Shape.DIGITS:
            return True
        case Shape.WRITING_LINES | Shape.NOTE:
            return False
        case _:
            assert_never(shape)


def fitting_share(room: Room, questions: Sequence[Question]) -> float:
    """The share of the width for labels that makes these questions lowest together, so that boxes line up."""
    beside = [(question, _lowest_alone(room, question)) for question in questions if _stands_beside(question.shape)]

    def height(share: float) -> float:
        own = replace(room, label_share=share)
        return sum(min(alone, _height_beside(own, question)) for question, alone in beside)

    return min(_LABEL_SHARES, key=lambda share: (round(height(share), 2), abs(share - 0.44)))


def _lowest_alone(room: Room, question: Question) -> float:
    """How low `marks` makes a question whose answer does not stand beside its label."""
    if not question.shape.has_boxes:
        return inf
    hint = _hint(room, question)
    ways = (_on_one_line(room, question, hint), _under(room, question, hint))
    return min(block.height for block in ways if block)


def _height_beside(room: Room, question: Question) -> float:
    if not question.shape.has_boxes:
        return digits(room, question).height
    _, lines, _ = _label_lines(room, question, room.label_share, _hint(room, question))
    return _tall_beside(room, len(lines), _height_of(room, _columns(room, question, room.right - _answer_left(room))))


def fitting_start(room: Room, questions: Sequence[Question]) -> float:
    """Where the boxes of questions that need a whole line begin, so that most of them stand under each other."""
    lines = [_on_one_line(room, question, _hint(room, question)) for question in questions if question.shape.has_boxes]
    return max((line.boxes[0].x for line in lines if line), default=0.0)
