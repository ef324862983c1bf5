"""One word for one thing: in what people read, and in the glossary against the code."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import click
import pytest
from babel.messages.pofile import read_po

from desktop.cli import office
from tests.builders.marked import ROOT, marked, nodes_of, sources

REJECTED = {
    "số khởi tạo": r"số gốc|hạt giống|mã khởi tạo",
    "đóng kỳ": r"khóa sổ|khóa kỳ",
    "phát hành": r"\bcấp (?:phiếu|số|hai lần)|(?:đã|lần|dải đã) cấp\b",
    "mã đối chiếu": r"dấu vân|vân dữ liệu",
    "mẫu phiếu": r"bộ câu hỏi",
    "còn tồn": r"trong kho\b",
    "tập": r"\blô\b",
    "dòng dữ liệu": r"dòng ghi\b(?! chú)",
    "tệp phát động, kỳ khảo sát": r"đợt khảo sát",
    "ý kiến góp ý": r"lời ghi(?! chú)|viết tay|ghi tay|ý kiến đóng góp",
    "xử lý phiếu lệch": r"phân xử",
    "cán bộ, Ông/Bà": r"\bbạn\b",
    "xuất, lưu": r"\bghi (?:lại )?(?:các |một )?(?:gói|tệp phát động|biên nhận)(?! chứng)\b|\bghi [^.;:]*\bra (?:tệp|bảng|PDF|csv|Excel)",
    "hủy lựa chọn": r"bỏ chọn",
    "95%, without a space": r"[\d}] %",
}
"""The Vietnamese word that was chosen → those that were in use for the same thing and are not any more."""

REJECTED_ENGLISH = {"control code": r"data fingerprint"}

SHARED_NAMES = {
    "Presenter": "each screen and section has one",
    "View": "each screen and section has one",
    "Meta": "peewee's word for how a table is laid",
}
"""Class names that may stand for several classes, and why."""

GUIDE = sorted((ROOT / "docs" / "huong-dan").glob("*.md"))
GLOSSARY = ROOT / "docs" / "glossary.md"


def rows_of_glossary() -> Iterator[list[str]]:
    """Vietnamese, English and code of every line of the glossary's tables."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        is_of_table = line.startswith("|") and before.startswith("|") and not line.startswith("|--")
        if is_of_table:
            yield [cell.strip() for cell in line.strip("|").split("|")]


@cache
def vietnamese() -> dict[str, str]:
    """Every Vietnamese text by its place."""
    said: dict[str, str] = {}
    with (ROOT / "models" / "language" / "vi.po").open("rb") as file:
        for message in read_po(file, charset="utf-8"):
            if message.id:
                said[f"vi.po: {str(message.id)[:60]}"] = str(message.string)
    for page in GUIDE:
        for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
            said[f"{page.name}:{number}"] = line
    for words, _, code in rows_of_glossary():
        said[f"glossary: {code}"] = words
    return said


@pytest.mark.parametrize("chosen", REJECTED)
def test_no_rejected_word_is_read_by_anybody(chosen: str) -> None:
    rejected = re.compile(f"(?i){REJECTED[chosen]}")
    slips = [f"{place}: {text}" for place, text in vietnamese().items() if rejected.search(text)]
    assert not slips, f"the word is {chosen}:\n" + "\n".join(slips)


@pytest.mark.parametrize("chosen", REJECTED_ENGLISH)
def test_no_rejected_english_word_is_read_by_anybody(chosen: str) -> None:
    rejected = re.compile(f"(?i){REJECTED_ENGLISH[chosen]}")
    slips = [f"{each.place}: {each.english}" for each in marked() if rejected.search(each.english)]
    assert not slips, f"the word is {chosen}:\n" + "\n".join(slips)


@cache
def named_in_code() -> frozenset[str]:
    """Modules, and whatever is defined in them, alone and behind its class."""
    names: set[str] = set()
    for path, tree in sources().items():
        module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        names.add(module)
        for node in nodes_of(tree):
            names |= set(_defined(node))
            if isinstance(node, ast.ClassDef):
                names |= {f"{node.name}.{name}" for inner in node.body for name in _defined(inner)}
    return frozenset(names)


def _defined(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        yield node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def is_command(words: str) -> bool:
    command: click.Command = office
    for word in words.split():
        inner = command.get_command(click.Context(command), word) if isinstance(command, click.Group) else None
        if inner is None:
            return False
        command = inner
    return True


def test_every_code_word_of_the_glossary_stands_in_the_code() -> None:
    words = [word for _, _, code in rows_of_glossary() for word in re.findall(r"`([^`]+)`", code)]
    assert len(words) > 90
    strange = [word for word in words if word not in named_in_code() and not is_command(word)]
    assert not strange


def test_nothing_stands_twice_in_the_glossary() -> None:
    first = [row[0] for row in rows_of_glossary()]
    assert sorted(first) == sorted(set(first))


def test_one_class_name_stands_for_one_class_in_the_whole_program() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path, tree in sources().items():
        for node in nodes_of(tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(f"{path}:{node.lineno}")
    shared = {name: found for name, found in places.items() if len(found) > 1}
    assert set(SHARED_NAMES) <= set(shared), "a name that is not shared any more needs no exception"
    doubled = {name: found for name, found in shared.items() if name not in SHARED_NAMES}
    assert not doubled, f"a name here stands for several classes; let each say whose it is: {doubled}"
