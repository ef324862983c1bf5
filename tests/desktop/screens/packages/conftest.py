"""What tests of the sections of packages share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.packages.receive import merge_packages
from tests.builders.acts import act_of
from tests.builders.exchange import arrived_offices, copied_offices, keyed_offices, send
from tests.builders.offices import Offices


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """A ward that keyed three forms, and its hub."""
    made = keyed_offices(tmp_path)
    yield made
    made.close()


@pytest.fixture
def arrived(tmp_path: Path) -> Iterator[Offices]:
    """The same, after the hub has taken in what the ward sent."""
    made = arrived_offices(tmp_path)
    yield made
    made.close()


@pytest.fixture
def strangers(tmp_path: Path) -> Iterator[Offices]:
    """A ward that keyed three forms, and a hub that does not know its key, nor it the hub's."""
    made = keyed_offices(tmp_path, is_confirmed=False)
    yield made
    made.close()


@pytest.fixture
def unheard(strangers: Offices) -> Offices:
    """The same, after the hub has taken in what the ward sent."""
    merge_packages(strangers.hub, [send(strangers)], act=act_of())
    return strangers


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Offices]:
    """A ward whose computer was copied and a hub at which both copies have arrived."""
    made = copied_offices(tmp_path)
    yield made
    made.close()
