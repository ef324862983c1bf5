"""The formats in which answers leave the program: one file a format, and its line in `FORMATS`."""

from __future__ import annotations

from exports.formats.contract import Format, FormatUnknown
from exports.formats.csv import Csv
from exports.formats.datapackage import DataPackage
from exports.formats.parquet import Parquet
from exports.formats.sav import Sav
from exports.formats.xlsx import Xlsx

FORMATS: tuple[Format, ...] = (Xlsx(), Csv(), Sav(), DataPackage(), Parquet())


def format_of(code: str) -> Format:
    """The format with this code; refuses with `FormatUnknown`."""
    for each in FORMATS:
        if each.code == code.strip().lower():
            return each
    raise FormatUnknown(code, tuple(each.code for each in FORMATS))
