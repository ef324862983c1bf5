"""Writing a station's own lines: each one lawful, linked to the one before it and signed, in the transaction that writes it."""

from __future__ import annotations

from collections.abc import Iterable

from models.acts import Act, Topic, topics_of
from models.domain.basics.typed_words import reason_words, sentence
from models.domain.basics.units import UnitKey
from models.domain.book.branches import SignedBranch
from models.domain.book.certificates import head_said
from models.domain.book.facts import Fact, Keying, Kind, Line, PeriodKey, Ref, Stream, canonical, chain, first_link
from models.domain.book.lawful import Law
from models.store.branches import branches_of, put_branches, set_head
from models.store.database import Station
from models.store.journal import FreeText, every_content, put_lines, put_texts, put_twin, taken_head


class Pen:
    """Adds lines to this station's own stream of one unit and period, and notes on the act what they change.

    Use within a transaction.

    What other offices would not take in as a lawful line is refused (`LineUnlawful`).

    Each line is signed within the transaction that writes it: the stream keeps how far it goes, its chain hash there and the
    signature over both, so that no base and no backup has an unsigned line.
    """

    def __init__(self, station: Station, unit: UnitKey, period: PeriodKey, *, act: Act) -> None:
        self._of = Stream(station.id, unit, period)
        self._db = station.db
        self._station = station.id
        self._act = act
        self._law = Law(period.code, unit.code)
        self._signer = station.signer
        self._stream, known, link = taken_head(station.db, self._of)
        self._others: tuple[SignedBranch, ...] = ()
        self._own = SignedBranch(1, first_link(self._of).hex(), known, link or first_link(self._of).hex(), "")
        if not known:
            # a copy of this folder wrote lines of its own: this computer goes on with its own branch
            found = branches_of(station.db, self._stream, self._of)
            self._own, self._others = (found[0], found[1:]) if found else (self._own, ())
        self._next = self._own.last + 1

    def fact(self, kind: Kind, *, serials: str = "", body: dict[str, object] | None = None) -> Ref:
        """Write one journal line; refuses (`WordsTooLong`, `ReasonWithoutWords`) a reason that is no sentence."""
        for name, said in (body or {}).items():
            if isinstance(said, str):
                reason_words(said) if name == "reason" else sentence(said)
        line = Fact(
            self._station, self._next, kind.value, serials, self._act.by.author, self._act.at, canonical(body or {})
        )
        self._law.require(line)
        self._act.changes(*topics_of(line.kind))
        return self._write(line)

    def keying(
        self,
        *,
        serial: str,
        coding: str,
        marks: str,
        rest: str,
        texts: str,
        settles: str,
        seconds: int,
        contents: Iterable[tuple[str, str, str]] = (),
    ) -> Keying:
        """Write one keying; `contents` are (question, text, salt) of its free texts."""
        line = Keying(
            self._station,
            self._next,
            serial,
            coding,
            marks,
            rest,
            texts,
            settles,
            self._act.by.author,
            self._act.at,
            seconds,
        )
        self._law.require(line)
        self._write(line)
        put_texts(self._db, self._stream, (FreeText(line.n, *text) for text in contents))
        self._act.changes(Topic.KEYINGS)
        return line

    def _write(self, line: Line) -> Ref:
        place = 0
        if self._others:
            # the copy may have written this n too
            place = len(every_content(self._db, self._stream, self._station, n=line.n).get(line.n, ()))
        if place:
            put_twin(self._db, self._stream, place, line)
        else:
            put_lines(self._db, self._stream, (line,))
        (link,) = chain(bytes.fromhex(self._own.chain), (line.line(),))
        signature = self._signer.sign(head_said(self._of, line.n, link.hex()))
        twins = self._own.twins
        if place != self._own.place_at(line.n):
            twins = (*twins, (line.n, place))
        self._own = SignedBranch(1, self._own.before, line.n, link.hex(), signature, twins)
        if self._others or twins:
            put_branches(self._db, self._stream, (self._own, *self._others))
        else:
            set_head(self._db, self._stream, n=line.n, chain=self._own.chain, signature=signature)
        self._next += 1
        return line.ref
