"""What stands in a file that a word processor opens."""

from __future__ import annotations

from pathlib import Path

import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of its elements."""


def text_of(file: Path) -> str:
    """All words of a .docx, tables too, in their order, a paragraph a line."""
    body = docx.Document(str(file)).element.body
    parts = ("".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in body.iter(f"{W}p"))
    return "\n".join(parts)
