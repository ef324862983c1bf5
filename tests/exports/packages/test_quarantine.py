"""The list of the quarantine: what waits first, each with its reasons in every language."""

from __future__ import annotations

import json
from pathlib import Path

from exports.packages.descriptor import Receiver
from exports.packages.quarantine import QUARANTINE, quarantined
from exports.packages.receive import merge_packages
from exports.packages.send import send_returns
from models.language import load
from tests.builders.acts import AT, act_of
from tests.builders.exchange import keyed_offices


def test_what_waits_stands_before_what_was_turned_back(tmp_path: Path) -> None:
    offices = keyed_offices(tmp_path)
    stick = offices.folder / "stick"
    merge_packages(
        offices.hub, [send_returns(offices.first, offices.period, out=stick, act=act_of()).path], act=act_of()
    )
    (stick / "hong.zip").write_bytes(b"PK\3\4")
    (stick / "nowhere.zip").write_bytes(b"")
    merge_packages(offices.hub, [stick / "hong.zip", stick / "nowhere.zip"], act=act_of())
    elsewhere = Receiver("unit", "00008@2025-07-01")
    sent = send_returns(offices.first, offices.period, out=stick, to=elsewhere, act=act_of())
    merge_packages(offices.hub, [sent.path], act=act_of())

    found = quarantined(offices.hub)

    assert [each.is_waiting for each in found] == [True, False, False]
    assert (found[0].file, found[0].reasons[0].code) == (sent.path.name, "receiver_other")
    vi = load("vi")
    told = [vi.sentence(reason.sentence) for each in found for reason in each.reasons]
    assert all(sentence.isascii() is False for sentence in told)
    missing = next(sentence for each, sentence in zip(found, told, strict=True) if each.file == "nowhere.zip")
    assert "nowhere.zip" in missing
    assert "The file" not in missing
    offices.close()


def test_a_page_written_by_an_earlier_version_is_told_in_its_own_words(tmp_path: Path) -> None:
    offices = keyed_offices(tmp_path)
    folder = offices.hub.packages / QUARANTINE
    folder.mkdir(parents=True)
    page = {"file": "cu.zip", "at": AT, "findings": [{"code": "sealed", "text": "It is sealed."}]}
    (folder / "0123.json").write_text(json.dumps(page), encoding="utf-8")
    (found,) = quarantined(offices.hub)
    assert (found.reasons[0].sentence.says, found.is_waiting) == ("It is sealed.", True)
    offices.close()
