"""What tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.commands import Run, runner


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], office: Path) -> Run:
    """Commands on the ready-made office."""
    return runner(capsys, office)
