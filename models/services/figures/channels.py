"""The figures of each channel by itself, where answers came by several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.domain.book.accepted import AcceptedForm
from models.domain.book.channels import CHANNELS
from models.domain.book.ledger import State
from models.domain.figures.measures import Counted, Measure, measure
from models.domain.figures.tallies import AnswerColumns, count
from models.domain.questionnaire.filters import Filters
from models.domain.questionnaire.method import Method


def measures_by_channel(
    offices: Iterable[Iterable[AcceptedForm]], compiled: Sequence[Filters], method: Method
) -> tuple[tuple[str, Measure], ...]:
    """What the valid forms of some offices amount to by channel; nothing where they came by one channel that counts.

    Nor where an office has forms by a channel, but fewer than a group must have: less those of the others they would tell of few.
    """
    found: dict[str, list[AcceptedForm]] = {}
    for forms in offices:
        own: dict[str, list[AcceptedForm]] = {}
        for form in forms:
            if form.state is State.VALID:
                own.setdefault(form.channel, []).append(form)
        if any(len(of) < method.suppress_under for of in own.values()):
            return ()
        for channel, of in own.items():
            found.setdefault(channel, []).extend(of)
    if len(found) < 2 and all(map(method.counts_channel, found)):
        return ()
    order = [*CHANNELS, *sorted(found.keys() - CHANNELS.keys())]
    return tuple((channel, measure_of(found[channel], compiled, method)) for channel in order if channel in found)


def measure_of(forms: Sequence[AcceptedForm], compiled: Sequence[Filters], method: Method) -> Measure:
    """What these forms amount to by themselves."""
    counted = []
    for each in compiled:
        own = [form for form in forms if form.coding == each.questionnaire.coding]
        counted.append(Counted(each.questionnaire, len(own), count(each, AnswerColumns.of(own)) if own else {}))
    return measure(counted, method)
