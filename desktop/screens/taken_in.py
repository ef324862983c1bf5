"""What became of a file that was taken in, for the screen: the same account that the command tells and `--json` answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.office import Office
from models.domain.basics.problems import N_, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, ReadingAccount
from models.language import Language
from models.progress import Progress


@dataclass(frozen=True)
class TakenIn:
    """A file that was taken in: what is said of it in one sentence, its account, and what is to be done or known besides."""

    said: str
    account: ReadingAccount
    source: Path
    more: str = ""


def counts_of(account: ReadingAccount, language: Language) -> str:
    """The rows of the file in one sentence."""
    number = language.number
    said = N_("{read} rows: {taken} taken, {refused} refused, {empty} empty.")
    return language.say(said, read=number(account.read), taken=number(account.taken),
                        refused=number(len(account.refused)), empty=number(account.empty))  # fmt: skip


def account_rows(account: ReadingAccount, language: Language) -> list[tuple[str, str, str, str]]:
    """Remarks, rows that were not taken, and every column: what it is, what became of it, as what or what stands there, and why."""
    say, sentence = language.say, language.sentence

    def placed(name: str, sheet: str) -> str:
        return f"{sheet}: {name}" if sheet else name

    def why(column: ReadColumn) -> str:
        if column.why is not None:
            return sentence(column.why)
        return sentence(Sentence(N_("Did you mean “{meant}”?"), {"meant": column.meant})) if column.meant else ""

    rows = [(say(N_("Remark")), "", "", sentence(note)) for note in account.notes]
    rows += [
        (placed(f"{say(N_('row'))} {each.row}", each.sheet), say(N_("not taken")), each.text, sentence(each.why))
        for each in account.refused
    ]
    # what is not used comes first: the rest is as it was expected
    rows += [
        (placed(each.name, each.sheet), say(each.state.says), each.used_as if state is not ColumnState.UNKNOWN else "", why(each))
        for state in (ColumnState.UNKNOWN, ColumnState.KNOWN, ColumnState.USED)
        for each in account.of(state)
    ]  # fmt: skip
    return rows


def write_account_of(office: Office, account: ReadingAccount, *, source: Path, to: Path) -> None:
    """Write the account as a workbook, and say where it is."""

    def work(_progress: Progress) -> Path:
        from exports.reading_workbook import write_account

        write_account(account, source=source, language=office.language, to=to)
        return to

    office.tasks.run(work, then=lambda path: office.tell(office.say(N_("The account is written: {files}"), files=path)),
                     title=office.say(N_("Writing the account")))  # fmt: skip
