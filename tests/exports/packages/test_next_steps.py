"""What is found in a package, or noticed about it, says in both languages what the reader does next."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from exports.packages import checking, findings, noticing, senders
from exports.packages.descriptor import Receiver
from exports.packages.findings import FileUnusable, Finding, KindOther
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.language import load
from models.services.exchange import board
from tests.builders.exchange import keyed_offices
from tests.builders.offices import AT

STEPS = {
    "en": ("ask", "copy", "telephone", "choose", "pass it on", "install", "open", "send the package", "reopen",
           "nothing has to be done", "nothing is left to send"),
    "vi": ("hãy", "không phải làm gì", "không còn gì phải gửi"),
}  # fmt: skip
"""How a next step begins; saying that there is none is one too."""


LED_ELSEWHERE = (FileUnusable, KindOther)
"""Their next step is a fact: that of another problem, or the command that takes such a file."""


def sentences() -> list[str]:
    """Those of every kind of finding, and all that stand in the modules that make notices."""
    found = {kind.says for kind in Finding.__subclasses__() if kind not in LED_ELSEWHERE}
    for module in (noticing, senders, board, checking):
        tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
        found |= {
            str(call.args[0].value)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "N_"
            and isinstance(call.args[0], ast.Constant)
        }  # fmt: skip
    return sorted(found)


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_finding_and_notice_says_what_to_do(code: str) -> None:
    said = [load(code).words(sentence) for sentence in sentences()]
    assert len(said) > 30
    assert [sentence for sentence in said if not any(step in sentence.lower() for step in STEPS[code])] == []


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("kind", ["campaign", "returns", "exchange", "receipt"])
def test_a_package_of_another_kind_names_the_command_that_takes_it(kind: str, code: str) -> None:
    found = KindOther("campaign", kind)
    assert "sophieu " in load(code).say(found.says, **found.facts)


def test_every_kind_of_finding_is_among_them() -> None:
    kinds = [each for each in vars(findings).values() if isinstance(each, type) and issubclass(each, Finding)]
    assert {kind.says for kind in kinds if kind not in (Finding, *LED_ELSEWHERE)} <= set(sentences())


def test_offices_are_named_with_their_code(tmp_path: Path) -> None:
    offices = keyed_offices(tmp_path)
    package = send_returns(offices.first, offices.period, out=tmp_path / "stick", at=AT, is_sealed=False).path
    taken = merge_packages(offices.hub, [package], at=AT, preview=True).packages[0]
    assert taken.notices[0].text.partition(" sends ")[0].endswith("of Phường Ba Đình (00004)")
    receipt_for = send_returns(offices.first, offices.period, out=tmp_path / "stick", at=AT, is_sealed=False,
                               to=Receiver("station", "0" * 16)).path  # fmt: skip
    turned = merge_packages(offices.hub, [receipt_for], at=AT, preview=True).packages[0]
    assert [each.code for each in turned.findings] == ["computer_other"]
    assert "Thành phố Hà Nội (01)" in str(turned.findings[0])
    offices.close()
