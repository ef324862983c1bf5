"""The commands: every act of the window without a window.

A word that is typed has a file of its name, or a folder when there is much behind it. Beside them stands what all
commands share: `session`, `deeds`, `word`, `progress`, `units`.
"""

from __future__ import annotations

COMMANDS = {
    "demo": "desktop.commands.demo:demo",
    "init": "desktop.commands.init:init",
    "catalogue": "desktop.commands.catalogue:catalogue",
    "station": "desktop.commands.station:station",
    "person": "desktop.commands.person:person",
    "history": "desktop.commands.history:show_history",
    "letterhead": "desktop.commands.letterhead:letterhead",
    "campaign": "desktop.commands.campaign:campaign",
    "period": "desktop.commands.period:period",
    "enrol": "desktop.commands.enrol:enrol",
    "questionnaire": "desktop.commands.questionnaire:questionnaire",
    "method": "desktop.commands.method:method",
    "frame": "desktop.commands.frame:frame",
    "sample": "desktop.commands.sample:sample",
    "forms": "desktop.commands.forms:forms",
    "key": "desktop.commands.key:key",
    "package": "desktop.commands.package:package",
    "results": "desktop.commands.results.results:results",
    "cross": "desktop.commands.cross:cross",
    "late": "desktop.commands.late:late",
    "signals": "desktop.commands.signals:signals",
    "recheck": "desktop.commands.recheck:recheck",
    "comments": "desktop.commands.comments:comments",
    "export": "desktop.commands.export:export",
    "analyse": "desktop.commands.analyse:analyse",
    "restricted": "desktop.commands.restricted:restricted",
    "backup": "desktop.commands.backup:backup",
    "city": "desktop.commands.city:city",
    "verify": "desktop.commands.verify:verify",
    "rebuild": "desktop.commands.rebuild:rebuild",
}
"""Word → where it stands."""
