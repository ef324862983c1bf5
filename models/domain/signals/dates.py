"""Forms keyed before their paper can have come back: before it was issued, printed or handed out."""

from __future__ import annotations

from models.domain.basics.problems import N_
from models.domain.basics.table_values import said
from models.domain.signals.evidence import Evidence, Found

BEFORE_PRINTED = N_("Keyed before the paper was printed")
BEFORE_HANDED_OUT = N_("Keyed before the form was handed out")


def look(evidence: Evidence) -> tuple[Found, ...]:
    rule = said(N_("By the clocks of the stations; a clock that is wrong looks the same."))
    found = []
    for code, title, moments in (
        ("before_printed", BEFORE_PRINTED, {**evidence.issued, **evidence.printed}),
        ("before_handed_out", BEFORE_HANDED_OUT, evidence.handed_out),
    ):
        dated = [keying for keying in evidence.keyed if keying.at is not None and keying.serial in moments]
        early = [keying for keying in dated if keying.at is not None and keying.at < moments[keying.serial]]
        serials = tuple(sorted({keying.serial for keying in early}))
        found.append(Found(code, title, rule, len(serials), len({keying.serial for keying in dated}), serials=serials))
    return tuple(found)
