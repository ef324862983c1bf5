"""What the system or SQLite refuses, said in words of the catalogues; a reason that nobody foresaw keeps its own."""

from __future__ import annotations

import errno

from models.domain.basics.problems import N_, Message, Sentence

Reason = str | Sentence
"""Why something failed: words of the catalogues, or a sentence around the system's own."""

IS_FOLDER = N_("a folder stands there")
NOT_PLAIN = N_("it is no ordinary file")
PATH_TOO_LONG = N_(
    "its path has more than 259 letters, which this system does not take; choose a folder nearer to the root"
)
NAME_NOT_ALLOWED = N_(
    'this system takes no such name: no dot or blank at its end, none of < > : " | ? *, and not con, nul and the like'
)
PROTECTED = N_("it is write-protected")
NO_STATION = N_("it holds no station of this program")
_FORBIDDEN = N_("you have no right to it")
_NO_ROOM = N_("no room is left on the disk")
_TOO_LARGE = N_("the file would grow beyond what is allowed here")
_READ_ONLY = N_("nothing can be written on this disk")
HELD = N_("another program holds it")
_DISK = N_("the disk or stick does not answer properly")
_NOT_TAKEN = N_("the disk does not take it: it is faulty or pulled out, or the file may not grow any further here")
_NAME = N_("the name is too long or has signs that are not allowed")
_ABSENT = N_("it is not there")
_AWAY = N_("the network drive does not answer")
_TOO_MANY = N_("too many files are open")
_NOT_A_BASE = N_("it is no data file of this program")
_DAMAGED = N_("its content is damaged")

_BY_NUMBER = {
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EFBIG: _TOO_LARGE,
    errno.EROFS: _READ_ONLY,
    errno.EISDIR: IS_FOLDER,
    errno.ENOTDIR: N_("part of its path is a file, not a folder"),
    errno.ENOENT: _ABSENT,
    errno.EEXIST: N_("something of that name stands there already"),
    errno.ENOTEMPTY: N_("the folder is not empty"),
    errno.EBUSY: HELD,
    errno.ETXTBSY: HELD,
    errno.EAGAIN: HELD,
    errno.EDEADLK: HELD,
    errno.EIO: _DISK,
    errno.ENODEV: _DISK,
    errno.ENXIO: _DISK,
    errno.EINVAL: _NAME,
    errno.ENAMETOOLONG: _NAME,
    errno.ELOOP: N_("it is a link that leads in a circle"),
    errno.EXDEV: N_("it would have to move to another disk"),
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.ENOMEM: N_("this computer has too little memory free"),
    errno.ESTALE: _AWAY,
    errno.ETIMEDOUT: _AWAY,
    errno.ENETUNREACH: _AWAY,
    errno.EHOSTUNREACH: _AWAY,
    errno.ENOTCONN: _AWAY,
}
_HELD_ON_WINDOWS = (32, 33)
"""Numbers of Windows for a file that another program shares with nobody; to Python they look like missing rights."""

_SILENT = N_("the server does not answer")

_BY_WORDS = (
    ("Connection refused", _SILENT),
    ("timeout expired", _SILENT),
    ("No route to host", _SILENT),
    ("Network is unreachable", _SILENT),
    ("server closed the connection", N_("the server has ended the connection")),
    ("terminating connection", N_("the server has ended the connection")),
    ("the connection is closed", N_("the connection is broken")),
    ("could not translate host name", N_("no server of this name is known")),
    ("failed to resolve host", N_("no server of this name is known")),
    ("certificate verify failed", N_("the certificate of the server is none that this computer trusts")),
    ("no password supplied", N_("the file of passwords has none for this server and user")),
    ("password authentication failed", N_("the user or the password is not right")),
    ("Is the server running", _SILENT),
    ("does not exist", N_("nothing of this name is known on the server")),
    ("permission denied for", N_("this user has no right to it on the server")),
    ("not a database", _NOT_A_BASE),
    ("no such table", _NOT_A_BASE),
    ("malformed", _DAMAGED),
    ("readonly database", _READ_ONLY),
    ("locked", HELD),
    ("is full", _NO_ROOM),
    ("disk I/O error", _DISK),
    ("unable to open", N_("it cannot be opened")),
    ("database disk image", _DAMAGED),
    ("*** in database", _DAMAGED),
    ("missing from index", _DAMAGED),
    ("wrong # of entries", _DAMAGED),
    ("non-unique entry", _DAMAGED),
    ("embedded null", _NAME),
    ("while decompressing", _DAMAGED),
    ("surrogates not allowed", _NAME),
)
"""What SQLite, PostgreSQL, zlib and Python write where they give no number."""

RAW = N_("message of the system: {raw}")


def reason_of(error: BaseException | str) -> Reason:
    """Why `error` happened: by its number, else by the words that are known, else the system's own words, named as such."""
    if isinstance(error, Message):
        return error
    raw = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return _known(error) or Sentence(RAW, {"raw": " ".join(raw.split()) or type(error).__name__})


def _known(error: BaseException | str) -> Reason | None:
    if isinstance(error, OSError):
        if getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
            return HELD
        if error.errno in _BY_NUMBER:
            return _BY_NUMBER[error.errno]
    if getattr(error, "sqlite_errorname", "") == "SQLITE_IOERR_WRITE":
        return _NOT_TAKEN
    raw = str(error)
    known: Reason | None = next((words for sign, words in _BY_WORDS if sign in raw), None)
    before = None if isinstance(error, str) else error.__cause__ or error.__context__
    if known is _DISK and before is not None:
        # what wraps SQLite's refusal knows less of it
        known = _known(before) or known
    # SQLite's complaint that nothing can be taken back hides what happened before
    return known or (_known(before) if before else None)
