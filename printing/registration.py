"""Where everything of a questionnaire stands on its pages: drawing follows it, and reading scans can follow it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from itertools import groupby

from models.domain.basics.problems import N_, Problem
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Score
from models.domain.questionnaire.respondents import RespondentKind
from models.language import Language
from printing.blocks import NO_SCALE, PAGE_HEIGHT, PAGE_WIDTH, Block, Box, Scale
from printing.by_shape import block_of, fitting_share, fitting_start
from printing.fonts import Face, clean
from printing.front import (
    DESK_LINE,
    DOSSIER_LINES,
    EDGE,
    HEAD_BOTTOM,
    QR_LEFT,
    QR_SIDE,
    QR_TOP,
    SQUARE,
    dealings,
    how_to_mark,
    introduction,
    notice,
    title,
)
from printing.room import Room
from printing.scale_rows import (
    fitting_column,
    group_heading,
    narrowest_column,
    room_of,
    scale_head,
    scale_of,
    scale_row,
)

PAGES = 2
"""One sheet of paper, both sides."""

LEFT = 14.0
RIGHT = 196.0
BOTTOM = PAGE_HEIGHT - EDGE - SQUARE - 2.5

_TIGHTEST, _ROOMIEST, _STEPS = (4.3, 0.45), (4.75, 1.3), 15  # leading and padding in mm
_MOST_SPREAD = 1.5


@dataclass(eq=False)
class QuestionnaireTooLong(Problem):
    """The questions do not fit on one sheet at a size that everyone can read."""

    title: str
    lines: int
    code = "questionnaire_too_long"
    says = N_(
        "“{title}” is about {lines} lines too long for one sheet of paper (two pages). "
        "Shorten questions or take some out, then print again."
    )


class Breaking(Enum):
    """Ways to come to the second page, best first."""

    AS_WISHED = "as wished"
    BETWEEN_GROUPS = "between groups"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class ScanPlace:
    """A rectangle on the page, in millimetres from the top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PageLayout:
    """One page: its registration squares, its QR, every place to be marked, and all blocks in order."""

    number: int
    squares: tuple[ScanPlace, ScanPlace, ScanPlace, ScanPlace]
    qr: ScanPlace
    boxes: tuple[Box, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Layout:
    """All pages of a questionnaire.

    `spots` are the dotted lines of each page: which one (return, agency, field, procedure), x, base line, room in mm.
    """

    pages: tuple[PageLayout, ...]
    spots: tuple[tuple[tuple[int, float, float, float], ...], ...]


def lay_out(questionnaire: Questionnaire, language: Language, face: Face) -> Layout:
    """The one function that says where squares, QR and boxes are; it depends on nothing that varies between forms.

    Questions stand in their order; a question with `page` 2 begins the second page when all fits so, else the page
    breaks between groups, else anywhere. The airiest setting that fits is taken. Refuses with `QuestionnaireTooLong`.
    """
    return _laid_out(questionnaire, questionnaire.respondents, language, face)


@lru_cache(maxsize=16)
def _laid_out(questionnaire: Questionnaire, _printed_for: RespondentKind, language: Language, face: Face) -> Layout:
    # for whom a paper is stands on it, and two that say it otherwise are equal to each other
    pages: list[list[Block]] = []
    for breaking in Breaking:
        pages = _try(questionnaire, language, face, breaking, 0)
        if len(pages) > PAGES:
            continue
        fits, fails = 0, _STEPS + 1
        while fails - fits > 1:
            step = (fits + fails) // 2
            tried = _try(questionnaire, language, face, breaking, step)
            if len(tried) <= PAGES:
                fits, pages = step, tried
            else:
                fails = step
        return _finished(pages)
    over = sum(block.height for blocks in pages[PAGES:] for block in blocks)
    raise QuestionnaireTooLong(title=questionnaire.title, lines=max(1, round(over / _TIGHTEST[0])))


def _try(
    questionnaire: Questionnaire, language: Language, face: Face, breaking: Breaking, step: int
) -> list[list[Block]]:
    leading, pad = (low + (high - low) * step / _STEPS for low, high in zip(_TIGHTEST, _ROOMIEST, strict=True))
    room = Room(LEFT, RIGHT - LEFT, face, language, leading, pad)
    return _paginate(room, questionnaire, breaking)


def _front(room: Room, questionnaire: Questionnaire) -> list[Block]:
    return [
        title(room, questionnaire),
        introduction(room, questionnaire),
        *notice(room, questionnaire),
        how_to_mark(room, questionnaire),
        dealings(room, questionnaire, DESK_LINE if _has_own_section(questionnaire) else (*DESK_LINE, *DOSSIER_LINES)),
    ]


def _has_own_section(questionnaire: Questionnaire) -> bool:
    """Whether the lines about the dossier stand behind a group and not before all of them."""
    return bool(questionnaire.words.lines_after)


def _section(room: Room, questionnaire: Questionnaire) -> list[Block]:
    """The lines about the dossier under their heading; none where all of them are left out."""
    lines = dealings(room, questionnaire, DOSSIER_LINES)
    heading = questionnaire.words.lines_heading
    if not lines.spots:
        return []
    return [*([group_heading(room, clean(heading), in_table=False)] if heading else []), lines]


def _paginate(room: Room, questionnaire: Questionnaire, breaking: Breaking) -> list[list[Block]]:
    pages: list[list[Block]] = [_front(room, questionnaire)]
    used = HEAD_BOTTOM + sum(block.height for block in pages[0])
    scale = NO_SCALE
    units = list(_units(room, questionnaire))
    words = ""
    for n, unit in enumerate(units):
        if _says_what_to_do(units, n):
            words = unit[-1].note
            continue
        head = _head_of(room, unit, scale, words)
        tall = _height([*head, *unit])
        together = _height([*head, *_group_from(units, n)]) if breaking is not Breaking.ANYWHERE else tall
        if used + together > BOTTOM or (breaking is Breaking.AS_WISHED and unit[-1].page > len(pages)):
            pages.append([])
            used = HEAD_BOTTOM
            head = _head_of(room, unit, NO_SCALE, words)
            tall = _height([*head, *unit])
        pages[-1] += [*head, *unit]
        used += tall
        scale = unit[-1].scale
    return pages


def _says_what_to_do(units: list[list[Block]], n: int) -> bool:
    """A note right above a table is said in the head of the table, and again where the table goes on."""
    return bool(units[n][-1].note) and n + 1 < len(units) and bool(units[n + 1][-1].scale) and len(units[n]) == 1


def _head_of(room: Room, unit: list[Block], above: Scale, words: str) -> list[Block]:
    """The column heads a unit needs under the table (or none) above it."""
    last = unit[-1]
    if not last.scale or last.scale == above:
        return []
    return [scale_head(replace(room, column=last.column), last.scale, words)]


def _height(blocks: list[Block]) -> float:
    return sum(block.height for block in blocks)


def _group_from(units: list[list[Block]], start: int) -> list[Block]:
    """The blocks of a whole group where `start` begins one, otherwise of that unit alone."""
    following = next((n for n in range(start + 1, len(units)) if units[n][0].heading), len(units))
    chosen = units[start:following] if units[start][0].heading else [units[start]]
    return [block for unit in chosen for block in unit]


def _units(room: Room, questionnaire: Questionnaire) -> Iterator[list[Block]]:
    """What must not be parted: a heading with the first question under it, otherwise single questions."""
    labels = {group.name: group.label for group in questionnaire.groups}
    columns = _columns(room, questionnaire)
    for name, grouped in groupby(questionnaire.questions, key=lambda question: question.group):
        heading = labels.get(name, "")
        questions = list(grouped)
        loose = [question for question in questions if question.name not in columns]
        own = replace(room, label_share=fitting_share(room, loose), line_start=fitting_start(room, loose))
        for question in questions:
            column = columns.get(question.name, 0.0)
            block = (
                scale_row(replace(own, column=column), question, scale_of(question))
                if column
                else (block_of(own, question))
            )
            said = "" if question.shape.is_asked else question.label
            unit = [replace(block, page=question.page, column=column, note=said)]
            if column and question.score is Score.OVERALL and not heading:
                unit.insert(0, group_heading(room, room.language.say(N_("Overall – for everyone")), in_table=True))
            if heading:
                unit.insert(0, group_heading(room, heading, in_table=bool(column)))
                heading = ""
            yield unit
        if _has_own_section(questionnaire) and name == questionnaire.words.lines_after:
            section = _section(room, questionnaire)
            if section:
                yield section


def _columns(room: Room, questionnaire: Questionnaire) -> dict[str, float]:
    """Width of one column for each question that stands in a table of rows: scored ones, and three or more alike."""
    columns: dict[str, float] = {}
    for scale, run in groupby(questionnaire.questions, key=scale_of):
        questions: list[Question] = list(run)
        if not scale or room_of(scale, narrowest_column(room, scale)) > room.width * 0.5:
            continue
        if len(questions) > 2 or any(question.score is not Score.NONE for question in questions):
            width = fitting_column(room, scale, questions)
            columns.update((question.name, width) for question in questions)
    return columns


def _finished(pages: list[list[Block]]) -> Layout:
    laid = tuple(_placed(blocks, n) for n, blocks in enumerate(pages, start=1))
    return Layout(laid, tuple(tuple(spot for block in page.blocks for spot in block.spots) for page in laid))


def _placed(blocks: list[Block], number: int) -> PageLayout:
    """Blocks moved to their places; free room is shared out between them up to a small bound."""
    free = BOTTOM - HEAD_BOTTOM - sum(block.height for block in blocks)
    gaps = sum(1 for block in blocks if not (block.scale and not block.heading)) or 1
    spread = max(0.0, min(_MOST_SPREAD, free / gaps))
    y = HEAD_BOTTOM
    moved: list[Block] = []
    for n, block in enumerate(blocks):
        follows = n and not block.scale and not (blocks[n - 1].heading)
        y += spread if follows else 0.0
        moved.append(block.moved(y))
        y += block.height
    boxes = tuple(box for block in moved for box in block.boxes)
    return PageLayout(number, squares(), ScanPlace(QR_LEFT, QR_TOP, QR_SIDE, QR_SIDE), boxes, tuple(moved))


def squares() -> tuple[ScanPlace, ScanPlace, ScanPlace, ScanPlace]:
    """The four registration squares of every page: top left, top right, bottom left, bottom right."""
    far, low = PAGE_WIDTH - EDGE - SQUARE, PAGE_HEIGHT - EDGE - SQUARE
    return (
        ScanPlace(EDGE, EDGE, SQUARE, SQUARE),
        ScanPlace(far, EDGE, SQUARE, SQUARE),
        ScanPlace(EDGE, low, SQUARE, SQUARE),
        ScanPlace(far, low, SQUARE, SQUARE),
    )
