"""Workbooks of other kinds than .xlsx, put together byte by byte: .ods as LibreOffice writes it, .xlsb as Excel does."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from xml.sax.saxutils import escape

_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)
_KIND = "application/vnd.oasis.opendocument.spreadsheet"
OdsCell = str | int | float | bool | date | None
XlsbCell = str | float | bool | None


def ods_cell(value: OdsCell, *, shown: str = "", more: str = "") -> str:
    """One cell; `shown` is what the sheet shows of it, `more` further attributes."""
    if value is None:
        return f"<table:table-cell {more}/>"
    if isinstance(value, bool):
        told = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, date):
        told = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, int | float):
        told = f'office:value-type="float" office:value="{value}"'
    else:
        told = 'office:value-type="string"'
    return f"<table:table-cell {told} {more}><text:p>{escape(shown or str(value))}</text:p></table:table-cell>"


def ods_row(*cells: OdsCell, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(map(ods_cell, cells))}</table:table-row>"


def ods(
    rows: Iterable[str], *, columns: str = "", manifest: str = "", styles: str = "", sheet: str = 'table:name="DS"'
) -> bytes:
    """A workbook of one sheet with these rows of XML."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _KIND)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        with archive.open("content.xml", "w") as part:
            part.write(
                f"<office:document-content {_ODS}><office:automatic-styles>{styles}</office:automatic-styles>".encode()
            )
            part.write(f"<office:body><office:spreadsheet><table:table {sheet}>{columns}".encode())
            for row in rows:
                part.write(row.encode())
            part.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")
    return file.getvalue()


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of a binary workbook: its kind, its length, its bytes."""
    head = bytes((kind,)) if kind < 0x80 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size, length = b"", len(content)
    while True:
        size += bytes((length & 0x7F | (0x80 if length > 0x7F else 0),))
        length >>= 7
        if not length:
            return head + size + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_row(number: int, *, is_hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBBB", number, 0, 300, 0, 0x10 if is_hidden else 0, 0) + struct.pack("<I", 0))


def xlsb_cell(column: int, value: XlsbCell, *, style: int = 0, error: int | None = None) -> bytes:
    """One cell with its value written into it."""
    head = struct.pack("<II", column, style)
    if error is not None:
        return record(3, head + bytes((error,)))
    if value is None:
        return record(1, head)
    if isinstance(value, bool):
        return record(4, head + bytes((value,)))
    if isinstance(value, str):
        return record(6, head + wide(value))
    return record(5, head + struct.pack("<d", value))


STYLES = ("General", "dd/mm/yyyy", "000000", "0.00%")
"""The number formats of the styles of `xlsb`, by their number."""


def day_number(moment: datetime | date) -> float:
    """The number of a day as Excel stores it."""
    whole = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 -- cells have no zone
    return (whole - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 -- as above


def xlsb(
    sheet: Sequence[bytes],
    *,
    merges: Iterable[tuple[int, int, int, int]] = (),
    texts: Sequence[str] = (),
    title: str = "DS",
) -> bytes:
    """A binary workbook of one sheet made of these records; `merges` are top, bottom, left, right from 0."""
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/>'
        "</Relationships>"
    )
    formats = b"".join(record(44, struct.pack("<H", 200 + place) + wide(code)) for place, code in enumerate(STYLES))
    styles = b"".join(
        record(47, struct.pack("<HH", 0, 200 + place if place else 0) + bytes(12)) for place in range(len(STYLES))
    )
    book = record(131) + record(153, bytes(8)) + record(143)
    book += record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(title)) + record(144) + record(132)
    merged = b"".join(record(176, struct.pack("<IIII", *each)) for each in merges)
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", links)
        archive.writestr("xl/styles.bin", record(278) + formats + record(617) + styles + record(618) + record(279))
        archive.writestr("xl/sharedStrings.bin", b"".join(record(19, b"\0" + wide(text)) for text in texts))
        with archive.open("xl/worksheets/sheet1.bin", "w") as part:
            for piece in (record(129), record(145), *sheet, record(146), merged, record(130)):
                part.write(piece)
    return file.getvalue()
