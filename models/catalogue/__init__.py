"""What the program knows before anybody types: units, agencies, procedures and sectors, with their sources."""

from __future__ import annotations

from models.catalogue.catalogue import BUILT_IN, Catalogue, UnitNotValidOn, UnitUnknown

__all__ = ["BUILT_IN", "Catalogue", "UnitNotValidOn", "UnitUnknown"]
