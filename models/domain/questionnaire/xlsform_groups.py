"""Groups inside groups, laid one after the other as paper prints them: each block keeps the conditions of all around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.domain.basics.problems import N_, Sentence
from models.domain.questionnaire.xlsform_rows import CellToCorrect, XlsformRow


@dataclass
class _Open:
    """A group that began; `is_told` once its words stand over a block."""

    row: XlsformRow
    is_told: bool = False
    blocks: int = field(default=0)


def flattened(
    rows: Sequence[XlsformRow], findings: list[CellToCorrect], notes: list[Sentence]
) -> tuple[XlsformRow, ...]:
    """The rows with no group in another; the same rows where none is.

    A block has the words of the groups that begin with it, and all their conditions. What belongs to a factor cannot be
    parted and is refused.
    """
    if not _has_nested(rows):
        return tuple(rows)
    notes.append(
        Sentence(
            N_("Groups inside groups stand one after the other on paper, each with the conditions of all around it.")
        )
    )
    made: list[XlsformRow] = []
    groups: list[_Open] = []
    current: tuple[int, ...] | None = None
    for row in rows:
        kind = row["type"]
        if kind == "begin_group":
            groups.append(_Open(row))
        elif kind == "end_group" and groups:
            ended = groups.pop()
            if groups and ended.row["score"]:
                findings.append(CellToCorrect("survey", ended.row.number, "type", "group_in_group"))
        else:
            path = tuple(id(each) for each in groups)
            if path != current:
                if current:
                    made.append(XlsformRow(row.number, {"type": "end_group"}))
                made += _begun(groups, row)
                current = path
            made.append(row)
            continue
        if current:
            made.append(XlsformRow(row.number, {"type": "end_group"}))
        current = None
    made += [group.row for group in groups]
    return tuple(made)


def _has_nested(rows: Sequence[XlsformRow]) -> bool:
    depth = 0
    for row in rows:
        depth += (row["type"] == "begin_group") - (row["type"] == "end_group")
        if depth > 1:
            return True
    return False


def _begun(groups: Sequence[_Open], row: XlsformRow) -> list[XlsformRow]:
    """What begins the block of the groups that are open now."""
    if not groups:
        return []
    inner = groups[-1]
    inner.blocks += 1
    told = [each for each in groups if not each.is_told]
    for each in told:
        each.is_told = True
    name = inner.row["name"] if inner.blocks == 1 else f"{inner.row['name']}_{inner.blocks}"
    cells = {
        "type": "begin_group",
        "name": name,
        "label": " – ".join(label for each in told if (label := each.row["label"])),
        "in_reports": " – ".join(words for each in told if (words := each.row["in_reports"] or each.row["label"]))
        if any(each.row["in_reports"] for each in told)
        else "",
        "relevant": " and ".join(f"({text})" for each in groups if (text := each.row["relevant"])),
        "score": inner.row["score"],
    }
    number = inner.row.number if inner.blocks == 1 else row.number
    return [XlsformRow(number, {key: text for key, text in cells.items() if text})]
