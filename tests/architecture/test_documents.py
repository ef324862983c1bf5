"""The documents are true: every path and command they name is there, and the walk of the README runs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from desktop.__main__ import main
from desktop.cli import office

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
WORDS = sorted((ROOT / "models" / "language").glob("*.po"))
TOP = ("desktop", "docs", "exports", "models", "printing", "tests")
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
READ_OUT = re.compile(r"\$\((\./sophieu [^)]+)\)")
"""What the shell of a reader puts in the place of a command."""
HINT = re.compile(r"\bsophieu ((?:[a-z][a-z-]*|--[a-z][a-z-]*)(?:[ ](?:[a-z][a-z-]*|--[a-z][a-z-]*)\b)?)")


def code_of(document: Path) -> Iterator[str]:
    """The lines of code blocks and the code words of a document."""
    for block, word in CODE.findall(document.read_text(encoding="utf-8")):
        yield from (block or word).splitlines()


@cache
def command_named(words: tuple[str, ...]) -> click.Command:
    """The command that `words` call; fails when there is none."""
    command: click.Command = office
    for word in words:
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), word)
        assert found is not None, f"there is no command sophieu {' '.join(words)}"
        command = found
    return command


def require_call(line: str) -> None:
    """Follow `sophieu WORD… --option…` through the tree of commands."""
    said = shlex.split(line, comments=True)[1:]
    options = {word.split("=")[0] for word in said if word.startswith("-") and word.strip("-…")}
    words = []
    for word in said:
        if not re.fullmatch(r"[a-z][a-z-]*", word):
            break
        words.append(word)
    command = command_named(tuple(words))
    known = {name for parameter in command.params for name in parameter.opts} | {"--help", "--data"}
    assert options <= known, f"sophieu {' '.join(words)} knows no {', '.join(sorted(options - known))}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_in_a_document_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    missing = [
        target for target in LINK.findall(text) if "://" not in target and not (document.parent / target).exists()
    ]
    for code in code_of(document):
        named = [word for word in re.findall(r"[\w./-]+", code) if word.split("/")[0] in TOP]
        missing += [word for word in named if not (ROOT / word.rstrip(".")).exists()]
    assert not missing, f"{document.name} names what is not there: {missing}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_in_a_document_exists(document: Path) -> None:
    for line in code_of(document):
        if re.match(r"(\./)?sophieu( |$)", line):
            require_call(line)


def test_every_command_that_a_sentence_of_the_program_names_exists() -> None:
    named = {hint for path in WORDS for hint in HINT.findall(path.read_text(encoding="utf-8"))}
    assert named
    for hint in sorted(named):
        require_call(f"sophieu {hint}")


def test_every_page_of_the_guide_can_be_reached_from_its_first_page() -> None:
    guide = ROOT / "docs" / "huong-dan"
    linked = set(LINK.findall((guide / "index.md").read_text(encoding="utf-8")))
    assert {page.name for page in guide.glob("*.md")} - {"index.md"} <= linked


GUIDE = [page for page in DOCUMENTS if page.parent.name == "huong-dan" and page.name != "index.md"]
LAST = "\n## Làm bằng lệnh\n"


@pytest.mark.parametrize("page", GUIDE, ids=lambda path: str(path.name))
def test_a_page_of_the_guide_names_commands_at_its_end_only(page: Path) -> None:
    shown, heading, typed = page.read_text(encoding="utf-8").partition(LAST)
    assert heading
    assert "\n## " not in typed
    assert "sophieu " not in shown
    assert not re.search(r"[ `]--[a-z]", shown)


def test_the_walk_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A whole survey by command, from the campaign to the city's sheet, as a reader would type it."""
    shutil.copytree(ROOT / "docs" / "huong-dan" / "vi-du", tmp_path / "docs" / "huong-dan" / "vi-du")
    monkeypatch.chdir(tmp_path)
    walk = (ROOT / "README.md").read_text(encoding="utf-8").partition("```sh\n")[2].partition("```")[0]

    def answered(said: re.Match[str]) -> str:
        capsys.readouterr()
        assert main(shlex.split(said[1])[1:]) == 0, said[1]
        return capsys.readouterr().out.strip()

    for line in walk.splitlines():
        words = shlex.split(READ_OUT.sub(answered, line), comments=True)
        if words:
            assert words[0] == "./sophieu", line
            code = main([str(name) for word in words[1:] for name in _expanded(word)])
            assert code == 0, f"{line}\n{capsys.readouterr().err}"
    papers = {path.name for path in (tmp_path / "walk").glob("*.pdf")}
    records = {name for name in papers if name.endswith("-ban-giao.pdf")}
    assert len(records) == 1
    at_hub = ["results", "--period", "26Q3", "--data", "walk/hub", "--json"]
    capsys.readouterr()
    assert main(at_hub) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["units"][0]["forms"], result["unconfirmed"]) == (7, [])
    assert papers - records == {"visits.pdf", "forms.pdf", "slips.pdf", "ward.pdf", "city.pdf"}


def _expanded(word: str) -> list[str]:
    """What a shell makes of a word with a star."""
    return sorted(map(str, Path().glob(word))) if "*" in word else [word]
