"""SQL and peewee stand in the store alone, and what only SQLite knows in one file of it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from models.domain.sheets.counting import RELATIONS
from tests.architecture.test_floors import PACKAGES, ROOT, STORE, sources, uses
from tests.builders.marked import nodes_of, tree_of

HOME = ROOT / "models" / "store"
INNER = ("models.store.sql", "models.store.tables", "models.store.home_tables")
ONLY_ONE_ENGINE = re.compile(
    r"\b(QUALIFY|PIVOT|UNPIVOT|LATERAL|EXPLODE|UNNEST|STRUCT|LIST|ARRAY|ILIKE|REGEXP\w*|read_parquet|DOUBLE|FLOAT|HUGEINT|STRING)\b|::|//|`",
    re.IGNORECASE,
)
COUNTED = ROOT / "models" / "domain" / "sheets"
"""Here stand texts that other engines count exported answers with: they read, and only what was exported."""
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|ALTER|DROP|PRAGMA)\s+\S")
ONLY_SQLITE = re.compile(
    r"\b(PRAGMA|ROWID|VACUUM|AUTOINCREMENT|sqlite_\w+|INSERT\s+OR|REPLACE\s+INTO|IFNULL|GLOB|GROUP_CONCAT|json_\w+\(|strftime)\b"
    r"|\b(MAX|MIN)\([^()]*,",
    re.IGNORECASE,
)

ONLY_POSTGRESQL = re.compile(
    r"\bpg_\w+|\bCOPY \w+ |\bLISTEN \w|\bCREATE (SCHEMA|TRIGGER|FUNCTION|ROLE)\b|\bGRANT \w|ILIKE|\w::\w|ANY\(|\bSET LOCAL\b"
)


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a file that are no docstrings, with their lines; parts of an f-string one by one."""
    tree = tree_of(path)
    documents = {
        id(node.body[0].value)
        for node in nodes_of(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes_of(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.lineno, node.value


def outside() -> list[Path]:
    return [path for path in sources(*PACKAGES) if HOME not in path.parents]


def test_the_database_stays_in_the_store() -> None:
    found = uses(outside(), (*STORE, *INNER))
    assert not found, "tables and queries belong to models/store: ask one of its files of questions:\n" + "\n".join(
        found
    )


def test_no_statement_stands_outside_the_store() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {text[:60]!r}"
        for path in outside()
        for line, text in texts(path)
        if STATEMENT.match(text) and text.lstrip()[:3].isupper() and COUNTED not in path.parents
    ]
    assert not found, "put the question into models/store, in the office's words:\n" + "\n".join(found)


def test_texts_for_other_engines_only_read_what_was_exported() -> None:
    """One text for every engine: plain questions, no word that one of them alone knows, and no table of the base."""
    relations = {*RELATIONS, "counted", "compared", "there", "told", "same"}
    found = []
    for path in sorted(COUNTED.rglob("*.py")):
        for line, text in texts(path):
            if not (STATEMENT.match(text) and text.lstrip()[:3].isupper()):
                continue
            named = set(re.findall(r"\b(?:FROM|JOIN)\s+([a-z_]+)", text)) - relations
            if not text.lstrip().startswith("SELECT") or named or ONLY_ONE_ENGINE.search(text) or ";" in text:
                found.append(f"{path.relative_to(ROOT)}:{line} {text[:60]!r} {sorted(named)}")
    assert not found, "\n".join(found)


def test_what_only_sqlite_knows_stands_in_one_file() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {text[:80]!r}"
        for path in sorted(HOME.rglob("*.py"))
        if path.name not in {"sqlite.py", "postgres.py", "postgres_texts.py"}
        for line, text in texts(path)
        if ONLY_SQLITE.search(text)
    ]
    assert not found, "say it so that PostgreSQL understands it too, or in models/store/sqlite.py:\n" + "\n".join(found)


def test_what_only_postgresql_knows_stands_in_its_files() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {text[:80]!r}"
        for path in sorted(HOME.rglob("*.py"))
        if path.name not in {"postgres.py", "postgres_texts.py"}
        for line, text in texts(path)
        if ONLY_POSTGRESQL.search(text)
    ]
    assert not found, "say it so that SQLite understands it too, or in models/store/postgres.py:\n" + "\n".join(found)


def test_every_question_of_the_store_is_asked() -> None:
    """A table or a function of the store that nothing uses goes."""
    said = Counter(word for path in sources(*PACKAGES) for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))
    unused = [
        f"{path.name}: {node.name}"
        for path in sorted(HOME.rglob("*.py"))
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_") and said[node.name] < 2
    ]
    assert not unused, "delete what nothing asks:\n" + "\n".join(unused)
