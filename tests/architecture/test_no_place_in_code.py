"""What belongs to one place, one service or one survey stands in data: no line of code and no sentence of the program names it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from models.domain.basics.folding import without_tones
from tests.builders.marked import ROOT, nodes_of, tree_of

EVERY = sorted(path for room in ("models", "desktop", "printing", "exports") for path in (ROOT / room).rglob("*.py"))
DEMO = [path for path in EVERY if "demo" in path.relative_to(ROOT).parts or path.name == "demo.py"]
"""The demonstration is a survey of Hà Nội, invented words and all."""
FILES = [path for path in EVERY if path not in DEMO]
_SIGN = r"[\s_.,/-]*"
PLACES = rf"ha{_SIGN}noi|da{_SIGN}nang|sai{_SIGN}gon|ho{_SIGN}chi{_SIGN}minh|viet{_SIGN}nam(?!ese)|thu do\b|\bh26\b"
OFFICES = (
    rf"\bubnd\b|\buy{_SIGN}ban|(?<!dia )\bphuong\b(?! phap| an)|\bhuyen\b|\bthi{_SIGN}tran\b|"
    rf"\bthanh{_SIGN}pho\b|\bcong{_SIGN}an\b|(?<!so )\bthue\b|"
    rf"mot{_SIGN}cua\b|\btnvtkq\b|\btn&tkq\b|\bone-stop|\bwards?\b|\bcommunes?\b|\bdistricts?\b|\bso (?:noi vu|y te|tu phap|xay dung)\b"
)
SERVICES = rf"hai{_SIGN}long|\bho{_SIGN}so\b|\bvneid\b|\bsipas\b|\bpar{_SIGN}index\b"
DAYS = (
    r"\b(?:0?1[./-]0?7|30[./-]0?6)[./-](?:20)?25\b|\b2025[./-](?:0?7[./-]0?1|0?6[./-]30)\b|\b(?:1 july|july 1|30 june),? 2025\b|"
    r"\b20250701\b|\b20250630\b"
)
CLOCKS = r"(?:utc|gmt)\s*\+\s*0?7\b|\+0?7:?00\b|\b(?:asia|indochina)/[a-z]"
KINDS = r"(?<![A-Za-z])(?:CN|TC)(?![A-Za-z])"
"""Whose letters are capitals: as words they are others."""
PLACE_WORDS = re.compile(f"{PLACES}|{OFFICES}|{DAYS}|{CLOCKS}")
SERVICE_WORDS = re.compile(SERVICES)
_ZONE = "Row {row}, column {column}: {value} is no time zone. Write it as +07:00 or as Asia/Ho_Chi_Minh."
_NUMBER = "“{text}” is not a form number. A form number looks like 26Q3-00004-CN-100123-48; copy it from the bottom of the paper."
EXAMPLES = {_ZONE, _NUMBER}
"""Sentences that show how something is written."""
ALLOWED = {
    # where the built-in data lie, and what its questionnaires are called
    "models/catalogue/packs.py": {"ha-noi"},
    "models/catalogue/questionnaires/__init__.py": {
        "hailong26_cn",
        "hailong26_tc",
        "hailong_cn",
        "hailong_tc",
        "mot_cua",
    },
    "models/catalogue/pack_checking.py": {_ZONE},
    "models/domain/book/serials.py": {_NUMBER},
    # how addresses are written in the language of most lists: only the order of a list follows from it
    "models/domain/dossiers/walking.py": {"(?:phuong|p|xa|thi tran|quan|huyen|thi xa|thanh pho|tp)"},
    # forms that were kept before kinds of respondents and scores were said are read as they were then
    "models/domain/questionnaire/xlsform.py": {
        "CN",
        "hài lòng",
        "không hài lòng",
        "chưa hài lòng",
        "không thật sự hài lòng",
    },
    "models/store/database.py": {
        "UPDATE frame_entry SET kind = CASE kind WHEN 'TC' THEN 'organisation' ELSE 'individual' END"
    },
}


def test_no_line_of_code_names_a_place_or_a_survey() -> None:
    named = {str(path.relative_to(ROOT)): words for path in FILES if (words := foreign_to_code(path))}
    assert named == ALLOWED


def foreign_to_code(path: Path) -> set[str]:
    """The texts of a module that name a place, a service or a kind of respondents."""
    return {text for text in constants(tree_of(path), is_told="commands" in path.parts) if names_one(text)}


def names_one(text: str) -> bool:
    """Whether a text names a place, an office, a service, a day of reform, clocks or a kind of respondents, however it is spelt."""
    bare = without_tones(text)
    return names_office(text) or bool(SERVICE_WORDS.search(bare.casefold())) or text == "84"


def names_office(text: str) -> bool:
    """As `names_one`, but for the service: that it is about satisfaction with what became of dossiers is what the program is for."""
    bare = without_tones(text)
    return bool(PLACE_WORDS.search(bare.casefold()) or re.search(KINDS, bare))


def constants(tree: ast.Module, *, is_told: bool) -> Iterator[str]:
    """The texts of a module, put together where they are added, and days and offsets as their source says them.

    Docstrings are left out, but where they are the help of a command.
    """
    silent = {
        id(node.value) for node in nodes_of(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in nodes_of(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (is_told or id(node) not in silent):
            yield node.value
        elif isinstance(node, ast.Constant) and isinstance(node.value, bytes):
            yield node.value.decode(errors="replace")
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and (text := _added(node)):
            yield text
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(each.value) if isinstance(each, ast.Constant) else "{}" for each in node.values)
        elif isinstance(node, ast.Call):
            yield from _moment(node)


def _added(node: ast.expr) -> str:
    """The text that constants make when they are added; empty where something else is among them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        one, other = _added(node.left), _added(node.right)
        return one + other if one and other else ""
    return ""


def _moment(call: ast.Call) -> Iterator[str]:
    """A day or an offset that is made of numbers, as a text says it."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    values = [each.value for each in call.args if isinstance(each, ast.Constant)]
    named = {each.arg: each.value.value for each in call.keywords if isinstance(each.value, ast.Constant)}
    if name in ("date", "datetime"):
        year, month, day = (*values, None, None, None)[:3]
        year, month, day = named.get("year", year), named.get("month", month), named.get("day", day)
        yield "-".join(map(repr, (year, month, day)))
    if name == "timedelta":
        days, seconds = (*values, 0, 0)[:2]
        units = {"hours": 3600, "minutes": 60, "seconds": 1, "days": 86400}
        whole = [days * 86400 if isinstance(days, int) else 0, seconds if isinstance(seconds, int) else 0]
        whole += [units[word] * value for word, value in named.items() if word in units and isinstance(value, int)]
        yield "+07:00" if sum(whole) == 7 * 3600 else ""


def test_no_sentence_names_a_place_or_one_kind_of_offices() -> None:
    """An office of any branch anywhere reads them, in whatever language, the help of commands too."""
    of_demo = {text for path in DEMO for text in constants(tree_of(path), is_told=True)}
    with (ROOT / "models" / "language" / "vi.po").open("rb") as file:
        said = [(str(each.id), str(each.string)) for each in read_po(file) if each.id and each.id not in of_demo]
    assert len(said) > 1000
    assert [words for both in said if both[0] not in EXAMPLES for words in both if names_office(words)] == []


@pytest.mark.parametrize(
    "spelt",
    ["Hà Nội", "HÀ NỘI", "Ha Noi", "HANOI", "ha-noi", "Ha\u0300 N\u00f4\u0323i", "Đà Nẵng", "H26", "UBND thành phố", "Uỷ ban nhân dân",
     "Phường Ba Đình", "quận, huyện", "Bộ phận Một cửa", "motcua", "UTC+7", "GMT +07", "+07:00", "+0700", "Asia/Bangkok", "01/07/2025",
     "1-7-2025", "2025-07-01", "30/06/2025", "2025-06-30", "20250701", "1 July 2025", "CN", "TC", "x-CN-", "hài lòng", "Hai long", "hồ sơ",
     "84"],
)  # fmt: skip
def test_a_place_is_seen_however_it_is_spelt(spelt: str) -> None:
    assert names_one(spelt)


@pytest.mark.parametrize(
    "line",
    ["x = 'Hà ' + 'Nội'", "x = f'UBND {name}'", "x = b'Ha Noi'", "x = date(2025, 7, 1)", "x = datetime.date(2025, 6, 30)",
     "x = date(year=2025, month=7, day=1)", "x = timedelta(hours=7)", "x = timedelta(0, 25200)", "x = timedelta(minutes=420)",
     "def a():\n    'Phường Ba Đình'"],
)  # fmt: skip
def test_a_place_is_seen_however_it_is_put_together(line: str) -> None:
    assert any(map(names_one, constants(ast.parse(line), is_told=True)))


@pytest.mark.parametrize(
    "word",
    ["phương pháp", "phương án", "địa phương", "Vietnamese letters", "TCVN3 (ABC)", "BATCH", "cơ quan", "2025-07-10"],
)
def test_other_words_are_none(word: str) -> None:
    assert not names_one(word)
