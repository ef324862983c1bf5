"""The office without a window: what it knows, keeps and does."""

from __future__ import annotations

import os

# where lxml is installed (python-docx needs it) openpyxl would take it: another reader of workbooks than the one whose bounds
# and refusals are tried, and other bytes of what is written
os.environ["OPENPYXL_LXML"] = "False"
