"""Which widget keys which shape of answer."""

from __future__ import annotations

from desktop.widgets.choice_row import ChoiceRow
from desktop.widgets.digit_boxes import DigitBoxes
from desktop.widgets.note_row import NoteRow
from desktop.widgets.question_row import QuestionRow
from desktop.widgets.several_row import SeveralRow
from desktop.widgets.text_lines import TextLines
from models.domain.questionnaire.questionnaire import Shape

ROWS: dict[Shape, type[QuestionRow]] = {
    Shape.MARK_ROW: ChoiceRow,
    Shape.SEVERAL_MARKS: SeveralRow,
    Shape.DIGITS: DigitBoxes,
    Shape.WRITING_LINES: TextLines,
    Shape.NOTE: NoteRow,
}
