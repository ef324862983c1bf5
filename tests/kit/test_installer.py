"""What is written about the installer is what its script does."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from desktop.running import NAME
from kit.archives import date_all
from kit.installer import write_installer
from kit.program_folder import lay_top
from kit.signatures import is_signed
from kit.sources import HERE, KitRefused
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


@pytest.mark.skipif(shutil.which("makensis") is None, reason="needs nsis")
def test_equal_content_gives_equal_bytes_wherever_and_whenever_it_is_built(tmp_path: Path) -> None:
    built = []
    for name in ("here", "a longer name"):
        stage = tmp_path / name / "stage"
        stage.mkdir(parents=True)
        lay_top(stage)
        date_all(stage, 1_700_000_000)
        setup = tmp_path / name / "So-setup.exe"
        write_installer(setup, stage, work=tmp_path / name, version="1.0", moment=1_700_000_000, is_quick=True)
        built.append(setup.read_bytes())
        time.sleep(1.1)  # what bears the time of building differs
    assert built[0] == built[1]


@pytest.mark.skipif(
    not all(map(shutil.which, ("makensis", "osslsigncode", "openssl"))), reason="needs nsis, osslsigncode, openssl"
)
def test_what_signs_is_called_for_uninstaller_and_installer_and_must_sign(tmp_path: Path) -> None:
    key, certificate, called = (tmp_path / name for name in ("key.pem", "certificate.pem", "called"))
    words = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=Thu",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
    ]
    subprocess.run(words, check=True, capture_output=True)
    sign = tmp_path / "sign"
    sign.write_text(
        f'#!/bin/sh\nset -e\nosslsigncode sign -certs {certificate} -key {key} -in "$1" -out "$1.signed"\n'
        f'mv "$1.signed" "$1"\necho "$1" >>{called}\n',
        encoding="utf-8",
    )
    sign.chmod(0o755)
    stage, setup = tmp_path / "stage", tmp_path / "So-setup.exe"
    stage.mkdir()
    lay_top(stage)

    def build(command: str) -> None:
        write_installer(setup, stage, work=tmp_path, version="1.0", moment=0, sign=command, is_quick=True)

    build(str(sign))
    assert is_signed(setup)
    assert [file.endswith(setup.name) for file in called.read_text(encoding="utf-8").split()] == [False, True]
    with pytest.raises(KitRefused, match="no signature"):
        build("true")
    with pytest.raises(KitRefused):
        build("false")


def test_everything_laid_on_top_is_taken_away_again(tmp_path: Path) -> None:
    lay_top(tmp_path)
    uninstall = SCRIPT.partition("Section Uninstall")[2]
    assert {file.name for file in tmp_path.iterdir()} <= set(re.findall(r'Delete "\$INSTDIR\\([^"]+)"', uninstall))
