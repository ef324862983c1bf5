"""Cuts the power of real commands, and has disks fail, at any write, sync and rename: see `cuts`."""
