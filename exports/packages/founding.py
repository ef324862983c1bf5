"""Founding an office from a campaign file alone: the file carries its units and what the hub knows of their province."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exports.packages.campaign_tables import read_campaign, read_catalogue
from exports.packages.findings import PackageBroken, PackageRefused
from exports.packages.sealing import read_package, unseal
from models.catalogue import BUILT_IN, Catalogue
from models.catalogue.kept import Offered, offered_pack
from models.domain.basics.problems import N_, Problem
from models.domain.basics.units import Unit
from models.domain.book.periods import Period


@dataclass(eq=False)
class OfficeNotAsked(Problem):
    """The campaign does not ask an office with this code."""

    unit: str
    period: str
    asked: int
    code = "office_not_asked"
    says = N_(
        "Period {period} asks {asked} offices, and none of them has the code or name {unit}. Check it, or ask the hub whether your office "
        "takes part."
    )


@dataclass(frozen=True)
class CampaignOffices:
    """The offices that a campaign file asks, as its catalogue names them, and the pack that it carries (None: the built-in one)."""

    period: Period
    catalogue: Catalogue
    units: tuple[Unit, ...]
    offer: Offered | None

    def find(self, code: str) -> Unit:
        """The office with this code or full name; refuses (`OfficeNotAsked`) one that the period does not ask."""
        wanted = code.strip()
        own = next((unit for unit in self.units if unit.key.code == wanted), None)
        meant = [unit for unit in self.catalogue.meant_by(wanted, self.period.evaluated_to) if unit in self.units]
        if len(meant) > 1:
            return self.catalogue.find_unit(wanted, self.period.evaluated_to)
        if own is None and not meant:
            raise OfficeNotAsked(wanted, self.period.code, len(self.units))
        return meant[0] if meant else own  # type: ignore[return-value]  # one of the two is there


def offices_in(path: Path) -> CampaignOffices:
    """Which offices can be founded from a campaign file; refuses (`PackageRefused`) what is none or was changed."""
    try:
        sealed = unseal(read_package(path))
        campaign, _ = read_campaign(sealed)
        parts = read_catalogue(sealed)
    except PackageBroken as broken:
        raise PackageRefused(path.name, broken.findings) from broken
    offer = offered_pack(BUILT_IN, parts, name=path.name, is_home=True) if parts else None
    catalogue = offer.catalogue if offer is not None else BUILT_IN
    known = (catalogue.unit_of_key(key) for key in campaign.period.units)
    return CampaignOffices(campaign.period, catalogue, tuple(unit for unit in known if unit is not None), offer)
