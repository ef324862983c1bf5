"""Every class of problem of the whole program."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from models.domain.basics.problems import Problem
from tests.builders.marked import PACKAGES


@cache
def problem_classes() -> tuple[type[Problem], ...]:
    """All that can be refused, wherever its class stands."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    found = {each for each in _below(Problem) if each.__module__.partition(".")[0] in PACKAGES}
    return tuple(sorted(found, key=lambda each: (each.__module__, each.__name__)))


def _below(kind: type[Problem]) -> Iterator[type[Problem]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
