"""Once a person has a PIN, a command in the name of that person takes it: from a file descriptor or at the terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.builders.commands import PERIOD, Run, done, kept, refused, runner

PIN, OTHER = "2580", "739164"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], office: Path) -> Run:
    return runner(capsys, office)


def led(text: str) -> int:
    """A file descriptor in which one line stands."""
    reads, writes = os.pipe()
    os.write(writes, f"{text}\n".encode())
    os.close(writes)
    return reads


def test_without_the_pin_a_command_that_writes_is_refused_and_changes_nothing(run: Run, office: Path) -> None:
    done(run("person", "pin", "lan", "--new-pin-fd", led(PIN)))
    before = kept(office)
    issue = ("forms", "issue", *PERIOD, "--variant", "CN", "--count", 1, "--json")
    refused(run(*issue), "pin_needed")
    refused(run(*issue, "--pin-fd", 99), "secret_unread")
    assert kept(office) == before
    done(run(*issue, "--pin-fd", led(PIN)))
    refused(run(*issue, "--pin-fd", led(OTHER)), "pin_wrong")
    assert done(run("forms", "ledger", *PERIOD, "--json")).answer["issued"] == 1, "reading asks for nothing"


def test_the_whole_life_of_people_and_pins_by_command(run: Run, office: Path, tmp_path: Path) -> None:
    added = done(run("person", "add", "hoa", "--name", "Lê Thị Hoa", "--role", "second_keyer", "--json")).answer
    assert added == {"code": "hoa", "name": "Lê Thị Hoa", "roles": ["second_keyer"]}
    refused(run("person", "add", "x", "--role", "boss", "--json"), "role_unknown")
    refused(run("person", "role", "hoa", "clerk", "--by", "hoa", "--json"), "role_lacking")
    done(run("person", "pin", "lan", "--new-pin-fd", led(PIN)))
    done(run("person", "role", "hoa", "clerk", "second_keyer", "--pin-fd", led(PIN)))
    done(run("person", "pin", "hoa", "--new-pin-fd", led(OTHER), "--pin-fd", led(PIN)))
    sheet = tmp_path / "sheet.pdf"
    done(run("person", "recovery", "--out", sheet, "--pin-fd", led(PIN)))
    assert sheet.read_bytes().startswith(b"%PDF")
    refused(
        run("person", "recover", "hoa", "--words", "an an an", "--new-pin-fd", led(PIN), "--json"),
        "recovery_words_wrong",
    )
    done(run("person", "pin", "hoa", "--remove", "--pin-fd", led(PIN)))
    assert done(run("person", "idle", 5, "--pin-fd", led(PIN), "--json")).answer == {"minutes": 5}
    listed = done(run("person", "list", "--json")).answer["people"]
    assert [(each["code"], each["has_pin"]) for each in listed] == [("lan", True), ("hoa", False)]
    acts = done(run("history", "--person", "lan", "--json")).answer["acts"]
    assert {"person_added", "roles_given", "pin_set", "pin_removed", "sheet_printed"} <= {each["kind"] for each in acts}
    assert [each["kind"] for each in done(run("history", "--kind", "idle_set", "--json")).answer["acts"]] == [
        "idle_set"
    ]
    page = tmp_path / "history.pdf"
    done(run("history", "--pdf", page))
    assert page.read_bytes().startswith(b"%PDF")
