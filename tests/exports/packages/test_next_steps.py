"""What is found in a package, or noticed about it, says in both languages what the reader does next."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.commands.deeds import commanded
from desktop.screens.deeds import next_step
from exports.packages import findings
from exports.packages.descriptor import KINDS, Receiver
from exports.packages.findings import FileUnusable, KindOther, PackageRefused
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import Problem, next_deed
from models.language import load
from models.services.exchange import notices
from tests.builders.acts import act_of
from tests.builders.exchange import keyed_offices

STEPS = {
    "en": ("ask", "copy", "telephone", "choose", "pass it on", "install", "open", "send the package", "reopen",
           "nothing has to be done", "nothing is left to send"),
    "vi": ("hãy", "không phải làm gì", "không còn gì phải gửi"),
}  # fmt: skip
"""How a next step begins; saying that there is none is one too."""


LED_ELSEWHERE = (FileUnusable, KindOther, PackageRefused)
"""Their next step is a value: that of another problem, of the kind of file, or of each finding."""


def kinds() -> list[type[Problem]]:
    """Every kind of finding."""
    mine = [each for each in vars(findings).values() if isinstance(each, type) and issubclass(each, Problem)]
    return [each for each in mine if each.__module__ == findings.__name__ and each not in LED_ELSEWHERE]


def sentences() -> list[str]:
    """Those of every kind of finding and notice that carries no deed."""
    told = [words for kind, words in notices.SAYS.items() if kind not in notices.DEEDS]
    return sorted({*(kind.says for kind in kinds() if kind.deed is None), *told, *notices.RECEIVED})


@pytest.mark.parametrize("code", ["vi", "en"])
def test_every_finding_and_notice_says_what_to_do(code: str) -> None:
    said = [load(code).words(sentence) for sentence in sentences()]
    assert len(said) > 20
    assert [sentence for sentence in said if not any(step in sentence.lower() for step in STEPS[code])] == []


@pytest.mark.parametrize("code", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_package_of_another_kind_names_what_takes_it_at_both_doors(kind: str, code: str) -> None:
    found = KindOther("campaign", kind)
    assert ": sophieu " in load(code).through(commanded(None)).problem(found)
    assert " “" in load(code).through(next_step).problem(found).partition(": ")[2]
    assert next_deed(found) in (Deed.OPEN_CAMPAIGN, Deed.MERGE_PACKAGE)


def test_offices_are_named_with_their_code(tmp_path: Path) -> None:
    offices = keyed_offices(tmp_path, is_confirmed=False)
    package = send_returns(offices.first, offices.period, out=tmp_path / "stick", is_sealed=False, act=act_of()).path
    taken = merge_packages(offices.hub, [package], preview=True, act=act_of()).packages[0]
    assert " of Phường Ba Đình (00004): " in str(taken.notices[0].sentence)
    receipt_for = send_returns(
        offices.first,
        offices.period,
        out=tmp_path / "stick",
        is_sealed=False,
        to=Receiver("station", "0" * 16),
        act=act_of(),
    ).path
    turned = merge_packages(offices.hub, [receipt_for], preview=True, act=act_of()).packages[0]
    assert [each.code for each in turned.findings] == ["computer_other"]
    assert "Thành phố Hà Nội (01)" in str(turned.findings[0])
    offices.close()
