"""Tables that nobody made in good faith: small files that unfold without end, and large ones that are no rows."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.builders.other_workbooks import ods, ods_cell, ods_row, record, xlsb, xlsb_cell, xlsb_row

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LISTING = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/></Types>'
)
_PACKAGE = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_TO_BOOK = f'{_PACKAGE}<Relationship Id="rId1" Type="{_R}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
_TO_SHEETS = (
    f'{_PACKAGE}<Relationship Id="rId1" Type="{_R}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_R}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)
HEADERS = (
    "Mã hồ sơ", "Lĩnh vực", "Tên thủ tục", "Chủ hồ sơ", "CCCD/MST", "Điện thoại", "Địa chỉ", "Ngày tiếp nhận",
    "Ngày trả kết quả",
)  # fmt: skip


def _row(cells: Iterable[str]) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells) + "</row>"


def _workbook(path: Path, sheet: Iterable[str], *, texts: Iterable[str] = (), sheets: int = 1) -> Path:
    book = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, sheets + 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        archive.writestr("[Content_Types].xml", _LISTING)
        archive.writestr("_rels/.rels", _TO_BOOK)
        archive.writestr("xl/workbook.xml", f'<workbook {_NS} xmlns:r="{_R}"><sheets>{book}</sheets></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", _TO_SHEETS)
        for name, pieces in (
            ("xl/sharedStrings.xml", (f"<sst {_NS}>", *texts, "</sst>")),
            ("xl/worksheets/sheet1.xml", (f"<worksheet {_NS}>", *sheet, "</worksheet>")),
        ):
            with archive.open(name, "w", force_zip64=True) as part:
                for piece in pieces:
                    part.write(piece.encode())
    return path


def _rows(row: str, count: int) -> Iterator[str]:
    yield f"<sheetData>{_row(HEADERS)}"
    yield from (row * 1000 for _ in range(count // 1000))
    yield "</sheetData>"


def _bytes(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


_MANY = '"999999999"'
_REPEATED = f"table:number-columns-repeated={_MANY}"
_ONE = "".join(_rows("", 0))
_CSV = ",".join(HEADERS).encode() + b"\n"


def _text(path: Path, content: bytes) -> Path:
    path.write_bytes(_CSV + content)
    return path


HOSTILE: dict[str, Callable[[Path], Path]] = {
    "10 million cells": lambda at: _workbook(at, _rows(f"<row>{'<c><v>1</v></c>' * 50}</row>", 200_000)),
    "3 million cells": lambda at: _workbook(at, _rows(f"<row>{'<c><v>1</v></c>' * 15}</row>", 200_000)),
    "1 million cells a row": lambda at: _workbook(at, [
        "<sheetData><row>", *["<c><v>1</v></c>" * 1000] * 1000, "</row></sheetData>"]),
    "10 million rows": lambda at: _workbook(at, _rows("<row/>", 10_000_000)),
    "2 million texts": lambda at: _workbook(at, [_ONE], texts=["<si><t>abcdefgh</t></si>" * 1000] * 2000),
    "one text of 250 MB": lambda at: _workbook(at, [_ONE], texts=["<si><t>", *["x" * 1_000_000] * 250, "</t></si>"]),
    "1 million merged ranges": lambda at: _workbook(at, [
        _ONE, "<mergeCells>", *['<mergeCell ref="A1:XFD1048576"/>' * 1000] * 1000, "</mergeCells>"]),
    "10,000 sheets": lambda at: _workbook(at, [_ONE], sheets=10_000),
    "1 million brackets deep": lambda at: _workbook(at, ["<sheetData><row>", "<c>" * 500_000, "</c>" * 500_000,
                                                         "</row></sheetData>"]),
    "55 MB of commas": lambda at: _text(at, b"," * 55_000_000),
    "55 MB of quotes": lambda at: _text(at, b'a"b,"c"d;' * 6_000_000),
    "an open quote and 27 million lines": lambda at: _text(at, b'"' + b"x\n" * 27_000_000),
    "55 MB of ends of lines": lambda at: _text(at, b"\n" * 55_000_000),
    "one line of 55 MB": lambda at: _text(at, b"x" * 55_000_000),
    "ods: 6 million cells": lambda at: _bytes(at, ods(ods_row(*["x"] * 30) for _ in range(200_000))),
    "ods: one text of 240 MB": lambda at: _bytes(at, ods(["<table:table-row><table:table-cell><text:p>", *["x" * 1_000_000] * 240])),
    "ods: 2 million brackets deep": lambda at: _bytes(at, ods(["<table:table-row><table:table-cell>", *["<text:p>" * 1000] * 2000])),
    "ods: cells repeated without end": lambda at: _bytes(
        at, ods([f"<table:table-row>{ods_cell('x', more=_REPEATED)}</table:table-row>" * 10])),
    "ods: rows repeated without end": lambda at: _bytes(at, ods([ods_row("x", more=f"table:number-rows-repeated={_MANY}")] * 10)),
    "ods: a million repeated rows": lambda at: _bytes(at, ods([ods_row("x", more='table:number-rows-repeated="2"')] * 1_000_000)),
    "xlsb: 12 million cells": lambda at: _bytes(at, xlsb([xlsb_row(0), xlsb_cell(0, 1.0) * 12_000_000])),
    "xlsb: 119 MB of nothing": lambda at: _bytes(at, xlsb([b"\x01\x00" * 59_000_000])),
    "xlsb: two cells far apart": lambda at: _bytes(at, xlsb([xlsb_row(0), xlsb_cell(0, 1.0), xlsb_row(1_048_575), xlsb_cell(16_383, 1.0)])),
    "xlsb: one text of 110 MB": lambda at: _bytes(at, xlsb([xlsb_row(0), xlsb_cell(0, "x" * 55_000_000)])),
    "xlsb: a million columns hidden": lambda at: _bytes(
        at, xlsb([record(60, struct.pack("<IIIIH", 0, 2**32 - 1, 0, 0, 1)) * 20_000, xlsb_row(0), xlsb_cell(0, "a")])),
    "html: 5 million cells": lambda at: _bytes(at, b"<table>" + b"<tr><td>1<td>2<td>3<td>4<td>5" * 1_000_000),
    "html: 1 million cells": lambda at: _bytes(at, b"<table>" + b"<tr><td>1<td>2<td>3<td>4<td>5" * 190_000),
    "html: 50 MB of brackets": lambda at: _bytes(at, b"<table>" + b"<" * 50_000_000),
    "html: a million tags that do not end": lambda at: _bytes(at, b"<table><tr><td>" + b"<a href='" * 1_100_000),
    "html: comments that do not end": lambda at: _bytes(at, b"<table><tr><td>" + b"<!--x" * 5_000_000),
    "html: a million tables in tables": lambda at: _bytes(at, b"<table><tr><td>" * 390_000),
    "html: spans without end": lambda at: _bytes(at, b"<table>" + b"<tr><td colspan=255 rowspan=999999>x" * 190_000),
    "html: one cell of 29 MB": lambda at: _bytes(at, b"<table><tr><td>" + b"x" * 29_000_000),
    "html: 10 million entities": lambda at: _bytes(at, b"<table><tr><td>" + b"&a" * 10_000_000),
    "one line of 55 MB, Vietnamese": lambda at: _text(at, "Nguyễn ".encode() * 6_000_000),
}  # fmt: skip
"""Name → how it is made."""
