"""Invented answers: one opinion per respondent colours all the marks, with the blanks and slips that paper has."""

from __future__ import annotations

from datetime import date

from desktop.demo.chance import Chance
from desktop.demo.likely import LEANINGS, LIKELY, Likely
from models.domain.questionnaire.answers import read_answers
from models.domain.questionnaire.filters import filters
from models.domain.questionnaire.questionnaire import Question, Questionnaire, Score, Shape

THANKS = (
    "Cán bộ nhiệt tình, hướng dẫn dễ hiểu.",
    "Thủ tục nhanh gọn, xin cảm ơn.",
    "Được trả kết quả trước hẹn, rất hài lòng.",
)
WISHES = (
    "Đề nghị thêm ghế ngồi ở khu vực chờ.",
    "Nên mở thêm quầy vào sáng thứ Bảy.",
    "Chờ hơi lâu, mong có số thứ tự.",
    "Mong niêm yết phí, lệ phí rõ ràng hơn.",
    "Cần hướng dẫn nộp hồ sơ trực tuyến cho người cao tuổi.",
)
BLANK, DOUBLE, UNREADABLE, DONT_KNOW = 0.012, 0.004, 0.003, 0.008
BAD_DAY = 0.03
"""How often even a good office serves somebody badly."""


def invent_codes(questionnaire: Questionnaire, *, service: float, chance: Chance, day: date) -> dict[str, str]:
    """The codes of one filled-in paper; `service` (0 … 1) is how well the office serves people on the whole."""
    opinion = chance.around(service, 0.3)
    if chance.happens(BAD_DAY):
        opinion -= 0.5
    by_group = {
        group.name: chance.around(opinion + LEANINGS.get(group.name, 0), 0.15) for group in questionnaire.groups
    }
    likely = LIKELY.get(questionnaire.id, {})
    codes = {
        question.name: _code(question, likely.get(question.name), by_group.get(question.group, opinion), chance)
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


def _code(question: Question, likely: Likely | None, opinion: float, chance: Chance) -> str:
    if question.shape is Shape.MARK_ROW:
        return _mark(question, likely, opinion, chance)
    if question.shape is Shape.SEVERAL_MARKS:
        most = min(question.most or 3, len(question.choices))
        left = _weights(question, likely, opinion)
        taken = set()
        for _ in range(1 + chance.whole(most)):
            place = chance.weighted(left)
            left[place] = 0
            taken.add(place + 1)
        return " ".join(map(str, sorted(taken)))
    if question.shape is Shape.DIGITS:
        return str(20 + chance.whole(55)) if question.type == "integer" else ""
    if not chance.happens(0.12):
        return ""
    return chance.one_of(THANKS if chance.happens(opinion / 2) else WISHES)


def _mark(question: Question, likely: Likely | None, opinion: float, chance: Chance) -> str:
    slip = chance.share()
    if slip < BLANK:
        return ""
    if slip < BLANK + DOUBLE:
        return "*"
    if slip < BLANK + DOUBLE + UNREADABLE:
        return "?"
    if question.score is Score.NONE:
        return str(1 + chance.weighted(_weights(question, likely, opinion)))
    if slip < BLANK + DOUBLE + UNREADABLE + DONT_KNOW:
        return "k"
    return str(round(1 + (len(question.choices) - 1) * _share(chance.around(opinion, 0.2))))


def _weights(question: Question, likely: Likely | None, opinion: float) -> list[float]:
    """How likely each choice is for this opinion; all the same where nothing is known of the question."""
    count = len(question.choices)
    if likely is None or {len(likely.well), len(likely.badly)} != {count}:
        return [1.0] * count
    share = _share(opinion)
    return [share * well + (1 - share) * badly for well, badly in zip(*likely, strict=True)]


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))
