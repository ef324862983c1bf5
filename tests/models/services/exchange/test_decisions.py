"""What was decided stays to be seen when it was ended: whoever looks through the figures finds who did what, and why."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import pypdfium2

from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.domain.book.activity import Span
from models.domain.book.facts import Kind
from models.domain.book.open_points import OpenKind
from models.language import load
from models.services.exchange.decisions import decisions
from models.services.exchange.editions import close_hub
from models.services.exchange.withdrawing import propose_lines, reinstate, withdraw, withdrawals_here
from models.services.office.closing import close_period, reopen_period
from printing.decisions import print_decisions
from tests.builders.acts import WARD, act_of, person
from tests.builders.exchange import keyed_offices


def test_what_was_ended_stays_with_who_decided_it_why_and_what_ended_it(tmp_path: Path) -> None:
    town = keyed_offices(tmp_path)
    hub, period, vi = town.hub, town.period, load("vi")
    ha = act_of(person(hub, "ha"), salt="h")
    close_period(town.first, period, act=act_of())
    reopen_period(town.first, period, reason="bổ sung", act=act_of())
    close_period(town.first, period, act=act_of())
    merge_packages(hub, [send_returns(town.first, period, out=tmp_path, act=act_of()).path], act=ha)
    withdraw(hub, propose_lines(hub, WARD, period.key, [Span(town.first.id, 3, 4)]), reason="gõ thử", act=ha)
    reinstate(hub, withdrawals_here(hub)[0].id, reason="đã xem lại", act=ha)
    for _ in range(2):
        close_hub(hub, period, waivers=dict.fromkeys(OpenKind, "x"), act=ha)
        withdraw(hub, propose_lines(hub, WARD, period.key, [Span(town.first.id, 3, 3)]), reason="hỏng", act=ha)
    made = decisions(hub, period)
    told = [(each.kind, each.told(vi), each.holds) for each in made if each.kind is not Kind.KEY_CONFIRMED]
    assert sorted(told) == sorted(
        [
            (Kind.CLOSED, "đóng kỳ", False),
            (Kind.REOPENED, "mở lại kỳ (bổ sung)", True),
            (Kind.CLOSED, "đóng kỳ", True),
            (Kind.WITHDRAWN, "rút 2 dòng khỏi mọi số liệu (gõ thử)", False),
            (Kind.REINSTATED, "cho tính lại các dòng đã rút (đã xem lại)", True),
            (Kind.HUB_CLOSED, "chốt số liệu của mọi đơn vị, bản 1", False),
            (Kind.WITHDRAWN, "rút 1 dòng khỏi mọi số liệu (hỏng)", True),
            (Kind.HUB_CLOSED, "chốt số liệu của mọi đơn vị, bản 2", True),
            (Kind.WITHDRAWN, "rút 1 dòng khỏi mọi số liệu (hỏng)", True),
        ]
    )
    assert {each.by for each in made if each.kind is Kind.WITHDRAWN} == {"Hà"}
    by_ref = {each.ref: each for each in made if each.unit == WARD}
    undone = next(each for each in made if each.text.values == {"lines": 2})
    assert undone.ended_by is not None
    assert by_ref[undone.ended_by].kind is Kind.REINSTATED
    out = io.BytesIO()
    assert print_decisions(hub, period, made, language=vi, to=out) == len(made)
    with closing(pypdfium2.PdfDocument(out.getvalue())) as document:
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "gõ thử" in text
    assert "đã hết hiệu lực" in text
    town.close()
