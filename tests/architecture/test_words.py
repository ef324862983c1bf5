"""Every sentence that people see is translated, and no translation has lost its sentence or its facts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from difflib import unified_diff
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from models.language import LANGUAGES
from tests.builders.extracting import CATALOGUE, bring_up_to_date
from tests.builders.marked import ROOT, calls_in, marked, nodes_of, sources


def messages() -> dict[str, str]:
    """Every marked sentence of the code with the first place where it stands."""
    return {each.english: each.place for each in reversed(marked())}


@cache
def entries(language: str) -> list[Message]:
    catalogue = ROOT / "models" / "language" / f"{language}.po"
    if not catalogue.exists():
        return []
    with catalogue.open("rb") as file:
        return [message for message in read_po(file, charset="utf-8") if message.id]


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_what_is_marked_is_a_plain_sentence() -> None:
    """A marked sentence is written out: a glued one, or one made while running, cannot be found by a translator."""
    slips = [
        f"{path}:{call.lineno}"
        for path, tree in sources().items()
        for call, said in calls_in(tree)
        if isinstance(said, ast.JoinedStr | ast.BinOp)
    ]
    assert not slips, "write one plain sentence with named places:\n" + "\n".join(slips)


def test_named_places_carry_no_format() -> None:
    """Decimals and separators differ between languages: `Language.number` writes them, not the sentence."""
    slips = [
        f"{place}: {sentence}"
        for sentence, place in messages().items()
        for _, name, spec, conversion in Formatter().parse(sentence)
        if name is not None and (spec or conversion or not name.isidentifier())
    ]
    assert not slips, "only {name} may stand in a sentence:\n" + "\n".join(slips)


def test_the_catalogue_is_what_the_code_says(tmp_path: Path) -> None:
    """No sentence is missing, none is left over or stands twice, and all stand in their order."""
    copy = tmp_path / CATALOGUE.name
    copy.write_bytes(CATALOGUE.read_bytes())
    bring_up_to_date(copy)
    before, after = (path.read_text(encoding="utf-8").splitlines() for path in (CATALOGUE, copy))
    unlike = "\n".join(unified_diff(before, after, "as it is", "as the code has it", lineterm=""))
    assert not unlike, f"./check words brings it up to date:\n{unlike}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    untranslated = [str(message.id) for message in entries(language) if message.fuzzy or not message.string]
    assert not untranslated, "translate these, and remove the word fuzzy:\n" + "\n".join(untranslated)


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_name_the_same_facts(language: str) -> None:
    unlike = [
        f"{message.id}\n    {message.string}"
        for message in entries(language)
        if message.string and places(str(message.id)) != places(str(message.string))
    ]
    assert not unlike, "the named places differ:\n" + "\n".join(unlike)


def test_the_sentences_of_problems_name_only_their_values() -> None:
    """A problem is told with its own fields; a sentence that names another would fail when it is needed most."""
    slips = [
        f"{path}: {slip}"
        for path, tree in sources().items()
        for node in nodes_of(tree)
        if isinstance(node, ast.ClassDef)
        for slip in _values_not_held(node)
    ]
    assert not slips, "\n".join(slips)


def _values_not_held(node: ast.ClassDef) -> Iterator[str]:
    inherits_values = any(getattr(base, "id", getattr(base, "attr", "")) != "Problem" for base in node.bases)
    makes_values = any(isinstance(item, ast.FunctionDef) and item.name == "values" for item in node.body)
    if inherits_values or makes_values:
        return
    held = {
        item.target.id for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    }
    for item in node.body:
        targets = item.targets if isinstance(item, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id == "says" for target in targets):
            for _, said in calls_in(item):
                if isinstance(said, ast.Constant) and (strange := places(str(said.value)) - held):
                    yield f"{node.name} has no field {', '.join(sorted(strange))}"
