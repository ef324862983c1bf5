"""By which way answers come: on paper, or typed by respondents themselves on a page of the network."""

from __future__ import annotations

from models.domain.basics.problems import N_

PAPER, ONLINE = "", "online"
CHANNELS = {PAPER: N_("paper"), ONLINE: N_("online")}
"""Every channel with what it is called; facts name none where it is paper."""
