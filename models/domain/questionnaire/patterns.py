r"""The patterns of questionnaires, matched in time that grows with the text alone, whoever wrote them.

RE2 follows all ways through a pattern at once instead of trying one after the other, so that none can hang the program. It has
no look-around and no back-references: these are refused. `\w` means the letters and digits of every language, as in most
programs for XLSForms.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import re2

LONGEST_PATTERN = 100
LONGEST_MATCHED = 200
_LETTERS = r"\p{L}\p{M}\p{N}_"
_MEMORY = 2**20


def is_pattern(pattern: str) -> bool:
    """Whether this is a pattern that can be matched."""
    if len(pattern) > LONGEST_PATTERN:
        return False
    try:
        _compiled(pattern)
    except re2.error:
        return False
    return True


def is_found(pattern: str, text: str) -> bool:
    """Whether `pattern` is found somewhere in the first letters of `text`."""
    return _compiled(pattern).search(text[:LONGEST_MATCHED]) is not None


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    return re2.compile(_with_letters(pattern), options=options)


def _with_letters(pattern: str) -> str:
    r"""`pattern` with `\w` written out, which RE2 takes for a–z only."""
    written, is_class, place = "", False, 0
    while place < len(pattern):
        sign = pattern[place : place + 2] if pattern[place] == "\\" else pattern[place]
        if sign == r"\w":
            written += _LETTERS if is_class else f"[{_LETTERS}]"
        elif sign == r"\W" and not is_class:
            written += f"[^{_LETTERS}]"
        else:
            is_class = sign == "[" or (is_class and sign != "]")
            written += sign
        place += len(sign)
    return written
