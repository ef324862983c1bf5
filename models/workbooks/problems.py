"""What can be wrong with a table that somebody hands over; nothing was changed when one of these is raised."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.problems import N_, Problem


@dataclass(eq=False)
class TableProblem(Problem):
    """Root of what is wrong with a file; `name` is the file's name without its folder."""

    name: str


@dataclass(eq=False)
class TableMissing(TableProblem):
    says = N_("There is no file “{name}”. Check the name and the folder, then choose it again.")


@dataclass(eq=False)
class TableLocked(TableProblem):
    says = N_(
        "The file “{name}” may not be read; it is probably open in Excel. "
        "Close it there (or copy it to your own folder), then try again."
    )


@dataclass(eq=False)
class TableUnreadable(TableProblem):
    """The disk or stick failed; `reason` is the operating system's own word."""

    reason: str
    says = N_("The file “{name}” could not be read ({reason}). Copy it to this computer, then try again.")


@dataclass(eq=False)
class TableEmpty(TableProblem):
    says = N_("The file “{name}” is empty. Export the list again, then choose the new file.")


@dataclass(eq=False)
class TableDamaged(TableProblem):
    """The file is cut off or not what it says it is; `where` is the part inside it that failed."""

    where: str
    says = N_(
        "The file “{name}” is damaged or cut off (at {where}). "
        "Open it in Excel, save it as .xlsx under a new name, or export it again."
    )


@dataclass(eq=False)
class TableProtected(TableProblem):
    says = N_(
        "The file “{name}” is protected by a password. Open it in Excel, remove the password, save, and try again."
    )


@dataclass(eq=False)
class TableOfOldKind(TableProblem):
    """A workbook of another format; `kind` is .xls, .xlsb, .ods, XML or HTML."""

    kind: str
    says = N_(
        "The file “{name}” is of the kind {kind}, which cannot be read safely. "
        "Open it in Excel and save it as .xlsx (Excel Workbook), then choose that file."
    )


@dataclass(eq=False)
class NotATable(TableProblem):
    """The file is no table at all; `kind` names what it is as far as it can be told, e.g. PDF."""

    kind: str
    says = N_("The file “{name}” is no table ({kind}). Choose an .xlsx or .csv file.")


@dataclass(eq=False)
class ExcelOwnerFile(TableProblem):
    says = N_(
        "“{name}” is only the mark that Excel leaves beside an open list. "
        "Choose the list itself, whose name does not begin with ~$."
    )


@dataclass(eq=False)
class TableTooLarge(TableProblem):
    """`limit` is the most that is read, `unit` of what (MB, rows, columns), `where` the sheet or cell."""

    limit: int
    unit: str
    where: str
    says = N_(
        "The file “{name}” is too large ({where}: more than {limit} {unit}). "
        "Delete what does not belong to the list, or split it, then try again."
    )


@dataclass(eq=False)
class OldLetters(TableProblem):
    """Text in an 8-bit Vietnamese code (TCVN3, VNI) that no file says which."""

    says = N_(
        "The letters in “{name}” are in an old code (such as TCVN3 .VnTime or VNI) and would turn into nonsense. "
        "Convert it to Unicode (Unikey: Ctrl+Shift+F6), save it as .xlsx or CSV UTF-8, then try again."
    )
