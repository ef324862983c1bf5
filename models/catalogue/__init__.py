"""What the program knows before anybody types: units, agencies, procedures and sectors, with their sources."""

from __future__ import annotations

from models.catalogue.procedures import procedure, procedures, sectors
from models.catalogue.units import (
    UnitNotValidOn,
    UnitUnknown,
    all_units,
    children,
    find_unit,
    office_told,
    unit_of_key,
    units_valid_on,
)

__all__ = [
    "UnitNotValidOn",
    "UnitUnknown",
    "all_units",
    "children",
    "find_unit",
    "office_told",
    "procedure",
    "procedures",
    "sectors",
    "unit_of_key",
    "units_valid_on",
]
