"""Taking in answers that came over the network: each gets a form number, or has that of the slip it was given with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.acts import Act
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.reading import ReadingAccount, RefusedRow
from models.domain.basics.table_reading import ROW_TOO_LONG, further_sheets, told_beside, too_long_rows
from models.domain.basics.tables import Table
from models.domain.book.channels import ONLINE
from models.domain.book.facts import Kind
from models.domain.book.keyed_table import HEADER_WITHIN
from models.domain.book.online_columns import OnlineColumns, match_columns
from models.domain.book.online_table import LEAST_QUESTIONS, OnlineRow, bursts, read_online_row, same_answers
from models.domain.book.periods import Period
from models.domain.book.serials import expand, parse_typed
from models.domain.questionnaire.questionnaire import Questionnaire
from models.services.forms.issuing import issue_forms
from models.services.keying.doubted_rows import KeyedRow, doubted_notes
from models.services.keying.keying import Desk, open_desk, write_keying
from models.services.office.allowing import allow
from models.services.office.closing import journal_facts, require_open
from models.services.office.file_kinds import FileKind, read_tables_of
from models.services.office.questionnaires import kinds_of, questionnaire_for
from models.store.database import Station
from models.store.pen import Pen
from models.store.remembered import remember, remembered

SOURCES = "sources"
"""Where the issue of online forms names the answers they were made for."""
LIKE_WITHIN = 600
"""Seconds within which the very same answers are told."""
BURST = (5, 60)
"""So many answers within so many seconds are told."""
_COLUMNS = "online-columns/"
_MOST_NAMED = 20


@dataclass(eq=False)
class NoOnlineAnswers(Problem):
    """No row of the file has enough questions as columns."""

    file: str
    code = "no_online_answers"
    says = N_(
        "In “{file}” no row names the questions of this questionnaire, so nothing was taken in. Choose the file as the form program "
        "wrote it, with its first row, and the questionnaire that was answered."
    )


@dataclass(eq=False)
class OnlineColumnsUnknown(Problem):
    """Columns that may hold answers and are no question."""

    columns: tuple[str, ...]
    code = "online_columns_unknown"
    says = N_(
        "These columns are no question that is known here: {columns}. Nothing was taken in. Say of each which question it holds, or that "
        "it holds no answers; that is remembered for the next file."
    )


@dataclass(eq=False)
class SlipStrange(Problem):
    """The number that was typed belongs to no slip for online answers."""

    serial: str
    code = "slip_strange"
    says = N_("{serial} is the number of no slip for online answers.")


@dataclass(eq=False)
class SlipUsed(Problem):
    """An answer with the number of this slip is here already."""

    serial: str
    code = "slip_used"
    says = N_("With the number {serial} an answer was given already; a slip is for one answer.")


@dataclass(eq=False)
class OnlineAnswerChanged(Problem):
    """The form program has other answers now than those that were taken in."""

    serial: str
    code = "online_answer_changed"
    says = N_(
        "This answer is here already under the number {serial}, with other answers: it was changed at the form program since. Nothing was "
        "changed here; amend form {serial} if the newer answers are right."
    )


@dataclass(eq=False)
class OnlineRowTooLong(Problem):
    """A row with cells behind the last header."""

    code = "online_row_too_long"
    says = ROW_TOO_LONG


@dataclass(frozen=True, slots=True)
class RefusedAnswer:
    """A row that was not taken in, with its reason; `row` as the sheet counts."""

    row: int
    typed: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class OnlineImport:
    """What became of a file: rows that are new (with their numbers), here already, or refused; and what deserves a look."""

    rows: int
    new: int
    already_here: int
    serials: tuple[str, ...]
    refused: tuple[RefusedAnswer, ...]
    alike: tuple[tuple[int, ...], ...]
    bursts: tuple[tuple[int, ...], ...]
    account: ReadingAccount


def known_columns(station: Station, questionnaire: Questionnaire) -> Mapping[str, str]:
    """What was said of columns before: column → question, for this coding of a questionnaire."""
    kept = remembered(station.db, f"{_COLUMNS}{questionnaire.coding[:16]}")
    return dict(json.loads(kept)) if kept else {}


def online_columns(station: Station, period: Period, path: Path, *, variant: str) -> OnlineColumns:
    """What the columns of a file hold, as far as it is known; the `unknown` ones are asked about."""
    questionnaire = questionnaire_for(station, period, variant)
    return _table(path, questionnaire, known_columns(station, questionnaire))[2]


def import_online(
    station: Station,
    period: Period,
    path: Path,
    *,
    variant: str,
    chosen: Mapping[str, str] | None = None,
    act: Act,
) -> OnlineImport:
    """Take in the answers of a file, all rows that can be or none of them; the same answers again add nothing.

    An answer with the number of a slip is keyed under it, any other gets the next number of this computer's book. `chosen` says which
    question a column holds; it is remembered.
    """
    allow(station, act, Duty.KEY)
    questionnaire = questionnaire_for(station, period, variant)
    said = {**known_columns(station, questionnaire), **(chosen or {})}
    table, top, columns, further = _table(path, questionnaire, said)
    if columns.unknown:
        raise OnlineColumnsUnknown(tuple(each.name for each in columns.unknown))
    with station.transaction():
        require_open(station, period.key)
        rows, refused, empty = _rows(table, top, columns, questionnaire, period, act)
        here = _sources_here(station, period)
        fresh = list({each.source: each for each in rows if each.source not in here}.values())
        desk = open_desk(station, period)
        refused += _changed(rows, here, desk)
        with_slip, without = _by_slip(station, period, desk, fresh, refused)
        serials = list(with_slip)
        if without:
            batch = issue_forms(
                station,
                period,
                variant=variant,
                count=len(without),
                channel=ONLINE,
                sources=tuple(each.source for each in without),
                act=act,
            )
            serials += zip(map(str, batch.serials), without, strict=True)
        pen = Pen(station, station.unit, period.key, act=act)
        for serial, row in serials:
            salt = f"{act.salt}{row.row}"
            write_keying(pen, serial=serial, coding=questionnaire.coding, answers=row.answers, salt=salt)
        if chosen:
            remember(station.db, f"{_COLUMNS}{questionnaire.coding[:16]}", json.dumps(said, ensure_ascii=False))
    taken = len(rows) - sum(each.row in {row.row for row in rows} for each in refused)
    alike = same_answers(rows, within=LIKE_WITHIN)
    many = bursts(rows, least=BURST[0], within=BURST[1])
    account = ReadingAccount(
        columns.account,
        len(table.rows) - top,
        taken,
        tuple(RefusedRow(each.row, each.typed, each.problem.sentence) for each in sorted(refused, key=lambda e: e.row)),
        empty,
        (
            *_notes(alike, many),
            *doubted_notes(
                (KeyedRow(row.row, questionnaire, row.answers) for _, row in serials),
                day=station.catalogue.place.day_of(act.at),
            ),
            *told_beside(table, further, used=(), first_row=top + 1),
        ),
    )
    new = len(serials)
    return OnlineImport(
        taken + len(refused),
        new,
        taken - new,
        tuple(serial for serial, _ in serials),
        tuple(refused),
        alike,
        many,
        account,
    )


def _table(
    path: Path, questionnaire: Questionnaire, said: Mapping[str, str]
) -> tuple[Table, int, OnlineColumns, tuple[str, ...]]:
    """The sheet with the most questions as columns, the row of its header, and what its columns hold."""
    sheets = read_tables_of(path, FileKind.KEYINGS)
    best: tuple[int, Table, int, OnlineColumns] | None = None
    for table in sheets:
        for row, cells in enumerate(table.rows[:HEADER_WITHIN], 1):
            columns = match_columns(["" if cell is None else str(cell) for cell in cells], questionnaire, said)
            if columns.known >= LEAST_QUESTIONS and (best is None or columns.known > best[0]):
                best = columns.known, table, row, columns
    if best is None:
        raise NoOnlineAnswers(path.name)
    _, table, top, columns = best
    return table, top, columns, further_sheets(table, sheets)


def _rows(
    table: Table, top: int, columns: OnlineColumns, questionnaire: Questionnaire, period: Period, act: Act
) -> tuple[list[OnlineRow], list[RefusedAnswer], int]:
    named = [place for place, cell in enumerate(table.rows[top - 1], 1) if cell not in (None, "")]
    long = too_long_rows(table, first_row=top + 1, named=named)
    rows: list[OnlineRow] = []
    refused: list[RefusedAnswer] = []
    empty = 0
    for number, cells in enumerate(table.rows[top:], top + 1):
        act.progress.step(number, len(table.rows))
        try:
            if number in long:
                raise OnlineRowTooLong
            row = read_online_row(cells, number, columns, questionnaire, seed=period.seed)
        except Problem as problem:
            refused.append(RefusedAnswer(number, "", problem))
            continue
        if row is None:
            empty += 1
        else:
            rows.append(row)
    return rows, refused, empty


def _by_slip(
    station: Station, period: Period, desk: Desk, rows: Iterable[OnlineRow], refused: list[RefusedAnswer]
) -> tuple[list[tuple[str, OnlineRow]], list[OnlineRow]]:
    """The answers with the number of a slip, and those without; numbers that cannot be are refused."""
    used: set[str] = set()
    with_slip, without = [], []
    for row in rows:
        if not row.typed:
            without.append(row)
            continue
        try:
            serial = str(
                parse_typed(row.typed, period=period.code, unit=station.unit.code, kinds=kinds_of(station, period))
            )
            issues = desk.issues.get(serial, ())
            if len(issues) != 1 or issues[0].channel != ONLINE:
                raise SlipStrange(serial)
            keyed = desk.keyings.get(serial, ())
            if any((each.marks, each.rest) == (row.answers.marks, row.answers.rest_json) for each in keyed):
                continue
            if serial in used or keyed:
                raise SlipUsed(serial)
        except Problem as problem:
            refused.append(RefusedAnswer(row.row, row.typed, problem))
            continue
        used.add(serial)
        with_slip.append((serial, row))
    return with_slip, without


def _sources_here(station: Station, period: Period) -> Mapping[str, str]:
    """What names the answers that were taken in before, and the number that each was given."""
    facts = journal_facts(station, period, station.unit, late=True)
    issued = ((fact, fact.facts().get(SOURCES)) for fact in facts if fact.kind == Kind.ISSUED)
    return {str(source): serial for fact, sources in issued if isinstance(sources, list)
            for source, serial in zip(sources, expand(fact.serials), strict=False)}  # fmt: skip


def _changed(rows: Iterable[OnlineRow], here: Mapping[str, str], desk: Desk) -> Iterable[RefusedAnswer]:
    """The rows of answers that are here with nothing but other answers."""
    for row in rows:
        serial = here.get(row.source, "")
        keyed = desk.keyings.get(serial, ())
        if keyed and all((each.marks, each.rest) != (row.answers.marks, row.answers.rest_json) for each in keyed):
            yield RefusedAnswer(row.row, serial, OnlineAnswerChanged(serial))


def _notes(alike: tuple[tuple[int, ...], ...], many: tuple[tuple[int, ...], ...]) -> Iterable[Sentence]:
    if alike:
        said = N_(
            "{count} times the very same answers came several times within ten minutes; rows {rows}. Look whether somebody answered twice."
        )
        yield Sentence(said, {"count": len(alike), "rows": _listed(alike)})
    if many:
        said = N_(
            "{count} times five and more answers came within a minute; rows {rows}. Look whether one person answered for many."
        )
        yield Sentence(said, {"count": len(many), "rows": _listed(many)})


def _listed(groups: tuple[tuple[int, ...], ...]) -> str:
    told = [", ".join(map(str, group)) for group in groups[:_MOST_NAMED]]
    return "; ".join(told) + ("; …" if len(groups) > _MOST_NAMED else "")
