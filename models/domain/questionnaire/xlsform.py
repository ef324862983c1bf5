"""From the sheets of an XLSForm to a questionnaire, or to everything that has to be corrected first.

Columns of ours, which other XLSForm programs ignore. survey: `paper_number` (what stands before the label),
`paper_page` (1 or 2), `paper_lines` (writing lines), `paper_digits` (boxes), `score` (`criterion`, `overall` or
`none` on a question, `factor` on a begin_group), `about` (`respondent`, `events` or `wishes`, on a question or on the
begin_group over it). settings: `variant` (code of the kind of respondents, 1 to 4 of
B C G H K M N P Q T), `respondents` (what they are called), `respondents_paper` (what the paper says of them), `respondents_who`
(`individual` or `organisation`: which applicants of a list of dossiers they are), `reference` (yes: wording not
compared with the legal text), `introduction`, `how_to_mark`, and the frame of the paper (`models.domain.questionnaire.paper_words`).

Without any `score` cell: the choice list of three to five levels of which at least two speak of "hài lòng" (of
several such lists the one most questions use) is the scale. Its questions inside groups are criteria and their
groups the factors; outside of all groups the last one is the general question.

Who describes the respondent is said by `about`, never by a name or a place. Where no cell says `respondent`, every coded
question without a score is taken to describe the respondent, but wishes (a limited number of several boxes): too many
are protected then and none too few. `Questionnaire.assumed` names them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from models.domain.basics.own_words import OwnWords
from models.domain.basics.problems import N_, Sentence
from models.domain.questionnaire.fingerprints import coding_fingerprint, paper_fingerprint
from models.domain.questionnaire.paper_words import COLUMNS, LONGEST_NAME, NAMES, PaperWords
from models.domain.questionnaire.questionnaire import MARKS, About, Choice, Question, Questionnaire, Score, Ticks
from models.domain.questionnaire.respondents import RespondentKind, is_kind_code
from models.domain.questionnaire.xlsform_rows import (
    LONGEST_LABEL,
    NO,
    NOT_ON_PAPER,
    YES,
    CellToCorrect,
    QuestionnaireRefused,
    Sheets,
    XlsformRow,
    wording,
)
from models.domain.questionnaire.xlsform_survey import UNSURE, SurveySheet, has_unsure, read_survey

__all__ = ["CellToCorrect", "QuestionnaireRefused", "Sheets", "XlsformRow", "read_questionnaire"]

MOST_ROWS = 500
_NEEDED = {
    "survey": ("type", "name", "label"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title", "form_id", "version"),
}
_FORM_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]{0,63}")
_EDITION = re.compile(r"[A-Za-z0-9_.\-]{1,64}")
_CHOICE_NAME = re.compile(r"(?=\S)[^\"'\r\n\t]{1,64}(?<=\S)")
LEVELS = range(2, 12)
"""How many levels a scale may have that a column `score` names."""
_LEVELS_IN_WORDS = range(3, 6)
_SATISFIED = "hài lòng"
_NOT_SATISFIED = ("không hài lòng", "chưa hài lòng", "không thật sự hài lòng")
_FACTOR = "factor"
_NOT_SCORED = "none"
_QUESTION_SCORES = {"criterion": Score.CRITERION, "overall": Score.OVERALL, _NOT_SCORED: Score.NONE}


def read_questionnaire(sheets: Sheets) -> Questionnaire:
    """The questionnaire in `sheets`; raises `QuestionnaireRefused` with all findings, and then nothing is usable."""
    findings = list(_missing_parts(sheets))
    if findings:
        raise QuestionnaireRefused(tuple(findings))
    language = (sheets.settings or ())[0]["default_language"]
    lists = _choice_lists(sheets.choices or (), language, findings)
    survey = read_survey(sheets.survey or (), lists, language, findings)
    settings = _Settings((sheets.settings or ())[0], findings)
    survey = placed(scored(survey, findings), findings)
    settings.require_group({group.name for group in survey.groups})
    if findings:
        order = list(sheets.by_name())
        raise QuestionnaireRefused(tuple(sorted(findings, key=lambda each: (order.index(each.sheet), each.row))))
    return _questionnaire(survey, settings)


UNSAID_VARIANT = "CN"
"""The kind of respondents of forms that say none, as they were kept before there were others."""
_WHO = ("individual", "organisation")


def _kind(variant: str, row: XlsformRow) -> RespondentKind | None:
    """What the settings say of the kind of respondents; None where they say nothing."""
    if not row["respondents"]:
        return None
    name, paper = OwnWords(row["respondents"]), OwnWords(row["respondents_paper"])
    return RespondentKind(variant, name, paper, row["respondents_who"])


class _Settings:
    """The cells of the settings row, with findings for what cannot be."""

    def __init__(self, row: XlsformRow, findings: list[CellToCorrect]) -> None:
        def refuse(column: str, reason: str, known: str = "") -> None:
            findings.append(CellToCorrect("settings", row.number, column, reason, row[column], known))

        self._refuse = refuse
        self.id, self.edition, self.title = row["form_id"], row["version"], row["form_title"]
        self.introduction, self.how_to_mark = row["introduction"], row["how_to_mark"]
        self.variant = row["variant"].upper() or UNSAID_VARIANT
        self.kind = _kind(self.variant, row)
        self.words = PaperWords(**{name: row[column] for name, column in COLUMNS.items()})
        self.is_reference = row["reference"].lower() in YES
        if not _FORM_ID.fullmatch(self.id):
            refuse("form_id", "name_impossible", "64")
        if not self.edition or not _EDITION.fullmatch(self.edition):
            refuse("version", "value_unknown", "2026070101")
        if not self.title:
            refuse("form_title", "label_missing")
        if not is_kind_code(self.variant):
            refuse("variant", "value_unknown", "B C G H K M N P Q T (1–4)")
        if row["respondents_who"] not in ("", *_WHO):
            refuse("respondents_who", "value_unknown", ", ".join(_WHO))
        if row["reference"].lower() not in YES | NO:
            refuse("reference", "value_unknown", "yes, no")
        for column in ("form_title", "introduction", "how_to_mark", "respondents", "respondents_paper"):
            if len(row[column]) > LONGEST_LABEL:
                refuse(column, "too_long", str(LONGEST_LABEL))
        for name, column in COLUMNS.items():
            longest = LONGEST_NAME if name in NAMES else LONGEST_LABEL
            if len(row[column]) > longest:
                refuse(column, "too_long", str(longest))

    def require_group(self, groups: set[str]) -> None:
        """Refuse lines that are to stand behind a group which is not there."""
        if self.words.lines_after and self.words.lines_after not in groups:
            self._refuse("lines_after", "value_unknown", ", ".join(sorted(groups)))


def _missing_parts(sheets: Sheets) -> Iterator[CellToCorrect]:
    selects = sheets.survey is None or any(row["type"].startswith("select") for row in sheets.survey)
    for name, rows in sheets.by_name().items():
        if name == "choices" and not rows and not selects:
            continue
        if rows is None:
            yield CellToCorrect(name, 0, "", "sheet_missing")
        elif not rows:
            yield CellToCorrect(name, 0, "", "sheet_empty")
        elif len(rows) > MOST_ROWS:
            yield CellToCorrect(name, rows[MOST_ROWS].number, "", "sheet_too_long", known=str(MOST_ROWS))
        else:
            for column in _NEEDED[name]:
                if not any(each == column or each.startswith(f"{column}::") for row in rows for each in row.cells):
                    yield CellToCorrect(name, 1, column, "column_missing")


def _choice_lists(
    rows: tuple[XlsformRow, ...], language: str, findings: list[CellToCorrect]
) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, dict[str, tuple[XlsformRow, str]]] = {}

    def refuse(row: XlsformRow, column: str, reason: str, known: str = "") -> None:
        findings.append(CellToCorrect("choices", row.number, column, reason, row[column], known))

    for row in rows:
        list_name, name, label = row["list_name"], row["name"], wording(row, "label", language)
        choices = lists.setdefault(list_name, {})
        if not list_name:
            refuse(row, "list_name", "name_missing")
        if not name:
            refuse(row, "name", "name_missing")
        elif not _CHOICE_NAME.fullmatch(name):
            refuse(row, "name", "choice_impossible")
        elif name in choices:
            refuse(row, "name", "choice_twice", str(choices[name][0].number))
        if not label:
            refuse(row, "label", "label_missing")
        elif len(label) > LONGEST_LABEL:
            refuse(row, "label", "too_long", str(LONGEST_LABEL))
        elif "${" in label:
            refuse(row, "label", "label_reference")
        for column in NOT_ON_PAPER:
            if row[column]:
                refuse(row, column, "column_not_understood")
        choices.setdefault(name, (row, label))
        if len(choices) == len(MARKS) + 1:
            refuse(row, "list_name", "too_many_choices", str(len(MARKS)))
    return {
        list_name: tuple(
            Choice(name, label, mark, row["coarser"])
            for mark, (name, (row, label)) in zip(MARKS, _unsure_last(choices), strict=False)
        )
        for list_name, choices in lists.items()
        if list_name
    }


def _unsure_last(choices: Mapping[str, tuple[XlsformRow, str]]) -> list[tuple[str, tuple[XlsformRow, str]]]:
    """The choices in order; the one for who cannot say takes no mark from the levels."""
    is_apart = has_unsure(choices)
    return sorted(choices.items(), key=lambda item: is_apart and item[0] == UNSURE)


def _questionnaire(survey: SurveySheet, settings: _Settings) -> Questionnaire:
    words = [settings.variant, settings.title, settings.introduction, settings.how_to_mark]
    words += [settings.kind.paper] if settings.kind is not None and settings.kind.paper else []
    words += [f"{name}: {said}" for name, said in settings.words.said]
    return Questionnaire(
        id=settings.id,
        edition=settings.edition,
        variant=settings.variant,
        title=settings.title,
        introduction=settings.introduction,
        groups=survey.groups,
        questions=survey.questions,
        coding=coding_fingerprint(survey.questions, settings.variant if settings.kind is not None else ""),
        paper=paper_fingerprint(survey.questions, survey.groups, words, is_reference=settings.is_reference),
        is_reference=settings.is_reference,
        how_to_mark=settings.how_to_mark,
        assumed=_assumed(survey),
        said_kind=settings.kind,
        words=settings.words,
    )


def scored(survey: SurveySheet, findings: list[CellToCorrect]) -> SurveySheet:
    """`survey` with scores and factors; contradictions are added to `findings`."""
    scores = survey.scores or _inferred(survey)
    questions = tuple(
        replace(q, score=_QUESTION_SCORES.get(scores.get(q.name, ""), Score.NONE)) for q in survey.questions
    )
    groups = tuple(replace(group, is_factor=scores.get(group.name) == _FACTOR) for group in survey.groups)
    result = replace(survey, questions=questions, groups=groups)
    findings.extend(_misplaced(survey))
    findings.extend(_contradictions(result))
    return result


def placed(survey: SurveySheet, findings: list[CellToCorrect]) -> SurveySheet:
    """`survey` with what each question is about; words that do not exist, or stand on what is scored, go to `findings`."""
    known = {each.value: each for each in About}
    factors = {group.name for group in survey.groups if group.is_factor}
    counting = {question.name for question in survey.questions if question.score is not Score.NONE}
    for name, word in survey.about.items():
        if word not in known:
            findings.append(
                CellToCorrect("survey", survey.rows[name], "about", "value_unknown", word, ", ".join(known))
            )
        elif name in factors | counting:
            findings.append(CellToCorrect("survey", survey.rows[name], "about", "about_misplaced", word))
    assumed = _taken_to_describe(survey)

    def about(question: Question) -> About:
        word = survey.about.get(question.name) or survey.about.get(question.group, "")
        if question.score is not Score.NONE or not question.shape.is_asked:
            return About.EVENTS
        if word in known:
            return known[word]
        if question.name in assumed:
            return About.RESPONDENT
        return About.WISHES if _is_wish(question) else About.EVENTS

    return replace(survey, questions=tuple(replace(each, about=about(each)) for each in survey.questions))


def assumption(questionnaire: Questionnaire) -> Sentence | None:
    """What is to be known of a questionnaire that does not say who describes the respondent; None when it does."""
    if not questionnaire.assumed:
        return None
    told = N_(
        "The questionnaire {id} does not say which questions describe the respondent (column “about”: respondent, events or "
        "wishes). Until it does, these are taken to describe people, and few equal answers are protected: {names}."
    )
    return Sentence(told, {"id": questionnaire.id, "names": questionnaire.assumed})


def _is_wish(question: Question) -> bool:
    """Whether a limited number of several boxes may be ticked."""
    return question.shape.ticks is Ticks.SEVERAL and question.most > 0


def _taken_to_describe(survey: SurveySheet) -> frozenset[str]:
    """The questions that describe the respondent for all that is known, where the sheet says it of none."""
    if About.RESPONDENT.value in survey.about.values():
        return frozenset()
    said = set(survey.about)
    coded = [
        question
        for question in survey.questions
        if question.shape.is_coded
        and question.score is Score.NONE
        and not _is_wish(question)
        and not said & {question.name, question.group}
    ]
    groups = {question.group for question in coded if question.group}
    texts = [
        question
        for question in survey.questions
        if question.shape.is_asked
        and not question.shape.is_coded
        and question.group in groups
        and not said & {question.name, question.group}
    ]
    return frozenset(question.name for question in (*coded, *texts))


def _assumed(survey: SurveySheet) -> tuple[str, ...]:
    taken = _taken_to_describe(survey)
    return tuple(question.name for question in survey.questions if question.name in taken)


def _inferred(survey: SurveySheet) -> dict[str, str]:
    scales = Counter(q.choices for q in survey.questions if q.shape.ticks is Ticks.ONE and _is_scale(q.choices))
    if not scales:
        return {}
    scale = scales.most_common(1)[0][0]
    on_scale = [q for q in survey.questions if q.shape.ticks is Ticks.ONE and q.choices == scale]
    scores = {question.name: "criterion" for question in on_scale}
    scores |= {question.group: _FACTOR for question in on_scale if question.group}
    outside = [question.name for question in on_scale if not question.group]
    if outside:
        scores[outside[-1]] = "overall"
    return scores


def _is_scale(choices: tuple[Choice, ...]) -> bool:
    return len(choices) in _LEVELS_IN_WORDS and sum(_SATISFIED in choice.label.lower() for choice in choices) > 1


def _misplaced(survey: SurveySheet) -> Iterator[CellToCorrect]:
    groups = {group.name for group in survey.groups}
    for name, word in survey.scores.items():
        allowed = [_FACTOR, _NOT_SCORED] if name in groups else list(_QUESTION_SCORES)
        if word not in allowed:
            reason = "score_misplaced" if word == _FACTOR or word in _QUESTION_SCORES else "value_unknown"
            yield CellToCorrect("survey", survey.rows[name], "score", reason, word, ", ".join(allowed))


def _contradictions(survey: SurveySheet) -> Iterator[CellToCorrect]:
    def finding(name: str, reason: str, shown: str = "", known: str = "") -> CellToCorrect:
        return CellToCorrect("survey", survey.rows[name], "score", reason, shown, known)

    factors = {group.name for group in survey.groups if group.is_factor}
    counting = [question for question in survey.questions if question.score is not Score.NONE]
    levels = 0
    for question in counting:
        if question.shape.ticks is not Ticks.ONE or len(question.choices) not in LEVELS:
            yield finding(question.name, "score_needs_scale", question.score.value, f"{LEVELS[0]}–{LEVELS[-1]}")
            continue
        levels = levels or len(question.choices)
        if len(question.choices) != levels:
            yield finding(question.name, "scales_differ", str(len(question.choices)), str(levels))
        if question.score is Score.CRITERION and question.group not in factors:
            yield finding(question.name, "score_without_factor", question.name)
        if not _is_ascending(question):
            labels = " – ".join(choice.label for choice in question.choices)
            yield finding(question.name, "scale_direction", labels)
    general = [question.name for question in counting if question.score is Score.OVERALL]
    for name in general[1:]:
        yield finding(name, "overall_twice", name, str(survey.rows[general[0]]))
    with_criteria = {question.group for question in counting if question.score is Score.CRITERION}
    for name in sorted(factors - with_criteria):
        yield finding(name, "factor_without_criteria", name)


def _is_ascending(question: Question) -> bool:
    """Whether a scale in words of satisfaction begins with the least; other wordings are taken as they are."""
    if not _is_scale(question.choices):
        return True
    first, last = question.choices[0].label.lower(), question.choices[-1].label.lower()
    return (
        any(word in first for word in _NOT_SATISFIED)
        and _SATISFIED in last
        and not any(word in last for word in _NOT_SATISFIED)
    )
