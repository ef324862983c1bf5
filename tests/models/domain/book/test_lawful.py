"""What a line may say: real moments, persons and serials, and of each kind its own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue import BUILT_IN
from models.domain.basics.canonical import canonical_json
from models.domain.book.facts import Fact, Keying, Kind, canonical
from models.domain.book.lawful import DEEPEST_BODY, Law, LineUnlawful, is_moment
from models.domain.dossiers.sampling import SamplingRecord, Stratum
from tests.builders.acts import AT
from tests.builders.lines import FORMS, fact, keying

HASH, DIGEST = "ab" * 32, "ab" * 8
PC1, PC2 = "1" * 32, "2" * 32
LAW = Law("26Q3", "00004")
DRAWN = SamplingRecord(500, 150, "s", None, (Stratum("Hộ tịch", 500, 400, 150, 30),)).body()
SOUND: dict[Kind, dict[str, object]] = {
    Kind.BOOK_ALLOTTED: {"book": 1, "station": PC1},
    Kind.ISSUED: {
        "questionnaire": "q", "edition": "1", "coding": HASH, "paper": HASH, "agency": "00004", "sector": "Hộ tịch",
        "procedure": "2.000815", "participants": ["Sở Tư pháp"], "replaces": str(FORMS[1]),
    },
    Kind.CANCELLED: {"facts": [f"{PC1}:1"]},
    Kind.SAMPLED: DRAWN,
    Kind.SHARE_RAISED: {"share": "1/10"},
    Kind.RULED: {"keying": f"{PC1}:3", "reason": "paper"},
    Kind.CHOSEN: {"line": f"{PC1}:3", "digest": DIGEST, "reason": "r", "replaces": [f"{PC1}:4"]},
    Kind.CLOSED: {"heads": {PC1: [5, HASH], PC2: [1, ""]}, "replaces": []},
    Kind.REOPENED: {"closing": [f"{PC1}:6"], "reason": "r"},
    Kind.WITHDRAWN: {"lines": [[PC1, 1, 5]], "reason": "r", "package": DIGEST},
    Kind.REINSTATED: {"withdrawal": f"{PC1}:7", "reason": "r"},
    Kind.PURGED: {"texts": {PC1: 5}},
    Kind.KEY_CONFIRMED: {"unit": "01@2008-08-01", "key": "A" * 43},
    Kind.LATE_TAKEN: {"heads": {PC1: [5, HASH]}, "reason": "r"},
    Kind.HUB_CLOSED: {
        "units": {
            "00004@2025-07-01": {PC1: [[["00004@2025-07-01", 0], ["01@2008-08-01", None]], [[5, HASH], [3, HASH]]]},
            "00008@2025-07-01": {},
        },
        "asked": ["00004@2025-07-01"],
        "campaign": HASH,
        "replaces": [f"{PC1}:6"],
        "waived": [["silent", ["00008@2025-07-01"], "r"]],
    },
    Kind.KEY_ENDED: {"station": PC1, "heads": [["00004@2025-07-01", "01@2008-08-01/26Q3", 5, HASH]]},
    Kind.NUMBERS_HANDED: {
        "after": [PC1, f"01@2008-08-01/26Q3 {PC1}:7"],
        "station": PC2,
        "numbers": {
            "01@2008-08-01/26Q3": {"campaign": 2, "file": 3, "closing": 1, "receipts": {"00004@2025-07-01": 4}},
            "01@2008-08-01/26Q4": {},
        },
    },
    Kind.NUMBERS_TAKEN: {"after": [], "numbers": {"01@2008-08-01/26Q3": {"above": 9}}, "reason": "r"},
    Kind.IN_CHARGE: {"unit": "00004@2025-07-01", "person": "01/ha", "after": [f"01@2008-08-01/26Q3 {PC1}:7"]},
}  # fmt: skip
"""A body as this program writes it, for every kind that has one."""


def wrong(line: Fact | Keying) -> str:
    """The column that is not lawful; empty when all is."""
    found = LAW.fact(line.line()) if isinstance(line, Fact) else LAW.keying(line.line())
    return found.column if found else ""


def said(kind: Kind, body: Mapping[str, object] | None = None) -> Fact:
    return fact(1, kind, FORMS[0])._replace(body=canonical(body or {}))


def sound(**changed: Any) -> Keying:
    return keying(1, coding=HASH)._replace(**changed)


@pytest.mark.parametrize("kind", Kind)
def test_what_this_program_writes_is_lawful(kind: Kind) -> None:
    assert wrong(said(kind, SOUND.get(kind))) == ""
    assert wrong(said(kind, {**SOUND.get(kind, {}), "reason": "sai sót"})) == ""


@pytest.mark.parametrize(
    ("at", "is_real"),
    [
        ("2026-10-01T08:00:00+07:00", True),
        ("2026-10-01T08:00Z", True),
        ("2024-02-29T23:59:59.999999-23:59", True),
        ("0002-01-01T00:00:00+14:00", True),
        ("9998-12-31T23:59:59-12:00", True),
        ("2026-99-99T99:99:99Z", False),
        ("2026-02-29T08:00:00Z", False),
        ("2026-10-01T24:00:00Z", False),
        ("2026-10-01T08:60:00Z", False),
        ("2026-10-01T08:00:00", False),
        ("2026-10-01T08:00:00-99:99", False),
        ("2026-10-01", False),
        ("2026-W01-1T08:00:00Z", False),
        ("20261001T080000Z", False),
        ("0000-00-00", False),
        ("0001-01-01T00:00:00+14:00", False),
        ("9999-12-31T23:59:59-12:00", False),
        ("２026-10-01T08:00:00Z", False),
        ("", False),
    ],
)
def test_a_moment_is_a_real_one_with_its_zone(at: str, *, is_real: bool) -> None:
    assert is_moment(at) is is_real
    assert wrong(said(Kind.RETURNED)._replace(at=at)) == ("" if is_real else "at")
    assert wrong(sound(at=at)) == ("" if is_real else "at")


@given(st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat(timespec="seconds")))
def test_every_moment_that_is_lawful_can_be_told_by_the_clocks_of_the_place(at: str) -> None:
    if is_moment(at):
        assert BUILT_IN.place.by_clocks(at).year
    else:
        assert at[:4] in ("0001", "9999") or at.count(":") > 3


@pytest.mark.parametrize(
    ("kind", "body", "column"),
    [
        (Kind.BOOK_ALLOTTED, {"book": 10, "station": PC1}, "body.book"),
        (Kind.BOOK_ALLOTTED, {"book": True, "station": PC1}, "body.book"),
        (Kind.BOOK_ALLOTTED, {"book": 1, "station": "x" * 65}, "body.station"),
        (Kind.BOOK_ALLOTTED, {"station": PC1}, "body.book"),
        (Kind.ISSUED, {"questionnaire": "q", "coding": "q"}, "body.coding"),
        (Kind.ISSUED, {"questionnaire": "q"}, "body.coding"),
        (Kind.ISSUED, SOUND[Kind.ISSUED] | {"sector": ["x"]}, "body.sector"),
        (Kind.ISSUED, SOUND[Kind.ISSUED] | {"agency": "x\x00"}, "body.agency"),
        (Kind.ISSUED, SOUND[Kind.ISSUED] | {"participants": "x"}, "body.participants"),
        (Kind.ISSUED, SOUND[Kind.ISSUED] | {"replaces": "26Q3-00004-CN-100001-00"}, "body.replaces"),
        (Kind.CANCELLED, {"facts": f"{PC1}:1"}, "body.facts"),
        (Kind.CANCELLED, {"facts": [f"{PC1}:0"]}, "body.facts"),
        (Kind.SAMPLED, {}, "body"),
        (Kind.SAMPLED, DRAWN | {"population": 10**30}, "body"),
        (Kind.SHARE_RAISED, {"share": "1/0"}, "body.share"),
        (Kind.SHARE_RAISED, {"share": "2"}, "body.share"),
        (Kind.SHARE_RAISED, {"share": "nan"}, "body.share"),
        (Kind.RULED, {"reason": "r"}, "body.keying"),
        (Kind.RULED, {"keying": "a:b"}, "body.keying"),
        (Kind.CHOSEN, {"line": f"{PC1}:3", "digest": 5}, "body.digest"),
        (Kind.CLOSED, {"heads": 5}, "body.heads"),
        (Kind.CLOSED, {"heads": {PC1: [10**30, HASH]}}, "body.heads"),
        (Kind.CLOSED, {"heads": {PC1: [1, "zz"]}}, "body.heads"),
        (Kind.REOPENED, {"closing": [None]}, "body.closing"),
        (Kind.WITHDRAWN, {"lines": [[PC1, 5, 1]]}, "body.lines"),
        (Kind.WITHDRAWN, {"lines": [[PC1, True, 1.5]]}, "body.lines"),
        (Kind.WITHDRAWN, {"lines": [], "package": "x"}, "body.package"),
        (Kind.REINSTATED, {"withdrawal": 3}, "body.withdrawal"),
        (Kind.PURGED, {"texts": {PC1: 10**30}}, "body.texts"),
        (Kind.KEY_CONFIRMED, {"unit": "01", "key": "A" * 43}, "body.unit"),
        (Kind.KEY_CONFIRMED, {"unit": "01@2008-08-01", "key": "A" * 42}, "body.key"),
        (Kind.KEY_CONFIRMED, {"unit": "01@2008-08-01", "key": "A" * 43, "how": "by heart"}, "body.how"),
        (Kind.KEY_ENDED, {"station": "pc1", "heads": []}, "body.station"),
        (Kind.KEY_ENDED, {"station": PC1, "heads": [["00004@2025-07-01", "26Q3", 5, HASH]]}, "body.heads"),
        (Kind.KEY_ENDED, {"station": PC1, "heads": [[1, 2, 3]]}, "body.heads"),
        (Kind.LATE_TAKEN, {"heads": {PC1: [5, HASH]}}, "body.reason"),
        (Kind.HUB_CLOSED, {"asked": []}, "body.units"),
        (Kind.HUB_CLOSED, {"units": {}}, "body.asked"),
        (Kind.HUB_CLOSED, {"units": {"x": {}}, "asked": []}, "body.units"),
        (Kind.HUB_CLOSED, {"units": {"00004@2025-07-01": {PC1: [[], [[5, "x"]]]}}, "asked": []}, "body.units"),
        (Kind.HUB_CLOSED, {"units": {"00004@2025-07-01": {PC1: [[["x", 0]], []]}}, "asked": []}, "body.units"),
        (
            Kind.HUB_CLOSED,
            {"units": {"00004@2025-07-01": {PC1: [[["00004@2025-07-01", -1]], []]}}, "asked": []},
            "body.units",
        ),
        (Kind.HUB_CLOSED, {"units": {}, "asked": ["x"]}, "body.asked"),
        (Kind.HUB_CLOSED, {"units": {}, "asked": [], "campaign": "x"}, "body.campaign"),
        (Kind.HUB_CLOSED, {"units": {}, "asked": [], "waived": [["late", [], " "]]}, "body.waived"),
        (Kind.HUB_CLOSED, {"units": {}, "asked": [], "waived": [["late", ["x"], "r"]]}, "body.waived"),
        (Kind.HUB_CLOSED, {"units": {}, "asked": [], "number": 0}, "body.number"),
        (Kind.NUMBERS_HANDED, {"after": [], "numbers": {}}, "body.station"),
        (Kind.NUMBERS_HANDED, {"after": [f"{PC1}:7"], "station": PC1, "numbers": {}}, "body.after"),
        (Kind.NUMBERS_HANDED, {"after": [f"26Q3 {PC1}:7"], "station": PC1, "numbers": {}}, "body.after"),
        (Kind.NUMBERS_TAKEN, {"after": [], "numbers": {}}, "body.reason"),
        (Kind.NUMBERS_TAKEN, {"after": [], "numbers": {"26Q3": {}}, "reason": "r"}, "body.numbers"),
        (
            Kind.NUMBERS_TAKEN,
            {"after": [], "numbers": {"01@2008-08-01/26Q3": {"above": -1}}, "reason": "r"},
            "body.numbers",
        ),
        (
            Kind.NUMBERS_TAKEN,
            {"after": [], "numbers": {"01@2008-08-01/26Q3": {"receipts": {"x": 1}}}, "reason": "r"},
            "body.numbers",
        ),
        (Kind.IN_CHARGE, {"person": "01/ha"}, "body.unit"),
        (Kind.IN_CHARGE, {"unit": "00004@2025-07-01", "person": "hà"}, "body.person"),
        (Kind.IN_CHARGE, {"unit": "00004@2025-07-01", "person": "", "after": [PC1]}, "body.after"),
        (Kind.RETURNED, {"reason": "x" * 301}, "body.reason"),
        (Kind.RETURNED, {"reason": 5}, "body.reason"),
        (Kind.LOST, {"reason": "x\x07"}, "body.reason"),
    ],
)
def test_the_words_of_a_kind_hold_what_they_are_for(kind: Kind, body: dict[str, object], column: str) -> None:
    assert wrong(said(kind, body)) == column


@pytest.mark.parametrize("kind", SOUND)
def test_a_kind_may_say_more_than_is_known_of_it(kind: Kind) -> None:
    assert wrong(said(kind, SOUND[kind] | {"later": {"x": [None, 1.5, ""]}})) == ""


def test_a_kind_that_nobody_knows_is_kept_whatever_it_says_as_long_as_it_can_be_read() -> None:
    strange = said(Kind.LOST)._replace(kind="kind_of_tomorrow")
    deep: object = ""
    for _ in range(DEEPEST_BODY - 1):
        deep = [deep]
    assert wrong(strange._replace(body=canonical({"reason": 5, "lines": "x", "heads": deep}))) == ""
    for body in ("{}", "[]", "5", '{"a": 1}', '{"b":1,"a":1}', '{"a":1,"a":1}', "{", '{"a":NaN}',
                 canonical({"a": [[deep]]}), '{"a":' + "[" * 100_000 + "]" * 100_000 + "}", '{"a":' + "9" * 5_000 + "}"):  # fmt: skip
        assert wrong(strange._replace(body=body)) == "body"
    assert wrong(strange._replace(body=canonical({"a": "x" * 1_000_000}))) != ""
    assert wrong(strange._replace(serials="26Q3-00008-CN-100001-59")) == "serials"


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"kind": "Lost"}, "kind"),
        ({"n": 0}, "n"),
        ({"n": 10**9}, "n"),
        ({"by": "lan"}, "by"),
        ({"by": "00004/Lan"}, "by"),
        ({"serials": f"{FORMS[1]}..{FORMS[0]}"}, "serials"),
        ({"serials": f"{FORMS[0]},"}, "serials"),
        ({"serials": str(FORMS[0]).lower()}, "serials"),
        ({"kind": "lost\x1fx"}, "n,kind,serials,by,at,body"),
    ],
)
def test_the_cells_of_a_journal_line_are_held_too(changed: dict[str, Any], column: str) -> None:
    assert wrong(said(Kind.LOST)._replace(**changed)) == column


def test_an_issue_names_one_form_or_one_range() -> None:
    issue = said(Kind.ISSUED, SOUND[Kind.ISSUED])
    assert wrong(issue._replace(serials=f"{FORMS[0]}..{FORMS[1]},{FORMS[3]}")) == "serials"
    assert wrong(issue._replace(serials="")) == "serials"
    assert wrong(issue._replace(serials=f"{FORMS[0]}..{FORMS[3]}")) == ""


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({}, ""),
        ({"coding": "", "marks": "", "rest": "", "settles": f"{PC1}:1,{PC1}:1"}, ""),
        ({"marks": ""}, ""),
        ({"serial": str(FORMS[0])[:-2] + "00"}, "serial"),
        ({"serial": "26Q3-00008-CN-100001-59"}, "serial"),
        ({"serial": str(FORMS[0]) + "\n"}, "serial"),
        ({"coding": ""}, "coding"),
        ({"marks": "4" * 501}, "marks"),
        ({"marks": "A"}, "marks"),
        ({"rest": "[]"}, "rest"),
        ({"rest": '{"b":"1","a":"1"}'}, "rest"),
        ({"rest": '{"a":"1","a":"1"}'}, "rest"),
        ({"rest": '{"a":1}'}, "rest"),
        ({"texts": "{}"}, "texts"),
        ({"texts": canonical_json({"F": "x"})}, "texts"),
        ({"texts": f'{{"F":"{HASH}","E":"{HASH}"}}'}, "texts"),
        ({"settles": PC1}, "settles"),
        ({"settles": f"{PC1}:1,"}, "settles"),
        ({"by": "00004"}, "by"),
        ({"seconds": -1}, "seconds"),
        ({"seconds": 10**8}, "seconds"),
    ],
)
def test_the_cells_of_a_keying_are_held(changed: dict[str, Any], column: str) -> None:
    assert wrong(sound(**changed)) == column


def test_forms_are_counted_without_being_written_out() -> None:
    law = Law("26Q3", "00004", forms=5)
    assert law.fact(said(Kind.LOST)._replace(serials=f"{FORMS[0]}..{FORMS[5]},{FORMS[0]}").line()) is None
    assert law.forms == 5 + 7


def test_what_is_not_lawful_is_not_written_and_says_why() -> None:
    LAW.require(said(Kind.LOST))
    with pytest.raises(LineUnlawful) as refusal:
        LAW.require(said(Kind.LOST)._replace(at="2026-99-99T99:99:99Z"))
    assert (refusal.value.column, refusal.value.found) == ("at", "2026-99-99T99:99:99Z")
    assert AT not in str(refusal.value)
