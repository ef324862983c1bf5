"""How fast and how small questionnaires are printed, beside a plain platypus program making the same pages.

Run by `./check bench print [FORMS]`; the goals are ten times the plain rate and under 3 KiB a form.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from models.catalogue.questionnaires import built_in
from models.domain.questionnaire.questionnaire import Questionnaire, Shape
from models.language import load
from printing.document import open_canvas
from printing.fonts import POINT, face
from printing.qr import payload
from printing.questionnaire_form import FormHead, PrintedForm, print_forms
from printing.room import BOX, SIZE
from printing.scale_rows import scale_of

UNIT = FormHead("UBND thành phố Hà Nội", "UBND phường Ba Đình")
_MM = 1 / POINT


@dataclass(frozen=True, slots=True)
class Measured:
    """Forms per second and KiB per form of one way to print."""

    way: str
    rate: float
    kib: float


def naive(questionnaire: Questionnaire, serials: list[str], file: io.BytesIO) -> None:
    """What one would write first: paragraphs and tables of every copy laid out anew, and reportlab's own QR."""
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode import qr
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    used = face()
    style = ParagraphStyle("text", fontName=used.regular, fontSize=SIZE, leading=SIZE * 1.15)
    bold = ParagraphStyle("bold", fontName=used.bold, fontSize=SIZE, leading=SIZE * 1.15)

    class Square(Flowable):
        def __init__(self) -> None:
            super().__init__()
            self.width = self.height = BOX * _MM

        def draw(self) -> None:
            self.canv.rect(0, 0, BOX * _MM, BOX * _MM)

    class Code(Flowable):
        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            self.width = self.height = 15 * _MM

        def draw(self) -> None:
            widget = qr.QrCodeWidget(self.text, barLevel="M")
            x1, y1, x2, y2 = widget.getBounds()
            drawing = Drawing(
                self.width, self.height, transform=[self.width / (x2 - x1), 0, 0, self.height / (y2 - y1), 0, 0]
            )
            drawing.add(widget)
            renderPDF.draw(drawing, self.canv, 0, 0)

    def copy(serial: str) -> list[Flowable]:
        story: list[Flowable] = [
            Code(payload(serial=serial, page=1, paper=questionnaire.paper)),
            Paragraph(UNIT.issuer, bold),
            Paragraph(questionnaire.title, bold),
            Paragraph(serial, bold),
            Spacer(1, 6),
        ]
        rows: list[list[Flowable]] = []
        for question in questionnaire.questions:
            label = Paragraph(f"{question.number}. {question.label}", style)
            if len(scale_of(question).labels) == 5:
                rows.append([label, *(Square() for _ in question.choices)])
                continue
            if rows:
                story.append(_grid(rows))
                rows = []
            story.append(label)
            if question.shape is not Shape.WRITING_LINES and question.choices:
                story.append(
                    Table(
                        [[Square(), Paragraph(choice.label, style)] for choice in question.choices],
                        colWidths=[8 * _MM, 150 * _MM],
                    )
                )
            if question.name == "C8":
                story += [PageBreak(), Code(payload(serial=serial, page=2, paper=questionnaire.paper))]
        if rows:
            story.append(_grid(rows))
        return [*story, PageBreak()]

    def _grid(rows: list[list[Flowable]]) -> Table:
        grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, 0), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        return Table(rows, colWidths=[110 * _MM] + [14 * _MM] * 5, style=grid)

    story = [flowable for serial in serials for flowable in copy(serial)]
    SimpleDocTemplate(file, pagesize=A4, leftMargin=40, rightMargin=40, topMargin=30, bottomMargin=30).build(story)


def measure(way: str, count: int, write: Callable[[io.BytesIO], None]) -> Measured:
    """Time one run, imports and faces ready."""
    file = io.BytesIO()
    started = time.perf_counter()
    write(file)
    return Measured(way, count / (time.perf_counter() - started), len(file.getvalue()) / count / 1024)


def run(count: int) -> tuple[Measured, Measured]:
    """The naive way on a tenth of the forms, ours on all, in the same run; ours includes laying out the pages."""
    questionnaire, language = built_in()[0], load("vi")
    open_canvas(io.BytesIO(), title="", author="", language=language)
    face()
    printed = [PrintedForm(f"26Q3-00004-CN-{100000 + n}-{n % 97:02d}", "Hộ tịch") for n in range(1, count + 1)]
    few = [form.serial for form in printed[: max(10, count // 10)]]
    plain = measure("naive platypus", len(few), lambda file: naive(questionnaire, few, file))
    ours = measure(
        "printing.print_forms",
        count,
        lambda file: print_forms(
            questionnaire=questionnaire, letterhead=UNIT, forms=printed, language=language, to=file
        ),
    )
    return plain, ours


if __name__ == "__main__":
    results = run(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    for result in results:
        print(f"{result.way:24s} {result.rate:9.1f} forms/s {result.kib:6.2f} KiB/form")
    print(f"{'ratio':24s} {results[1].rate / results[0].rate:9.1f} x")
