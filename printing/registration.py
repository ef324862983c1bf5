"""Where everything of a questionnaire stands on its pages: drawing follows it, and reading scans can follow it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from models.domain.problems import N_, Problem
from models.domain.questionnaire import Question, Questionnaire, Score
from models.language import Language
from printing.blocks import PAGE_HEIGHT, PAGE_WIDTH, Block, Box
from printing.by_shape import (
    Room,
    beside_each_other,
    block_of,
    fitting_column,
    fitting_share,
    group_heading,
    narrowest_column,
    scale_head,
    scale_of,
    scale_row,
)
from printing.fonts import Face
from printing.front import (
    EDGE,
    HEAD_BOTTOM,
    QR_LEFT,
    QR_SIDE,
    QR_TOP,
    SQUARE,
    dealings,
    how_to_mark,
    introduction,
    title,
)

PAGES = 2
"""One sheet of paper, both sides."""

LEFT = 15.0
RIGHT = 195.0
BOTTOM = PAGE_HEIGHT - EDGE - SQUARE - 2.5

_AIR = (  # leading, padding, and whether short neighbours may share a line: roomy to tight
    (4.7, 1.25, False), (4.6, 1.0, False), (4.5, 0.8, False), (4.5, 0.8, True), (4.45, 0.62, True), (4.4, 0.5, True),
)
_MOST_SPREAD = 1.5


@dataclass(eq=False)
class QuestionnaireTooLong(Problem):
    """The questions do not fit on one sheet at a size that everyone can read."""

    title: str
    lines: int
    says = N_(
        "“{title}” is about {lines} lines too long for one sheet of paper (two pages). "
        "Shorten questions or take some out, then print again."
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on the page, in millimetres from the top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PageLayout:
    """One page: its registration squares, its QR, every place to be marked, and all blocks in order."""

    number: int
    squares: tuple[Place, Place, Place, Place]
    qr: Place
    boxes: tuple[Box, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Layout:
    """All pages of a questionnaire; `spots` are the dotted lines of page 1 (x, base line, room in mm) in the order
    return, agency, field, procedure."""

    pages: tuple[PageLayout, ...]
    spots: tuple[tuple[float, float, float], ...]


@lru_cache(maxsize=16)
def lay_out(questionnaire: Questionnaire, language: Language, face: Face) -> Layout:
    """The one function that says where squares, QR and boxes are; it depends on nothing that varies between forms.

    Questions stand in their order; a question with `page` 2 begins the second page when all fits so. The airiest
    setting that fits on two pages is taken. Refuses with `QuestionnaireTooLong`.
    """
    fullest: list[list[Block]] = []
    for wishes in (True, False):
        for leading, pad, shared in _AIR:
            room = Room(LEFT, RIGHT - LEFT, face, language, leading, pad)
            fullest = _paginate(room, questionnaire, wishes=wishes, shared=shared)
            if len(fullest) <= PAGES:
                return _finished(room, fullest)
    over = sum(block.height for blocks in fullest[PAGES:] for block in blocks)
    raise QuestionnaireTooLong(title=questionnaire.title, lines=max(1, round(over / _AIR[-1][0])))


def _front(room: Room, questionnaire: Questionnaire) -> list[Block]:
    return [title(room, questionnaire), introduction(room, questionnaire), how_to_mark(room, questionnaire),
            dealings(room)[0]]


def _paginate(room: Room, questionnaire: Questionnaire, *, wishes: bool, shared: bool) -> list[list[Block]]:
    pages: list[list[Block]] = [_front(room, questionnaire)]
    used = HEAD_BOTTOM + sum(block.height for block in pages[0])
    scale: tuple[str, ...] = ()
    for unit in _units(room, questionnaire, shared=shared):
        wanted = unit[-1].scale
        head = [scale_head(replace(room, column=unit[-1].column), wanted)] if wanted and wanted != scale else []
        tall = sum(block.height for block in [*head, *unit])
        if used + tall > BOTTOM or (wishes and unit[-1].page > len(pages)):
            pages.append([])
            used = HEAD_BOTTOM
            head = [scale_head(replace(room, column=unit[-1].column), wanted)] if wanted else []
            tall = sum(block.height for block in [*head, *unit])
        pages[-1] += [*head, *unit]
        used += tall
        scale = wanted
    return pages


def _units(room: Room, questionnaire: Questionnaire, *, shared: bool) -> Iterator[list[Block]]:
    """What must not be parted: a heading with the first question under it, otherwise single questions."""
    labels = {group.name: group.label for group in questionnaire.groups}
    columns = _columns(room, questionnaire)
    for name, grouped in groupby(questionnaire.questions, key=lambda question: question.group):
        heading = labels.get(name, "")
        questions = list(grouped)
        loose = [question for question in questions if question.name not in columns]
        own = replace(room, label_share=fitting_share(room, loose)) if loose else room
        while questions:
            question = questions.pop(0)
            column = columns.get(question.name, 0.0)
            if column:
                block = scale_row(replace(own, column=column), question, scale_of(question))
            else:
                neighbour = questions[0] if shared and questions and questions[0].name not in columns else None
                pair = beside_each_other(own, (question, neighbour)) if neighbour else None
                block = pair or block_of(own, question)
                if pair:
                    questions.pop(0)
            unit = [replace(block, page=question.page, column=column)]
            if heading:
                unit.insert(0, group_heading(room, heading, in_table=bool(column)))
                heading = ""
            yield unit


def _columns(room: Room, questionnaire: Questionnaire) -> dict[str, float]:
    """Width of one column for each question that stands in a table of rows: scored ones, and three or more alike."""
    columns: dict[str, float] = {}
    for scale, run in groupby(questionnaire.questions, key=scale_of):
        questions: list[Question] = list(run)
        if not scale or len(scale) * narrowest_column(room, scale) > room.width * 0.5:
            continue
        if len(questions) > 2 or any(question.score is not Score.NONE for question in questions):  # noqa: PLR2004
            width = fitting_column(room, scale, questions)
            columns.update((question.name, width) for question in questions)
    return columns


def _finished(room: Room, pages: list[list[Block]]) -> Layout:
    front = sum(block.height for block in pages[0][:3])
    _, spots = dealings(room)
    first, laid = _placed(pages[0], 1)
    shift = first[3] - front - HEAD_BOTTOM
    placed_spots = tuple((x, y + HEAD_BOTTOM + front + shift, space) for x, y, space in spots)
    others = [_placed(blocks, n)[1] for n, blocks in enumerate(pages[1:], start=2)]
    return Layout((laid, *others), placed_spots)


def _placed(blocks: list[Block], number: int) -> tuple[list[float], PageLayout]:
    """Blocks moved to their places; free room is shared out between them up to a small bound."""
    free = BOTTOM - HEAD_BOTTOM - sum(block.height for block in blocks)
    gaps = sum(1 for block in blocks if not (block.scale and not block.heading)) or 1
    spread = max(0.0, min(_MOST_SPREAD, free / gaps))
    y = HEAD_BOTTOM
    tops: list[float] = []
    moved: list[Block] = []
    for n, block in enumerate(blocks):
        follows = n and not block.scale and not (blocks[n - 1].heading)
        y += spread if follows else 0.0
        tops.append(y)
        moved.append(block.moved(y))
        y += block.height
    boxes = tuple(box for block in moved for box in block.boxes)
    return tops, PageLayout(number, squares(), Place(QR_LEFT, QR_TOP, QR_SIDE, QR_SIDE), boxes, tuple(moved))


def squares() -> tuple[Place, Place, Place, Place]:
    """The four registration squares of every page: top left, top right, bottom left, bottom right."""
    far, low = PAGE_WIDTH - EDGE - SQUARE, PAGE_HEIGHT - EDGE - SQUARE
    return (Place(EDGE, EDGE, SQUARE, SQUARE), Place(far, EDGE, SQUARE, SQUARE),
            Place(EDGE, low, SQUARE, SQUARE), Place(far, low, SQUARE, SQUARE))
