"""When the driver of a server is loaded: where a base lies on a server, and nowhere else.

peewee loads the driver wherever it is installed, which takes as long as a third of all that a command loads before it begins.
"""

from __future__ import annotations

import sys

_DRIVER = "psycopg"


def load_peewee_alone() -> None:
    """Load peewee without the driver, unless either of them is there already."""
    if "peewee" in sys.modules or _DRIVER in sys.modules:
        return
    sys.modules[_DRIVER] = None  # type: ignore[assignment]  # Python's own way to say that a module is not there
    try:
        import peewee  # noqa: F401 -- loaded for its effect
    finally:
        del sys.modules[_DRIVER]


def bring_driver() -> None:
    """Have peewee find the driver that it was loaded without."""
    import peewee
    import psycopg
    from psycopg.pq import TransactionStatus

    known = vars(peewee)
    known.update(psycopg=psycopg, TransactionStatus=TransactionStatus)
    adapter = known["Psycopg3Adapter"]
    adapter.txn_idle = TransactionStatus.IDLE
    adapter.txn_inerror = TransactionStatus.INERROR
    adapter.txn_unknown = TransactionStatus.UNKNOWN
