"""Looking a pack through before it is taken in: every cell that is wrong is found at once, and every column is accounted for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from models.catalogue.addition_rows import (
    AdditionProcedureCodeWrong,
    AdditionRow,
    AdditionTwice,
    AdditionWordUnknown,
    AdditionWrong,
)
from models.catalogue.additions import Additions, placed_units
from models.catalogue.catalogue import Catalogue
from models.catalogue.pack_files import PackUnreadable
from models.catalogue.packs import NOT_NEEDED, OWN_CODE_LETTERS, Pack, PackResource, holiday_in, listed
from models.domain.basics.letterheads import FIELDS
from models.domain.basics.places import WEEKDAYS, zone_of
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, ReadingAccount, near_name
from models.domain.basics.units import Unit, UnitKey
from models.domain.dossiers.frame_fields import DossierField
from models.domain.dossiers.frame_people import ApplicantKind
from models.domain.questionnaire.procedures import base_code
from models.domain.questionnaire.respondents import is_kind_code

_CODE = re.compile(rf"[0-9{OWN_CODE_LETTERS}]{{1,8}}")
_WORD = re.compile(r"[a-z][a-z0-9_]{0,40}")
_YES_NO = {"yes": "yes", "no": "no", "": "no"}


@dataclass(eq=False)
class PackCellWrong(Problem):
    """A cell of a table of the pack."""

    file: str
    why: Problem
    code = "pack_cell_wrong"
    says = N_("{file}: {why}")

    @property
    def told_with(self) -> Hashable:
        kind = self.why.told_with
        return None if kind is None else (type(self), self.file, kind)

    def told_of(self, every: Sequence[Problem]) -> Sentence:
        told = self.why.told_of([each.why for each in every if isinstance(each, PackCellWrong)])
        return Sentence(self.says, {"file": self.file, "why": told})


@dataclass(eq=False)
class PackCodeWrong(AdditionWrong):
    """A code that serials cannot carry."""

    letters: str
    code = "pack_code_wrong"
    says = N_(
        "Row {row}, column {column}: {value} is no unit code. Use 1 to 8 characters from the digits and {letters}, because the code stands "
        "in every form number."
    )


@dataclass(eq=False)
class PackUnitUnknown(AdditionWrong):
    """A row speaks of a unit that the pack does not have."""

    code = "pack_unit_unknown"
    says = N_("Row {row}, column {column}: no unit has the code {value} from that day on. Correct the code or the day.")


@dataclass(eq=False)
class PackZoneUnknown(AdditionWrong):
    """Not a time zone."""

    code = "pack_zone_unknown"
    says = N_("Row {row}, column {column}: {value} is no time zone. Write it as +07:00 or as Asia/Ho_Chi_Minh.")


@dataclass(eq=False)
class PackWeekdayUnknown(AdditionWrong):
    """Not a day of the week."""

    known: str
    code = "pack_weekday_unknown"
    says = N_(
        "Row {row}, column {column}: {value} are no days of the week. They are called {known}, with a semicolon between."
    )


@dataclass(eq=False)
class PackHolidayWrong(AdditionWrong):
    """Days off that are none."""

    code = "pack_holiday_wrong"
    says = N_(
        "Row {row}, column {column}: {value} begins no days off. Write a day as 2026-02-16, the last one under “to” not before it, and "
        "with every_year both in one year."
    )


Named = tuple[tuple[str, str], ...]
"""Pairs of columns that name a unit by its code and first day."""


@dataclass
class _Look:
    """What is known while a pack is looked through."""

    pack: Pack
    known: Catalogue
    found: dict[str, list[Problem]] = field(default_factory=dict)
    columns: list[ReadColumn] = field(default_factory=list)
    rows: int = 0
    empty: int = 0
    units: list[tuple[AdditionRow, Unit]] = field(default_factory=list)
    naming: list[tuple[AdditionRow, Named]] = field(default_factory=list)


def looked_through(pack: Pack, known: Catalogue, *, file: str) -> Additions:
    """What a pack adds to what is known already, and what has to be corrected in it; with any finding nothing is taken.

    Refuses (`PackUnreadable`) a table without its needed columns or in other letters than UTF-8.
    """
    look = _Look(pack, known)
    for resource in pack.resources:
        _look_at(look, resource, file)
    placed_units(look.units, known.units)
    _check_named_units(look)
    findings = tuple(PackCellWrong(path, each) for path, found in look.found.items() for each in found)
    if findings:
        return Additions(findings=findings)
    account = ReadingAccount(tuple(look.columns), look.rows, look.rows - look.empty, empty=look.empty)
    return Additions(pack.units, tuple(pack.procedures.values()), account=account, pack=pack)


def _look_at(look: _Look, resource: PackResource, file: str) -> None:
    header, lines = _lines(look.pack, resource, file)
    table = _TABLES.get(resource.holds)
    if table is None:
        meant = near_name(resource.holds, _TABLES)
        look.columns.append(ReadColumn(resource.path, ColumnState.UNKNOWN, meant=meant))
        return
    if lacking := [column for column in table.filled if column not in header]:
        raise PackUnreadable(file, f"{resource.path}: {lacking[0]}")
    look.columns += [_column(name, resource, table) for name in header]
    places = {column: place for place, column in enumerate(header)}
    found = look.found.setdefault(resource.path, [])
    seen: set[str] = set()
    for number, cells in enumerate(lines, 2):
        look.rows += 1
        if not any(cells):
            look.empty += 1
            continue
        row = AdditionRow(number, header, places, cells, found)
        if "" in [row.needed(column) for column in table.filled]:
            continue
        if table.unique and row.text(table.unique) in seen:
            row.wrong(AdditionTwice, table.unique)
        seen.add(row.text(table.unique))
        table.check(look, row)


def _column(name: str, resource: PackResource, table: _Table) -> ReadColumn:
    plain = name.partition("::")[0]
    if plain in table.columns:
        return ReadColumn(name, ColumnState.USED, plain, sheet=resource.path)
    return ReadColumn(name, ColumnState.UNKNOWN, meant=near_name(name, table.columns), sheet=resource.path)


def _lines(pack: Pack, resource: PackResource, file: str) -> tuple[list[str], list[list[str]]]:
    try:
        read = list(csv.reader(io.StringIO(pack.read(resource.path).decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise PackUnreadable(file, resource.path) from error
    return ([name.strip() for name in read[0]], read[1:]) if read else ([], [])


def _check_level(look: _Look, row: AdditionRow) -> None:
    if not _WORD.fullmatch(row.text("code")):
        row.wrong(AdditionWordUnknown, "code", allowed="a–z, 0–9, _")
    row.one_of("merges", _YES_NO)
    row.one_of("answers", _YES_NO)
    if row.text("compared_with"):
        row.one_of("compared_with", dict.fromkeys(look.pack.levels, "x"))


def _check_unit(look: _Look, row: AdditionRow) -> None:
    code = row.text("code")
    if not _CODE.fullmatch(code):
        row.wrong(PackCodeWrong, "code", letters=" ".join(OWN_CODE_LETTERS))
    first, last = row.days()
    level = row.one_of("level", {**look.known.levels, **look.pack.levels})
    if row.text("parent"):
        row.needed("parent_valid_from")
    if first is not None and level is not None:
        unit = Unit(UnitKey(code, first), row.text("name"), row.text("label"), level, row.text("agency"), last)
        look.units.append((row, unit))


def _check_alias(look: _Look, row: AdditionRow) -> None:
    look.naming.append((row, (("unit", "valid_from"),)))


def _check_succession(look: _Look, row: AdditionRow) -> None:
    look.naming.append((row, (("unit", "valid_from"), ("predecessor", "predecessor_valid_from"))))


def _check_named_units(look: _Look) -> None:
    """Aliases and successions speak of units that are there."""
    keys = {unit.key for _, unit in look.units}
    for row, columns in look.naming:
        for code, day in columns:
            first = row.day(day)
            key = UnitKey(row.text(code), first) if first else None
            if key is not None and key not in keys and look.known.unit_of_key(key) is None:
                row.wrong(PackUnitUnknown, code)


def _check_procedure(look: _Look, row: AdditionRow) -> None:
    if base_code(row.text("code")) != row.text("code"):
        row.wrong(AdditionProcedureCodeWrong, "code")
    sectors = [each.code for each in (*look.pack.sectors, *look.known.sectors)]
    row.one_of("sector", dict.fromkeys(sectors, "x"))
    row.one_of("level", dict.fromkeys((*look.known.levels, *look.pack.levels), "x"))
    row.one_of("joint", _YES_NO)
    row.days()


def _check_sector(_: _Look, row: AdditionRow) -> None:
    row.one_of("joint", _YES_NO)


def _check_respondents(_: _Look, row: AdditionRow) -> None:
    if not is_kind_code(row.text("code")):
        row.wrong(PackCodeWrong, "code", letters=" ".join(OWN_CODE_LETTERS))
    row.one_of("who", dict.fromkeys((*(kind.value for kind in ApplicantKind), ""), "x"))


def _check_place(_: _Look, row: AdditionRow) -> None:
    if row.text("field") == "zone":
        try:
            zone_of(row.text("value"))
        except ValueError:
            row.wrong(PackZoneUnknown, "value")
    if row.text("field") == "weekend" and not set(listed(row.text("value"))).issubset(WEEKDAYS):
        row.wrong(PackWeekdayUnknown, "value", known=", ".join(WEEKDAYS))


def _check_holiday(_: _Look, row: AdditionRow) -> None:
    row.one_of("every_year", _YES_NO)
    try:
        holiday_in({column: row.text(column) for column in ("day", "to", "every_year", "name")})
    except ValueError:
        row.wrong(PackHolidayWrong, "day")


def _check_dossier_words(_: _Look, row: AdditionRow) -> None:
    row.one_of("field", dict.fromkeys((*(each.value for each in DossierField), NOT_NEEDED), "x"))


def _check_organisation_words(_: _Look, row: AdditionRow) -> None:
    row.one_of("where", dict.fromkeys(("anywhere_without_tones", "anywhere", "start"), "x"))


def _check_nothing(_look: _Look, _row: AdditionRow) -> None:
    """Any words will do."""


@dataclass(frozen=True)
class _Table:
    """What a table may hold: its columns, those filled in every row, what a row has to be, and the column that names one."""

    columns: tuple[str, ...]
    filled: tuple[str, ...]
    check: Callable[[_Look, AdditionRow], None]
    unique: str = ""


_UNIT = ("code", "valid_from", "name", "level")
_TABLES: Mapping[str, _Table] = {
    "sources": _Table(
        ("id", "file", "topic", "source", "as_of", "standing", "note"), ("id", "source"), _check_nothing, "id"
    ),
    "levels": _Table(
        ("code", "name", "aliases", "merges", "answers", "compared_with", *FIELDS, "source"),
        ("code", "name"),
        _check_level,
        "code",
    ),
    "units": _Table(
        (*_UNIT, "valid_to", "label", "agency", "parent", "parent_valid_from", *FIELDS, "source"), _UNIT, _check_unit
    ),
    "aliases": _Table(("unit", "valid_from", "alias", "source"), ("unit", "valid_from", "alias"), _check_alias),
    "successions": _Table(
        ("unit", "valid_from", "predecessor", "predecessor_valid_from", "source"),
        ("unit", "valid_from", "predecessor", "predecessor_valid_from"),
        _check_succession,
    ),
    "sectors": _Table(("code", "name", "joint", "source"), ("code", "name"), _check_sector, "code"),
    "procedures": _Table(
        (
            "code",
            "name",
            "aliases",
            "sector",
            "level",
            "joint",
            "participants",
            "valid_from",
            "valid_to",
            "replaced_by",
            "note",
            "source",
        ),
        ("code", "name", "sector", "level"),
        _check_procedure,
        "code",
    ),
    "respondents": _Table(("code", "name", "paper", "who", "source"), ("code", "name"), _check_respondents, "code"),
    "place": _Table(("field", "value", "source"), ("field", "value"), _check_place, "field"),
    "holidays": _Table(("day", "to", "every_year", "name", "source"), ("day", "name"), _check_holiday),
    "dossier_words": _Table(("field", "words", "source"), ("field", "words"), _check_dossier_words),
    "organisation_words": _Table(("where", "words", "source"), ("where", "words"), _check_organisation_words),
}
