"""The codes that programs read are one word for one thing, and the document lists them all; `--golden-update` writes it anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest

from desktop.commands.deeds import COMMANDS
from models.domain.basics.deeds import Deed
from models.services.exchange.notices import DEEDS, RECEIVED, SAYS, NoticeKind
from tests.builders.marked import ROOT
from tests.builders.problems import problem_classes

DOCUMENT = ROOT / "docs" / "json.md"
WORD = re.compile(r"[a-z]+(?:_[a-z0-9]+)*")


def table(*rows: Iterable[str]) -> str:
    head, *others = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((head, "|" + "---|" * head.count(" | ") + "---|", *others))


def listed() -> dict[str, str]:
    """The tables of the document by their heading."""
    told = [each for each in problem_classes() if each.says]
    errors = sorted((f"`{each.code}`", each.says, f"`{each.deed}`" if each.deed else "") for each in told)
    notices = [
        (f"`{kind}`", SAYS.get(kind, RECEIVED[1] if kind is NoticeKind.ACKNOWLEDGED else "as the error of a refusal"),
         f"`{DEEDS[kind]}`" if kind in DEEDS else "")
        for kind in NoticeKind
    ]  # fmt: skip
    return {
        "Notices": table(("Kind", "Sentence", "Deed"), *notices),
        "Deeds": table(("Code", "Command"), *((f"`{deed}`", f"`sophieu {COMMANDS[deed]}`") for deed in Deed)),
        "Errors": table(("Code", "Sentence", "Deed"), *errors),
    }


def written_anew(text: str) -> str:
    for heading, rows in listed().items():
        beginning, title, rest = text.partition(f"\n## {heading}\n")
        assert title, f"the document has no part {heading}"
        here, _, others = rest.partition("\n## ")
        words = [line for line in here.splitlines() if line and not line.startswith("|")]
        inside = "".join(f"\n{line}" for line in words) + "\n" if words else ""
        text = f"{beginning}{title}{inside}\n{rows}\n" + (f"\n## {others}" if others else "")
    return text


def test_the_document_lists_every_code(request: pytest.FixtureRequest) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    if request.config.getoption("--golden-update"):
        DOCUMENT.write_text(written_anew(text), encoding="utf-8")
    assert DOCUMENT.read_text(encoding="utf-8") == written_anew(text)


def test_a_problem_that_is_told_has_a_code_of_its_own() -> None:
    told = [each for each in problem_classes() if each.says]
    lacking = [each.__name__ for each in told if "code" not in vars(each)]
    assert not lacking, "a class attribute `code`, a word that no other problem has"
    counts = Counter(each.code for each in told)
    assert [code for code, times in counts.items() if times > 1 or not WORD.fullmatch(code)] == []
    assert "wrong_usage" not in counts
