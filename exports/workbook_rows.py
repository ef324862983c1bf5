"""Many rows of a workbook's first sheet, written as the format's own XML: a cell object for each would cost ten times more."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from exports.workbook_text import plain

_FIRST = "xl/worksheets/sheet1.xml"
_END = b"</sheetData>"
_ROWS_AT_ONCE = 500
_NUMBER = re.compile(r"[0-9]+(,[0-9]+)?")


def with_rows(book: bytes, rows: Iterable[Sequence[str]], *, numbers: frozenset[int], start: int) -> bytes:
    """The workbook `book` with `rows` from row `start` on in its first sheet, under the rows that are there.

    Text stays text whatever it looks like (inline strings compute nothing); digits in the columns `numbers` are
    numbers, also with a decimal comma.
    """
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as made,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename != _FIRST:
                made.writestr(member, content)
                continue
            head, end, tail = content.partition(_END)
            with made.open(member.filename, "w") as sheet:
                sheet.write(head)
                for part in _xml(rows, numbers, start):
                    sheet.write(part.encode())
                sheet.write(end + tail)
    return out.getvalue()


def _xml(rows: Iterable[Sequence[str]], numbers: frozenset[int], start: int) -> Iterator[str]:
    from openpyxl.utils import get_column_letter

    letters: list[str] = []
    known: dict[str, str] = {}
    waiting: list[str] = []
    for n, row in enumerate(rows, start):
        letters = letters or [get_column_letter(place) for place in range(1, len(row) + 1)]
        cells = []
        for place, text in enumerate(row):
            if not text:
                continue
            if place in numbers and _NUMBER.fullmatch(text):
                cells.append(f'<c r="{letters[place]}{n}"><v>{text.replace(",", ".")}</v></c>')
                continue
            inner = known.get(text)
            if inner is None:
                inner = known[text] = f'" t="inlineStr"><is><t xml:space="preserve">{escape(plain(text))}</t></is></c>'
            cells.append(f'<c r="{letters[place]}{n}{inner}')
        waiting.append(f'<row r="{n}">{"".join(cells)}</row>')
        if len(waiting) == _ROWS_AT_ONCE:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)
