"""What is written about the installer is what its script does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.running import NAME
from kit.sources import HERE
from tests.windows_kit import living

SCRIPT = (HERE / "installer.nsi").read_text(encoding="utf-8")
PAGE = (HERE.parent / "docs" / "kit.md").read_text(encoding="utf-8")


def test_every_exit_code_is_documented() -> None:
    codes = dict(re.findall(r"^!define (\w+) (1\d)$", SCRIPT, re.MULTILINE))
    assert set(codes.values()) == set(re.findall(r"^\| (1\d) \|", PAGE, re.MULTILINE))
    for name in ("TOO_OLD", "RUNNING", "NOT_BACKED_UP", "NOT_STARTING", "NOT_WRITTEN", "NO_FORMER"):
        assert codes[name] == str(getattr(living, name))


def test_the_installer_asks_for_the_name_that_the_program_takes() -> None:
    assert f'w "{NAME}"' in SCRIPT


def test_every_sentence_is_there_in_both_languages() -> None:
    said = re.findall(r'^LangString (\w+) \$\{LANG_(\w+)\} "(.+)"$', SCRIPT, re.MULTILINE)
    names = {name for name, _, _ in said}
    assert len(names) > 5
    assert {(name, language) for name, language, _ in said} == {
        (name, language) for name in names for language in ("VIETNAMESE", "ENGLISH")
    }


@pytest.mark.parametrize("begins", [".onInit", "un.onInit"])
def test_sentences_are_said_in_the_language_that_was_chosen(begins: str) -> None:
    """Until the first function ends NSIS speaks the language of Windows, whatever was chosen: only who reads nothing is refused there."""
    body = SCRIPT.partition(f"Function {begins}\n")[2].partition("FunctionEnd")[0]
    silently = body.partition("${If} ${Silent}")[2].partition("${E")[0]
    assert "!insertmacro Speak" in body
    for word in ("Refuse", "LookBefore", "$("):
        assert body.count(word) == silently.count(word)


def test_everything_laid_on_top_is_taken_away_again(tmp_path: Path) -> None:
    from kit.program_folder import lay_top

    lay_top(tmp_path)
    uninstall = SCRIPT.partition("Section Uninstall")[2]
    assert {file.name for file in tmp_path.iterdir()} <= set(re.findall(r'Delete "\$INSTDIR\\([^"]+)"', uninstall))
