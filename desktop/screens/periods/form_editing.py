"""A questionnaire while it is edited: its lines, what has to be corrected beside each, undo, the paper, and the next edition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from desktop.office import Office
from models.domain.basics.duties import Duty
from models.domain.basics.problems import N_, Problem
from models.domain.questionnaire import editing
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.comparing import ABOUTS, FRAME_TOLD, SCORES, TYPE_NAMES, FormDifference
from models.domain.questionnaire.editing import Line, ListedChoice
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.questionnaire import About, Missing, Question, Questionnaire, Score, Ticks
from models.domain.questionnaire.questions import TYPES_BY_CODE
from models.domain.questionnaire.xlsform import CellToCorrect, QuestionnaireRefused, Sheets, read_questionnaire
from models.files import private_folder
from models.language import LANGUAGES, load
from models.progress import Progress
from models.services.office.questionnaires import compare_here, named, revise_questionnaire, sheets_of

MOST_STEPS = 200
"""So many deeds can be taken back."""
SHORT_LIST = 40
"""Letters of a list of answers that is named whole."""
FACTOR, UNSCORED = "factor", "none"

EDITED_FRAME = tuple(column for column in FRAME_TOLD if column not in ("variant", "reference", "respondents_who"))
"""What is edited of the settings; the kind of respondents is another questionnaire, and the mark goes by comparing the wording."""


MOST_COMPARED = 9
"""So many others are offered to be compared with, each under a digit."""


def comparable(
    every: Sequence[Questionnaire], newest: Sequence[Questionnaire], own: Questionnaire
) -> list[Questionnaire]:
    """With which a questionnaire can be compared: its other editions first, newest first, then the newest of the others."""
    editions = [each for each in reversed(every) if each.id == own.id and each.edition != own.edition]
    return [*editions, *(each for each in newest if each.id != own.id)][:MOST_COMPARED]


class Skip(NamedTuple):
    """Who is asked a question: the answers `codes` to the question `name`, or what only `expression` says; else everybody."""

    name: str = ""
    codes: tuple[str, ...] = ()
    expression: str = ""


class FormEditing:
    """One questionnaire being edited; every deed is a step that can be taken back.

    `draft` is the questionnaire as it stands now, None while something has to be corrected: then `findings` say what, cell by cell,
    and `too_long` what paper refuses.
    """

    def __init__(self, office: Office, questionnaire: Questionnaire) -> None:
        self.office = office
        self.before = questionnaire
        self._steps: list[Sheets] = [sheets_of(office.here, questionnaire)]
        self._at = 0
        self.draft: Questionnaire | None = questionnaire
        self.findings: tuple[CellToCorrect, ...] = ()
        self.refused: Problem | None = None
        self.codes: dict[str, str] = {}
        self._read()

    @property
    def sheets(self) -> Sheets:
        return self._steps[self._at]

    @property
    def is_changed(self) -> bool:
        return self.sheets != self._steps[0]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The rows that a person sees: questions, notes and the beginnings of groups."""
        return tuple(line for line in editing.lines_of(self.sheets) if line.kind != editing.END)

    @property
    def barred(self) -> str:
        """Why the person at the desk may look and not edit; empty for whom it is."""
        return self.office.bars(Duty.QUESTIONNAIRE)

    def do(self, deed: Callable[[Sheets], Sheets]) -> bool:
        """One edit; whether it changed anything. Of somebody who may not edit none is taken, and why is told."""
        if barred := self.barred:
            self.office.tell(barred)
            return False
        after = deed(self.sheets)
        if after == self.sheets:
            return False
        self._steps = [*self._steps[: self._at + 1], after][-MOST_STEPS:]
        self._at = len(self._steps) - 1
        self._read()
        return True

    def undo(self) -> bool:
        """Take the last edit back."""
        return self._go(self._at - 1)

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self._go(self._at + 1)

    def _go(self, to: int) -> bool:
        if not 0 <= to < len(self._steps):
            return False
        self._at = to
        self._read()
        return True

    def _read(self) -> None:
        from printing.forms import require_printable_here

        self.draft, self.findings, self.refused = None, (), None
        try:
            read = self.office.catalogue.with_kind(read_questionnaire(self.sheets))
            require_printable_here(self.office.here, read, load(LANGUAGES[0]))
            self.draft = read
        except QuestionnaireRefused as refusal:
            self.findings = refusal.findings
        except Problem as problem:
            self.refused = problem

    def rows(self) -> list[tuple[str, ...]]:
        """Number, words, what has to be corrected, who is asked, and choices, line by line."""
        known = {} if self.draft is None else self.draft.by_name
        return [
            (
                self._number(line, known.get(line.row["name"])),
                "    " * line.depth + self.words(line, "label"),
                " ".join(map(self._told, self.findings_at(line))),
                self._skip_words(line.row["relevant"]),
                self._answered_by(line),
            )
            for line in self.lines
        ]

    def _number(self, line: Line, question: Question | None) -> str:
        if question is not None:
            return question.number
        return "▸" if line.kind == editing.BEGIN else line.row["paper_number"]

    def _answered_by(self, line: Line) -> str:
        say = self.office.say
        if line.kind == editing.BEGIN:
            return say(N_("group"))
        if line.list_name:
            return self._list_words(line.list_name)
        return say(TYPE_NAMES[line.kind]) if line.kind in TYPE_NAMES else line.kind

    def words(self, line: Line, column: str) -> str:
        """The words of a line in one column."""
        return editing.words_in(self.sheets, line.row, column)

    def choice_words(self, choice: ListedChoice) -> str:
        return editing.words_in(self.sheets, choice.row, "label")

    def _skip_words(self, expression: str) -> str:
        """Who is asked, in words where the condition is one of answers."""
        skip = self.skip_of(expression)
        if not skip.name:
            return skip.expression
        line = self._line_named(skip.name)
        if line is None:
            return expression
        labels = {each.row["name"]: self.choice_words(each) for each in editing.choices_in(self.sheets, line.list_name)}
        return f"{skip.name} = {' / '.join(labels.get(code, code) for code in skip.codes)}"

    def skip_of(self, expression: str) -> Skip:
        found = editing.answers_asked_for(expression) if expression else None
        return Skip(expression=expression) if found is None else Skip(found[0], found[1], expression)

    def _line_named(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.row["name"] == name), None)

    def findings_at(self, line: Line) -> list[CellToCorrect]:
        """What has to be corrected in a line, its choices with it."""
        choices = (
            {each.row.number for each in editing.choices_in(self.sheets, line.list_name)} if line.list_name else set()
        )
        # the row of the end of a group is none that is seen
        end = editing.end_of(self.sheets, line.place)
        return [
            each
            for each in self.findings
            if (each.sheet == "survey" and each.row in (line.row.number, end))
            or (each.sheet == "choices" and each.row in choices)
        ]

    def _told(self, finding: CellToCorrect) -> str:
        return self.office.language.sentence(finding.reason_sentence)

    def state_told(self) -> str:
        """What stands in the way of keeping it, or what keeping it would mean."""
        say = self.office.say
        if self.refused is not None:
            return self.office.language.problem(self.refused)
        if self.findings:
            elsewhere = [each for each in self.findings if each.sheet == "settings"]
            told = say(
                N_("{count} places have to be corrected; they stand beside their lines."), count=len(self.findings)
            )
            return " ".join([told, *map(self._told, elsewhere)])
        if not self.is_changed:
            return ""
        return " ".join(self.office.language.sentence(each) for each in self.difference().meaning)

    def difference(self) -> FormDifference:
        """What the draft says otherwise than the edition it began with; refuses a draft that cannot be read."""
        return compare_here(self.office.here, self.before, self.sound())

    def sound(self) -> Questionnaire:
        """The draft; refuses one that cannot be read or printed."""
        if self.refused is not None:
            raise self.refused
        if self.draft is None:
            raise QuestionnaireRefused(self.findings)
        return self.draft

    def reword(self, row: int, words: str, *, hint: str | None = None) -> bool:
        """Other words for the line in this row of the list."""
        cells = {"label": words} | ({} if hint is None else {"hint": hint})
        return self.do(lambda of: editing.with_cells(of, self.lines[row].place, cells))

    def move(self, row: int, *, down: bool) -> int:
        """Move a line by one; answers the row in which it stands now."""
        place = self.lines[row].place
        lands = editing.place_after_move(self.sheets, place, down=down)
        self.do(lambda of: editing.moved(of, place, down=down))
        return next(n for n, line in enumerate(self.lines) if line.place == lands)

    def take_out(self, row: int) -> bool:
        return self.do(lambda of: editing.removed(of, self.lines[row].place))

    def add(self, row: int, kind: str, words: str, choices: Sequence[str] = ()) -> int:
        """A new question below this row (-1: at the top); answers its row."""
        place = self.lines[row].place if row >= 0 else -1
        self.do(lambda of: editing.with_question(of, place, kind, words, choices))
        return next(n for n, line in enumerate(self.lines) if line.place == place + 1)

    def add_group(self, row: int, words: str) -> bool:
        return self.do(lambda of: editing.with_group(of, self.lines[row].place, words))

    def kinds(self) -> list[tuple[str, str]]:
        """What a new question can be: each type, and a choice from each list that is there."""
        say = self.office.say
        lists = dict.fromkeys(row["list_name"] for row in self.sheets.choices or () if row["list_name"])
        found = []
        for code, name in TYPE_NAMES.items():
            found.append((code, say(name)))
            if code == "select_one":
                found += [(f"{code} {each}", f"{say(name)}: {self._list_words(each)}") for each in lists]
        return found

    def _list_words(self, list_name: str) -> str:
        words = [self.choice_words(each) for each in editing.choices_in(self.sheets, list_name)]
        whole = " / ".join(words)
        return whole if len(words) < 3 or len(whole) <= SHORT_LIST else " / ".join([words[0], "…", words[-1]])

    def score_of(self, row: int) -> str:
        """What the question or group in this row counts as now."""
        line = self.lines[row]
        if self.draft is not None:
            if line.kind == editing.BEGIN:
                group = next((each for each in self.draft.groups if each.name == line.row["name"]), None)
                return FACTOR if group is not None and group.is_factor else UNSCORED
            question = self.draft.by_name.get(line.row["name"])
            return (question.score.value if question is not None else "") or UNSCORED
        return line.row["score"].lower() or UNSCORED

    def scores_for(self, row: int) -> list[tuple[str, str]]:
        """What it may count as."""
        say = self.office.say
        if self.lines[row].kind == editing.BEGIN:
            return [(UNSCORED, say(SCORES[Score.NONE])), (FACTOR, say(N_("factor of the index")))]
        return [(score.value or UNSCORED, say(name)) for score, name in SCORES.items()]

    def abouts(self) -> list[tuple[str, str]]:
        """Whom or what a question may be about; without a word its group says it."""
        return [
            ("", self.office.say(N_("as its group says"))),
            *((each.value, self.office.say(ABOUTS[each])) for each in About),
        ]

    def skip_choices(self, row: int) -> list[tuple[str, str]]:
        """The questions on whose answers this one may depend: everybody is asked, or those who chose."""
        own = self.lines[row].row["name"]
        asking = [(line.row["name"], f"{line.row['name']}. {self.words(line, 'label')}") for line in self.lines
                  if line.list_name and line.row["name"] != own]  # fmt: skip
        return [("", self.office.say(N_("everybody"))), *asking]

    def answers_of(self, name: str) -> list[tuple[str, str]]:
        """The choices of a question: code and words."""
        line = self._line_named(name)
        if line is None:
            return []
        own = editing.choices_in(self.sheets, line.list_name)
        return [
            (each.row["name"], self.choice_words(each)) for each in own if each.row["name"] != Missing.DONT_KNOW.value
        ]

    def condition(self, name: str, codes: Sequence[str]) -> str:
        """The expression for those who chose one of these answers."""
        line = self._line_named(name)
        several = line is not None and TYPES_BY_CODE[line.kind].shape.ticks is Ticks.SEVERAL
        return editing.asked_if(name, codes, several=several)

    def change_line(self, row: int, cells: dict[str, str], score: str) -> bool:
        """All that is said of a line at once, as one step."""
        place = self.lines[row].place
        before = self.score_of(row)

        def deed(of: Sheets) -> Sheets:
            changed = editing.with_cells(of, place, cells)
            if score == before:
                return changed
            # scores that were inferred from the words are written down first, or all the others would be lost
            return editing.with_cells(self._with_scores(changed), place, {"score": score})

        return self.do(deed)

    def _with_scores(self, sheets: Sheets) -> Sheets:
        if self.draft is None or any(row["score"] for row in sheets.survey or ()):
            return sheets
        for row, line in enumerate(self.lines):
            sheets = editing.with_cells(sheets, line.place, {"score": self.score_of(row)})
        return sheets

    def frame(self) -> dict[str, str]:
        """What the settings say, by column."""
        row = (self.sheets.settings or ())[0]
        return {column: row[column] for column in EDITED_FRAME}

    def change_frame(self, cells: dict[str, str]) -> bool:
        return self.do(lambda of: editing.with_settings(of, cells))

    def write_specimen(self, to: Path, _: Progress | None = None) -> None:
        """The very paper that would be printed, with a number that is never issued."""
        from printing.forms import print_specimen

        print_specimen(self.office.here, self.sound(), to, language=load(LANGUAGES[0]))

    def specimen(self, *, is_other: bool = False) -> Path:
        """Make the paper of the draft as it stands; the other of two files where the first one is still shown."""
        to = self.office.papers / f"{self.before.id}-{2 if is_other else 1}.pdf"
        private_folder(to.parent)
        self.write_specimen(to)
        return to

    def key(self, name: str, code: str) -> None:
        """Try an answer; refuses what the question does not take."""
        draft = self.sound()
        TYPES_BY_CODE[draft.by_name[name].type].read(draft.by_name[name], code)
        self.codes[name] = code

    def is_asked(self, name: str) -> bool:
        """Whether the paper asks this question after the answers tried so far."""
        draft = self.sound()
        codes = {each: code for each, code in self.codes.items() if each in draft.by_name}
        return name not in filters(draft, day=self.office.today).unmet(read_answers(draft, codes))

    def save(self, *, own_id: str = "") -> Questionnaire:
        """Keep it as the next edition, or under an id of its own; refuses what the office refuses."""
        self.sound()
        office = self.office
        with office.act() as act:
            made, _ = revise_questionnaire(office.here, named(self.before), self.sheets, act=act, own_id=own_id)
        said = N_("“{title}” ({id}) is kept as edition {edition}. Periods opened from now on can use it.")
        office.tell(office.say(said, title=made.title, id=made.id, edition=made.edition))
        return made
