"""Which release of the program this is: the one place that says it; `setup.cfg` reads it from here."""

from __future__ import annotations

VERSION = "0.2.0"
"""As packages and footers name it."""
