"""Folders that are begun anew: made whole, or left as they were."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def left_as_it_was(folder: Path) -> Iterator[None]:
    """What is made in `folder` (which may not exist yet) stays when all goes well; else everything new is deleted.

    What stood there before is not touched, and neither are folders above it.
    """
    begun = next((each for each in (*reversed(folder.parents), folder) if not each.exists()), None)
    stood = frozenset(folder.iterdir()) if begun is None else frozenset()
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for made in (begun,) if begun else frozenset(folder.iterdir()) - stood:
                _delete(made)
        raise


def _delete(made: Path) -> None:
    if made.is_dir() and not made.is_symlink():
        shutil.rmtree(made, ignore_errors=True)
    else:
        made.unlink(missing_ok=True)
