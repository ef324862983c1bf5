"""The forms that come with pyxform, the program that most other programs read XLSForms with, and how it reads them.

They are run and never kept here: `PYXFORM_SOURCE` names a folder with its sources and tests, else the last source distribution that
carries its tests is fetched from the package index.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

LAST_WITH_TESTS = "pyxform==1.6.0"
"""Later source distributions leave the tests out."""
_ENDINGS = (".xlsx", ".xls", ".xlsm", ".csv", ".md")
_SHEET = re.compile(r"^\s*\|\s*survey\s*\|", re.MULTILINE)
_SEPARATOR = re.compile(r"[\s|:-]*")
_OURS = {
    "select one": "select_one",
    "select all that apply": "select_multiple",
    "string": "text",
    "int": "integer",
    "trigger": "acknowledge",
}
_SILENT = frozenset(
    ("calculate", "start", "end", "today", "deviceid", "phonenumber", "username", "simserial", "subscriberid", "email", "audit", "hidden",
     "start-geopoint", "xml-external", "csv-external", "uri:deviceid", "uri:email", "uri:phonenumber", "uri:simserial",
     "uri:subscriberid", "uri:username", "background-audio", "background-geopoint")
)  # fmt: skip
_OWN = re.compile(r"generated_table_list_label_|reserved_name_for_field_list_labels_")
"""Rows that pyxform makes of a matrix for its screens."""
_FOLLOWED = frozenset(("start", "end", "step", "rows", "seed"))
ON_PAPER = frozenset(
    (
        "select_one",
        "select_multiple",
        "text",
        "integer",
        "decimal",
        "date",
        "note",
        "rank",
        "range",
        "acknowledge",
        "group",
    )
)
"""The types that paper can carry."""


@dataclass(frozen=True)
class Asked:
    """One question as pyxform reads it: expressions as written, those of the groups around it first; choices by name.

    Words may stand in several languages (`in_language`); a hint has the one for print-outs behind it.
    """

    name: str
    type: str
    label: object
    hint: tuple[object, ...]
    relevant: tuple[str, ...]
    required: str
    constraint: str
    message: object
    choices: tuple[tuple[str, object], ...]
    groups: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    is_read_only: bool = False


@dataclass(frozen=True)
class Reading:
    """A form as pyxform reads it; `types` are those of everything in it, but for what nobody is asked."""

    asked: tuple[Asked, ...]
    types: frozenset[str]
    languages: frozenset[str]


def source(folder: Path) -> Path | None:
    """A folder with the tests of pyxform; None where none is named and none can be fetched into `folder`."""
    named = os.environ.get("PYXFORM_SOURCE")
    if named:
        return Path(named)
    fetching = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        "pyxform",
        LAST_WITH_TESTS,
        "-d",
        folder,
    ]
    with suppress(OSError, subprocess.SubprocessError):
        subprocess.run(list(map(str, fetching)), check=True, capture_output=True, timeout=300)
    for archive in folder.glob("pyxform-*.tar.gz"):
        with tarfile.open(archive) as packed:
            for member in packed.getmembers():
                content = packed.extractfile(member) if member.isfile() else None
                if content is not None and "/tests/" in member.name and ".." not in member.name:
                    (folder / member.name).parent.mkdir(parents=True, exist_ok=True)
                    (folder / member.name).write_bytes(content.read())
        return folder / archive.name.removesuffix(".tar.gz")
    return None


def published(folder: Path, into: Path) -> Iterator[tuple[str, Path]]:
    """Each form of the folder, by a name; those that are written in tests as tables of text become workbooks in `into`."""
    seen: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _ENDINGS and path.suffix != ".md":
            yield path.name, path
        elif path.suffix in (".py", ".md"):
            for line, text in _tables_in(path):
                if text in seen:
                    continue
                seen.add(text)
                file = into / f"{path.stem}_{line}.xlsx"
                if _written(text, file):
                    yield file.name, file


def _tables_in(path: Path) -> Iterator[tuple[int, str]]:
    words = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".md":
        if _SHEET.search(words):
            yield 1, words
        return
    try:
        tree = ast.parse(words)
    except SyntaxError:
        return
    pieces = {id(each) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for each in node.values}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces
        if is_text and isinstance(node, ast.Constant) and _SHEET.search(str(node.value)):
            yield node.lineno, str(node.value)


def _written(text: str, file: Path) -> bool:
    """Write a table of text as a workbook; False where it has no rows."""
    book = openpyxl.Workbook(write_only=True)
    sheets: dict[str, Any] = {}
    sheet = None
    for line in text.splitlines():
        bare = line.strip()
        if not bare.startswith("|") or _SEPARATOR.fullmatch(bare):
            continue
        name, *cells = [
            cell.strip().replace("\\|", "|")
            for cell in re.split(r"(?<!\\)\|", bare.strip("|") if bare.endswith("|") else bare[1:])
        ]
        if name:
            sheet = sheets[name] = sheets.get(name) or book.create_sheet(name)
        if sheet is not None and any(cells):
            sheet.append([cell or None for cell in cells])
    if not sheets:
        return False
    book.save(file)
    return True


def read_by_pyxform(path: Path) -> Reading | str:
    """A form as pyxform reads it, or why it does not."""
    try:
        made = convert(str(path), validate=False)._pyxform  # noqa: SLF001 -- its JSON, which it writes no more
    except PyXFormError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 -- whatever stops it: the form is none to compare
        return f"{type(error).__name__}: {error}"
    asked: list[Asked] = []
    types: set[str] = set()
    _Walk(made.get("choices", {}), asked, types).through(made["children"], (), ())
    return Reading(tuple(asked), frozenset(types), frozenset(_languages(made)))


@dataclass
class _Walk:
    """Goes through the groups of a form and notes what is asked, and the types of all."""

    lists: Mapping[str, Sequence[Mapping[str, Any]]]
    asked: list[Asked]
    types: set[str]

    def through(
        self, children: Sequence[Mapping[str, Any]], groups: tuple[str, ...], conditions: tuple[str, ...]
    ) -> None:
        for child in children:
            kind = _OURS.get(child["type"], child["type"])
            bind = child.get("bind", {})
            own = (*conditions, *([bind["relevant"]] if bind.get("relevant") else []))
            if child["name"] == "meta" and kind == "group":
                continue
            if kind in ("group", "repeat", "loop"):
                self.types.add(kind)
                self.through(child.get("children", ()), (*groups, child["name"]), own)
            elif (
                kind not in _SILENT
                and not (bind.get("calculate") and not child.get("label"))
                and not _OWN.match(child["name"])
            ):
                self.types.add("from file" if "." in str(child.get("itemset", "")) else kind)
                self.asked.append(self._asked(child, kind, own, groups))

    def _asked(
        self, child: Mapping[str, Any], kind: str, conditions: tuple[str, ...], groups: tuple[str, ...]
    ) -> Asked:
        bind = child.get("bind", {})
        choices = child.get("choices") or self.lists.get(child.get("itemset", ""), ())
        said = child.get("parameters", {})
        told = (
            {name: str(value) for name, value in said.items() if name not in _FOLLOWED}
            if isinstance(said, Mapping)
            else {}
        )
        return Asked(
            name=child["name"],
            type=kind,
            label=child.get("label", ""),
            hint=(child.get("hint", ""), child.get("guidance_hint", "")),
            relevant=conditions,
            required=str(bind.get("required", "")),
            constraint=bind.get("constraint", ""),
            message=bind.get("jr:constraintMsg", ""),
            choices=tuple((str(each["name"]), each.get("label", "")) for each in choices),
            groups=groups,
            parameters=tuple(f"{name}={value}" for name, value in told.items() if value.lower() not in ("false", "no")),
            is_read_only=bool(bind.get("readonly") or bind.get("calculate")),
        )


def _languages(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key in ("label", "hint") and isinstance(each, Mapping):
                yield from map(str, each)
            yield from _languages(each)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            yield from _languages(each)


def in_language(words: object, language: str) -> str:
    """Words that may stand in several languages, in one of them."""
    if isinstance(words, Mapping):
        return str(words.get(language) or words.get("default") or "")
    return str(words or "")
