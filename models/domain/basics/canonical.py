"""One value, one text: the JSON that fingerprints, chains and packages stand on."""

from __future__ import annotations

import json


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces, letters as they are; NaN and Infinity are no JSON: `ValueError`."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
