"""Invented answers: one opinion per respondent colours all the marks, with the blanks and slips that paper has."""

from __future__ import annotations

from datetime import date

from desktop.demo.chance import Chance
from models.domain.answers import read_answers
from models.domain.filters import filters
from models.domain.questionnaire import Question, Questionnaire, Score, Shape

COMMENTS = (
    "Cán bộ nhiệt tình, hướng dẫn dễ hiểu.",
    "Đề nghị thêm ghế ngồi ở khu vực chờ.",
    "Nên mở thêm quầy vào sáng thứ Bảy.",
    "Chờ hơi lâu, mong có số thứ tự.",
    "Thủ tục nhanh gọn, xin cảm ơn.",
    "Mong niêm yết phí, lệ phí rõ ràng hơn.",
    "Cần hướng dẫn nộp hồ sơ trực tuyến cho người cao tuổi.",
)
BLANK, DOUBLE, UNREADABLE, DONT_KNOW = 0.012, 0.004, 0.003, 0.008


def invent_codes(questionnaire: Questionnaire, *, service: float, chance: Chance, day: date) -> dict[str, str]:
    """The codes of one filled-in paper; `service` (about 0 … 1) is how well the office served this respondent."""
    opinion = chance.around(service, 0.45)
    by_factor = {group.name: chance.around(opinion, 0.2) for group in questionnaire.groups}
    codes = {
        question.name: _code(question, by_factor.get(question.group, opinion), chance)
        for question in questionnaire.asked
    }
    unmet = filters(questionnaire, day=day).unmet(read_answers(questionnaire, codes))
    for name in unmet:
        # a few people answer what was not meant for them; it stays on record and counts apart
        if not chance.happens(0.02):
            codes[name] = "-" if questionnaire.by_name[name].shape is Shape.MARK_ROW else ""
    return codes


def mistyped(questionnaire: Questionnaire, codes: dict[str, str]) -> dict[str, str]:
    """The codes as a second keyer typed them, one level of one criterion wrong."""
    criterion = next(
        (question.name for question in questionnaire.criteria if codes.get(question.name, "").isdecimal()), ""
    )
    if not criterion:
        return codes
    most = len(questionnaire.by_name[criterion].choices)
    wrong = int(codes[criterion]) % most + 1
    return codes | {criterion: str(wrong)}


def _code(question: Question, opinion: float, chance: Chance) -> str:
    if question.shape is Shape.MARK_ROW:
        return _mark(question, opinion, chance)
    if question.shape is Shape.SEVERAL_MARKS:
        most = min(question.most or 3, len(question.choices))
        taken = {1 + chance.whole(len(question.choices)) for _ in range(1 + chance.whole(most))}
        return " ".join(map(str, sorted(taken)))
    if question.shape is Shape.DIGITS:
        return str(20 + chance.whole(55)) if question.type == "integer" else ""
    return chance.one_of(COMMENTS) if chance.happens(0.12) else ""


def _mark(question: Question, opinion: float, chance: Chance) -> str:
    slip = chance.share()
    if slip < BLANK:
        return ""
    if slip < BLANK + DOUBLE:
        return "*"
    if slip < BLANK + DOUBLE + UNREADABLE:
        return "?"
    count = len(question.choices)
    if question.score is Score.NONE:
        weights = [1.0 if place else 1.6 for place in range(count)]
        return str(1 + chance.weighted(weights))
    if slip < BLANK + DOUBLE + UNREADABLE + DONT_KNOW:
        return "k"
    level = round(1 + (count - 1) * min(1.0, max(0.0, chance.around(opinion, 0.25))))
    return str(level)
