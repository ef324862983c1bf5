"""Printing questionnaires: each page is drawn once and stamped with serial, QR and dealings for every form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from models.domain.basics.problems import N_, Problem
from models.domain.questionnaire.questionnaire import Questionnaire
from models.file_names import require_ending
from models.files import write_whole
from models.language import Language
from models.progress import NO_PROGRESS, Progress
from printing.blocks import PAGE_HEIGHT, PAGE_WIDTH, Block, Rule, Text, draw, draw_texts
from printing.document import open_canvas
from printing.fonts import POINT, Face, balanced, clean, face, fitted_text, require_glyphs, width
from printing.front import EDGE, QR_LEFT
from printing.qr import payload, stamp
from printing.registration import LEFT, RIGHT, PageLayout, lay_out
from printing.room import SIZE

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_FOOT = PAGE_HEIGHT - EDGE - 1.2
REFERENCE = N_("reference form")
_TYPED = 13.0

_HEAD_LINES = 3
"""So many lines of full size stand over a form beside the motto,"""
_LEAST_HEAD = 6.0
"""and smaller letters than these (points) are not used there."""
_DEEP = 4.6
"""Millimetres for what stands on one dotted line."""

FORM_NUMBER = N_("Form No.")
_EVERY = 25


@dataclass(eq=False)
class NothingToPrint(Problem):
    """No form was given to be printed."""

    code = "nothing_to_print"
    says = N_("There is no form to print. Issue forms first, or choose other serials.")


@dataclass(frozen=True, slots=True)
class FormHead:
    """The unit's two lines top left (the upper one may be empty), where and until when forms are returned, and the lines top right."""

    parent: str
    issuer: str
    hand_in: str = ""
    nation: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """What differs between forms: the serial, and sector and procedure where they are known.

    `agency` is who handled it when that is not the unit of the letterhead, `month` the words of the month in which it is counted.
    """

    serial: str
    sector: str = ""
    procedure: str = ""
    agency: str = ""
    month: str = ""


def require_printable(questionnaire: Questionnaire, language: Language) -> None:
    """Refuse, before anything is issued, what printing would refuse: letters the face lacks, more than one sheet of paper."""
    used = face()
    layout = lay_out(questionnaire, language, used)
    require_glyphs(
        sorted({text.text for page in layout.pages for block in page.blocks for text in block.texts}), of=used
    )


def print_forms(
    *,
    questionnaire: Questionnaire,
    letterhead: FormHead,
    forms: Sequence[PrintedForm],
    language: Language,
    to: BinaryIO | Path,
    progress: Progress = NO_PROGRESS,
) -> None:
    """Print the forms in the given order, each on the pages of one sheet, into one PDF.

    Same arguments, same bytes. Refuses, before anything is written, an empty list, letters the face lacks and
    a questionnaire longer than one sheet.
    """
    if not forms:
        raise NothingToPrint
    used = face()
    layout = lay_out(questionnaire, language, used)
    texts = {text.text for page in layout.pages for block in page.blocks for text in block.texts}
    texts |= {letterhead.parent, letterhead.issuer, letterhead.hand_in}
    texts |= {words for form in forms for words in (form.serial, form.sector, form.procedure, form.agency, form.month)}
    require_glyphs(sorted(texts), of=used)
    for form in forms:
        payload(serial=form.serial, page=1, paper=questionnaire.paper)

    def write(file: BinaryIO) -> None:
        canvas = open_canvas(file, title=questionnaire.title, author=letterhead.issuer, language=language)
        both_sides = len(layout.pages) > 1
        canvas.setViewerPreference("Duplex", "DuplexFlipLongEdge" if both_sides else "Simplex")
        for page in layout.pages:
            canvas.beginForm(f"page{page.number}")
            _draw_page(canvas, page, len(layout.pages), questionnaire, letterhead, language, used)
            canvas.endForm()
        drawn: dict[tuple[str, ...], str] = {}
        for n, form in enumerate(forms):
            if n % _EVERY == 0:
                progress.step(n, len(forms))
            for page, spots in zip(layout.pages, layout.spots, strict=True):
                canvas.doForm(f"page{page.number}")
                if spots:
                    canvas.doForm(_dealings(canvas, drawn, page.number, spots, form, letterhead, used))
                _stamp_page(canvas, page, questionnaire, form.serial, language, used)
                canvas.showPage()
        canvas.save()
        progress.step(len(forms), len(forms))

    if isinstance(to, Path):
        require_ending(to, ".pdf")
        write_whole(to, write)
    else:
        write(to)


def _draw_page(
    canvas: Canvas,
    page: PageLayout,
    pages: int,
    questionnaire: Questionnaire,
    letterhead: FormHead,
    language: Language,
    used: Face,
) -> None:
    canvas.setFillGray(0)
    for square in page.squares:
        canvas.rect(
            square.x / POINT,
            (PAGE_HEIGHT - square.y - square.height) / POINT,
            square.width / POINT,
            square.height / POINT,
            stroke=0,
            fill=1,
        )
    first = page.number == 1
    heads = _first_head(letterhead, language, used) if first else _second_head(questionnaire, letterhead, used)
    draw(canvas, heads)
    draw(canvas, _foot(page.number, pages, questionnaire, language, used))
    for block in page.blocks:
        draw(canvas, block)


def _first_head(letterhead: FormHead, language: Language, used: Face) -> Block:
    nation_wide = 89.0
    room = QR_LEFT - LEFT - nation_wide - 6
    middle = LEFT + room / 2
    lines, size = _office_lines(letterhead, room, used)
    texts: list[Text] = []
    y = 10.8
    for line, font in lines:
        texts.append(Text(middle, y, line, font, size, "centre"))
        y += 4.7 * size / 12
    rules = [Rule(middle - 12, y - 3.2, middle + 12, y - 3.2, 0.7)]
    nation, motto = (clean(language.say(words)) for words in letterhead.nation)
    if not nation:
        return Block(0, texts=tuple(texts), rules=tuple(rules))
    size = 12 if width(nation, used.bold, 12) <= nation_wide else 11
    centre = QR_LEFT - 3 - nation_wide / 2
    long = width(motto, used.bold, 13)
    texts += [Text(centre, 10.8, nation, used.bold, size, "centre"), Text(centre, 16.0, motto, used.bold, 13, "centre")]
    rules.append(Rule(centre - long / 2, 17.7, centre + long / 2, 17.7, 0.7))
    return Block(0, texts=tuple(texts), rules=tuple(rules))


def _office_lines(letterhead: FormHead, room: float, used: Face) -> tuple[list[tuple[str, str]], float]:
    """The lines of the office above and of the office itself with their fonts, all of them, and the size in which they fit."""
    named = [(letterhead.parent.upper(), used.regular), (letterhead.issuer.upper(), used.bold)]
    size = 12.0
    while True:
        lines = [(line, font) for words, font in named if words for line in balanced(words, font, size, room)]
        if len(lines) * size <= _HEAD_LINES * 12 or size <= _LEAST_HEAD:
            return lines, size
        size -= 0.5


def _second_head(questionnaire: Questionnaire, letterhead: FormHead, used: Face) -> Block:
    room = QR_LEFT - LEFT - 4
    texts = (
        *_ending_at(LEFT, 12.0, letterhead.issuer.upper(), used.regular, room),
        *_ending_at(LEFT, 17.0, questionnaire.title, used.bold, room),
    )
    return Block(0, texts=texts)


def _ending_at(x: float, y: float, words: str, font: str, room: float) -> list[Text]:
    """A text whose last line stands at `y`, whole: in smaller letters and on several lines where it is long."""
    fitted = fitted_text(words, font, SIZE, room, _DEEP)
    first = y - fitted.step * (len(fitted.lines) - 1)
    return [Text(x, first + n * fitted.step, line, font, fitted.size) for n, line in enumerate(fitted.lines)]


def _foot(number: int, pages: int, questionnaire: Questionnaire, language: Language, used: Face) -> Block:
    """Number of the form and of the page, and small that the wording is a reference: it is for the office, not for who answers."""
    counted = clean(language.say(N_("Page {number}/{pages}"), number=number, pages=pages))
    if questionnaire.is_reference:
        counted += f" · {clean(language.say(REFERENCE))}"
    label = clean(language.say(FORM_NUMBER))
    texts = [
        Text(LEFT + 1, _FOOT, label, used.regular, SIZE),
        Text(PAGE_WIDTH / 2 + 12, _FOOT, counted, used.regular, SIZE, "centre"),
    ]
    if pages > 1:
        hint = language.say(N_("Please turn over →")) if number < pages else language.say(N_("Thank you!"))
        texts.append(Text(RIGHT - 1, _FOOT, clean(hint), used.bold_italic, SIZE, "right"))
    return Block(0, texts=tuple(texts))


def _dealings(
    canvas: Canvas,
    drawn: dict[tuple[str, ...], str],
    page: int,
    spots: Sequence[tuple[int, float, float, float]],
    form: PrintedForm,
    letterhead: FormHead,
    used: Face,
) -> str:
    """The name of the drawing with this form's agency, sector and procedure, made at its first use."""
    key = (str(page), form.month, form.agency or letterhead.issuer, form.sector, form.procedure)
    if key not in drawn:
        drawn[key] = f"dealings{len(drawn)}"
        canvas.beginForm(drawn[key])
        hand_in = " – ".join(each for each in (letterhead.hand_in, form.month) if each)
        words = (hand_in, *key[2:])
        draw_texts(
            canvas,
            (line for n, x, y, space in spots if words[n] for line in _ending_at(x, y, words[n], used.regular, space)),
        )
        canvas.endForm()
    return drawn[key]


def _stamp_page(
    canvas: Canvas, page: PageLayout, questionnaire: Questionnaire, serial: str, language: Language, used: Face
) -> None:
    text = payload(serial=serial, page=page.number, paper=questionnaire.paper)
    stamp(canvas, text, x=page.qr.x, y=PAGE_HEIGHT - page.qr.y - page.qr.height, side=page.qr.width)
    head, typed = _parted(serial)
    label = clean(language.say(FORM_NUMBER))
    x, base = (LEFT + 1 + width(label, used.regular, SIZE) + 1.5) / POINT, (PAGE_HEIGHT - _FOOT) / POINT
    canvas.setFont(used.regular, SIZE)
    canvas.drawString(x, base, head)
    canvas.setFont(used.bold, _TYPED)
    canvas.drawString(x + width(head, used.regular, SIZE) / POINT, base, typed)


def _parted(serial: str) -> tuple[str, str]:
    """What all forms of a book share, and number and check, which is all that a clerk types."""
    parts = serial.split("-")
    typed = "-".join(parts[-2:])
    return serial[: len(serial) - len(typed)], typed
