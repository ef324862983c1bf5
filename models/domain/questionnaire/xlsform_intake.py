"""An XLSForm as programs publish it, made into the sheets that are read here, with the account of what became of all of it.

What paper has no place for and nobody answers (metadata, calculations, hidden rows) is left out and named; what the standard
spells in several ways has one spelling afterwards; of several languages one is kept. The sheets that come out are what the
base keeps, so a form that was taken in once is read the same for ever.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.domain.basics.folding import without_tones
from models.domain.basics.old_letters import LettersUnclear, code_of
from models.domain.basics.problems import N_, Sentence
from models.domain.basics.reading import ColumnState, ReadColumn, ReadingAccount, RefusedRow
from models.domain.basics.tables import letters_of
from models.domain.questionnaire.questionnaire import Questionnaire
from models.domain.questionnaire.questions.text import clean
from models.domain.questionnaire.xlsform import read_questionnaire
from models.domain.questionnaire.xlsform_cascades import always_offered, as_constraint, conditions, depends_on_answers
from models.domain.questionnaire.xlsform_groups import flattened
from models.domain.questionnaire.xlsform_headers import Header, Wording, headers_of, read_columns, twice, wordings
from models.domain.questionnaire.xlsform_names import REFERENCE, by_list, choices_told_apart, told_apart
from models.domain.questionnaire.xlsform_phones import (
    MEDIA,
    METADATA,
    computed_alone,
    is_computed,
    is_condition,
    only_a_phone_knows,
)
from models.domain.questionnaire.xlsform_repeating import with_references
from models.domain.questionnaire.xlsform_rows import (
    NO,
    SHEET_NAMES,
    YES,
    CellToCorrect,
    QuestionnaireRefused,
    Sheets,
    XlsformRow,
)
from models.domain.questionnaire.xlsform_sense import doubtful_filters
from models.domain.questionnaire.xlsform_types import OR_OTHER, as_range, in_usual_words, or_other_rows, rank_rows

RawSheet = Sequence[Sequence[str]]
"""The texts of a sheet, its header first."""

_NO_NAME = re.compile(r"[^A-Za-z0-9_.\-]+")
_LONGEST_ID = 64


@dataclass(frozen=True)
class TakenForm:
    """A questionnaire with the sheets to keep and the account of the file."""

    questionnaire: Questionnaire
    sheets: Sheets
    account: ReadingAccount


def take_form(
    raw: Mapping[str, RawSheet | None],
    *,
    file_name: str,
    today: date,
    language: str = "",
    notes: Sequence[Sentence] = (),
) -> TakenForm:
    """Read the sheets of an XLSForm file; `language` is the one to print where a person was asked, `notes` what the file told.

    Raises `QuestionnaireRefused` with everything that has to be corrected.
    """
    intake = _Intake(raw, file_name, today, language)
    sheets = intake.sheets()
    try:
        questionnaire = read_questionnaire(sheets)
    except QuestionnaireRefused as refusal:
        findings = [each for each in refusal.findings if each not in intake.findings]
        if intake.findings and all(each.reason == "languages_unclear" for each in intake.findings):
            # that words lack their language is one cause, not a hundred
            findings = [each for each in findings if each.reason != "label_missing" and each.column != "label"]
        if intake.has_only_skipped:
            findings = [
                replace(each, reason="no_questions") if (each.sheet, each.reason) == ("survey", "sheet_empty") else each
                for each in findings
            ]
        raise intake.refused(findings) from None
    if intake.findings:
        raise intake.refused(())
    return TakenForm(questionnaire, sheets, intake.account((*doubtful_filters(questionnaire, sheets), *notes)))


class _Intake:
    """The way of one file; each step tells what it left out or changed."""

    def __init__(self, raw: Mapping[str, RawSheet | None], file_name: str, today: date, language: str) -> None:
        self._file_name, self._today, self._asked = file_name, today, language
        self.findings: list[CellToCorrect] = []
        self._columns: list[ReadColumn] = []
        self._notes: list[Sentence] = []
        self._skipped: list[RefusedRow] = []
        self._raw = {name: [[clean(text) for text in row] for row in raw.get(name) or ()] for name in SHEET_NAMES}
        self._headers: Mapping[str, Sequence[Header]] = {}
        self._is_asked = False
        self._computed: frozenset[str] = frozenset()
        self._left: dict[tuple[str, str, str], list[int]] = {}
        self._offered: frozenset[str] = frozenset()
        self._has = {name: raw.get(name) is not None for name in SHEET_NAMES}
        self._digest = hashlib.sha256(repr(self._raw).encode()).hexdigest()

    def sheets(self) -> Sheets:
        self._headers = headers = {name: headers_of(name, rows[0]) if rows else () for name, rows in self._raw.items()}
        for name, each in headers.items():
            self.findings += twice(name, each)
        default = self._default_language(headers["settings"])
        wording = wordings(headers, asked=self._asked, default=default)
        if wording.unclear:
            known = ", ".join(wording.unclear)
            self.findings.append(CellToCorrect("settings", 0, "default_language", "languages_unclear", known=known))
        for name in SHEET_NAMES:
            self._columns += read_columns(name, headers[name], wording)
            self._columns += _nameless(name, self._raw[name])
        self._tell_language(wording)
        rows = {name: tuple(self._read(name, headers[name], wording)) for name in SHEET_NAMES}
        self._doubt_letters(rows)
        choices = list(rows["choices"])
        if rows["settings"] and rows["settings"][0]["allow_choice_duplicates"].lower() in YES - NO:
            choices = choices_told_apart(choices, self._notes)
        self._offered = frozenset(name for row in choices for name in row.cells)
        made = list(self._survey(rows["survey"], choices))
        made, referring = told_apart(made, self.findings, self._notes)
        worded = {row["list_name"] for row in choices if row["label"]}
        choices = [self._choice(row, referring, worded) for row in choices]
        survey, choices = with_references(flattened(made, self.findings, self._notes), choices, self._notes)
        self._is_asked = bool(survey)
        needs_choices = any(row["type"].startswith("select_") for row in survey)
        return Sheets(
            survey if self._has["survey"] else None,
            tuple(choices) if self._has["choices"] or choices or not needs_choices else None,
            self._settings(rows["settings"]),
        )

    def refused(self, findings: Sequence[CellToCorrect]) -> QuestionnaireRefused:
        """The refusal with these findings too, columns under the names of the file, and what is probably a slip of a name."""
        words = self._words
        every = [
            replace(each, column=words.get((each.sheet, each.column), each.column))
            for each in (*self.findings, *findings)
        ]
        every += [
            CellToCorrect(column.sheet, 1, column.name, "column_unknown", column.name, column.meant)
            for column in self._columns
            if column.state is ColumnState.UNKNOWN and column.meant
        ]
        return QuestionnaireRefused(tuple(sorted(every, key=lambda each: (SHEET_NAMES.index(each.sheet), each.row))))

    @property
    def has_only_skipped(self) -> bool:
        """Whether every row of the survey was left out."""
        return bool(self._skipped) and not self._is_asked

    @property
    def _words(self) -> dict[tuple[str, str], str]:
        """What the file calls each column, by its sheet and its name here."""
        return {(sheet, each.column): each.words for sheet, row in self._headers.items() for each in reversed(row)}

    def account(self, notes: Sequence[Sentence]) -> ReadingAccount:
        below = {name: rows[1:] for name, rows in self._raw.items()}
        read = sum(map(len, below.values()))
        empty = sum(not any(row) for rows in below.values() for row in rows)
        skipped = tuple(self._skipped)
        for (sheet, name, said), rows in self._left.items():
            shown = {"column": self._words.get((sheet, name), name), "rows": _numbers(rows)}
            self._notes.append(Sentence(said, shown))
        return ReadingAccount(
            tuple(self._columns), read, read - empty - len(skipped), skipped, empty, (*self._notes, *notes)
        )

    def _default_language(self, headers: Sequence[Header]) -> str:
        place = next((each.place for each in headers if each.column == "default_language"), None)
        rows = self._raw["settings"][1:2]
        return rows[0][place] if place is not None and rows and place < len(rows[0]) else ""

    def _tell_language(self, wording: Wording) -> None:
        told: dict[str, dict[str, None]] = {}
        for (_, column), language in wording.by_column.items():
            if language and column in _WORDED:
                told.setdefault(language, {})[column] = None
        for language in sorted(told):
            said = N_("The wording in the language “{language}” is printed ({columns}).")
            self._notes.append(Sentence(said, {"language": language, "columns": ", ".join(told[language])}))

    def _doubt_letters(self, rows: Mapping[str, Sequence[XlsformRow]]) -> None:
        """Say where words look like an old code; they may be of another language, so they stay as they are."""
        for sheet in ("survey", "choices"):
            worded = [row for row in rows[sheet] if row["label"]]
            try:
                is_doubtful = code_of(row["label"] for row in worded) is not None
            except LettersUnclear:
                # words of other languages are not told from several codes
                is_doubtful = False
            if is_doubtful:
                odd = next((row for row in worded if not row["label"].isascii()), worded[0])
                said = N_("Words on the sheet {sheet} look like an old code such as TCVN3 (.VnTime) or VNI (row {row}: {text}). "
                          "If they do, convert the file to Unicode, for example with Unikey.")  # fmt: skip
                self._notes.append(Sentence(said, {"sheet": sheet, "row": odd.number, "text": odd["label"][:60]}))

    def _read(self, sheet: str, headers: Sequence[Header], wording: Wording) -> Iterator[XlsformRow]:
        """The rows of a sheet; what stands under no column that is read is a remark of somebody."""
        known = {header.column for header in headers if header.column}
        for row in _rows(self._raw[sheet], headers, wording, sheet):
            if known and known.isdisjoint(row.cells):
                text = " ".join(filter(None, self._raw[sheet][row.number - 1]))[:80]
                why = Sentence(N_("nothing stands under a column that is read: the row was left out"))
                self._skipped.append(RefusedRow(row.number, text, why, sheet=sheet))
            else:
                yield row

    def _skip(self, row: XlsformRow, why: str) -> None:
        self._skipped.append(
            RefusedRow(row.number, f"{row['type']} {row['name']}".strip(), Sentence(why), sheet="survey")
        )

    def _survey(self, rows: Sequence[XlsformRow], choices: list[XlsformRow]) -> Iterator[XlsformRow]:
        self._computed = computed_alone(rows)
        for row in rows:
            kind = in_usual_words(row["type"])
            if kind in METADATA:
                self._skip(row, N_("a phone fills this in by itself: it has no place on paper and was left out"))
            elif is_computed(row):
                self._skip(row, N_("a phone computes this: nobody is asked, and it was left out"))
            elif row["disabled"].lower() in YES:
                self._skip(row, N_("the row is switched off (disabled) and was left out"))
            elif kind.startswith("select_") and row["appearance"].split() == ["label"]:
                yield from self._heading(row)
            else:
                yield from self._question(row, kind, choices)

    def _heading(self, row: XlsformRow) -> Iterator[XlsformRow]:
        """The heading row of a matrix: its words stand on paper, and it asks nothing."""
        if row["label"]:
            said = N_(
                "Row {row} (appearance label) is the heading of the rows below it: it is printed and asks nothing."
            )
            self._notes.append(Sentence(said, {"row": row.number}))
            kept = ("name", "label", "hint", "relevant", "paper_number", "paper_page")
            yield replace(row, cells={"type": "note", **{name: row[name] for name in kept if row[name]}})
        else:
            self._skip(row, N_("the heading of a matrix without words was left out"))

    def _question(self, row: XlsformRow, kind: str, choices: list[XlsformRow]) -> Iterator[XlsformRow]:
        cells = {name: text for name, text in row.cells.items() if name not in _LEFT_OUT}
        for name in _UNFOLLOWED:
            if cells.pop(name, "").lower() not in NO:
                self._leave(row, name, _LOCKED)
        cells["type"] = kind
        self._leave_what_phones_do(row, cells)
        if guidance := row["guidance_hint"]:
            # what is written for whoever asks is what stands on paper
            cells["hint"] = " ".join(filter(None, (row["hint"], guidance)))
        self._dotted(row, cells, "survey")
        if not cells.get("label") and cells.get("hint") and not kind.startswith(("begin", "end")):
            cells["label"] = cells.pop("hint")
            self._leave(row, "hint", _HINT_ALONE)
        if cells.get("choice_filter"):
            self._unroll(row, cells, choices)
        if "parameters" in cells:
            self._parameters(row, cells)
        if kind == "range":
            as_range(row, cells, choices)
            if not _are_parameters(row["parameters"]):
                cells["parameters"] = row["parameters"]
            if cells["type"] != "range":
                self._leave(row, "type", _BOXES if cells["type"].startswith("select") else _DIGITS)
        elif kind in ("acknowledge", "trigger"):
            self._leave(row, "type", _CONFIRMED)
            cells["type"] = f"select_one {_ACKNOWLEDGED}"
            if not any(each["list_name"] == _ACKNOWLEDGED for each in choices):
                choices.append(XlsformRow(row.number, {"list_name": _ACKNOWLEDGED, "name": "OK", "label": "Đồng ý"}))
        made_row = XlsformRow(row.number, cells)
        if kind.startswith("rank "):
            said = N_(
                "Row {row}: what is to be put in order became one question for each thing, with boxes for its rank."
            )
            self._notes.append(Sentence(said, {"row": row.number}))
            yield from rank_rows(made_row, made_row["type"].partition(" ")[2], choices)
        elif OR_OTHER.search(kind):
            said = N_("Row {row}: or_other became the choice “Khác” and the question “{name}” to write it on.")
            self._notes.append(Sentence(said, {"row": row.number, "name": f"{row['name']}_other"}))
            yield from or_other_rows(made_row, choices)
        else:
            yield made_row

    def _leave(self, row: XlsformRow, column: str, said: str, sheet: str = "survey") -> None:
        """Something of this row is not followed on paper, which the account tells once for all rows."""
        self._left.setdefault((sheet, column, said), []).append(row.number)

    def _leave_what_phones_do(self, row: XlsformRow, cells: dict[str, str]) -> None:
        self._leave_media(row, cells, "survey")
        for name, said in _FOLLOWED.items():
            if self._is_of_phones(cells.get(name, "")):
                del cells[name]
                self._leave(row, name, said)
        if cells.get("required", "").lower() not in YES | NO and is_condition(cells["required"]):
            del cells["required"]
            self._leave(row, "required", _REQUIRED_SOMETIMES)

    def _is_of_phones(self, expression: str) -> bool:
        """Whether an expression asks for what a phone alone knows or works out."""
        return only_a_phone_knows(expression) or not self._computed.isdisjoint(REFERENCE.findall(expression))

    def _dotted(self, row: XlsformRow, cells: dict[str, str], sheet: str) -> None:
        """Words that repeat what a phone works out have dots in its place."""

        def dots(found: re.Match[str]) -> str:
            is_known = found[1] in self._computed or found[1].startswith("last-saved#")
            return "…" if is_known else found[0]

        for name in _WORDED:
            if "${" in cells.get(name, "") and (made := REFERENCE.sub(dots, cells[name])) != cells[name]:
                cells[name] = made
                self._leave(row, name, _DOTS, sheet)

    def _leave_media(self, row: XlsformRow, cells: dict[str, str], sheet: str) -> None:
        for name in MEDIA:
            if cells.pop(name, ""):
                self._leave(row, name, _WORDS_ALONE, sheet)

    def _choice(self, row: XlsformRow, referring: Callable[[str], str], worded: Container[str]) -> XlsformRow:
        """The choice as paper prints it; where no choice of its list has words (`worded`), its name stands for them."""
        cells = dict(row.cells)
        self._leave_media(row, cells, "choices")
        self._dotted(row, cells, "choices")
        if "label" in cells:
            cells["label"] = referring(cells["label"])
        elif cells.get("name") and row["list_name"] not in worded:
            cells["label"] = cells["name"]
            self._leave(row, "name", _NAMES_PRINTED, "choices")
        return replace(row, cells=cells)

    def _unroll(self, row: XlsformRow, cells: dict[str, str], choices: list[XlsformRow]) -> None:
        """Choices that hang on earlier answers: all are printed, and what was ticked is compared with the condition."""
        kind, _, list_name = cells["type"].partition(" ")
        own = by_list(choices).get(OR_OTHER.sub("", list_name), [])
        found = (
            None
            if self._is_of_phones(cells["choice_filter"])
            else conditions(cells["choice_filter"], own, self._offered)
        )
        if found is None:
            if self._is_of_phones(cells["choice_filter"]):
                del cells["choice_filter"]
                self._leave(row, "choice_filter", _ALL_OFFERED)
            return
        if not depends_on_answers(found.values()):
            kept = always_offered(found, self._today)
            if not kept:
                return
            if len(kept) < len(own):
                made = f"{list_name}_{row['name']}"
                choices += [
                    replace(each, cells={**each.cells, "list_name": made}) for each in own if each["name"] in kept
                ]
                cells["type"] = f"{kind} {made}"
                said = N_(
                    "Row {row}: of the list “{list}”, the {count} choices for which “{filter}” holds are printed."
                )
                shown = {"row": row.number, "list": list_name, "count": len(kept), "filter": cells["choice_filter"]}
                self._notes.append(Sentence(said, shown))
            del cells["choice_filter"]
            return
        del cells["choice_filter"]
        ruled = as_constraint(found, cells.get("constraint", ""), is_several=kind == "select_multiple")
        if kind.startswith("select") and ruled is not None:
            cells["constraint"] = ruled
            self._leave(row, "choice_filter", _ALL_AND_COMPARED)
        else:
            self._leave(row, "choice_filter", _ALL_OFFERED)

    def _parameters(self, row: XlsformRow, cells: dict[str, str]) -> None:
        """Parameters that only order choices or size a field on a screen say nothing on paper."""
        if not _are_parameters(cells["parameters"]):
            return
        told = dict(part.split("=", 1) for part in _parts(cells["parameters"]))
        rows = told.pop("rows", "")
        of_screens = [told.pop(name, "") for name in _OF_SCREENS]
        if any(value.lower() not in NO for value in of_screens):
            self._leave(row, "parameters", _ON_SCREENS_ALONE)
        if not told:
            del cells["parameters"]
            if rows.isdigit() and cells["type"] == "text" and "paper_lines" not in cells:
                cells["paper_lines"] = str(min(20, max(1, int(rows))))

    def _settings(self, rows: Sequence[XlsformRow]) -> tuple[XlsformRow, ...]:
        """The settings with what the standard lets a form leave out: its name from the file, its edition from day and content."""
        row = rows[0] if rows else XlsformRow(2, {})
        stem = _NO_NAME.sub("_", without_tones(self._file_name.rpartition(".")[0])).strip("_.-") or "form"
        stem = stem if stem[0].isalpha() else f"form_{stem}"
        cells = dict(row.cells)
        self._supply(cells, "form_id", stem[:_LONGEST_ID], _named)
        self._supply(cells, "form_title", row["form_id"] or self._file_name.rpartition(".")[0] or stem, str)
        self._supply(cells, "version", f"{self._today:%Y%m%d}.{self._digest[:6]}", _edition)
        return (XlsformRow(row.number, cells), *rows[1:])

    def _supply(self, cells: dict[str, str], column: str, made: str, fitting: Callable[[str], str]) -> None:
        before = cells.get(column, "")
        cells[column] = fitting(before) if before else made
        if cells[column] != before:
            said = N_("The settings say nothing of {column}; it is “{value}”.") if not before else N_(
                "In the settings, “{before}” cannot be the {column}; it is “{value}”."
            )  # fmt: skip
            self._notes.append(Sentence(said, {"column": column, "value": cells[column], "before": before}))


_LEFT_OUT = frozenset(
    ("guidance_hint", "default", "required_message", "autoplay", "rows", "no_app_error_string", "disabled", "note", "intent",
     "instance", "control", "body", "bind", "query", "compact_tag", "save_to", "short_label", "admin_note", "comment", "comments")
)  # fmt: skip
_UNFOLLOWED = ("calculation", "read_only", "trigger")
_LOCKED = N_("Paper cannot compute or lock an answer: “{column}” is not followed in the rows {rows}.")
_WORDS_ALONE = N_("Paper shows the words alone: “{column}” is not printed in the rows {rows}.")
_HINT_ALONE = N_("Rows without wording print their hint as the wording: rows {rows}.")
_NAMES_PRINTED = N_("The choices have no wording (label): their names are printed, rows {rows}.")
_REQUIRED_SOMETIMES = N_(
    "Paper cannot insist on an answer in some cases alone: the rows {rows} count as not required (“{column}”)."
)
_ALL_AND_COMPARED = N_(
    "Choices that depend on earlier answers (“{column}”) are all printed, rows {rows}; what was ticked is compared when it is keyed."
)
_ALL_OFFERED = N_("Choices that depend on earlier answers (“{column}”) are all printed and not compared, rows {rows}.")
_ASKED_OF_ALL = N_("Only a phone can work out “{column}” of the rows {rows}: on paper they are asked of everybody.")
_NOT_COMPARED = N_("Only a phone can work out “{column}” of the rows {rows}: answers are not compared with it.")
_FOLLOWED = {"relevant": _ASKED_OF_ALL, "constraint": _NOT_COMPARED}
_DOTS = N_("Words that repeat what only a phone works out (“{column}”) have dots in its place: rows {rows}.")
_BOXES = N_("Ranges become boxes, one for each of their steps: rows {rows}.")
_DIGITS = N_("Ranges of too many steps are written in digits: rows {rows}.")
_CONFIRMED = N_("What is only confirmed (acknowledge) becomes a box “Đồng ý”: rows {rows}.")
_ON_SCREENS_ALONE = N_("Only a phone follows the “{column}” of the rows {rows}; paper shows the same for everybody.")
_ACKNOWLEDGED = "dong_y"
_OF_SCREENS = ("randomize", "seed", "max-pixels", "app", "quality", "location-priority", "location-min-interval",
               "location-max-age", "track-changes", "track-changes-reasons", "identify-user")  # fmt: skip


def _numbers(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:20]))
    return f"{shown} …" if len(rows) > 20 else shown


def _parts(parameters: str) -> list[str]:
    return [part for part in re.split(r"[\s,;]+", re.sub(r"\s*=\s*", "=", parameters)) if part]


def _are_parameters(text: str) -> bool:
    return all("=" in part for part in _parts(text))


def _nameless(sheet: str, rows: RawSheet) -> Iterator[ReadColumn]:
    """The columns that have cells and no words over them."""
    header = rows[0] if rows else ()
    for place in range(max(map(len, rows), default=0)):
        is_named = place < len(header) and header[place]
        if not is_named and any(place < len(row) and row[place] for row in rows[1:]):
            yield ReadColumn(letters_of(place + 1), ColumnState.UNKNOWN, sheet=sheet)


def _named(text: str) -> str:
    made = _NO_NAME.sub("_", without_tones(text)).strip("_.-")[:_LONGEST_ID] or "form"
    return text if text == made else made if made[0].isalpha() else f"form_{made}"[:_LONGEST_ID]


def _edition(text: str) -> str:
    return _NO_NAME.sub("_", without_tones(text))[:_LONGEST_ID]


def _rows(raw: RawSheet, headers: Sequence[Header], wording: Wording, sheet: str) -> Iterator[XlsformRow]:
    """The rows with their cells by the names of their columns here, the one language that is printed under its column alone."""
    kept = [
        header
        for header in headers
        if not header.language or wording.chosen(sheet, header) or header.column not in _WORDED
    ]
    kept = [header for header in kept if header.column not in _WORDED or wording.chosen(sheet, header)]
    for number, texts in enumerate(raw[1:], start=2):
        if not any(texts):
            continue
        cells: dict[str, str] = {}
        for header in kept:
            text = texts[header.place] if header.place < len(texts) else ""
            if text:
                cells.setdefault(header.column or header.words, text)
        yield XlsformRow(number, cells)


_WORDED = frozenset(("label", "hint", "guidance_hint", "constraint_message", "required_message"))
