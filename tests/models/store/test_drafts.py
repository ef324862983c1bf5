"""A draft is on disk when `save` returns, whatever happens to the program next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from models.store.drafts import Draft, Drafts

SERIAL = "26Q3-00004-CN-100123-48"
ROOT = Path(__file__).parents[3]

TYPING = f"""
import sys
from pathlib import Path
from models.store.drafts import Draft, Drafts
drafts = Drafts(Path(sys.argv[1]))
for number in range(1000):
    codes = {{"TC1": str(number), "F": "Cần ghế"}}
    drafts.save(Draft("{SERIAL}", "lan", "first", codes, "TC2", "2026-10-05T08:00:00", number))
    print(number, flush=True)
"""


def draft(person: str = "lan", at: str = "2026-10-05T08:00:00", act: str = "first", **codes: str) -> Draft:
    return Draft(SERIAL, person, act, codes, "TC1", at, 12)


def test_a_draft_survives_the_killing_of_the_program(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", TYPING, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as typing:
        assert typing.stdout is not None
        acknowledged = -1
        while acknowledged < 20:
            acknowledged = int(typing.stdout.readline())
        typing.kill()
        acknowledged = max([acknowledged, *map(int, typing.stdout.read().split())])
    drafts = Drafts(tmp_path)
    found = drafts.find(SERIAL, "lan", "first")
    drafts.close()
    assert found is not None
    assert int(found.codes["TC1"]) >= acknowledged
    assert found.codes["F"] == "Cần ghế"


def test_each_person_and_act_has_a_draft_of_its_own(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(draft(TC1="4"))
    drafts.save(draft(act="second", TC1="5"))
    drafts.save(draft("minh", at="2026-10-05T09:00:00", TC1="3"))
    drafts.save(draft(at="2026-10-05T10:00:00", TC1="2"))
    assert [found.codes["TC1"] for found in drafts.of("lan")] == ["2", "5"]
    drafts.drop(SERIAL, "lan", "first")
    assert drafts.find(SERIAL, "lan", "first") is None
    assert drafts.find(SERIAL, "minh", "first") == draft("minh", at="2026-10-05T09:00:00", TC1="3")
    drafts.close()
