"""What offices added to the catalogue themselves, for as long as the program runs.

An addition names an office by code and first day, or a procedure by its code, so several stations open at once only see
more of the same country.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from models.catalogue.additions import Additions, read_additions
from models.catalogue.procedures import extend as extend_procedures
from models.catalogue.units import extend as extend_units
from models.files import read_bounded

LIMIT = 20_000_000

_known: set[str] = set()


def add_file(path: Path) -> Additions:
    """Read an office's file and let the catalogue know its units and procedures; the same file again adds nothing.

    With findings nothing is taken. Refuses as `read_additions` does.
    """
    digest = hashlib.sha256(read_bounded(path, LIMIT)).hexdigest()
    if digest in _known:
        return Additions()
    additions = read_additions(path)
    if not additions.findings:
        extend_units(additions.units)
        extend_procedures(additions.procedures)
        _known.add(digest)
    return additions
