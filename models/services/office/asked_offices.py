"""Reading a list of offices: what each is to bring in, or who is in charge of it; from a table, or pasted."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.catalogue import Catalogue
from models.domain.basics.deeds import Deed
from models.domain.basics.folding import search_key, squeezed
from models.domain.basics.old_letters import LettersUnclear, code_of, converted
from models.domain.basics.people import Person
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, ReadingAccount, RefusedRow, near_name
from models.domain.basics.table_reading import (
    ROW_TOO_LONG,
    further_sheets,
    nameless_columns,
    told_beside,
    too_long_rows,
)
from models.domain.basics.tables import Table, letters_of
from models.domain.basics.units import Unit
from models.domain.book.periods import Target

MOST_FORMS = 99_999
_CODE, _NAME, _AIM, _PERSON = "code", "name", "target", "person"
_HEADERS: Mapping[str, str] = {
    **dict.fromkeys(("ma", "ma don vi", "ma dv", "ma so", "code", "unit", "unit code"), _CODE),
    **dict.fromkeys(("ten", "don vi", "ten don vi", "co quan", "name", "office"), _NAME),
    **dict.fromkeys(("chi tieu", "so phieu", "so phieu chi tieu", "target", "forms"), _AIM),
    **dict.fromkeys(
        (
            "phu trach",
            "nguoi phu trach",
            "can bo phu trach",
            "can bo theo doi",
            "nguoi theo doi",
            "in charge",
            "person",
        ),
        _PERSON,
    ),
}
_AIMS = ("chi tieu ", "so phieu ")
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+")
_NUMBERED = ("tt", "stt", "so tt", "no", "no.")


@dataclass(eq=False)
class NoOfficesNamed(Problem):
    """Nothing in the list names an office that exists."""

    rows: int
    code = "no_offices_named"
    says = N_(
        "No row of the list names an office (rows: {rows}). Name one office in a row, by its code or its full name, and behind it how "
        "many forms it is to bring in, if anything."
    )


@dataclass(eq=False)
class TargetsStandTwice(Problem):
    """Two columns say how many forms each office is to bring in."""

    columns: str
    code = "targets_stand_twice"
    says = N_("Two columns name the target: {columns}. Delete one of them, then take the list again.")


@dataclass(eq=False)
class NobodyNamed(Problem):
    """No column of the list says who is in charge."""

    code = "nobody_named"
    says = N_(
        "No column of the list says who is in charge. Head one “Người phụ trách” and write a person of the name list in each row, by "
        "name or by code."
    )
    deed = Deed.SHOW_PEOPLE


@dataclass(eq=False)
class OfficesInOldLetters(Problem):
    """Names in an old code, and not all of them in one."""

    code = "offices_in_old_letters"
    says = N_(
        "Names of offices in the list are in an old code (such as TCVN3 .VnTime or VNI), and not all in one. Convert the list to "
        "Unicode, for example with Unikey, then take it again."
    )


@dataclass(frozen=True)
class AskedOffices:
    """The offices of a list in its order, what each is to bring in (None: not said), and what became of its columns and rows.

    `persons` are in charge of them, where that was asked for.
    """

    offices: tuple[tuple[Unit, int | None], ...]
    account: ReadingAccount
    persons: tuple[tuple[Unit, Person], ...] = ()

    @property
    def targets(self) -> tuple[Target, ...]:
        return tuple(Target(unit.key, "", aim) for unit, aim in self.offices if aim is not None)


def pasted_table(text: str) -> Table:
    """Lines that were pasted, as a table: cells stand between tabs or semicolons."""
    lines = (line.replace(";", "\t").split("\t") for line in text.splitlines())
    return Table("", tuple(tuple(squeezed(cell) or None for cell in line) for line in lines))


def read_office_table(
    catalogue: Catalogue, tables: Sequence[Table], *, day: date, people: Sequence[Person] = ()
) -> AskedOffices:
    """The offices that a sheet of a file names, by code or by name as they were on `day`; the first sheet that names any.

    Every row is taken, refused or empty. Columns are known by their header; without one a cell is what it looks like. With `people`
    it is asked who of them is in charge, and targets are passed over.
    Refuses a list of none (`NoOfficesNamed`), one with two columns of targets (`TargetsStandTwice`), names in an old code of
    which not all are in one (`OfficesInOldLetters`), and where people are asked for a list that names none (`NobodyNamed`).
    """
    known = _Known(catalogue, day, people)
    seen = [each for each in tables if not each.is_hidden] or list(tables)
    table = next((each for each in seen if _names_offices(_texts(each), known)), None) or next(
        (each for each in seen if _header(_texts(each), known)[0]), seen[0]
    )
    rows = _texts(table)
    head, body = _header(rows, known)
    body, notes = _in_unicode(body)
    if people and _PERSON not in head.values():
        raise NobodyNamed
    first = len(rows) - len(body) + 1
    named = frozenset(place + 1 for place, words in enumerate(rows[first - 2]) if words) if head else frozenset()
    long = too_long_rows(table, first_row=first, named=named) if head else frozenset()
    offices, persons, refused, empty = _offices(body, known, head, first=first, long=long)
    beside = told_beside(table, further_sheets(table, tables), used=[place + 1 for place in head], first_row=first)
    nameless = nameless_columns(table, first_row=first, named=named) if head else ()
    account = ReadingAccount(
        (*(_columns(rows, head, known) or _unnamed_columns(body, known)), *nameless),
        len(body),
        len(offices),
        refused,
        empty,
        (*notes, *beside),
    )
    return AskedOffices(tuple(offices.items()), account, tuple(persons.items()))


def _texts(table: Table) -> tuple[tuple[str, ...], ...]:
    """The cells of a sheet as text; whole numbers without a point."""
    return tuple(tuple("" if cell is None else _text(cell) for cell in row) for row in table.rows)


def _names_offices(rows: Sequence[Sequence[str]], known: _Known) -> bool:
    head, body = _header(rows, known)
    return any(isinstance(known.office_in([squeezed(cell) for cell in row], head), Unit) for row in body)


def _in_unicode(rows: Sequence[Sequence[str]]) -> tuple[Sequence[Sequence[str]], tuple[Sentence, ...]]:
    try:
        code = code_of(cell for row in rows for cell in row)
    except LettersUnclear:
        raise OfficesInOldLetters from None
    if code is None:
        return rows, ()
    said = Sentence(N_("The names were converted from the code {code}."), {"code": code.value})
    return [[converted(cell, code) for cell in row] for row in rows], (said,)


def _offices(
    body: Sequence[Sequence[str]], known: _Known, head: Mapping[int, str], *, first: int, long: Collection[int]
) -> tuple[dict[Unit, int | None], dict[Unit, Person], tuple[RefusedRow, ...], int]:
    """The offices of the rows below the header with their targets and who is in charge, the rows refused, and how many are empty."""
    taken: dict[Unit, int | None] = {}
    persons: dict[Unit, Person] = {}
    refused: list[RefusedRow] = []
    empty = 0
    for number, row in enumerate(body, first):
        cells = [squeezed(cell) for cell in row]
        if not any(cells):
            empty += 1
            continue
        found = known.office_in(cells, head)
        why = Sentence(ROW_TOO_LONG) if number in long else found if isinstance(found, Sentence) else None
        if isinstance(found, Unit) and found in taken:
            why = Sentence(N_("{unit} stands in the list before."), {"unit": found.full_name})
        aim = _aim(cells, head, known) if not known.people else None
        if isinstance(aim, Sentence):
            why = why or aim
        person = known.person_in(cells, head) if known.people else None
        if isinstance(person, Sentence):
            why = why or person
        if why is not None or not isinstance(found, Unit) or isinstance(aim, Sentence):
            shown = " · ".join(filter(None, cells))
            refused.append(RefusedRow(number, shown, why or Sentence("")))
        else:
            taken[found] = aim
            if isinstance(person, Person):
                persons[found] = person
    if not taken:
        raise NoOfficesNamed(len(body))
    return taken, persons, tuple(refused), empty


class _Known:
    """The offices of one day by code and by every way in which their name is written, and the people who are asked for."""

    def __init__(self, catalogue: Catalogue, day: date, people: Sequence[Person] = ()) -> None:
        self.people = people
        self.by_code: dict[str, tuple[Unit, ...]] = {}
        self._by_name: dict[str, list[Unit]] = {}
        for unit in catalogue.units_valid_on(day):
            self.by_code[unit.key.code] = (*self.by_code.get(unit.key.code, ()), unit)
            for name in {search_key(each) for each in (unit.full_name, unit.agency, unit.name)}:
                self._by_name.setdefault(name, []).append(unit)
        kinds = (each for level in catalogue.levels.values() for each in (level.name, *level.aliases))
        self._kinds = frozenset(map(_bare_words, map(search_key, kinds)))
        self._names = tuple(unit.full_name for units in self.by_code.values() for unit in units)
        # what another published list calls them; a code of two wards says nothing without a name
        for code, unit in catalogue.aliases_on(day):
            self.by_code[code] = (*self.by_code.get(code, ()), unit)

    def office_in(self, cells: Sequence[str], head: Mapping[int, str]) -> Unit | Sentence:
        """The one office that a row names, or why there is none."""
        codes: list[Unit] = []
        names: list[Unit] = []
        is_shared = False
        for place, cell in enumerate(cells):
            what = head.get(place, "")
            if what in ("", _CODE) and (of_code := self._of_code(cell, is_code=what == _CODE)):
                codes += of_code
                is_shared = is_shared or len(of_code) > 1
            elif what in ("", _NAME) and cell:
                names += self._by_name.get(search_key(cell), [])
        found = (set(codes) & set(names)) or set(codes) or set(names)
        if len(found) == 1 and (not names or not codes or found & set(names)):
            return found.pop()
        if len(found) > 1 and is_shared and not names:
            said = N_("The code is that of different units in published lists: {units}. Write the name beside it.")
            return Sentence(said, {"units": sorted(unit.full_name for unit in found)})
        if len(found) > 1:
            return Sentence(
                N_("Several offices are meant: {units}. Name one by its code."),
                {"units": sorted(f"{unit.full_name} ({unit.key.code})" for unit in found)},
            )
        if codes and names:
            return Sentence(
                N_("The code is that of {one}, the name that of {other}. Correct one of them."),
                {"one": codes[0].full_name, "other": names[0].full_name},
            )
        words = next((cell for cell in cells if any(map(str.isalpha, cell))), "")
        meant = near_name(words, self._names) if words else ""
        if meant:
            return Sentence(N_("No office is called so. Did you mean “{meant}”?"), {"meant": meant})
        if self.people:
            return Sentence(N_("No office has this code or name."))
        return Sentence(N_("No office has this code or name on the last evaluated day."))

    def person_in(self, cells: Sequence[str], head: Mapping[int, str]) -> Person | Sentence:
        """Who of the people a row names, by code or by name, or why it is nobody."""
        said = [cells[place] for place, what in head.items() if what == _PERSON and place < len(cells) and cells[place]]
        if not said:
            return Sentence(N_("Nobody is named in this row."))
        key = search_key(said[0])
        by_code = [each for each in self.people if key in (each.code, search_key(each.author))]
        found = by_code or [each for each in self.people if search_key(each.name) == key]
        if len(found) == 1:
            return found[0]
        if found:
            return Sentence(N_("Several people are called “{name}”: write the code."), {"name": said[0]})
        return Sentence(N_("Nobody on the name list is called “{name}”."), {"name": said[0]})

    def meant(self, header: str) -> str:
        """What a header says; one may say more behind it: `Chỉ tiêu phiếu (quý III)`. A kind of offices heads their names."""
        if found := _HEADERS.get(header):
            return found
        return _NAME if _bare_words(header) in self._kinds else _AIM if header.startswith(_AIMS) else ""

    def looks_like(self, cell: str) -> str:
        """What a cell without a header is read as; empty where it says nothing."""
        if cell in self.by_code:
            return _CODE
        if search_key(cell) in self._by_name:
            return _NAME
        return _AIM if _WHOLE.fullmatch(cell) else ""

    def _of_code(self, cell: str, *, is_code: bool) -> tuple[Unit, ...]:
        if cell in self.by_code:
            return self.by_code[cell]
        # a sheet drops the noughts in front of a number
        return self.by_code.get(cell.zfill(5), ()) if is_code and cell.isdecimal() else ()


def _bare_words(key: str) -> frozenset[str]:
    """The words of a text in no order: `xã, phường` is `phường xã`."""
    return frozenset(re.findall(r"\w+", key))


def _header(rows: Sequence[Sequence[str]], known: _Known) -> tuple[dict[int, str], Sequence[Sequence[str]]]:
    """What the columns are by the first row that names them, and the rows below; without one the rows as they are."""
    for number, row in enumerate(rows):
        words = {place: search_key(cell) for place, cell in enumerate(row)}
        head = {place: what for place, word in words.items() if (what := known.meant(word))}
        if set(head.values()) & {_CODE, _NAME}:
            aims = [row[place] for place, what in head.items() if what == _AIM]
            if len(aims) > 1:
                raise TargetsStandTwice(", ".join(aims))
            return head | {place: _NUMBERED[0] for place, word in words.items() if word in _NUMBERED}, rows[
                number + 1 :
            ]
        if isinstance(known.office_in([squeezed(cell) for cell in row], {}), Unit):
            break
    return {}, rows


def _aim(cells: Sequence[str], head: Mapping[int, str], known: _Known) -> int | Sentence | None:
    """How many forms a row asks for; None where it says nothing."""
    if head:
        place = next((place for place, what in head.items() if what == _AIM), None)
        said = [cells[place]] if place is not None and place < len(cells) and cells[place] else []
    else:
        said = [cell for cell in cells if _WHOLE.fullmatch(cell) and cell not in known.by_code]
    if not said:
        return None
    digits = said[-1].replace(".", "")
    if not _WHOLE.fullmatch(said[-1]) or int(digits) > MOST_FORMS:
        return Sentence(N_("“{text}” is no number of forms."), {"text": said[-1]})
    return int(digits)


def _columns(rows: Sequence[Sequence[str]], head: Mapping[int, str], known: _Known) -> tuple[ReadColumn, ...]:
    if not head:
        return ()
    names = next(row for row in rows if any(known.meant(search_key(cell)) in (_CODE, _NAME) for cell in row))
    passed_over = _AIM if known.people else _PERSON
    return tuple(_column(name, head.get(place, ""), passed_over) for place, name in enumerate(names) if name)


def _unnamed_columns(body: Sequence[Sequence[str]], known: _Known) -> tuple[ReadColumn, ...]:
    """The columns of a list without a header, by their letters, as what their cells were read."""
    made = []
    for place in range(max(map(len, body), default=0)):
        cells = [squeezed(row[place]) for row in body if place < len(row) and row[place]]
        what = next((what for cell in cells if (what := known.looks_like(cell))), "")
        if cells:
            made.append(ReadColumn(letters_of(place + 1), ColumnState.USED if what else ColumnState.UNKNOWN, what))
    return tuple(made)


def _column(name: str, what: str, passed_over: str) -> ReadColumn:
    if what == passed_over:
        return ReadColumn(name, ColumnState.KNOWN, why=Sentence(_PASSED_OVER[what]))
    if what in (_CODE, _NAME, _AIM, _PERSON):
        return ReadColumn(name, ColumnState.USED, what)
    if what:
        return ReadColumn(name, ColumnState.KNOWN, why=Sentence(N_("It only numbers the rows.")))
    return ReadColumn(name, ColumnState.UNKNOWN, meant=near_name(name, ("Mã", "Đơn vị", "Chỉ tiêu")))


_PASSED_OVER = {
    _AIM: N_("Targets are set with the period, not here."),
    _PERSON: N_("Who is in charge is said on the board, not here."),
}


def _text(cell: object) -> str:
    if isinstance(cell, Decimal) and cell == cell.to_integral_value():
        return str(int(cell))
    return str(cell)


def told_refused(refused: Iterable[RefusedRow]) -> tuple[Sentence, ...]:
    """Every row that was not taken, in a sentence."""
    said = N_("Row {row} ({text}): {why}")
    return tuple(Sentence(said, {"row": each.row, "text": each.text, "why": each.why}) for each in refused)
