"""Every verb names its duty as its first line, and the users' guide tells who has which; `--golden-update` writes it anew."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from models.domain.basics.duties import ASKED_AGAIN, MAY, ROLE_NAMES, Duty, Role
from models.language import load
from tests.builders.marked import ROOT, tree_of

GUIDE = ROOT / "docs" / "huong-dan" / "nguoi-dung.md"
HEADING = "## Ai được làm gì"

NOBODYS_ALONE = {
    "back_up",
    "forget_deleted",
    "keep_safe",
    "look_for_second_place",
    "rehearse",
    "rehearse_when_due",
    "withdrawal_effect",
}
"""Verbs that keep things safe, or only look: anybody may, and the program by itself."""

WITHIN = {
    "allow",
    "codes_of",
    "confirm_matching",
    "enrol",
    "enter_edition",
    "enter_questionnaire",
    "note",
    "note_confirmed",
    "note_full_export",
    "note_independence",
    "proofs_for",
    "purge_texts",
    "record_print",
    "restore_city",
    "tell_desks",
    "take_campaign",
    "write_edition",
}
"""Parts of verbs that have asked."""

OF_PERSON = {"set_pin", "remove_pin", "restore", "renew_desk", "move_to_city", "leave_city"}
"""Verbs whose duty depends on whose PIN it is, or that ask the station which is there."""


def verbs() -> Iterator[ast.FunctionDef]:
    """The public functions that are handed an act."""
    for room in ("models/services", "exports", "printing"):
        for file in (ROOT / room).rglob("*.py"):
            for each in tree_of(file).body:
                if isinstance(each, ast.FunctionDef) and not each.name.startswith("_"):
                    arguments = {one.arg for one in (*each.args.args, *each.args.kwonlyargs)}
                    if "act" in arguments:
                        yield each


def duty_of(verb: ast.FunctionDef) -> Duty | None:
    """The duty for which the first line of a verb asks; of two the one of the first keying."""
    told = verb.body[1] if len(verb.body) > 1 else verb.body[0]
    if not isinstance(told, ast.Expr) or not isinstance(told.value, ast.Call):
        return None
    if not isinstance(told.value.func, ast.Name) or told.value.func.id != "allow":
        return None
    named = [each.attr for each in ast.walk(told) if isinstance(each, ast.Attribute)]
    return Duty[named[-1]]


DUTY_OF = {verb.name: duty for verb in verbs() if (duty := duty_of(verb)) is not None}
"""Verb → the duty it names."""


def test_every_verb_names_its_duty() -> None:
    assert {verb.name for verb in verbs()} - set(DUTY_OF) == NOBODYS_ALONE | WITHIN | OF_PERSON


def test_every_duty_is_some_verbs() -> None:
    source = "\n".join(
        file.read_text("utf-8")
        for room in ("models/services", "exports", "printing")
        for file in (ROOT / room).rglob("*.py")
    )
    assert [duty for duty in Duty if f"Duty.{duty.name}" not in source] == []


def table() -> str:
    say = load("vi").say
    rows = [
        ["Việc", *(say(ROLE_NAMES[role]) for role in Role), "Hỏi lại mã PIN"],
        *(
            [say(MAY[duty].says), *("có" if role in MAY[duty].roles else "" for role in Role),
             "có" if duty in ASKED_AGAIN else ""]
            for duty in Duty
        ),
    ]  # fmt: skip
    head, *others = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join((head, "|" + "---|" * len(rows[0]), *others))


def test_the_guide_tells_who_may_do_what(request: pytest.FixtureRequest) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    beginning, heading, rest = text.partition(HEADING)
    assert heading
    here, _, others = rest.partition("\n## ")
    words = [line for line in here.splitlines() if line and not line.startswith("|")]
    anew = "\n\n".join((f"{beginning}{heading}", *words, f"{table()}\n")) + (f"\n## {others}" if others else "")
    if request.config.getoption("--golden-update"):
        GUIDE.write_text(anew, encoding="utf-8")
    assert GUIDE.read_text(encoding="utf-8") == anew
