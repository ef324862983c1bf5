"""One row for each drawing of docs/merging.md, with the same name."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from models.domain.book.activity import Span, Told, content_digest, counting
from models.domain.book.closing import closings, covered
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Ref, Stream, canonical, chain, first_link
from models.domain.book.settling import Verdict, settle
from tests.builders.acts import CITY, WARD
from tests.builders.lines import ways_through

PERIOD = PeriodKey(CITY, "26Q3")
PAGE = Path(__file__).parents[4] / "docs" / "merging.md"
ACCEPTED, DISPUTED, AWAITING, NOT_KEYED = (
    Verdict.ACCEPTED,
    Verdict.DISPUTED,
    Verdict.AWAITING_SECOND,
    Verdict.NOT_KEYED,
)


def keying(line: str) -> Keying:
    """`a2 lan =4 > a1`: line 2 of station a by lan, answers 4, settling a1; no answers for a void.

    `+x` after the answers is a free text, `C1:2` a choice of several, `@2` another edition's coding.
    """
    matched = re.fullmatch(r"(\w)(\d) (\w+)(?: =(\d))?(?: \+(\w))?(?: C1:(\d))?(?: @(\d))?(?: > ([a-z0-9,]+))?", line)
    assert matched is not None, line
    station, n, by, marks, text, several, edition, settles = matched.groups(default="")
    refs = ",".join(f"{ref[0]}:{ref[1]}" for ref in settles.split(",") if ref)
    coding = f"coding{edition}" if marks else ""
    rest = canonical({"C1": several} if several else {})
    return Keying(station, int(n), "s", coding, marks, rest, text, refs, by, "", 0)


class Case(NamedTuple):
    name: str
    lines: tuple[str, ...]
    verdict: Verdict
    accepted: str = ""
    twice: bool = False


CASES = (
    Case("one keying", ("a1 lan =4",), ACCEPTED, "a1"),
    Case("one keying of a form to be keyed twice", ("a1 lan =4",), AWAITING, twice=True),
    Case("equal", ("a1 lan =4", "b1 minh =4"), ACCEPTED, "a1", twice=True),
    Case("equal by one person", ("a1 lan =4", "b1 lan =4"), AWAITING, twice=True),
    Case("unequal", ("a1 lan =4", "b1 minh =2"), DISPUTED),
    Case("unequal only in free text", ("a1 lan =4 +x", "b1 minh =4 +y"), ACCEPTED, "a1"),
    Case("unequal in several choices", ("a1 lan =4 C1:1", "b1 minh =4 C1:2"), DISPUTED),
    Case("same answers in another coding", ("a1 lan =4 @1", "b1 minh =4 @2"), DISPUTED),
    Case("amended", ("a1 lan =4", "a2 lan =2 > a1"), ACCEPTED, "a2"),
    Case("amended to agree", ("a1 lan =4", "a2 lan =2 > a1", "b1 minh =2"), ACCEPTED, "a2"),
    Case("amended beside an unequal one", ("a1 lan =4", "a2 lan =3 > a1", "b1 minh =2"), DISPUTED),
    Case("amended on two computers", ("a1 lan =4", "a2 lan =2 > a1", "b1 minh =3 > a1"), DISPUTED),
    Case("an amendment is no second keying", ("a1 lan =4", "b1 minh =4 > a1"), AWAITING, twice=True),
    Case("the amended line is not here yet", ("b1 minh =2 > a1",), ACCEPTED, "b1"),
    Case("void", ("a1 lan =4", "a2 lan > a1"), NOT_KEYED),
    Case("void beside another keying", ("a1 lan =4", "a2 lan > a1", "b1 minh =2"), ACCEPTED, "b1"),
    Case("void and amendment of one keying", ("a1 lan =4", "a2 lan > a1", "b1 minh =2 > a1"), DISPUTED),
    Case("ruled", ("a1 lan =4", "b1 minh =2", "h1 vu =2 > a1,b1"), ACCEPTED, "h1", twice=True),
    Case(
        "ruled twice, unlike",
        ("a1 lan =4", "b1 minh =2", "a2 vu =4 > a1,b1", "h1 ha =2 > a1,b1"),
        DISPUTED,
    ),
    Case("a ruling before its keyings", ("h1 vu =2 > a1,b1",), ACCEPTED, "h1"),
    Case("a ruling before its keyings, to be keyed twice", ("h1 vu =2 > a1,b1",), AWAITING, twice=True),
    Case(
        "a third keying after the ruling",
        ("a1 lan =4", "b1 minh =2", "h1 vu =2 > a1,b1", "c1 hoa =4"),
        DISPUTED,
    ),
    Case("circular", ("a1 lan =4 > a2", "a2 lan =2 > a1"), DISPUTED),
    Case("a keying that settles itself", ("a1 lan =4 > a1",), DISPUTED),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_verdict_is_as_drawn_in_any_order(case: Case) -> None:
    for lines in itertools.permutations(case.lines):
        settled = settle([keying(line) for line in lines], twice=case.twice)
        accepted = settled.accepted
        assert settled.verdict is case.verdict
        assert (f"{accepted.station}{accepted.n}" if accepted else "") == case.accepted


def closed(station: str, n: int, heads: dict[str, int], *replaces: str) -> Fact:
    body = {"heads": {place: [last, "00"] for place, last in heads.items()}, "replaces": list(replaces)}
    return Fact(station, n, Kind.CLOSED, "", "", "", canonical(body))


CLOSINGS = {
    "late": ((closed("a", 4, {"a": 3}),), {"a": 3}),
    "closed on two computers": ((closed("a", 4, {"a": 3, "b": 2}), closed("b", 5, {"a": 2, "b": 4})), {"a": 3, "b": 4}),
    "replaced": ((closed("a", 4, {"a": 3}), closed("a", 6, {"a": 5}, "a:4")), {"a": 5}),
    "reopened": (
        (closed("a", 4, {"a": 3}), Fact("a", 5, Kind.REOPENED, "", "", "", canonical({"closing": ["a:4"]}))),
        None,
    ),
}


@pytest.mark.parametrize("name", CLOSINGS)
def test_the_closing_covers_what_is_drawn(name: str) -> None:
    facts, expected = CLOSINGS[name]
    for order in itertools.permutations(facts):
        assert covered(closings(order)) == expected


def line_of(text: str) -> Line:
    """A keying, or `h1 withdrawn a:5-9`, `h2 reinstated h:1`, `h1 chosen a3 lan =4`, `b1 closed a1 lan =4` (its chain)."""
    matched = re.fullmatch(r"(\w)(\d) (withdrawn|reinstated|chosen|closed) (.+?)(?: > (\w)(\d))?", text)
    if matched is None:
        return keying(text)
    station, n, kind, what, *replaced = matched.groups()
    body: dict[str, object] = {}
    if kind == Kind.WITHDRAWN:
        span = Span.parse(what.replace("-", ".."))
        body = {"lines": [list(span)]}
    elif kind == Kind.REINSTATED:
        body = {"withdrawal": what}
    elif kind == Kind.CHOSEN:
        body = {"line": str(keying(what).ref), "digest": content_digest(keying(what))}
        body |= {"replaces": [":".join(replaced)]} if all(replaced) else {}
    else:
        (link,) = chain(first_link(Stream(keying(what).station, WARD, PERIOD)), [keying(what).line()])
        body = {"heads": {keying(what).station: [1, link.hex()]}, "replaces": []}
    return Fact(station, int(n), kind, "", "", "", canonical(body))


class Counted(NamedTuple):
    name: str
    lines: tuple[str, ...]
    counts: tuple[str, ...]
    late: bool = True


CLASHES = (
    Counted("two contents of one line", ("a3 lan =4", "a3 minh =2"), ()),
    Counted("one content is chosen", ("a3 lan =4", "a3 minh =2", "h1 chosen a3 minh =2"), ("a3 =2",)),
    Counted("two unlike choices", ("a3 lan =4", "a3 minh =2", "h1 chosen a3 minh =2", "b9 chosen a3 lan =4"), ()),
    Counted(
        "chosen anew",
        ("a3 lan =4", "a3 minh =2", "h1 chosen a3 minh =2", "h2 chosen a3 lan =4 > h1"),
        ("a3 =4",),
    ),
)
WITHDRAWALS = (
    Counted("withdrawn", ("a7 lan =4", "h1 withdrawn a:7-7"), ()),
    Counted("reinstated", ("a7 lan =4", "h1 withdrawn a:7-7", "h2 reinstated h:1"), ("a7 =4",)),
    Counted("withdrawn twice", ("a7 lan =4", "h1 withdrawn a:7-7", "b2 withdrawn a:5-9", "h3 reinstated h:1"), ()),
    Counted("a withdrawn amendment", ("a1 lan =4", "a2 lan =2 > a1", "h1 withdrawn a:2-2"), ("a1 =4",)),
    Counted("a withdrawal cannot be withdrawn", ("a7 lan =4", "h1 withdrawn a:7-7", "h2 withdrawn h:1-1"), ()),
    Counted(
        "withdrawn after the closing",
        ("a1 lan =4", "a2 closed a1 lan =4", "h1 withdrawn a:1-1"),
        ("a1 =4",),
        late=False,
    ),
    Counted("copied before the closing", ("a1 lan =4", "a1 minh =2", "b1 closed a1 lan =4"), ("a1 =4",), late=False),
)


@pytest.mark.parametrize("case", CLASHES + WITHDRAWALS, ids=lambda case: case.name)
def test_what_is_drawn_counts_in_every_order(case: Counted) -> None:
    for order in itertools.permutations(map(line_of, case.lines)):
        by_ref: dict[Ref, list[Line]] = {}
        for line in order:
            by_ref.setdefault(line.ref, []).append(line)
        alone = [lines[0] for lines in by_ref.values() if len(lines) == 1]
        told = Told(
            WARD,
            PERIOD,
            [line for line in alone if isinstance(line, Fact)],
            [line for line in alone if isinstance(line, Keying)],
            {ref: tuple(lines) for ref, lines in by_ref.items() if len(lines) > 1},
            way=ways_through(order, WARD, PERIOD),
        )
        counted = counting(told, late=case.late).keyings
        assert tuple(sorted(f"{each.station}{each.n} ={each.marks}" for each in counted)) == case.counts


def test_every_drawing_has_its_row() -> None:
    drawn = re.findall(r"^\*\*([^*.]+)\*\*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    cases = (*CLASHES, *CASES)
    assert drawn == [case.name for case in cases] + list(CLOSINGS) + [case.name for case in WITHDRAWALS]
