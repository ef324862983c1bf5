"""Random small histories of a ward's computers: what each does, when it sends, and what it hears of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from exports.packages.lines import write_lines
from exports.packages.sealing import seal
from models.domain.basics.units import UnitKey
from models.domain.book.activity import content_digest
from models.domain.book.branches import contents_by_n, links_of
from models.domain.book.certificates import Certificate, station_of
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Ref, Stream, canonical, settles_text
from models.domain.book.serials import Serial
from models.security import certified, keys_made_of
from tests.builders.acts import CITY, WARD
from tests.builders.sealed import description, signed

PERIOD = PeriodKey(CITY, "26Q3")
SERIALS = tuple(str(Serial("26Q3", "00004", "CN", 100_000 + number)) for number in range(1, 4))
STATIONS = ("aaaa1", "bbbb2", "hub1")
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


Branches = Mapping[str, tuple[tuple[Line, ...], ...]]
"""Per station the exact sequences of lines that it signed, as far as they are known."""
OTHER = UnitKey.parse("00008@2025-07-01")
DISTRICT = UnitKey.parse("001@2008-08-01")
"""A hub below the hub, over the ward by the campaign."""
OF_WARD, OF_CITY, OF_OTHER, OF_DISTRICT = (keys_made_of(name) for name in (STATIONS[0], "hub0", "liar0", "dist0"))
"""Whoever works here is certified by the first computer of its office; those of the hub and of the other ward do not take part."""


def home_of(name: str) -> UnitKey:
    """The office in which the computer with this name stands."""
    return {"hub": CITY, "dis": DISTRICT, "lia": OTHER}.get(name[:3], WARD)


def certificates_of(name: str) -> tuple[Certificate, ...]:
    """What says in which office the computer with this name stands."""
    home = home_of(name)
    first = {CITY: OF_CITY, DISTRICT: OF_DISTRICT, OTHER: OF_OTHER}.get(home, OF_WARD)
    return certified(home, first.public, by=first), certified(home, keys_made_of(name).public, by=first)


@dataclass
class Place:
    """One computer: its name, its own lines in order, and what it heard of others (and of a copy of itself)."""

    name: str
    own: tuple[Line, ...] = ()
    heard: dict[str, frozenset[tuple[Line, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = keys_made_of(self.name)
        self.station = station_of(self.keys.public)

    @property
    def home(self) -> UnitKey:
        """The office in which it stands."""
        return home_of(self.name)

    @property
    def lines(self) -> set[Line]:
        """Every line it knows."""
        return {line for branches in self.streams().values() for branch in branches for line in branch}

    def streams(self) -> dict[str, tuple[tuple[Line, ...], ...]]:
        """The longest branches that it knows of every station, its own among them."""
        known = {station: set(branches) for station, branches in self.heard.items()}
        known.setdefault(self.station, set()).add(self.own)
        return {
            station: longest
            for station, branches in sorted(known.items())
            if (longest := _longest(branch for branch in branches if branch))
        }


def _longest(branches: Iterable[tuple[Line, ...]]) -> tuple[tuple[Line, ...], ...]:
    """The branches that no other one goes on from."""
    listed = sorted(set(branches), key=lambda each: (-len(each), [line.line() for line in each]))
    kept: list[tuple[Line, ...]] = []
    for each in listed:
        if not any(other[: len(each)] == each for other in kept):
            kept.append(each)
    return tuple(kept)


class World:
    """The computers of one history, and every package that was sent in it."""

    def __init__(self, coding: str, width: int, *, copied: bool) -> None:
        self._coding, self._width = coding, width
        self.places = [Place(STATIONS[0]), Place(STATIONS[0] if copied else STATIONS[1]), Place(STATIONS[2])]
        self.names = {place.station: place.name for place in self.places}
        self.packages: list[bytes] = []
        self.sent: list[Branches] = []
        self.victim: Place | None = None
        self.is_ended = False
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
        return {line for sent in self.sent for branches in sent.values() for branch in branches for line in branch}

    def _send(self, place: Place) -> None:
        streams = place.streams()
        if not streams:
            return
        of = {station: Stream(station, WARD, PERIOD) for station in streams}
        written = write_lines(
            [signed(of[each], *branches, by=keys_made_of(self.names[each])) for each, branches in streams.items()]
        )
        certificates = {each for name in streams for each in certificates_of(self.names[name])}
        sender = replace(
            description(place.keys, Stream(place.station, WARD, PERIOD), written, home=place.home),
            number=len(self.packages) + 1,
            certificates=tuple(sorted(certificates | set(certificates_of(place.name)))),
        )
        self.packages.append(seal(sender, written.tables, place.keys)[1])
        self.sent.append(streams)

    def _hear(self, place: Place, package: int) -> None:
        for station, branches in self.sent[package].items():
            place.heard[station] = place.heard.get(station, frozenset()) | set(branches)
            for branch in branches:
                # a copy that hears how the other one went on goes on from there
                if station == place.station and branch[: len(place.own)] == place.own:
                    place.own = branch

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
            for name, branches in place.streams().items():
                heads[name] = [len(branches[0]), links_of(Stream(name, WARD, PERIOD), branches[0])[-1]]
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
            self._fact(place, Kind.REINSTATED, "", {"withdrawal": (made or [f"{place.station}:2"])[-1]})
        elif act == "end":
            # the first computer was stolen: the office names on the telephone how far it wrote itself
            honest = self.victim
            if honest is not None and honest.own and place.home == CITY:
                stream = Stream(honest.station, WARD, PERIOD)
                head = [str(WARD), str(PERIOD), len(honest.own), links_of(stream, honest.own)[-1]]
                self._fact(place, Kind.KEY_ENDED, "", {"station": honest.station, "heads": [head]})
                self.is_ended = True
        elif act == "choose":
            for branches in place.streams().values():
                for lines in contents_by_n(line for branch in branches for line in branch):
                    if len(lines) > 1:
                        chosen = lines[form % len(lines)]
                        body: dict[str, object] = {"line": str(chosen.ref), "digest": content_digest(chosen)}
                        self._fact(place, Kind.CHOSEN, "", body)
                        return

    def _keying(self, place: Place, serial: str, mark: str, by: str, settles: tuple[Ref, ...]) -> None:
        coding, marks, rest = (self._coding, mark * self._width, "{}") if mark else ("", "", "")
        line = Keying(
            place.station,
            len(place.own) + 1,
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
        place.own = (*place.own, line)

    def _fact(self, place: Place, kind: Kind, serials: str, body: dict[str, object] | None = None) -> None:
        line = Fact(
            place.station,
            len(place.own) + 1,
            kind,
            serials,
            f"{place.home.code}/lan",
            "2026-08-01T09:00:00+07:00",
            canonical(body or {}),
        )
        place.own = (*place.own, line)
