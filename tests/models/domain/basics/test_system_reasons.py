"""What the system refuses is said in the language of the person."""

from __future__ import annotations

import errno
import os
import sqlite3

import pytest

from models.domain.basics.system_reasons import RAW, reason_of
from models.language import load

VIETNAMESE = load("vi")


def said(error: BaseException | str) -> str:
    return VIETNAMESE.say("{reason}", reason=reason_of(error))


@pytest.mark.parametrize(
    "number",
    [errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.ENOENT, errno.EIO, errno.ENAMETOOLONG],
)
def test_a_refusal_of_the_system_is_said_in_vietnamese(number: int) -> None:
    assert os.strerror(number) not in said(OSError(number, os.strerror(number)))
    assert not said(OSError(number, os.strerror(number))).isascii()


@pytest.mark.parametrize(
    "raw",
    [
        "file is not a database",
        "database disk image is malformed",
        "database is locked",
        "database or disk is full",
        "disk I/O error",
        "unable to open database file",
        "attempt to write a readonly database",
        "*** in database main ***\nTree 2 page 4: btreeInitPage() returns error code 11",
        'connection to server at "127.0.0.1", port 1 failed: Connection refused',
        "server closed the connection unexpectedly",
        'password authentication failed for user "lan"',
        "SSL error: certificate verify failed",
    ],
)
def test_a_complaint_of_a_base_is_said_in_vietnamese(raw: str) -> None:
    assert raw.split(maxsplit=1)[0] not in said(sqlite3.OperationalError(raw))


def test_a_reason_that_nobody_foresaw_keeps_its_own_words() -> None:
    reason = reason_of(OSError(9999, "Quite another thing"))
    assert str(reason) == RAW.format(raw="Quite another thing")
    assert said(OSError(9999, "Quite another thing")) == "hệ thống báo: Quite another thing"
    assert "ValueError" in said(ValueError())


def test_what_hides_the_true_reason_is_looked_behind() -> None:
    full = sqlite3.OperationalError("database or disk is full")
    hiding = sqlite3.OperationalError("cannot rollback - no transaction is active")
    hiding.__context__ = full
    assert said(hiding) == "ổ đĩa đã đầy"
