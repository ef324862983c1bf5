"""calamine is written in Rust: what it never expected (a length of time beyond all calendars) leaves it as a panic, no exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def panics_as_errors() -> Iterator[None]:
    """Whatever calamine breaks off with is a `ValueError` outside."""
    try:
        yield
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise ValueError(str(error)) from error
