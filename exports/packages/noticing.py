"""What deserves a look after a package was taken in; nothing here stops anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from exports.packages.checking import Arrived
from exports.packages.descriptor import Descriptor
from exports.packages.findings import Notice
from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Sentence
from models.domain.book.facts import Stream
from models.services.exchange.merging import Taken, books_told_twice
from models.services.exchange.receipts import TakenUpTo, acknowledged
from models.services.office.periods import knows_period
from models.store import journal
from models.store.database import Station
from models.store.packages import Package, numbers_like


def notices_of(
    station: Station, package: Package, arrived: Arrived, taken: Taken, *, is_known: bool
) -> tuple[Notice, ...]:
    """The notices on one package, within the transaction that took it in and before it was noted."""
    return tuple(_notices(station, package, arrived, taken, is_known=is_known))


def receipt_notices(station: Station, sender: Descriptor, taken: Iterable[TakenUpTo]) -> tuple[Notice, ...]:
    """How much the hub has confirmed by now, and what it asks to be sent again."""
    hub = station.catalogue.office_told(sender.sender_unit)
    state = acknowledged(station, sender.period, hub=sender.sender_unit)
    if state.lines_received < state.lines:
        said = N_(
            "{received} of {forms} keyed forms are received by {hub} ({lines} of {all} lines). "
            "Send the package of the period again: it carries the rest."
        )
    else:
        said = N_(
            "{received} of {forms} keyed forms are received by {hub} ({lines} of {all} lines). Nothing is left to send."
        )
    values = {
        "received": state.forms_received,
        "forms": state.forms,
        "hub": hub,
        "lines": state.lines_received,
        "all": state.lines,
    }
    notices = [Notice("acknowledged", "", Sentence(said, values))]
    missing = sorted({str(span) for each in taken for span in each.missing})
    if missing:
        said = N_("{hub} lacks the lines {missing}. Please send the package of period {period} again.")
        values = {"hub": hub, "missing": ", ".join(missing), "period": sender.period.code}
        notices.append(Notice("send_again", "", Sentence(said, values)))
    return tuple(notices)


def _notices(station: Station, package: Package, arrived: Arrived, taken: Taken, *, is_known: bool) -> Iterator[Notice]:
    unit = station.catalogue.office_told(package.unit)
    if arrived.sealed.is_cut:
        said = N_(
            "The free texts in the package of {unit} were deleted before it came; its figures are whole. Nothing "
            "has to be done; who needs the texts asks that office."
        )
        yield Notice("texts_cut", "", Sentence(said, {"unit": unit}))
    if not knows_period(station, package.period):
        said = N_(
            "Period {period} of {issuer} is not known here, so the lines of {unit} are kept and do not count "
            "yet. Open the campaign file of that period; they count from then on."
        )
        values = {
            "period": package.period.code,
            "issuer": station.catalogue.office_told(package.period.issuer),
            "unit": unit,
        }
        yield Notice("unknown_period", "", Sentence(said, values, Deed.OPEN_CAMPAIGN))
    for stream in taken.forked:
        said = N_(
            "Station {station} of {unit} numbered different lines alike: its folder was copied. Both are kept and"
            " neither counts. Telephone the office to use one copy only, then choose line by line."
        )
        forked = Sentence(said, {"station": stream.station, "unit": unit}, Deed.CHOOSE_CONTENT)
        yield Notice("fork", str(stream), forked)
    if taken.late:
        said = N_(
            "{count} lines of {unit} came after the period was closed; the closed sheets leave them out. If they "
            "are to count, reopen the period and close it again."
        )
        yield Notice("closed", "", Sentence(said, {"count": taken.late, "unit": unit}))
    if not is_known:
        yield from _numbering(station, package, arrived.descriptor)
    for book in books_told_twice(station, package.period, package.unit) if taken.new else ():
        said = N_(
            "Book {book} of {unit} was given to two stations. Telephone the office: check that no two papers "
            "carry the same number, and let one station stop issuing from it."
        )
        yield Notice("book_twice", "", Sentence(said, {"book": book, "unit": unit}))


def _numbering(station: Station, package: Package, sender: Descriptor) -> Iterator[Notice]:
    """Missing earlier packages, and a sender whose own stream became shorter than what came before."""
    here = numbers_like(station.db, package)
    missing = [number for number in range(max(here, default=0) + 1, package.number) if number not in here][:20]
    if missing:
        said = N_(
            "Package {missing} of station {station} of {unit} did not arrive. A later one carries everything in "
            "it, so nothing is missing and nothing has to be done."
        )
        which = {
            "missing": tuple(missing),
            "station": sender.station,
            "unit": station.catalogue.office_told(package.unit),
        }
        yield Notice("gap", sender.station, Sentence(said, which))
    head = sender.heads.get(sender.station)
    stream = journal.find_stream(station.db, Stream(sender.station, package.unit, package.period))
    if head is None or stream is None or (here and package.number < max(here)):
        return
    known = journal.last_n(station.db, stream)
    if known > head.n:
        said = N_(
            "Station {station} of {unit} sends {sent} lines, but {known} are here already: it went back to an "
            "older state. Nothing is lost here. Telephone the office and give it a receipt: taken in there, it "
            "brings the lost lines back."
        )
        values = {
            "station": sender.station,
            "unit": station.catalogue.office_told(package.unit),
            "sent": head.n,
            "known": known,
        }
        yield Notice("rollback", sender.station, Sentence(said, values))
