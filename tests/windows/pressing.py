"""Keys for a whole program in its window, one after the other, each let through to its end."""

from __future__ import annotations

from desktop.app import App


def settled(app: App) -> None:
    """Wait until the window stands still and no long work runs."""
    app.root.update()
    while app.tasks.busy:
        app.root.update()
    app.root.update()


def press(app: App, *keys: str) -> None:
    """Press these keys in whatever has the keyboard then."""
    for key in keys:
        focused = app.root.focus_lastfor()
        assert focused is not None
        focused.focus_force()
        focused.event_generate(key)
        settled(app)
