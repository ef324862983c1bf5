"""The commands: every act of the window without a window. One topic a file; loaded when it is asked for."""

from __future__ import annotations

COMMANDS = {
    "demo": "desktop.commands.demo:demo",
    "init": "desktop.commands.stations:init",
    "catalogue": "desktop.commands.catalogue:catalogue",
    "station": "desktop.commands.stations:station",
    "person": "desktop.commands.stations:person",
    "campaign": "desktop.commands.periods:campaign",
    "period": "desktop.commands.periods:period",
    "questionnaire": "desktop.commands.questionnaires:questionnaire",
    "method": "desktop.commands.methods:method",
    "frame": "desktop.commands.frames:frame",
    "sample": "desktop.commands.frames:sample",
    "forms": "desktop.commands.forms:forms",
    "key": "desktop.commands.keying:key",
    "package": "desktop.commands.packages:package",
    "results": "desktop.commands.results:results",
    "signals": "desktop.commands.quality:signals",
    "recheck": "desktop.commands.quality:recheck",
    "comments": "desktop.commands.comments:comments",
    "export": "desktop.commands.results:export",
    "backup": "desktop.commands.backups:backup",
    "verify": "desktop.commands.backups:verify",
    "rebuild": "desktop.commands.backups:rebuild",
}
"""Command → where it stands."""
