"""Lines that are lawful and make no sense, written with the pen of a real computer and sent as any others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import cast

from hypothesis import strategies as st

from exports.packages.descriptor import Receiver
from exports.packages.receipt import write_receipt
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.acts import Act
from models.domain.basics.people import Person
from models.domain.basics.units import UnitKey
from models.domain.book.facts import Kind, canonical
from models.domain.book.periods import Period
from models.domain.book.serials import BOOK_SIZE, Serial
from models.services.office.questionnaires import questionnaire_for
from models.store.database import Station, open_station
from models.store.pen import Pen
from tests.builders.acts import WARD, act_of
from tests.builders.forms import alike, issued, key
from tests.builders.offices import Offices, make_offices

MOMENTS = (
    "0002-01-01T00:00:00+14:00", "1900-02-28T23:59:59-23:59", "2026-10-05T08:00:00.123456Z", "9998-12-31T23:59:59-12:00",
    "2026-08-01T09:00+07:00",
)  # fmt: skip
STRANGERS = ("00004/lan", "00004/nobody9", "ZZ9/x", "01/ha")
NOWHERE, NEVER = "0" * 32, 999_999_999
WORDS = ("", "=1+1", "<b>&", "{0} %s", "\u202eabc", "x" * 300, "\n\t", "\ufffe\uffff", "a\n\nb", "𝔘🏠")
HASH = "ab" * 32


class Tomorrow(StrEnum):
    """Kinds that only a later program knows."""

    DANCED = "danced_on_the_table"


Body = Mapping[str, object] | None


@dataclass(frozen=True)
class Absurd:
    """One line to write: a fact, or a keying when `marks` is given."""

    kind: str = ""
    serials: str = ""
    body: Body = None
    marks: str | None = None
    rest: str = "{}"
    coding: str = ""
    settles: str = ""
    texts: str = ""
    seconds: int = 0
    at: str = MOMENTS[2]
    by: str = STRANGERS[0]

    def write(self, pen: Pen) -> None:
        """Write the line; refuses what is not lawful."""
        if self.marks is None:
            kind = Kind(self.kind) if self.kind in set(Kind) else cast("Kind", Tomorrow(self.kind))
            pen.fact(kind, serials=self.serials, body=dict(self.body) if self.body else None)
            return
        pen.keying(
            serial=self.serials,
            coding=self.coding,
            marks=self.marks,
            rest=self.rest,
            texts=self.texts,
            settles=self.settles,
            seconds=self.seconds,
        )


def write(station: Station, period: Period, lines: Sequence[Absurd], *, about: UnitKey = WARD) -> None:
    """Write lines into the station's own stream about an office."""
    for line in lines:
        code, _, name = line.by.partition("/")
        act: Act = act_of(Person(UnitKey(code, WARD.valid_from), name, ""), line.at)
        with station.transaction():
            line.write(Pen(station, about, period.key, act=act))


def forms(period: Period) -> tuple[str, ...]:
    """Forms that were issued, forms of which nobody heard, and a whole book."""
    first, other = (Serial(period.code, WARD.code, "CN", BOOK_SIZE + number) for number in (1, 2))
    stray = Serial(period.code, WARD.code, "TC", 9 * BOOK_SIZE + 77)
    whole = [Serial(period.code, WARD.code, "CN", 8 * BOOK_SIZE + number) for number in (1, 2_000)]
    return str(first), f"{first}..{other}", str(stray), f"{whole[0]}..{whole[1]}"


def refs(stations: Sequence[str]) -> tuple[str, ...]:
    """Lines that are there, that are not, and of a computer that nobody knows."""
    return (*(f"{station}:{n}" for station in stations for n in (1, 2, 3, NEVER)), f"{NOWHERE}:1")


def bodies(period: Period, stations: Sequence[str], coding: str) -> dict[str, tuple[Body, ...]]:
    """For each kind of fact the bodies that are lawful and strange, beside one that says more than its kind has."""
    every, extra = refs(stations), {"later": {"words": [1, None, {"x": 1.5}]}, "reason": WORDS[5]}
    here = list(every)
    issues: list[Body] = [
        {"questionnaire": word, "coding": HASH, "agency": word, "sector": word, "procedure": word, "edition": word,
         "participants": list(WORDS), "paper": HASH, "replaces": forms(period)[0]}
        for word in WORDS
    ]  # fmt: skip
    issues += [{"questionnaire": "", "coding": coding}, {"questionnaire": "", "coding": coding, "participants": []}]
    drawn = {"population": 0, "size": 0, "seed": "", "margin": None, "strata": [], "reserve_used": 0, "rules": ""}
    stratum = ["", NEVER, 0, NEVER, NEVER]
    numbered = {
        str(period.key): {
            "campaign": NEVER,
            "file": 0,
            "closing": NEVER,
            "above": 1,
            "receipts": {str(WARD): NEVER, "ZZ9@0001-01-01": 0},
        },
        "ZZ9@0001-01-01/X": {},
    }
    lasting: dict[str, tuple[Body, ...]] = {
        Kind.BOOK_ALLOTTED: tuple({"book": book, "station": place} for book in (1, 9) for place in (*stations, NOWHERE)),
        Kind.ISSUED: tuple(issues),
        Kind.CANCELLED: ({"facts": []}, {"facts": here}),
        Kind.SAMPLED: (
            dict(drawn),
            drawn | {"population": None},
            drawn | {"population": NEVER, "seed": "s", "size": NEVER, "margin": "1/999999999", "strata": [stratum] * 3},
            drawn | {"population": 1, "seed": "s", "size": 5, "margin": "999999999/1", "strata": [[WORDS[2], 0, 0, 0, 0]]},
            drawn | {"population": 3, "seed": WORDS[4], "reserve_used": NEVER, "margin": "0/1", "rules": WORDS[5]},
        ),
        Kind.SHARE_RAISED: ({"share": "1"}, {"share": "0"}, {"share": "1/999999999"}, {"share": "999999999/999999999"}),
        Kind.RULED: (*({"keying": ref} for ref in every), {"issue": every[0], "keying": every[-1], "reason": WORDS[2]}),
        Kind.CHOSEN: (
            *({"line": ref, "digest": "0" * 16} for ref in every),
            {"line": every[0], "digest": "f" * 16, "replaces": here, "reason": WORDS[8]},
        ),
        Kind.CLOSED: (
            {"heads": {}},
            {"heads": {place: [NEVER, ""] for place in (*stations, NOWHERE)}, "replaces": here},
            {"heads": {place: [1, HASH] for place in stations}, "replaces": []},
            {"heads": {NOWHERE: [1, HASH]}},
        ),
        Kind.REOPENED: ({"closing": []}, {"closing": here, "reason": WORDS[1]}),
        Kind.WITHDRAWN: (
            {"lines": []},
            {"lines": [[NOWHERE, 1, NEVER]], "reason": WORDS[3], "package": ""},
            {"lines": [[stations[0], NEVER, NEVER], [stations[0], 2, 2], [stations[0], 2, 2]], "package": "0" * 16},
        ),
        Kind.REINSTATED: tuple({"withdrawal": ref, "reason": word} for ref, word in zip(every, WORDS * 9, strict=False)),
        Kind.KEY_CONFIRMED: tuple(
            {"unit": unit, "key": "A" * 43, "reason": word}
            for unit, word in zip((str(WARD), str(period.key.issuer), "ZZ9@0001-01-01"), WORDS, strict=False)
        ),
        Kind.KEY_ENDED: (
            {"station": NOWHERE, "heads": []},
            {"station": stations[0], "heads": [[str(WARD), str(period.key), NEVER, HASH]] * 2},
            {"station": stations[-1], "heads": [["ZZ9@0001-01-01", "ZZ9@0001-01-01/X", 1, HASH]], "reason": WORDS[4]},
        ),
        Kind.LATE_TAKEN: ({"heads": {}, "reason": ""}, {"heads": {place: [NEVER, HASH] for place in stations}, "reason": WORDS[5]}),
        Kind.HUB_CLOSED: (
            {"units": {}, "asked": []},
            {
                "units": {
                    str(WARD): {
                        place: [[["ZZ9@0001-01-01", NEVER], [str(WARD), None]], [[NEVER, HASH], [1, HASH]]]
                        for place in stations
                    }
                },
                "asked": ["ZZ9@0001-01-01", str(WARD), str(WARD)], "campaign": HASH, "replaces": list(every),
                "waived": [["never_heard_of", ["ZZ9@0001-01-01"], WORDS[4]], ["silent", [], WORDS[5]]],
            },
            {"units": {str(period.key.issuer): {NOWHERE: [[], []]}}, "asked": [str(period.key.issuer)]},
        ),
        Kind.NUMBERS_HANDED: (
            {"after": [], "station": NOWHERE, "numbers": {}},
            {"after": [NOWHERE, *(f"{period.key} {ref}" for ref in every)], "station": stations[0], "numbers": numbered},
        ),
        Kind.NUMBERS_TAKEN: (
            {"after": [], "numbers": {}, "reason": WORDS[1]},
            {"after": [f"ZZ9@0001-01-01/X {NOWHERE}:{NEVER}", *stations], "numbers": numbered, "reason": WORDS[4]},
        ),
        Kind.IN_CHARGE: (
            {"unit": str(WARD), "person": ""},
            {"unit": "ZZ9@0001-01-01", "person": "ZZ9/x", "after": [f"{period.key} {ref}" for ref in every]},
        ),
        Kind.PURGED: ({"texts": {}}, {"texts": dict.fromkeys((*stations, NOWHERE), NEVER)}),
        Tomorrow.DANCED: ({"x": [{}] * 1000}, {"lines": 5, "facts": "x", "book": None, "1": [[[[[[[[[[[]]]]]]]]]]]}),
    }  # fmt: skip
    plain: tuple[Body, ...] = (None, *({"reason": word} for word in WORDS))
    found: dict[str, tuple[Body, ...]] = {}
    for kind in (*Kind, *Tomorrow):
        own = lasting.get(kind, plain)
        found[kind] = (*own, {**(own[-1] or {}), **extra})
    return found


def keyings(period: Period, stations: Sequence[str], coding: str, width: int) -> Iterator[Absurd]:
    """Keyings of forms known and unknown: marks too few, too many and of no choice, answers to questions that are not there."""
    first, _, stray, _ = forms(period)
    every = refs(stations)
    rests = (
        "",
        "{}",
        canonical({"C1": "99 z", "nowhere": "x"}),
        canonical({"x" * 64: "=1+1" * 50, "ngay": "2026-99-99"}),
    )
    marks = ("", "4", "z" * 500, "k" * width, "?" * width, "9" * width, "4" * (width - 1), "4" * (width + 1))
    for place, each in enumerate(marks):
        unkeyed = str(Serial(period.code, WARD.code, "CN", BOOK_SIZE + 11 + place))
        yield Absurd(serials=unkeyed, coding=coding, marks=each, rest=rests[place % 4])
        for serial in (first, stray):
            for of in (coding, HASH):
                yield Absurd(
                    serials=serial, coding=of, marks=each, rest=rests[place % 4], at=MOMENTS[place % 5],
                    by=STRANGERS[place % 4], seconds=99_999_999 * (place % 2),
                    settles=",".join(every) if place % 3 == 0 else "",
                    texts=canonical({"F" * 64: HASH, "gop_y": HASH}) if place % 2 else "",
                )  # fmt: skip
        yield Absurd(serials=first, coding="", marks="", rest="", settles=every[place])


def every_kind(
    period: Period, stations: Sequence[str], coding: str, width: int, *, ends: bool = True
) -> Iterator[Absurd]:
    """Every kind of line with each of its strange bodies; without `ends` none that takes forms out of the figures."""
    spans = forms(period)
    ending = (
        Kind.SHARE_RAISED,
        Kind.CLOSED,
        Kind.REOPENED,
        Kind.WITHDRAWN,
        Kind.REINSTATED,
        Kind.CANCELLED,
        Kind.KEY_ENDED,
    )
    turn = 0
    for kind, own in bodies(period, stations, coding).items():
        if kind in ending and not ends:
            continue
        for body in own:
            turn += 1
            serials = spans[turn % 4] if kind == Kind.ISSUED or turn % 5 else ""
            yield Absurd(kind, serials, body, at=MOMENTS[turn % 5], by=STRANGERS[turn % 4])
    yield from keyings(period, stations, coding, width)


def any_line(period: Period, stations: Sequence[str], coding: str, width: int) -> st.SearchStrategy[Absurd]:
    """Any of these lines, mixed anew: other forms, moments and persons."""
    known = bodies(period, stations, coding)
    facts = st.sampled_from(sorted(known)).flatmap(
        lambda kind: st.builds(
            Absurd,
            kind=st.just(kind),
            serials=st.sampled_from(forms(period) if kind == Kind.ISSUED else ("", *forms(period))),
            body=st.sampled_from(known[kind]),
            at=st.sampled_from(MOMENTS),
            by=st.sampled_from(STRANGERS),
        )
    )
    return facts | st.sampled_from(tuple(keyings(period, stations, coding, width)))


def taken_in(
    folder: Path, lines: Callable[[Period, Sequence[str], str, int], Iterable[Absurd]], *, is_copied: bool = False
) -> Offices:
    """A hub and a ward with keyed forms; a second computer of the ward, and the hub about it, say strange things to all.

    With `is_copied` a copy of the second computer says them to the hub the other way round, so that every key clashes.
    """
    offices = make_offices(folder)
    serials = issued(offices.first, 20)
    for serial, mark in zip(serials, "45154", strict=False):
        key(offices.first, serial, alike(offices.first, mark, text="nhanh"))
    key(offices.first, serials[0], alike(offices.first, "2"), by="mai", second=True)
    stick = folder / "stick"
    stick.mkdir()
    _carry(offices.first, offices, stick)
    questionnaire = questionnaire_for(offices.first, offices.period, "CN")
    names = tuple(station.id for station in (offices.first, offices.second, offices.hub))
    every = tuple(lines(offices.period, names, questionnaire.coding, len(questionnaire.singles)))
    if is_copied:
        copy = open_station(Path(shutil.copytree(offices.second.folder, folder / "copy")))
        write(copy, offices.period, every[::-1])
        _take(offices.hub, send_returns(copy, offices.period, out=folder, act=act_of()).path)
        copy.close()
    write(offices.second, offices.period, every)
    _carry(offices.second, offices, stick)
    write(offices.hub, offices.period, every)
    back = write_receipt(offices.hub, unit=WARD, period=offices.period.key, out=stick, act=act_of())
    _take(offices.first, back.path)
    return offices


TAKEN_IN = ("ending", "going on", "copied")


def strange_offices(folder: Path, way: str) -> Offices:
    """Offices that took in every strange line: with those that end forms, without, or from a copied folder."""
    return taken_in(folder, partial(every_kind, ends=way == "ending"), is_copied=way == "copied")


def _carry(station: Station, offices: Offices, stick: Path) -> None:
    """Send what a computer of the ward holds to the hub and to the other computer; each takes it in whole."""
    other = offices.second if station is offices.first else offices.first
    _take(offices.hub, send_returns(station, offices.period, out=stick, act=act_of()).path)
    to = Receiver("station", other.id)
    _take(other, send_returns(station, offices.period, out=stick, to=to, act=act_of()).path)


def _take(station: Station, file: Path) -> None:
    merged = merge_packages(station, [file], act=act_of())
    assert [package.findings for package in merged.packages] == [()]
