"""What deserves a look about what an office sent, and stops nothing: said alike when it arrives and on the board."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem, Sentence
from models.domain.basics.units import UnitKey
from models.services.office.known_keys import CodeProof, Trust
from models.store.database import Station


class NoticeKind(StrEnum):
    """The kinds of notices; `--json` tells the value."""

    ACKNOWLEDGED = "acknowledged"
    LINES_WANTED = "send_again"
    TEXTS_CUT = "texts_cut"
    PERIOD_UNKNOWN = "unknown_period"
    FORKED = "fork"
    CLASHING = "clash"
    WITHOUT_EFFECT = "without_effect"
    LATE = "closed"
    BOOK_GIVEN_TWICE = "book_twice"
    PACKAGES_MISSING = "gap"
    WENT_BACK = "rollback"
    NEVER_ISSUED = "keyed_not_issued"
    CONTRADICTING = "alarm"
    KEY_UNCONFIRMED = "key_unconfirmed"
    KEY_CHANGED = "key_changed"
    KEY_ENDED = "key_ended"
    KEY_ENROLLED = "key_enrolled"
    ENROLMENT_WRONG = "enrolment_wrong"
    NUMBERS_CAME = "numbers_came"
    NUMBERS_MOVED = "numbers_moved"
    NUMBERS_DISPUTED = "numbers_disputed"
    RECEIVER_OTHER = "foreign_receiver"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at; `stream` names whose lines it is about (may be empty)."""

    kind: NoticeKind
    sentence: Sentence
    stream: str = ""


RECEIVED_IN_PART = N_(
    "{received} of {forms} keyed forms are received by {hub} ({lines} of {all} lines). "
    "Send the package of the period again: it carries the rest."
)
RECEIVED_WHOLE = N_(
    "{received} of {forms} keyed forms are received by {hub} ({lines} of {all} lines). Nothing is left to send."
)
RECEIVED = (RECEIVED_IN_PART, RECEIVED_WHOLE)
"""What a receipt says; the other kinds have one sentence each."""

SAYS = {
    NoticeKind.LINES_WANTED: N_("{hub} lacks the lines {missing}. Please send the package of period {period} again."),
    NoticeKind.TEXTS_CUT: N_(
        "The free texts in the package of {unit} were deleted before it came; its figures are whole. Nothing "
        "has to be done; who needs the texts asks that office."
    ),
    NoticeKind.PERIOD_UNKNOWN: N_(
        "Period {period} of {issuer} is not known here, so the lines of {unit} are kept and do not count "
        "yet. Open the campaign file of that period; they count from then on."
    ),
    NoticeKind.FORKED: N_(
        "Station {station} of {unit} numbered different lines alike: its folder was copied. Both are kept and "
        "neither counts. Telephone the office to use one copy only, then choose line by line."
    ),
    NoticeKind.CLASHING: N_("{count} lines of {unit} have two contents, and neither counts. Choose line by line."),
    NoticeKind.WITHOUT_EFFECT: N_(
        "{count} lines about {unit} are kept and have no effect: they were written by an office that has no say in it, or in "
        "the name of another office. No figure has changed. Telephone the sender and ask how that came about."
    ),
    NoticeKind.LATE: N_(
        "{count} lines of {unit} came after it closed period {period}; the figures leave them out. See which forms they are "
        "and what they would change, and take them in if they are to count."
    ),
    NoticeKind.BOOK_GIVEN_TWICE: N_(
        "Book {book} of {unit} was given to two stations. Telephone the office: check that no two papers "
        "carry the same number, and let one station stop issuing from it."
    ),
    NoticeKind.PACKAGES_MISSING: N_(
        "Package {missing} of station {station} of {unit} did not arrive. A later one carries everything in "
        "it, so nothing is missing and nothing has to be done."
    ),
    NoticeKind.WENT_BACK: N_(
        "Station {station} of {unit} sends {sent} lines, but {known} are here already: it went back to an "
        "older state. Nothing is lost here. Telephone the office and give it a receipt: taken in there, it "
        "brings the lost lines back."
    ),
    NoticeKind.NEVER_ISSUED: N_(
        "{count} forms of {unit} were keyed, and nothing here says that they were issued, so they do not "
        "count. Telephone the office: the computer that issued them has not sent yet, or the numbers were "
        "mistyped."
    ),
    NoticeKind.CONTRADICTING: N_(
        "{count} forms of {unit} contradict themselves: issued twice, or returned and spoiled. Telephone the "
        "office: it looks at the papers and takes the wrong mark off."
    ),
    NoticeKind.NUMBERS_CAME: N_(
        "The book of numbers came here from computer {computer}: this computer opens and changes periods, writes campaign files and "
        "receipts and closes figures from now on."
    ),
    NoticeKind.NUMBERS_MOVED: N_(
        "The book of numbers of this office is at computer {computer} from now on; this computer numbers nothing until it comes back."
    ),
    NoticeKind.NUMBERS_DISPUTED: N_(
        "The computers {computers} each took the book of numbers of this office without knowing of the other. Compare what they "
        "numbered; none of them numbers until one has handed the book to the other."
    ),
    NoticeKind.KEY_UNCONFIRMED: N_(
        "Nobody here has confirmed the key of station {station} of {unit}: what it sent is kept and has no effect yet. "
        "Telephone the office, let it read the words of its key, and confirm the key; once is enough, and everything it "
        "sent counts at once."
    ),
    NoticeKind.KEY_CHANGED: N_(
        "Station {station} of {unit} signs with a key that no computer of that office known here vouches for: what it sent is "
        "kept and has no effect. Telephone the office and let it read the words of its key. If they fit, confirm the key. If "
        "not, somebody else made the package."
    ),
    NoticeKind.KEY_ENDED: N_(
        "The key of station {station} of {unit} was ended: what it wrote afterwards is kept and has no effect. Ask the office "
        "which computer it works with now."
    ),
    NoticeKind.KEY_ENROLLED: N_(
        "The key of station {station} of {unit} fits the enrolment code that this office was given: what it sent counts as soon "
        "as somebody confirms the keys that fit."
    ),
    NoticeKind.ENROLMENT_WRONG: N_(
        "THE ENROLMENT CODE DOES NOT FIT: station {station} sends in the name of {unit} with a code that this office was not "
        "given. What it sent is kept and has no effect. Telephone the office on a number that you know before you confirm anything."
    ),
}
DEEDS = {
    NoticeKind.PERIOD_UNKNOWN: Deed.OPEN_CAMPAIGN,
    NoticeKind.LATE: Deed.SHOW_LATE,
    NoticeKind.FORKED: Deed.CHOOSE_CONTENT,
    NoticeKind.CLASHING: Deed.CHOOSE_CONTENT,
    NoticeKind.WITHOUT_EFFECT: Deed.SHOW_WITHOUT_EFFECT,
    **dict.fromkeys(
        (NoticeKind.NUMBERS_CAME, NoticeKind.NUMBERS_MOVED, NoticeKind.NUMBERS_DISPUTED), Deed.SHOW_NUMBERS
    ),
    NoticeKind.KEY_UNCONFIRMED: Deed.CONFIRM_KEY,
    NoticeKind.KEY_CHANGED: Deed.CONFIRM_KEY,
    NoticeKind.KEY_ENROLLED: Deed.CONFIRM_MATCHING,
    NoticeKind.ENROLMENT_WRONG: Deed.CONFIRM_KEY,
}


def key_notice(station: Station, sender: str, unit: UnitKey, trust: Trust, proof: CodeProof = CodeProof.NONE) -> Notice:
    """What has to be said of a computer that is not heard here: once of a new one, loudly of one beside those that are heard."""
    by_trust = {Trust.CHANGED: NoticeKind.KEY_CHANGED, Trust.ENDED: NoticeKind.KEY_ENDED}
    by_proof = {CodeProof.FITS: NoticeKind.KEY_ENROLLED, CodeProof.WRONG: NoticeKind.ENROLMENT_WRONG}
    kind = by_trust.get(trust, by_proof.get(proof, NoticeKind.KEY_UNCONFIRMED))
    return notice(kind, stream=sender, station=sender, unit=station.catalogue.office_told(unit))


def notice(kind: NoticeKind, *, stream: str = "", **values: object) -> Notice:
    """A notice in the words of its kind."""
    return Notice(kind, Sentence(SAYS[kind], values, DEEDS.get(kind)), stream)


def noticed(kind: NoticeKind, problem: Problem, *, stream: str = "") -> Notice:
    """What elsewhere refuses and here only deserves a look."""
    return Notice(kind, problem.sentence, stream)
