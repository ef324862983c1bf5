"""What somebody presses who sees the paper alone: worked out from the paper before the first key, whatever the window shows."""

from __future__ import annotations

from collections.abc import Mapping

from models.domain.questionnaire.questionnaire import Questionnaire, Shape
from tests.builders.forms import sample_rows

NOT_ASKED = {"C7": "", "PA1": "", "PA2": "", "PA3": "", "PA4": ""}


def paper(place: int) -> dict[str, str]:
    """What stands on a paper: nothing that its own filters leave out, and no comment."""
    codes = sample_rows()[place] | NOT_ASKED | {"C6": "1", "C8": "2", "F": "", "C1": "1 4", "E": "2"}
    return {name: code or "0" if name[:2] in ("TC", "TT", "CC", "KQ", "D0") else code for name, code in codes.items()}


def keys_of(questionnaire: Questionnaire, codes: Mapping[str, str]) -> str:
    """The keys for what stands on such a paper, Enter as a new line."""
    keys = ""
    for question in questionnaire.asked:
        if question.name in NOT_ASKED or question.shape is Shape.WRITING_LINES:
            continue
        code = codes.get(question.name, "")
        keys += f"{code.replace(' ', '')}\n" if question.shape is Shape.SEVERAL_MARKS else code or "0"
    return keys
