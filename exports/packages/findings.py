"""What is wrong with a package, one frozen class per kind of finding, and what deserves a look but stops nothing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from models.domain.basics.problems import N_, Problem, Sentence
from models.services.office.file_kinds import FileKind


@dataclass(frozen=True)
class Finding:
    """Root of what refuses a package: what was expected, what was found, and the next step in `says`."""

    says: ClassVar[str] = ""

    @property
    def code(self) -> str:
        """Machine word of the finding, `ContentDamaged` → `content_damaged`."""
        return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in type(self).__name__)[1:]

    @property
    def facts(self) -> dict[str, object]:
        """The facts by name, as the sentence and `--json` use them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __str__(self) -> str:
        return self.says.format(**self.facts)


@dataclass(frozen=True)
class FileUnusable(Finding):
    """The file is missing, empty, too large or cannot be read."""

    problem: Problem
    says = N_("The package cannot be opened: {problem}")


@dataclass(frozen=True)
class NotAPackage(Finding):
    """The bytes do not begin as a zip does."""

    says = N_("This file is not a package of the program. Choose the file ending in .zip that the sender made.")


@dataclass(frozen=True)
class PackageCut(Finding):
    """The bytes end before the package does, or go on behind it."""

    says = N_(
        "The package does not end where it should: it was cut off on its way, or something was added. "
        "Copy it from the stick or mail again; if that does not help, ask the sender to send it again."
    )


@dataclass(frozen=True)
class ContainerChanged(Finding):
    """The bytes differ from the one way in which this program writes packages."""

    place: int
    says = N_(
        "The package was changed or damaged on its way (at byte {place}). Do not unpack and repack packages. "
        "Ask the sender to send the file again."
    )


@dataclass(frozen=True)
class ContainerTooLarge(Finding):
    """More content is promised than any office could have made."""

    member: str
    found: int
    limit: int
    says = N_(
        "“{member}” in the package claims to hold {found} bytes; at most {limit} are opened. "
        "This file was not made by a ward. Ask the sender what it is."
    )


@dataclass(frozen=True)
class MemberStrange(Finding):
    """A part whose name or place is not one of the format's."""

    found: str
    says = N_(
        "The package holds a part “{found}” that does not belong there: it was changed, or not made by this "
        "program. Ask the sender to make it with the program and send it again."
    )


@dataclass(frozen=True)
class MemberMissing(Finding):
    """A part that every package of this kind has is not there."""

    expected: str
    says = N_(
        "The package is not complete: its part “{expected}” is missing. Ask the sender to make the package again."
    )


@dataclass(frozen=True)
class DescriptionUnreadable(Finding):
    """`datapackage.json` or `signature.json` is not as the format says."""

    member: str
    expected: str
    says = N_(
        "“{member}” in the package is not as it should be (expected: {expected}). Ask the sender to make the package again."
    )


@dataclass(frozen=True)
class FormatNewer(Finding):
    """A newer program wrote the package."""

    found: int
    expected: int
    says = N_(
        "The package was made by a newer version of the program (format {found}; this one reads up to "
        "{expected}). Install the new version here, then take the package in again."
    )


@dataclass(frozen=True)
class SignatureFalse(Finding):
    """The signature does not fit the description and the key in it."""

    station: str
    says = N_(
        "The signature of station {station} does not fit: the package was changed after it was made. "
        "Ask the sender to make and send it again."
    )


@dataclass(frozen=True)
class ContentDamaged(Finding):
    """A part has other bytes than the signed description says."""

    member: str
    expected: str
    found: str
    says = N_(
        "The package was damaged or changed on its way: its part “{member}” is not what was signed (expected "
        "{expected}, found {found}). Ask the sender to send the package again."
    )


@dataclass(frozen=True)
class RowImpossible(Finding):
    """A row that the program of the sender cannot have written."""

    member: str
    row: int
    expected: str
    found: str
    says = N_(
        "Row {row} of “{member}” holds “{found}” where {expected} is expected. "
        "Ask the sender to update the program and send the package again."
    )


@dataclass(frozen=True)
class ChainBroken(Finding):
    """The lines of a stream do not lead to the head that was signed."""

    station: str
    expected: str
    found: str
    says = N_(
        "Lines of station {station} were changed or left out: they do not lead to the end that was signed "
        "(expected {expected}, found {found}). Ask the sender to make and send the package again."
    )


@dataclass(frozen=True)
class ReceiverOther(Finding):
    """The package is meant for another office."""

    expected: str
    found: str
    says = N_(
        "The package is meant for {found}, not for {expected}. Pass it on, or ask the sender for one of your own."
    )


@dataclass(frozen=True)
class ComputerOther(Finding):
    """The package is meant for one computer of another office."""

    expected: str
    found: str
    says = N_(
        "The package is meant for computer {found} of another office, not for {expected}. "
        "Pass it on, or ask the sender for one of your own."
    )


@dataclass(frozen=True)
class KindOther(Finding):
    """A package of another kind than the act needs."""

    expected: str
    found: str
    says = N_("This is {what}; something else is needed here. {where}")

    @property
    def facts(self) -> dict[str, object]:
        kind = FileKind(self.found)
        return {"expected": self.expected, "found": self.found, "what": kind.what, "where": kind.where}


@dataclass(frozen=True)
class Sealed(Finding):
    """The envelope opens with the keys of another computer only."""

    says = N_(
        "The package is sealed for another computer, or was damaged on its way. "
        "Pass it on to its receiver; if it is for this office, ask the sender to send it again."
    )


@dataclass(frozen=True)
class KeyChanged(Finding):
    """A known station signs with another key; the package waits until a person has confirmed it."""

    station: str
    unit: str
    before: str
    found: str
    says = N_(
        "Station {station} of {unit} signs with another key than before. Before: {before}. Now: {found}. "
        "Telephone the office. If the new words are right there, confirm them: sophieu package confirm {station} "
        "--fingerprint …; the package is then taken in. If not, somebody else made it."
    )


@dataclass(frozen=True)
class BookTaken(Finding):
    """A restored station issues from a book that another station has; its first package waits for a yes."""

    station: str
    unit: str
    book: int
    holder: str
    says = N_(
        "Station {station} of {unit} was restored and issues forms from book {book}, which station {holder} has too. "
        "Ask the office whether both are in use. If no two papers carry the same number: "
        "sophieu package confirm {station} --fingerprint …; the package is then taken in."
    )


@dataclass(frozen=True)
class Notice:
    """Something to look at that stops nothing; `stream` names whose lines it is about (may be empty)."""

    kind: str
    stream: str
    says: str
    facts: tuple[tuple[str, object], ...] = ()

    @property
    def text(self) -> str:
        """The English sentence; `Language.say(notice.says, **dict(notice.facts))` is the local one."""
        return self.says.format(**dict(self.facts))


class PackageBroken(Exception):
    """Raised within reading when nothing further can be read; carries what was found."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings


@dataclass(eq=False)
class PackageRefused(Problem):
    """A package that cannot be used; `findings` are all that is wrong with it."""

    file: str
    findings: tuple[Finding, ...]
    says = N_("The package {file} is refused; nothing was changed.")

    @property
    def parts(self) -> tuple[Sentence, ...]:
        return tuple(Sentence(finding.says, finding.facts) for finding in self.findings)
