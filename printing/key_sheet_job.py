"""Printing the key sheet of this computer."""

from __future__ import annotations

from pathlib import Path

from models.language import Language
from models.security import fingerprint, fingerprint_digits, fingerprint_words, from_text
from models.store.database import Station
from printing.jobs import heading_of
from printing.key_sheet import KeySheet, print_key_sheet


def print_own_key(station: Station, *, language: Language, to: Path) -> None:
    """Write the sheet with the words and the QR code of this computer's own key."""
    key = from_text(station.public_key)
    sheet = KeySheet(
        office=station.catalogue.unit_named(station.unit).agency,
        computer=f"{station.name} ({station.id})" if station.name else station.id,
        words=fingerprint_words(key),
        fingerprint=fingerprint(key),
        digits=fingerprint_digits(key),
    )
    print_key_sheet(sheet=sheet, heading=heading_of(station), language=language, to=to)
