"""What is wrong with a package, one problem a kind of finding."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.basics.deeds import Deed
from models.domain.basics.problems import N_, Problem
from models.domain.basics.system_reasons import Reason
from models.services.office.file_kinds import FileKind


@dataclass(eq=False)
class FileUnusable(Problem):
    """The file is missing, empty, too large or cannot be read."""

    problem: Problem
    code = "file_unusable"
    says = N_("The package cannot be opened: {problem}")


@dataclass(eq=False)
class NotAPackage(Problem):
    """The bytes do not begin as a zip does."""

    code = "not_a_package"
    says = N_("This file is not a package of the program. Choose the file ending in .zip that the sender made.")


@dataclass(eq=False)
class PackageCut(Problem):
    """The bytes end before the package does, or go on behind it."""

    code = "package_cut"
    says = N_(
        "The package does not end where it should: it was cut off on its way, or something was added. "
        "Copy it from the stick or mail again; if that does not help, ask the sender to send it again."
    )


@dataclass(eq=False)
class ContainerChanged(Problem):
    """The bytes differ from the one way in which this program writes packages."""

    place: int
    code = "container_changed"
    says = N_(
        "The package was changed or damaged on its way (at byte {place}). Do not unpack and repack packages. "
        "Ask the sender to send the file again."
    )


@dataclass(eq=False)
class ContainerTooLarge(Problem):
    """More content is promised than any office could have made."""

    member: str
    found: int
    limit: int
    code = "container_too_large"
    says = N_(
        "“{member}” in the package claims to hold {found} bytes; at most {limit} are opened. "
        "This file was not made by an office of the survey. Ask the sender what it is."
    )


@dataclass(eq=False)
class MemberStrange(Problem):
    """A part whose name or place is not one of the format's."""

    found: str
    code = "member_strange"
    says = N_(
        "The package holds a part “{found}” that does not belong there: it was changed, or not made by this "
        "program. Ask the sender to make it with the program and send it again."
    )


@dataclass(eq=False)
class MemberMissing(Problem):
    """A part that every package of this kind has is not there."""

    expected: str
    code = "member_missing"
    says = N_(
        "The package is not complete: its part “{expected}” is missing. Ask the sender to make the package again."
    )


@dataclass(eq=False)
class DescriptionUnreadable(Problem):
    """`datapackage.json` or `signature.json` is not as the format says."""

    member: str
    expected: Reason
    code = "description_unreadable"
    says = N_(
        "“{member}” in the package is not as it should be (expected: {expected}). Ask the sender to make the package again."
    )


@dataclass(eq=False)
class FormatNewer(Problem):
    """A newer program wrote the package."""

    found: int
    expected: int
    code = "format_newer"
    says = N_(
        "The package was made by a newer version of the program (format {found}; this one reads up to "
        "{expected}). Install the new version here, then take the package in again."
    )


@dataclass(eq=False)
class SignatureFalse(Problem):
    """The signature does not fit the description and the key in it."""

    station: str
    code = "signature_false"
    says = N_(
        "The signature of station {station} does not fit: the package was changed after it was made. "
        "Ask the sender to make and send it again."
    )


@dataclass(eq=False)
class ContentDamaged(Problem):
    """A part has other bytes than the signed description says."""

    member: str
    expected: str
    found: Reason
    code = "content_damaged"
    says = N_(
        "The package was damaged or changed on its way: its part “{member}” is not what was signed (expected "
        "{expected}, found {found}). Ask the sender to send the package again."
    )


@dataclass(eq=False)
class RowImpossible(Problem):
    """A row that the program of the sender cannot have written: where it is not lawful, what stands there and what should."""

    member: str
    row: int
    column: str
    expected: Reason
    found: str
    code = "row_impossible"
    says = N_(
        "Row {row} of “{member}” holds “{found}” in {column}, where {expected} is expected. "
        "Ask the sender to update the program and send the package again."
    )


@dataclass(eq=False)
class ChainBroken(Problem):
    """The lines of a stream do not lead to the head that was signed."""

    station: str
    expected: str
    found: str
    code = "chain_broken"
    says = N_(
        "Lines of station {station} were changed or left out: they do not lead to the end that was signed "
        "(expected {expected}, found {found}). Ask the sender to make and send the package again."
    )


@dataclass(eq=False)
class HeadFalse(Problem):
    """The end of a stream is not signed by the station whose lines it ends."""

    station: str
    n: int
    code = "head_false"
    says = N_(
        "The lines of station {station} up to {n} are not signed by that station: somebody else wrote them or changed them. "
        "Nothing of the package was taken in. Telephone the sender, and ask the office of that station for its own package."
    )


@dataclass(eq=False)
class CertificateFalse(Problem):
    """What says in which office a station stands is not signed, or its name is not made of its key."""

    station: str
    code = "certificate_false"
    says = N_(
        "What says to which office station {station} belongs is not signed rightly: the package was made or changed by somebody "
        "else. Nothing of it was taken in. Telephone the sender."
    )


@dataclass(eq=False)
class StationUncertified(Problem):
    """The package carries lines of a station and nothing that says in which office it stands."""

    station: str
    code = "station_uncertified"
    says = N_(
        "The package does not say to which office station {station} belongs, so its lines can be believed by nobody. Nothing of it "
        "was taken in. Ask the sender to make and send it again."
    )


@dataclass(eq=False)
class ReceiverOther(Problem):
    """The package is meant for another office."""

    expected: str
    found: str
    code = "receiver_other"
    says = N_(
        "The package is meant for {found}, not for {expected}. Pass it on, or ask the sender for one of your own."
    )


@dataclass(eq=False)
class ComputerOther(Problem):
    """The package is meant for one computer of another office."""

    expected: str
    found: str
    code = "computer_other"
    says = N_(
        "The package is meant for computer {found} of another office, not for {expected}. "
        "Pass it on, or ask the sender for one of your own."
    )


@dataclass(eq=False)
class KindOther(Problem):
    """A package of another kind than the act needs."""

    expected: str
    found: str
    code = "kind_other"
    says = N_("This is {what}; something else is needed here. {where}")

    @property
    def values(self) -> dict[str, object]:
        kind = FileKind(self.found)
        return {"expected": self.expected, "found": self.found, "what": kind.what, "where": kind.where}


@dataclass(eq=False)
class SealedElsewhere(Problem):
    """The envelope opens with the keys of another computer only."""

    code = "sealed"
    says = N_(
        "The package is sealed for another computer, or was damaged on its way. "
        "Pass it on to its receiver; if it is for this office, ask the sender to send it again."
    )


@dataclass(eq=False)
class BookTaken(Problem):
    """A restored station issues from a book that another station has; its first package waits for a yes."""

    station: str
    unit: str
    book: int
    holder: str
    code = "book_taken"
    says = N_(
        "Station {station} of {unit} was restored and issues forms from book {book}, which station {holder} has "
        "too. Ask the office whether both are in use. If no two papers carry the same number, confirm its key; "
        "the package is then taken in."
    )
    deed = Deed.CONFIRM_KEY


class PackageBroken(Exception):
    """Raised within reading when nothing further can be read; carries what was found."""

    def __init__(self, *findings: Problem) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings


@dataclass(eq=False)
class PackageRefused(Problem):
    """A package that cannot be used; `findings` are all that is wrong with it."""

    file: str
    findings: tuple[Problem, ...]
    code = "package_refused"
    says = N_("The package {file} is refused; nothing was changed.")

    @property
    def parts(self) -> tuple[Problem, ...]:
        return self.findings
