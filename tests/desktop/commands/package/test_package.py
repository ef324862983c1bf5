"""The rest of the exchange by command: keys, receipts, withdrawals, editions, forwarding."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from models.services.office.periods import find_period
from models.store import derived
from models.store.database import open_station
from tests.builders.commands import Ran, runner
from tests.builders.scans import pages_of


@pytest.fixture
def places(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """A hub and a ward with three issued forms, and a folder between them."""
    hub, ward = runner(capsys, tmp_path / "hub"), runner(capsys, tmp_path / "ward")
    assert hub("init", "--unit", "01", "--hub").code == 0
    assert hub("period", "open", "26Q3", "--from", "01/07/2026", "--to", "30/09/2026").code == 0
    sent = hub("package", "campaign", "--period", "26Q3", "--out", tmp_path, "--json").answer
    assert ward("init", "--unit", "00004").code == 0
    assert not ward("campaign", "open", sent["file"], "--json").answer["hub_confirmed"]
    assert ward("forms", "issue", "--period", "26Q3", "--variant", "CN", "--count", "3").code == 0
    return {"hub": hub, "ward": ward, "words": hub("package", "keys", "--own").out.strip(), "stick": tmp_path}


def compare_keys(places: dict[str, Any]) -> None:
    """The ward and the hub read the words of their keys to each other."""
    own = done(places["ward"]("package", "keys", "--json"))["own"]
    assert places["ward"]("package", "keys", "--own").out.strip() == own["words"]
    confirmed = done(places["hub"]("package", "confirm", "00004", "--fingerprint", own["words"], "--json"))
    assert (confirmed["trust"], confirmed["counting"]) == ("confirmed", 3)


def done(ran: Ran) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    return ran.answer


def test_the_words_of_the_hub_are_confirmed_once(places: dict[str, Any]) -> None:
    ward, stick = places["ward"], places["stick"]
    assert "--fingerprint" in ward("package", "send", "--period", "26Q3", "--out", stick).out
    assert ward("package", "confirm", "01", "--fingerprint", "ba ba ba ba ba ba").code == 1
    confirmed = done(ward("package", "confirm", "01", "--fingerprint", places["words"], "--json"))
    assert confirmed["trust"] == "confirmed"
    assert done(ward("package", "send", "--period", "26Q3", "--out", stick, "--json"))["hub_confirmed"]
    assert [known["trust"] for known in done(ward("package", "keys", "--json"))["keys"]] == ["confirmed"]
    sheet = places["stick"] / "key.pdf"
    own = done(places["hub"]("package", "keys", "--pdf", sheet, "--json"))["own"]
    assert sheet.read_bytes().startswith(b"%PDF")
    assert own["words"] == places["words"]


def test_nobody_reads_the_words_of_a_key_where_he_has_to_type_what_he_hears(places: dict[str, Any]) -> None:
    hub, ward, stick = places["hub"], places["ward"], places["stick"]
    of_ward, of_hub = (place("package", "keys", "--own").out.strip() for place in (ward, hub))
    campaign = next(stick.glob("*-campaign-*.zip"))
    sent = done(ward("package", "send", "--period", "26Q3", "--out", stick, "--json"))
    said = [
        ran.out + ran.err
        for plain in ((), ("--json",))
        for ran in (
            ward("campaign", "open", campaign, *plain),
            ward("package", "send", "--period", "26Q3", "--preview", *plain),
            ward("package", "list", *plain),
            hub("package", "check", sent["file"], *plain),
            hub("package", "merge", sent["file"], *plain),
            hub("package", "board", "--period", "26Q3", *plain),
            hub("package", "without-effect", "--unit", "00004", *plain),
            hub("package", "receipt", "--unit", "00004", "--period", "26Q3", "--out", stick, *plain),
        )
    ]
    assert all(said)
    assert not [text for text in said if of_ward in text or of_hub in text]
    for place, own, other in ((hub, of_hub, of_ward), (ward, of_ward, of_hub)):
        for plain in ((), ("--json",)):
            told = place("package", "keys", *plain).out
            assert own in told
            assert other not in told
    # neither is the id of the computer, which every list shows, taken for what was heard
    (known,) = done(hub("package", "keys", "--json"))["keys"]
    assert (
        hub("package", "confirm", "00004", "--fingerprint", known["station"], "--json").answer["error"]
        == "fingerprint_differs"
    )
    assert known["words"] is None
    assert hub("package", "confirm", "00004", "--fingerprint", of_ward).code == 0
    (known,) = done(hub("package", "keys", "--json"))["keys"]
    assert known["words"] == of_ward


def test_letters_code_first_package_and_one_command_at_the_hub(places: dict[str, Any]) -> None:
    hub, ward, stick = places["hub"], places["ward"], places["stick"]
    letters = stick / "letters.pdf"
    assert done(hub("enrol", "letters", "--period", "26Q3", "--out", letters, "--json"))["letters"] == 126
    code = next(code for page in pages_of(letters.read_bytes(), only=slice(1)) for code in page.codes())
    campaign = next(stick.glob("*-campaign-*.zip"))
    wrong = ward("campaign", "open", campaign, "--enrolment-code", f"{code[:-1]}{(int(code[-1]) + 1) % 10}", "--json")
    assert (wrong.code, wrong.answer["error"]) == (1, "enrolment_digits_wrong")
    opened = done(ward("campaign", "open", campaign, "--enrolment-code", code, "--json"))
    assert (opened["enrolled"], opened["hub_confirmed"]) == (True, True)
    sent = done(ward("package", "send", "--period", "26Q3", "--out", stick, "--json"))
    merged = done(hub("package", "merge", sent["file"], "--json"))
    assert [each["kind"] for each in merged["packages"][0]["notices"]] == ["key_enrolled"]
    (known,) = done(hub("package", "keys", "--json"))["keys"]
    assert (known["trust"], known["enrolment"], known["how"]) == ("seen", "fits", "")
    assert hub("package", "confirm", "00004", "--matching").code == 2
    assert hub("package", "confirm", "--matching").code == 0
    (known,) = done(hub("package", "keys", "--json"))["keys"]
    assert (known["trust"], known["how"]) == ("confirmed", "code")
    assert hub("package", "confirm", "--matching", "--json").answer["error"] == "nothing_matches"


def test_the_key_of_a_stolen_computer_is_ended_for_a_reason(places: dict[str, Any]) -> None:
    hub, ward, stick = places["hub"], places["ward"], places["stick"]
    sent = done(ward("package", "send", "--period", "26Q3", "--out", stick, "--json"))
    assert hub("package", "merge", sent["file"]).code == 0
    (known,) = done(hub("package", "keys", "--json"))["keys"]
    assert hub("package", "end-key", known["station"]).code == 2
    assert hub("package", "end-key", known["station"], "--reason", " ", "--json").answer["error"] == "reason_needed"
    assert ward("package", "end-key", "zz", "--reason", "x", "--json").answer["error"] == "sender_unknown"
    assert done(hub("package", "end-key", known["station"], "--reason", "mất máy", "--json"))["trust"] == "ended"
    of_hub = done(ward("package", "keys", "--json"))["keys"][0]["station"]
    assert ward("package", "end-key", of_hub, "--reason", "x", "--json").answer["error"] == "key_not_ours"


def test_after_a_merge_a_hub_knows_what_may_be_told_of_the_offices(places: dict[str, Any]) -> None:
    hub, ward, stick = places["hub"], places["ward"], places["stick"]
    sent = done(ward("package", "send", "--period", "26Q3", "--out", stick, "--json"))
    for preview, known in (("--preview",), set()), ((), {"00004@2025-07-01"}):
        assert hub("package", "merge", sent["file"], *preview).code == 0
        with closing(open_station(stick / "hub")) as station:
            assert {*derived.told(station.db, find_period(station, "26Q3").key, None)} == known


def test_a_package_is_received_withdrawn_and_put_back(places: dict[str, Any]) -> None:
    hub, ward, stick = places["hub"], places["ward"], places["stick"]
    assert ward("package", "confirm", "01", "--fingerprint", places["words"]).code == 0
    before = done(ward("package", "send", "--period", "26Q3", "--preview", "--json"))
    assert (before["lines"], before["new"], before["last_number"], before["sealed"]) == (3, 3, None, True)
    assert ward("package", "send", "--period", "26Q3").code == 2
    sent = done(ward("package", "send", "--period", "26Q3", "--out", stick, "--json"))
    assert done(ward("package", "send", "--period", "26Q3", "--preview", "--json"))["new"] == 0
    assert done(hub("package", "merge", sent["file"], "--json"))["new"] == 3
    assert done(hub("results", "--period", "26Q3", "--json"))["unconfirmed"] == ["00004@2025-07-01"]
    waiting = done(hub("package", "without-effect", "--unit", "00004", "--json"))["lines"]
    assert [(each["kind"], each["reason"], each["deed"]) for each in waiting] == [
        (kind, "key", "confirm_key") for kind in ("book_allotted", "issued", "key_confirmed")
    ]
    assert {(each["unit"], each["period"].rpartition("/")[2], each["by"][:6]) for each in waiting} == {
        ("00004@2025-07-01", "26Q3", "00004/")
    }
    told = hub("package", "without-effect", "--period", "26q3").out
    assert f"package confirm {waiting[0]['line'].rpartition(':')[0]}" in told
    compare_keys(places)
    assert done(hub("package", "without-effect", "--json"))["lines"] == []
    assert hub("package", "withdraw", sent["id"]).code == 1
    preview = done(hub("package", "withdraw", sent["id"], "--preview", "--json"))
    assert (preview["lines"], preview["earlier"], preview["withdrawal"]) == (3, 0, None)
    made = done(hub("package", "withdraw", sent["id"], "--reason", "thử", "--json"))
    assert [each["id"] for each in done(hub("package", "withdrawals", "--json"))["withdrawals"]] == [made["withdrawal"]]
    listed = hub("package", "withdrawals").out
    assert re.search(r"\d\d/\d\d/\d{4} \d\d:\d\d", listed), "moments are told the local way"
    receipts = done(hub("package", "receipt", "--for", "00004", "--out", stick, "--json"))["receipts"]
    merged = done(ward("package", "merge", receipts[0]["file"], "--json"))
    assert (merged["new"], merged["packages"][0]["notices"][0]["kind"]) == (2, "acknowledged")
    assert done(ward("forms", "ledger", "--period", "26Q3", "--json"))["issued"] == 0
    assert {each["state"] for each in done(ward("package", "list", "--json"))["packages"] if each["own"]} == {
        "acknowledged"
    }

    done(hub("package", "reinstate", sent["id"], "--reason", "đúng", "--json"))
    again = done(hub("package", "receipt", "--due", "--out", stick, "--period", "26q3", "--json"))
    done(ward("package", "merge", again["receipts"][0]["file"], "--json"))
    ledger = done(ward("forms", "ledger", "--period", "26Q3", "--json"))
    assert (ledger["issued"], ledger["keyed"], ledger["keyed_received"]) == (3, 0, 0)


def test_lists_are_empty_in_words_and_unknown_things_are_refused(places: dict[str, Any]) -> None:
    hub, stick = places["hub"], places["stick"]
    assert done(hub("package", "clashes", "--json"))["clashes"] == []
    assert hub("package", "withdrawals").out.strip()
    assert hub("package", "choose", "aaaa:3", "--digest", "0", "--reason", "x").code == 1
    assert hub("package", "choose", "aaaa", "--digest", "0", "--reason", "x").code == 2
    assert hub("package", "reinstate", "ffff", "--reason", "x").code == 1
    assert hub("package", "receipt", "--for", "00004", "--out", stick).code == 1
    assert hub("package", "forward", "--period", "26Q3", "--out", stick).code == 1
    assert done(hub("package", "retry", "--json")) == {"taken": 0, "waiting": [], "elsewhere": []}


def test_an_open_package_is_a_plain_zip(places: dict[str, Any]) -> None:
    sent = done(places["ward"]("package", "send", "--period", "26Q3", "--out", places["stick"], "--open", "--json"))
    assert Path(sent["file"]).read_bytes().startswith(b"PK")


def test_the_next_edition_of_a_period_reaches_the_ward(places: dict[str, Any]) -> None:
    hub, ward, stick = places["hub"], places["ward"], places["stick"]
    edited = done(hub("period", "edit", "26Q3", "--name", "Gia hạn", "--target", "00004=120", "--json"))
    assert edited["edition"] == 2
    assert hub("period", "edit", "26Q3", "--target", "00004").code == 2
    assert ward("period", "edit", "26Q3", "--name", "x").code == 1
    newer = done(hub("package", "campaign", "--period", "26Q3", "--out", stick, "--json"))
    assert done(ward("campaign", "open", newer["file"], "--json"))["name"] == "Gia hạn"
