"""Who wrote what a package carries: every certificate and every head in it is signed by the station that it names.

This depends on the package alone. Whether a station is also *heard* here is asked when its lines are evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from exports.packages.findings import CertificateFalse, HeadFalse, StationUncertified
from models.domain.basics.problems import Problem
from models.domain.basics.units import UnitKey
from models.domain.book.certificates import Certificate, head_said, station_of
from models.domain.book.facts import Stream
from models.security import from_text, is_signed


class SignedEnd(NamedTuple):
    """The end of one branch of a stream as a package tells it."""

    stream: Stream
    n: int
    chain: str
    signature: str


def wrong_certificates(certificates: Sequence[Certificate], sender: str, unit: UnitKey) -> list[Problem]:
    """What is wrong with the certificates of a package, or that its sender has none for its office."""
    keys = {each.station: each.key for each in certificates}
    found: list[Problem] = [
        CertificateFalse(each.station) for each in certificates if not _is_true(each, keys.get(each.signer, ""))
    ]
    if not any((each.station, each.unit) == (sender, unit) for each in certificates):
        found.append(StationUncertified(sender))
    return found


def wrong_heads(certificates: Sequence[Certificate], ends: Sequence[SignedEnd]) -> list[Problem]:
    """The ends of streams that their own stations did not sign."""
    keys: Mapping[str, str] = {each.station: each.key for each in certificates}
    found: list[Problem] = []
    for each in ends:
        key = keys.get(each.stream.station)
        if key is None:
            found.append(StationUncertified(each.stream.station))
        elif not is_signed(key, each.signature, head_said(each.stream, each.n, each.chain)):
            found.append(HeadFalse(each.stream.station, each.n))
    return found


# every package of an office brings the same certificates
@lru_cache(maxsize=4096)
def _is_true(certificate: Certificate, signer: str) -> bool:
    """Whether a station's id is made of its key, and its certificate signed with the key of its signer."""
    return (
        bool(signer)
        and is_signed(signer, certificate.signature, certificate.said())
        and station_of(from_text(certificate.key)) == certificate.station
    )
