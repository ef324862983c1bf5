"""What nobody foresaw is written down under a reference."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from desktop.unforeseen import LOG, Unforeseen, record

AT = datetime(2026, 8, 7, 9, 30, tzinfo=UTC)


def failing(number: int) -> Unforeseen:
    raise ZeroDivisionError(number)


def recorded(number: int, folder: Path) -> Unforeseen:
    try:
        return failing(number)
    except ZeroDivisionError as error:
        return record(error, folder=folder, at=AT)


def test_the_log_holds_the_whole_error_under_its_reference(tmp_path: Path) -> None:
    problem = recorded(1, tmp_path / "data")
    told = problem.log.read_text(encoding="utf-8")
    assert problem.reference in told
    assert "ZeroDivisionError: 1" in told
    assert "failing" in told


def test_the_same_mistake_has_the_same_reference(tmp_path: Path) -> None:
    assert recorded(1, tmp_path).reference == recorded(2, tmp_path).reference


def test_a_log_that_cannot_be_written_is_no_second_error(tmp_path: Path) -> None:
    (tmp_path / LOG).mkdir()
    assert recorded(1, tmp_path).log == tmp_path / LOG
