"""What may stand open before the figures of a hub are closed: the kinds of points, and how each is told."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from models.domain.basics.problems import N_, Sentence


class OpenKind(StrEnum):
    """What may stand open; the value is what commands and lines of the book call it."""

    SILENT = "silent"
    KEY = "key"
    OPEN = "open"
    LACKING = "lacking"
    CLASH = "clash"
    DISPUTE = "dispute"
    WAITING = "waiting"
    LATE = "late"
    TOO_FEW = "too_few"
    NO_SHARE = "no_share"


SAYS: Mapping[OpenKind, str] = {
    OpenKind.SILENT: N_("Nothing has arrived from this office."),
    OpenKind.KEY: N_("{lines} lines count in nothing: the key of the computer that wrote them is not confirmed here."),
    OpenKind.OPEN: N_("The office has not closed the period; what it keys from now on comes late."),
    OpenKind.LACKING: N_("{lines} lines that the office closed with have not arrived."),
    OpenKind.CLASH: N_("{lines} lines have two contents, and nobody has chosen which one counts."),
    OpenKind.DISPUTE: N_("{forms} forms are disputed and count in nothing until somebody rules."),
    OpenKind.WAITING: N_("{forms} forms wait for a second keying and count in nothing until then."),
    OpenKind.LATE: N_("{lines} lines came after the office closed and are not taken in."),
    OpenKind.TOO_FEW: N_("{forms} valid forms are too few to judge the office; the method asks for {least}."),
    OpenKind.NO_SHARE: N_("{forms} valid forms are less than the share of {wanted} that the method asks for."),
}
"""One point of a kind at one office."""

FEW_ANSWERS = N_("{forms} valid forms, but only {answers} answers behind the index; the method asks for {least}.")
"""The same as `OpenKind.TOO_FEW` where the forms alone would be enough."""

KIND_NAMES: Mapping[OpenKind, str] = {
    OpenKind.SILENT: N_("offices from which nothing has arrived: {count}"),
    OpenKind.KEY: N_("offices with a key that is not confirmed: {count}"),
    OpenKind.OPEN: N_("offices that have not closed: {count}"),
    OpenKind.LACKING: N_("offices of which lines are missing: {count}"),
    OpenKind.CLASH: N_("offices with lines of two contents: {count}"),
    OpenKind.DISPUTE: N_("offices with disputed forms: {count}"),
    OpenKind.WAITING: N_("offices with forms that wait for a second keying: {count}"),
    OpenKind.LATE: N_("offices with late lines: {count}"),
    OpenKind.TOO_FEW: N_("offices with too few forms to be judged: {count}"),
    OpenKind.NO_SHARE: N_("offices with too small a share of the forms: {count}"),
}
"""How many offices have points of a kind."""


def kind_told(kind: str, offices: int) -> Sentence:
    """How many offices have points of a kind; one that this program does not know is called by its word."""
    known = {each.value: words for each, words in KIND_NAMES.items()}
    if kind in known:
        return Sentence(known[kind], {"count": offices})
    return Sentence(N_("{kind}: {count}"), {"kind": kind, "count": offices})
