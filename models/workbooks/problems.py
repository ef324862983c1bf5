"""How much of a table that somebody hands over is read, and what can be wrong with it; nothing is ever cut."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.basics.problems import N_, Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """`megabytes` of the file as it lies on the disk, `unpacked_megabytes` of its parts together."""

    megabytes: int = 60
    unpacked_megabytes: int = 300
    rows: int = 200_000
    columns: int = 256


LIMITS = Limits()


@dataclass(eq=False)
class TableProblem(Problem):
    """Root of what is wrong with a file; `name` is the file's name without its folder."""

    name: str


@dataclass(eq=False)
class TableLocked(TableProblem):
    """The system does not let us read it; on Windows that is what an open Excel looks like."""

    code = "table_locked"
    says = N_(
        "The file “{name}” may not be read; it is probably open in Excel. "
        "Close it there (or copy it to your own folder), then try again."
    )


@dataclass(eq=False)
class TableDamaged(TableProblem):
    """The file is cut off or not what it says it is; `where` is the part inside it that failed."""

    where: str
    code = "table_damaged"
    says = N_(
        "The file “{name}” is damaged or cut off (at {where}). "
        "Open it in Excel, save it as .xlsx under a new name, or export it again."
    )


@dataclass(eq=False)
class TableProtected(TableProblem):
    """A password is needed to open it."""

    code = "table_protected"
    says = N_(
        "The file “{name}” is protected by a password. Open it in Excel, remove the password, save, and try again."
    )


@dataclass(eq=False)
class TableOfOldKind(TableProblem):
    """A workbook of another format; `kind` is .xls, .xlsb, .ods, XML or HTML."""

    kind: str
    code = "table_of_old_kind"
    says = N_(
        "The file “{name}” is of the kind {kind}, which cannot be read safely. "
        "Open it in Excel and save it as .xlsx (Excel Workbook), then choose that file."
    )


@dataclass(eq=False)
class QuoteOpen(TableProblem):
    """A quotation mark opens a cell and nothing closes it, so the rows below stand inside that cell."""

    line: int
    code = "quote_open"
    says = N_(
        'In line {line} of “{name}” a quotation mark (") opens a cell and is never closed, so the rows below it cannot be '
        "told apart. Close or delete it there, or export the list again, then try again."
    )


@dataclass(eq=False)
class NotATable(TableProblem):
    """The file is no table at all; `kind` names what it is, e.g. PDF."""

    kind: str
    code = "not_a_table"
    says = N_("The file “{name}” is no table but of the kind {kind}. Choose an .xlsx or .csv file.")


@dataclass(eq=False)
class NoTextInside(TableProblem):
    """Neither a workbook nor text."""

    code = "no_text_inside"
    says = N_("The file “{name}” is neither a workbook nor text. Choose an .xlsx or .csv file.")


@dataclass(eq=False)
class ExcelOwnerFile(TableProblem):
    """The `~$` file that marks a workbook as open."""

    code = "excel_owner_file"
    says = N_(
        "“{name}” is only the mark that Excel leaves beside an open list. "
        "Choose the list itself, whose name does not begin with ~$."
    )


@dataclass(eq=False)
class TooManyRows(TableProblem):
    """Something stands in a row beyond `limit` of `sheet`."""

    sheet: str
    limit: int
    code = "too_many_rows"
    says = N_(
        "The sheet “{sheet}” in “{name}” has something beyond row {limit}, more than is read. "
        "Delete what does not belong to the list, or split it, then try again."
    )


@dataclass(eq=False)
class TooManyColumns(TableProblem):
    """Something stands in a column beyond `limit` of `sheet`."""

    sheet: str
    limit: int
    code = "too_many_columns"
    says = N_(
        "The sheet “{sheet}” in “{name}” has something beyond column {limit}, more than is read. "
        "Delete what does not belong to the list, then try again."
    )


@dataclass(eq=False)
class UnpackedTooLarge(TableProblem):
    """The parts of the workbook are together larger than `megabytes`; pictures are a common cause, a trap a rare one."""

    megabytes: int
    code = "unpacked_too_large"
    says = N_(
        "The file “{name}” grows beyond {megabytes} MB when it is opened. "
        "Copy only the list into a new workbook (without pictures), save it as .xlsx, then choose that file."
    )


@dataclass(eq=False)
class TableTooHeavy(TableProblem):
    """It holds so much, packed so small, that nobody typed it: reading it would stop the program for minutes."""

    code = "table_too_heavy"
    says = N_(
        "The file “{name}” holds far more than a list can: cells, texts, merged ranges or sheets without end. Copy only the "
        "list into a new workbook, save it as .xlsx, then choose that file."
    )


@dataclass(eq=False)
class OldLetters(TableProblem):
    """Text in an 8-bit Vietnamese code (TCVN3, VNI) that no file says which."""

    code = "old_letters"
    says = N_(
        "The letters in “{name}” are in an old code (such as TCVN3 .VnTime or VNI) and would turn into nonsense. "
        "Convert it to Unicode, for example with Unikey, save it as .xlsx or CSV UTF-8, then try again."
    )
