"""The forms of an office as they are kept: which of them carry answers, and the text that holds them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.book.accepted import AcceptedForm, AcceptedForms, accepted_of, forms_text, read_forms
from models.domain.book.facts import Fact, Keying
from models.domain.book.ledger import State, ledger
from tests.builders.lines import FORMS, issued, keying

FORM = FORMS[0]
VALID, INVALID = "54", ".."


def accepted(*lines: Fact | Keying, twice: bool = False) -> AcceptedForm:
    """What is kept of the first form; answers with a level are valid."""
    facts = [line for line in lines if isinstance(line, Fact)]
    keyings = [line for line in lines if isinstance(line, Keying)]

    def are_valid(_: str, accepted: Sequence[Keying]) -> list[bool]:
        return [answers.marks.isdecimal() for answers in accepted]

    book = ledger(
        facts, {str(FORM): keyings} if keyings else {}, twice=(str(FORM),) if twice else (), are_valid=are_valid
    )
    (form,) = accepted_of([book.forms[str(FORM)]])
    return form


@pytest.mark.parametrize(("marks", "state"), [(VALID, State.VALID), (INVALID, State.INVALID)])
def test_a_form_that_stands_carries_its_answers_and_where_they_were_keyed(marks: str, state: State) -> None:
    form = accepted(issued(1, FORM, sector="Hộ tịch"), keying(3, marks=marks))
    assert (form.state, form.marks, form.station, form.n) == (state, marks, "pc1", 3)
    assert (form.sector, form.variant) == ("Hộ tịch", FORM.variant)
    assert form.coding


@pytest.mark.parametrize(
    ("lines", "twice", "state"),
    [
        ((issued(1, FORM),), False, State.IN_STOCK),
        ((issued(1, FORM), keying(3, marks=VALID)), True, State.AWAITING_SECOND),
        ((issued(1, FORM), keying(3, marks=VALID), keying(4, marks="45")), False, State.DISPUTED),
        ((issued(1, FORM), issued(2, FORM), keying(3, marks=VALID)), False, State.DISPUTED),
    ],
)
def test_a_form_that_does_not_stand_carries_no_answers(
    lines: Sequence[Fact | Keying], state: State, *, twice: bool
) -> None:
    form = accepted(*lines, twice=twice)
    assert form.state is state
    assert (form.coding, form.marks, form.rest, form.station, form.n) == ("", "", "", "", 0)


def test_of_a_form_issued_twice_nothing_of_either_issue_is_told() -> None:
    form = accepted(issued(1, FORM, sector="Hộ tịch"), issued(2, FORM, sector="Đất đai"))
    assert (form.questionnaire, form.sector, form.procedure, form.agency) == ("", "", "", "")


words = st.text(max_size=8)
printed = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=8)
forms = st.builds(
    AcceptedForm,
    serial=printed,
    state=st.sampled_from(State),
    coding=words,
    marks=printed,
    rest=printed,
    variant=words,
    questionnaire=words,
    sector=words,
    procedure=words,
    agency=words,
    station=words,
    n=st.integers(0, 10**9),
)


@given(st.lists(forms, max_size=5))
def test_the_text_of_forms_gives_the_same_forms_back(kept: list[AcceptedForm]) -> None:
    forms = AcceptedForms(*zip(*kept, strict=True))
    assert read_forms(forms_text(forms)) == forms
    assert list(forms) == kept
