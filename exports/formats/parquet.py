"""Anonymous answers as Parquet, for engines that count a whole country; needs the extra `analysis` (pyarrow).

A folder into which every hub and period is put beside the others: `answers` by period and province, in each the offices one after
the other, and beside them the code book, the offices, the rules of the survey, and what its printed sheets tell that no row does
(docs/analysis.md).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from exports.formats.codebook import HEADER, codebook
from exports.formats.contract import ExtraMissing, distinct_names
from exports.survey import BALANCE, OfficeTold, ScoredColumn, SurveyTold, Untold, survey_of, unit_facts
from exports.tables import AnswerTable
from models.domain.basics.problems import N_, Problem
from models.files import left_as_it_was, made_apart, write_whole
from models.language import Language
from models.progress import NO_PROGRESS, Progress

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_OF_A_GROUP = 122_880
"""Rows of a row group: so many are read at one go by one core."""
TABLES = ("answers", "codebook", "items", "offices", "untold", "surveys")
UNTOLD = ("unit", "item", "value", "forms")
_NAME = re.compile(r"[^A-Za-z0-9_]")
_LONGEST = 64


@dataclass(eq=False)
class OtherFilesThere(Problem):
    """A folder that is to take answers as Parquet holds something else."""

    folder: Path
    code = "other_files_there"
    says = N_(
        "The folder {folder} has other files in it; nothing was written. Name a new folder, or one that answers were written "
        "to in this format before."
    )


@dataclass(eq=False)
class OtherExporterThere(Problem):
    """Another office has written the same period of the same province there; both together would count forms twice."""

    period: str
    province: str
    exporter: str
    code = "other_exporter_there"
    says = N_(
        "The folder has period {period} of {province} already, written by {exporter}; with both, forms would count twice. Nothing was "
        "written. Name another folder."
    )


class Parquet:
    """The same table gives the same bytes; a period that the hub wrote there before is replaced."""

    code: ClassVar[str] = "parquet"
    suffix: ClassVar[str] = ".parquet"
    says: ClassVar[str] = N_("Parquet, for the analysis of many offices together")
    is_folder: ClassVar[bool] = True

    def write(self, table: AnswerTable, *, language: Language, to: Path, progress: Progress = NO_PROGRESS) -> None:
        require_pyarrow()
        if table.origin is None:
            raise ValueError(table.period)
        anonymous = table.without_texts()
        told = survey_of(table.origin, anonymous, stands_on=language.sentence(table.stands_on))
        write_survey(told, anonymous, language=language, to=to, progress=progress)


def require_pyarrow() -> None:
    """Refuse (`ExtraMissing`) where the part that writes and reads Parquet is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401 -- asked for, not used
    except ImportError as error:
        raise ExtraMissing("analysis") from error


def write_survey(
    told: SurveyTold, table: AnswerTable, *, language: Language, to: Path, progress: Progress = NO_PROGRESS
) -> None:
    """Put one survey with its rows into the folder `to`: all of it or nothing."""
    names = column_names([field.name for field in table.fields])
    book = [(names.get(row[0], row[0]), *row[1:]) for row in codebook(table, language)]
    with survey_in_place(told, names, book, to=to) as answers:
        _write_answers(table, names, answers, progress)
        # the last chance to stop comes before anything stands there
        progress.step(len(table.rows), len(table.rows))


@contextmanager
def survey_in_place(
    told: SurveyTold, names: Mapping[str, str], book: Sequence[Sequence[object]], *, to: Path
) -> Iterator[Path]:
    """The folder for the answers of a survey; when they are there, everything stands in `to` together, or nothing does.

    Refuses a folder of other files (`OtherFilesThere`) and a survey of somebody else (`OtherExporterThere`).
    """
    _require_ours(to)
    place = f"period={told.code}/province={told.province.key.code}"
    _require_same_exporter(to / "surveys" / place / "survey.json", told)
    parts = [f"{name}/{place}" for name in TABLES]
    with left_as_it_was(to), _made(to), made_apart(to, parts=parts) as apart:
        yield apart / "answers" / place
        _write(apart / "codebook" / place / "codebook.parquet", HEADER, book)
        _write_items(told.columns, names, apart / "items" / place)
        _write_offices(told.offices, apart / "offices" / place)
        untold = [Untold(each.unit, names[each.column], each.value, each.forms) for each in told.untold]
        _write(apart / "untold" / place / "untold.parquet", UNTOLD, untold)
        folder = apart / "surveys" / place
        folder.mkdir(parents=True)
        text = {**json.loads(told.text()), "digest": digest_of(apart, place)}
        write_whole(folder / "survey.json", json.dumps(text, ensure_ascii=False, sort_keys=True).encode())


@contextmanager
def _made(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    yield


def column_names(names: Sequence[str]) -> dict[str, str]:
    """What the columns are called there: letters, digits and low lines, no two alike to an engine that ignores case."""
    return distinct_names(names, lambda name: _NAME.sub("_", name)[:_LONGEST] or "v", longest=_LONGEST)


def _require_ours(folder: Path) -> None:
    others = folder.is_dir() and any(
        each.name not in TABLES and not each.name.startswith(".") for each in folder.iterdir()
    )
    if folder.is_file() or others:
        raise OtherFilesThere(folder)


def _require_same_exporter(there: Path, told: SurveyTold) -> None:
    if there.is_file():
        exporter = json.loads(there.read_bytes()).get("exporter", {})
        if exporter.get("unit") != str(told.exporter.key):
            name = f"{exporter.get('label', '')} {exporter.get('name', '')}".strip()
            raise OtherExporterThere(told.code, told.province.full_name, name)


def _write_answers(table: AnswerTable, names: Mapping[str, str], folder: Path, progress: Progress) -> None:
    """One file, its rows by office: engines pass over the row groups of other offices by what is noted of each."""
    heads = [field.name for field in table.fields]
    unit = heads.index("unit")
    kept = [unit, *(place for place, head in enumerate(heads) if head not in ("period", "unit"))]
    rows: list[list[str]] = []
    for code, its in groupby(sorted(table.rows, key=lambda row: row[unit]), key=lambda row: row[unit]):
        progress.step(len(rows), len(table.rows), code)
        rows += [[row[place] for place in kept] for row in its]
    _write(folder / "answers.parquet", [names[heads[place]] for place in kept], rows)


ITEM = ("item", "question", "coding", "overall")


def _write_items(columns: Sequence[ScoredColumn], names: Mapping[str, str], folder: Path) -> None:
    rows = [(names[each.column], each.question, short_coding(each.coding), int(each.overall)) for each in columns]
    _write(folder / "items.parquet", ITEM, rows)


def short_coding(coding: str) -> str:
    """A name for what the codes of a question mean."""
    return hashlib.sha256(coding.encode()).hexdigest()[:16]


OFFICE = (
    *("unit", "name", "label", "level", "level_group", "level_group_name", "level_group_place", "agency"),
    *("valid_from", "parent", "own_code"),
    *("asked", "sent", "closed", "withheld", "left_out", "told", "forms", "answers"),
    *("late", "lacking", "unheard", "population", "uneven", "wanted", "questionnaires"),
    *BALANCE,
)


def _write_offices(offices: Sequence[OfficeTold], folder: Path) -> None:
    rows: list[tuple[object, ...]] = []
    for each in offices:
        line, facts = each.line, unit_facts(each.line.unit)
        flags = (line.expected, each.sent, line.is_closed, line.is_withheld, each.left_out)
        rows.append(
            (
                *(line.unit.key.code, facts["name"], facts["label"], facts["level"]),
                *(facts["level_group"], facts["level_group_name"], facts["level_group_place"], facts["agency"]),
                *(
                    line.unit.key.valid_from.isoformat(),
                    facts["parent"],
                    facts["own_code"],
                    *map(int, flags),
                    each.rows,
                    line.forms,
                ),
                *(line.answers, line.late, line.lacking, line.unheard, line.population, line.uneven, line.wanted),
                *(" ".join(map(str, each.questionnaires)), *(each.balance.get(name, 0) for name in BALANCE)),
            )
        )
    _write(folder / "offices.parquet", OFFICE, rows)


_WHOLE = frozenset(("overall", "asked", "sent", "closed", "withheld", "left_out", "told", "forms", "answers", "late",
                    "lacking", "unheard", "population", "uneven", "wanted", *BALANCE))  # fmt: skip
"""Columns that hold whole numbers; all others hold text, so that no code loses a zero."""


def _write(file: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    import pyarrow as pa

    types: dict[str, pa.DataType] = {name: pa.int64() if name in _WHOLE else pa.string() for name in columns}
    across = list(zip(*rows, strict=True)) or [() for _ in columns]
    schema = pa.schema([(name, types[name]) for name in columns])
    made = pa.table([pa.array(cells, types[name]) for name, cells in zip(columns, across, strict=True)], schema=schema)
    put_table(made, file)


def put_table(table: pa.Table, file: Path) -> None:
    """Write one file as all are written: the same table gives the same bytes."""
    import pyarrow.parquet as pq

    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, file, compression="zstd", row_group_size=ROWS_OF_A_GROUP, use_dictionary=True, version="2.6")


def digest_of(folder: Path, place: str) -> str:
    """Hex SHA-256 over all files of one survey, by their names."""
    digest = hashlib.sha256()
    for name in TABLES:
        for file in sorted((folder / name / place).rglob("*.parquet")):
            digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
