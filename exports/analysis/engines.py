"""The engines that count exported answers: DuckDB in this program, or Spark on a cluster. Both are given the same texts."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from exports.formats.contract import ExtraMissing
from models.domain.basics.problems import N_, Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyspark.sql import SparkSession

Row = tuple[object, ...]


@dataclass(eq=False)
class EngineUnknown(Problem):
    """No engine has this name."""

    engine: str
    known: tuple[str, ...]
    code = "engine_unknown"
    says = N_("There is no engine “{engine}”. Choose one of: {known}.")


@dataclass(eq=False)
class EngineNotStarted(Problem):
    """The engine is installed, but does not start."""

    engine: str
    reason: str
    code = "engine_not_started"
    says = N_("The engine {engine} does not start: {reason}")


class Engine(Protocol):
    """What counts, with its `name` on papers. Relations are named; statements are the texts of `models/domain/sheets`, unchanged."""

    name: ClassVar[str]

    def read(self, name: str, folder: Path) -> None:
        """Make the Parquet files in `folder`, by period and province, the relation `name`."""

    def keep(self, name: str, statement: str) -> None:
        """Work a statement out once and make it the relation `name`."""

    def columns(self, name: str) -> frozenset[str]:
        """The columns of a relation."""

    def rows(self, statement: str) -> list[Row]:
        """What a statement answers."""

    def close(self) -> None:
        """Let go of memory and temporary files."""


@dataclass(frozen=True)
class Means:
    """What an engine may use: memory in megabytes, cores, and where it puts what does not fit (a folder that exists)."""

    megabytes: int = 2000
    cores: int = 2
    scratch: Path | None = None
    master: str = ""


class DuckDb:
    """DuckDB, in this process, without a server."""

    code: ClassVar[str] = "duckdb"
    name: ClassVar[str] = "DuckDB"

    def __init__(self, means: Means) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise ExtraMissing("analysis") from error
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": f"{means.megabytes}MB",
            "threads": means.cores,
            "preserve_insertion_order": False,
            # nothing is fetched while it runs
            "autoinstall_known_extensions": False,
        }
        if means.scratch is not None:
            config["temp_directory"] = str(means.scratch)
        self._base: DuckDBPyConnection = duckdb.connect(config=config)

    def read(self, name: str, folder: Path) -> None:
        files = f"{folder.as_posix()}/**/*.parquet".replace("'", "''")
        # codes of partitions stay text; files of other periods have other columns
        told = "hive_partitioning = true, hive_types_autocast = false, union_by_name = true"
        self._base.sql(f"FROM read_parquet('{files}', {told})").create_view(name)

    def keep(self, name: str, statement: str) -> None:
        self._base.sql(statement).create(name)

    def columns(self, name: str) -> frozenset[str]:
        return frozenset(self._base.table(name).columns)

    def rows(self, statement: str) -> list[Row]:
        return [tuple(row) for row in self._base.sql(statement).fetchall()]

    def close(self) -> None:
        self._base.close()


class Spark:
    """Spark SQL, on this computer (`local[2]`) or on a cluster that reads the same folder."""

    code: ClassVar[str] = "spark"
    name: ClassVar[str] = "Spark SQL"

    def __init__(self, means: Means) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise ExtraMissing("spark") from error
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        made = SparkSession.builder.appName("sophieu").master(means.master or f"local[{means.cores}]")
        settings = {
            # standard SQL: names in double quotes, no silent overflow, codes stay text
            "spark.sql.ansi.enabled": "true",
            "spark.sql.ansi.doubleQuotedIdentifiers": "true",
            "spark.sql.caseSensitive": "true",
            "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
            "spark.sql.shuffle.partitions": str(2 * means.cores),
            "spark.driver.memory": f"{means.megabytes}m",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.log.level": "ERROR",
        }
        if means.scratch is not None:
            settings |= {"spark.local.dir": str(means.scratch), "spark.sql.warehouse.dir": str(means.scratch)}
        for name, value in settings.items():
            made = made.config(name, value)
        try:
            self._session: SparkSession = made.getOrCreate()
        except Exception as error:
            raise EngineNotStarted("Spark", " ".join(str(error).split())[:200]) from error

    def read(self, name: str, folder: Path) -> None:
        files = self._session.read.option("mergeSchema", "true").option("basePath", str(folder))
        files.parquet(str(folder)).createOrReplaceTempView(name)

    def keep(self, name: str, statement: str) -> None:
        frame = self._session.sql(statement).cache()
        frame.createOrReplaceTempView(name)

    def columns(self, name: str) -> frozenset[str]:
        return frozenset(self._session.table(name).columns)

    def rows(self, statement: str) -> list[Row]:
        return [tuple(row) for row in self._session.sql(statement).collect()]

    def close(self) -> None:
        self._session.stop()


ENGINES = {each.code: each for each in (DuckDb, Spark)}


@contextmanager
def engine_of(code: str, means: Means) -> Iterator[Engine]:
    """The engine with this name; refuses `EngineUnknown`, `ExtraMissing` and `EngineNotStarted`."""
    if code not in ENGINES:
        raise EngineUnknown(code, tuple(ENGINES))
    with closing(ENGINES[code](means)) as engine:
        yield engine
