"""Random small histories of a ward's computers: what each does, when it sends, and what it hears of the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from exports.packages.descriptor import Descriptor, Receiver
from exports.packages.lines import write_lines
from exports.packages.sealing import seal
from models.domain.basics.units import UnitKey
from models.domain.book.activity import content_digest
from models.domain.book.branches import contents_by_n, heads_of
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Ref, Stream, canonical, settles_text
from models.domain.book.serials import Serial
from models.security import StationKeys, to_text
from tests.builders.acts import CITY, WARD

PERIOD = PeriodKey(CITY, "26Q3")
SERIALS = tuple(str(Serial("26Q3", "00004", "CN", 100_000 + number)) for number in range(1, 4))
STATIONS = ("aaaa1", "bbbb2", "hub0")
ACTS = ("key", "key", "key", "amend", "void", "rule", "mark", "cancel", "ask", "close", "reopen", "issue")
SETTLING_ACTS = ("withdraw", "withdraw", "reinstate", "choose")

ACT = st.tuples(
    st.sampled_from(ACTS + SETTLING_ACTS),
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from("24"),
    st.sampled_from(("lan", "hoa")),
)
STEP = st.one_of(
    ACT,
    ACT,
    ACT,
    st.tuples(st.just("send"), st.integers(0, 2)),
    st.tuples(st.just("hear"), st.integers(0, 2), st.integers(0, 20)),
)
HISTORY = st.tuples(st.lists(STEP, min_size=3, max_size=25), st.booleans())
"""Steps, and whether the second computer is a copy of the first one's folder."""


@dataclass
class Place:
    """One computer: its id and every line it knows."""

    station: str
    lines: set[Line] = field(default_factory=set)

    @property
    def home(self) -> UnitKey:
        """The office in which it stands."""
        return CITY if self.station.startswith("hub") else WARD

    def next(self) -> int:
        return max((line.n for line in self.lines if line.station == self.station), default=0) + 1

    def streams(self) -> dict[str, tuple[tuple[Line, ...], ...]]:
        stations = sorted({line.station for line in self.lines})
        found = {name: contents_by_n(line for line in self.lines if line.station == name) for name in stations}
        return {name: contents for name, contents in found.items() if contents}


class World:
    """The computers of one history, and every package that was sent in it."""

    def __init__(self, keys: StationKeys, coding: str, width: int, *, copied: bool) -> None:
        self._keys, self._coding, self._width = keys, coding, width
        self.places = [Place(STATIONS[0]), Place(STATIONS[0] if copied else STATIONS[1]), Place(STATIONS[2])]
        self.packages: list[bytes] = []
        self.sent: list[frozenset[Line]] = []
        for place in self.places[:2]:
            self._fact(place, Kind.ISSUED, SERIALS[0] + ".." + SERIALS[1], {"coding": coding, "questionnaire": "q"})

    def live(self, steps: list[tuple[object, ...]]) -> None:
        """Do every step, and let every computer send at the end."""
        for step in steps:
            self.live_on(step)
        for place in self.places:
            self._send(place)

    def live_on(self, step: tuple[object, ...]) -> None:
        """Do one step."""
        if step[0] == "send":
            self._send(self.places[int(str(step[1]))])
        elif step[0] == "hear":
            if self.packages:
                self._hear(self.places[int(str(step[1]))], int(str(step[2])) % len(self.sent))
        else:
            self._act(*step)  # type: ignore[arg-type]  # steps are of several kinds

    def everything(self) -> set[Line]:
        """All lines that left a computer in some package."""
        return set().union(*self.sent)

    def _send(self, place: Place) -> None:
        contents = place.streams()
        if not contents:
            return
        written = write_lines([(Stream(name, WARD, PERIOD), lines, ()) for name, lines in contents.items()])
        descriptor = Descriptor(
            kind="returns",
            station=place.station,
            sender_unit=place.home,
            key=to_text(self._keys.public),
            unit=WARD,
            period=PERIOD,
            receiver=Receiver("unit", str(CITY)),
            number=len(self.packages) + 1,
            at="2026-08-01T09:00:00+07:00",
            heads=written.heads,
            questionnaires=(),
            method="",
            program="0",
        )
        self.packages.append(seal(descriptor, written.tables, self._keys)[1])
        carried = frozenset(line for lines in contents.values() for each in lines for line in each)
        self.sent.append(carried)

    def _hear(self, place: Place, package: int) -> None:
        place.lines |= self.sent[package]

    def _act(self, act: str, who: int, form: int, mark: str, by: str) -> None:
        place, serial = self.places[who], SERIALS[form]
        here = sorted(line for line in place.lines if isinstance(line, Keying) and line.serial == serial)
        facts = sorted(line for line in place.lines if isinstance(line, Fact))
        if act == "key":
            self._keying(place, serial, mark, by, ())
        elif act in {"amend", "void"} and here:
            self._keying(place, serial, mark if act == "amend" else "", by, (here[-1].ref,))
        elif act == "rule" and len(here) > 1:
            self._keying(place, serial, mark, "vu", (here[0].ref, here[-1].ref))
        elif act == "mark":
            kind = (Kind.HANDED_OUT, Kind.SPOILED, Kind.LOST, Kind.RETURNED)[(form + int(mark) // 2) % 4]
            self._fact(place, kind, serial)
        elif act == "cancel":
            marks = [str(fact.ref) for fact in facts if fact.kind in {Kind.SPOILED, Kind.LOST, Kind.RETURNED}]
            self._fact(place, Kind.CANCELLED, serial, {"facts": marks[-2:]})
        elif act == "ask":
            self._fact(place, Kind.SECOND_ASKED, serial)
        elif act == "issue":
            self._fact(place, Kind.ISSUED, SERIALS[2], {"coding": self._coding, "questionnaire": "q"})
        elif act == "close":
            heads: dict[str, object] = {}
            for name, contents in place.streams().items():
                heads[name] = [len(contents), heads_of(Stream(name, WARD, PERIOD), contents)[0]]
            self._fact(place, Kind.CLOSED, "", {"heads": heads, "replaces": []})
        elif act == "reopen":
            closed = [str(fact.ref) for fact in facts if fact.kind == Kind.CLOSED]
            self._fact(place, Kind.REOPENED, "", {"closing": closed[-1:]})

        elif act == "withdraw" and place.lines:
            last = max(line.n for line in place.lines)
            stations = sorted({line.station for line in place.lines})
            station = stations[form % len(stations)]
            first = max(1, last - form)
            span = [station, first, max(first, last - 1)]
            self._fact(place, Kind.WITHDRAWN, "", {"lines": [span], "reason": "r"})
        elif act == "reinstate":
            made = [str(fact.ref) for fact in facts if fact.kind == Kind.WITHDRAWN]
            self._fact(place, Kind.REINSTATED, "", {"withdrawal": (made or ["aaaa1:2"])[-1]})
        elif act == "choose":
            for contents in place.streams().values():
                for lines in contents:
                    if len(lines) > 1:
                        chosen = lines[form % len(lines)]
                        body: dict[str, object] = {"line": str(chosen.ref), "digest": content_digest(chosen)}
                        self._fact(place, Kind.CHOSEN, "", body)
                        return

    def _keying(self, place: Place, serial: str, mark: str, by: str, settles: tuple[Ref, ...]) -> None:
        coding, marks, rest = (self._coding, mark * self._width, "{}") if mark else ("", "", "")
        line = Keying(
            place.station,
            place.next(),
            serial,
            coding,
            marks,
            rest,
            "",
            settles_text(settles),
            f"{place.home.code}/{by}",
            "2026-08-01T09:00:00+07:00",
            0,
        )
        place.lines.add(line)

    def _fact(self, place: Place, kind: Kind, serials: str, body: dict[str, object] | None = None) -> None:
        place.lines.add(
            Fact(
                place.station,
                place.next(),
                kind,
                serials,
                f"{place.home.code}/lan",
                "2026-08-01T09:00:00+07:00",
                canonical(body or {}),
            )
        )
