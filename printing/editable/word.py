"""A paper as .docx, laid out as administrative papers are, with the same bytes for the same words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape

from models.language import Language
from printing.blocks import Block, draw
from printing.document import open_canvas
from printing.fonts import POINT, balanced, clean, face
from printing.official import NUMBER, RECIPIENTS, UNDATED, Heading, Signature
from printing.tables import PaperColumn, PaperRow

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

FACE = "Times New Roman"
BODY = 14.0
WIDE = 160.0
"""Millimetres between the margins: 30 left and 20 right of A4."""
_MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 20}
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS = 1440 / 25.4
_DAY = (1980, 1, 1, 0, 0, 0)
_DPI = 200
_GAP = "FFF2A8"
"""Ground of a gap that a person fills in."""


class WordPaper:
    """A paper that grows from top to bottom."""

    def __init__(self, language: Language, *, title: str, author: str, mark: str = "") -> None:
        import docx
        from docx.shared import Mm, Pt

        self.language = language
        self._made = docx.Document()
        section = self._made.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        for name, wide in _MARGINS.items():
            setattr(section, name, Mm(wide))
        normal: Any = self._made.styles["Normal"]
        normal.font.name, normal.font.size = FACE, Pt(BODY)
        normal.element.rPr.rFonts.set(f"{{{_W}}}eastAsia", FACE)
        normal.paragraph_format.space_after = Pt(4)
        core = self._made.core_properties
        core.title, core.author, core.comments = title, author, ""
        core.created = core.modified = datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed moment: the paper tells its own day
        self._number_pages(mark)

    def header(self, heading: Heading) -> None:
        """Office left, nation and motto right, number and place with the day under them."""
        say = self.language.say
        left = [
            (line, bold)
            for words, bold in ((heading.parent, False), (heading.issuer, True))
            for line in (balanced(words.upper(), face().bold, 12.5, WIDE * 0.4) if words else ())
        ]
        rows = [
            [_lines(left, 12.0), _lines([(say(words), True) for words in heading.nation if words], 12.0)],
            [
                _lines([(self._number(heading), False)], 13.0),
                _lines([(self._place(heading), False)], 13.0, italic=True),
            ],
        ]
        self._plain_table(rows, (WIDE * 0.42, WIDE * 0.58))

    def title(self, kind: str, *about: str) -> None:
        """The kind of paper in capitals, and what it is about."""
        self._paragraph(kind, bold=True, align="center", before=12, after=0)
        for words in about:
            self._paragraph(words, bold=True, align="center", after=0)
        self._paragraph("_______________", align="center", after=8, size=8)

    def heading(self, words: str, *, level: int = 1) -> None:
        """A heading that stays with what follows."""
        made = self._paragraph(words, bold=True, italic=level > 2, before=8, after=3, indent=10 if level > 1 else 0)
        made.paragraph_format.keep_with_next = True

    def paragraph(self, words: str, *, size: float = BODY, italic: bool = False, indent: float = 10.0) -> None:
        """Running text, its first line moved in, from margin to margin."""
        self._paragraph(words, size=size, italic=italic, align="both", indent=indent)

    def gap(self, words: str) -> None:
        """Something a person has to write: what belongs here in brackets, marked."""
        made = self._paragraph(f"[{words}]", italic=True, align="both", indent=10)
        self._shade(made)

    def picture(self, block: Block) -> None:
        """A chart, drawn as on paper."""
        from docx.shared import Mm

        self._made.add_picture(io.BytesIO(_png(block, self.language)), width=Mm(WIDE))

    def table(self, columns: Sequence[PaperColumn], rows: Sequence[PaperRow], *, size: float) -> None:
        """A ruled table; its head is repeated on every page."""
        from docx.oxml import parse_xml

        widths = [round(column.width * _TWIPS) for column in columns]
        grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
        body = [*_heads(columns, widths, size), *(_row(row, columns, widths, size) for row in rows)]
        xml = f'<w:tbl xmlns:w="{_W}">{_RULED}<w:tblGrid>{grid}</w:tblGrid>{"".join(body)}</w:tbl>'
        self._append(parse_xml(xml))

    def signatures(self, signatures: Sequence[Signature], recipients: Sequence[str]) -> None:
        """Recipients left, signing places beside them."""
        left = [(self.language.say(RECIPIENTS), True), *((f"- {each}", False) for each in recipients)]
        cells = [_lines(left, 11.0, align="left")] if recipients else []
        for signature in signatures:
            posts = [(post, True) for post in signature.posts]
            cells.append(_lines([*posts, (signature.hint, False), *[("", False)] * 4, (signature.name, True)], 13.0))
        self._paragraph("", size=6, after=0)
        self._plain_table([cells], [WIDE / len(cells)] * len(cells))

    def save(self, file: BinaryIO) -> None:
        """Write it; every entry of the file has the same date."""
        raw = io.BytesIO()
        self._made.save(raw)
        with zipfile.ZipFile(raw) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
            for entry in made.infolist():
                told = zipfile.ZipInfo(entry.filename, _DAY)
                told.compress_type, told.create_system, told.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
                written.writestr(told, made.read(entry.filename))

    def _number(self, heading: Heading) -> str:
        return clean(self.language.say(NUMBER, number=heading.number)) if heading.number else ""

    def _place(self, heading: Heading) -> str:
        return clean(self.language.say(UNDATED, place=heading.place))

    def _paragraph(
        self,
        words: str,
        *,
        size: float = BODY,
        bold: bool = False,
        italic: bool = False,
        align: str = "left",
        before: float = 0,
        after: float = 4,
        indent: float = 0,
    ) -> Paragraph:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm, Pt

        made = self._made.add_paragraph()
        run = made.add_run(clean(words))
        run.bold, run.italic, run.font.size = bold, italic, Pt(size)
        stands = {"center": WD_ALIGN_PARAGRAPH.CENTER, "both": WD_ALIGN_PARAGRAPH.JUSTIFY}
        made.alignment = stands.get(align, WD_ALIGN_PARAGRAPH.LEFT)
        form = made.paragraph_format
        form.space_before, form.space_after = Pt(before), Pt(after)
        if indent:
            form.first_line_indent = Mm(indent)
        return made

    def _plain_table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        from docx.oxml import parse_xml

        told = [round(wide * _TWIPS) for wide in widths]
        grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in told)
        body = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
                for cell, wide in zip(row, told, strict=True)
            )
            + "</w:tr>"
            for row in rows
        )
        layout = '<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        self._append(parse_xml(f'<w:tbl xmlns:w="{_W}">{layout}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'))

    def _append(self, element: Any) -> None:
        body = self._made.element.body
        body.insert(len(body) - 1, element)

    def _shade(self, paragraph: Paragraph) -> None:
        from docx.oxml import parse_xml

        told = f'<w:shd xmlns:w="{_W}" w:val="clear" w:color="auto" w:fill="{_GAP}"/>'
        for run in paragraph.runs:
            run._r.get_or_add_rPr().append(parse_xml(told))  # noqa: SLF001  # python-docx has no door to it

    def _number_pages(self, mark: str) -> None:
        """The number in the middle of the head from the second page on; `mark` over every page."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import parse_xml

        section = self._made.sections[0]
        section.different_first_page_header_footer = True
        first = section.first_page_header.paragraphs[0]
        others = section.header.paragraphs[0]
        for each in (first, others):
            each.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if mark:
                each.add_run(f"{mark}\n").bold = True
        others._p.append(  # noqa: SLF001  # python-docx has no fields
            parse_xml(f'<w:fldSimple xmlns:w="{_W}" w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>')
        )


_RULED = (
    '<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/>'
    '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)


def _heads(columns: Sequence[PaperColumn], widths: Sequence[int], size: float) -> list[str]:
    """One row of heads, or two where some stand under a common one."""
    has_groups = any(column.group for column in columns)
    low = "".join(
        _cell(
            column.head if column.group or not has_groups else "",
            wide,
            size,
            align="center",
            bold=True,
            fill="EBEBEB",
            more="" if column.group or not has_groups else "<w:vMerge/>",
        )
        for column, wide in zip(columns, widths, strict=True)
    )
    if not has_groups:
        return [_head_row(low)]
    high, place = "", 0
    while place < len(columns):
        group, end = columns[place].group, place + 1
        while group and end < len(columns) and columns[end].group == group:
            end += 1
        more = f'<w:gridSpan w:val="{end - place}"/>' if group else '<w:vMerge w:val="restart"/>'
        wide = sum(widths[place:end])
        high += _cell(group or columns[place].head, wide, size, align="center", bold=True, fill="EBEBEB", more=more)
        place = end
    return [_head_row(high), _head_row(low)]


def _head_row(cells: str) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(row: PaperRow, columns: Sequence[PaperColumn], widths: Sequence[int], size: float) -> str:
    fill = "F2F2F2" if row.shaded or row.is_section else ""
    if row.is_section:
        more = f'<w:gridSpan w:val="{len(columns)}"/>'
        cells = _cell(row.cells[0], sum(widths), size, bold=True, fill=fill, more=more, keep=True)
    else:
        cells = "".join(
            _cell(cell, wide, size, align=column.align, bold=row.bold, fill=fill)
            for cell, column, wide in zip(row.cells, columns, widths, strict=True)
        )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(
    words: str,
    wide: int,
    size: float,
    *,
    align: str = "left",
    bold: bool = False,
    fill: str = "",
    more: str = "",
    keep: bool = False,
) -> str:
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    form = f'<w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{more}{ground}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{form}{_written(words, size, align=align, bold=bold, before=20, keep=keep)}</w:tc>"


def _lines(lines: Sequence[tuple[str, bool]], size: float, *, align: str = "center", italic: bool = False) -> str:
    """Paragraphs for a cell without rules: words, and whether they are bold."""
    return "".join(_written(words, size, align=align, bold=bold, italic=italic) for words, bold in lines) or "<w:p/>"


def _written(
    words: str, size: float, *, align: str, bold: bool, italic: bool = False, before: int = 0, keep: bool = False
) -> str:
    style = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "") + f'<w:sz w:val="{round(2 * size)}"/>'
    parts = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in clean(words).split("\n"))
    kept = "<w:keepNext/>" if keep else ""
    form = f'<w:pPr>{kept}<w:spacing w:before="{before}" w:after="{before}"/><w:jc w:val="{align}"/></w:pPr>'
    return f"<w:p>{form}<w:r><w:rPr>{style}</w:rPr>{parts}</w:r></w:p>"


def _png(block: Block, language: Language) -> bytes:
    """A block as a picture."""
    import pypdfium2

    file = io.BytesIO()
    canvas = open_canvas(file, title="", author="", language=language)
    canvas.setPageSize((WIDE / POINT, block.height / POINT))
    draw(canvas, block, block.height)
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        image = document[0].render(scale=_DPI / 72).to_pil().convert("L")
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=False)
    return out.getvalue()
