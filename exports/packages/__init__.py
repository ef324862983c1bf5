"""Packages: what travels between offices on a stick or by mail, proven before anything is believed."""
