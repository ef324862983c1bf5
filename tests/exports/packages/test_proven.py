"""A beginning that was proven is not read row by row again, and what is refused or stored stays the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from exports.packages.checking import open_returns
from exports.packages.container import Member, assemble, member, take_apart
from exports.packages.descriptor import read_json
from exports.packages.findings import PackageBroken
from exports.packages.receive import merge_packages
from exports.packages.rows import READING
from exports.packages.sealing import SIGNATURE
from exports.packages.send import send_returns
from models.domain.basics.canonical import canonical_json
from models.domain.book.facts import Stream
from models.security import load_keys, to_text
from models.services.forms.issuing import issue_forms
from models.store import journal
from models.store.branches import put_branches
from models.store.database import Station
from models.store.packages import proven_of
from tests.builders.acts import WARD, act_of
from tests.builders.forms import alike, key
from tests.builders.offices import EARLIER, Offices


def sent(offices: Offices, *, forms: int = 2) -> Path:
    batch = issue_forms(offices.first, offices.period, variant="CN", count=forms, act=act_of())
    for serial in batch.serials:
        key(offices.first, serial, alike(offices.first, text="góp ý, “hai”\nhai dòng"))
    return send_returns(offices.first, offices.period, out=offices.folder, is_sealed=False, act=act_of()).path


def lines(station: Station) -> object:
    return {
        str(stream): (journal.every_content(station.db, number, stream.station), journal.texts_of(station.db, number))
        for number, stream in journal.all_streams(station.db).items()
        if journal.last_n(station.db, number) and stream.period != EARLIER
    }


def resigned(data: bytes, offices: Offices, name: str, before: bytes, after: bytes) -> bytes:
    """The package with one change in a table, its description and signature made anew by the sender's own key."""
    parts = take_apart(data)
    described = read_json("datapackage.json", parts["datapackage.json"].content)
    changed = member(name, parts[name].content.replace(before, after, 1))
    assert changed.content != parts[name].content
    for resource in described["resources"]:
        if resource["path"] == name:
            resource["bytes"] = len(changed.content)
            resource["hash"] = "sha256:" + hashlib.sha256(changed.content).hexdigest()
            resource["packed"] = "sha256:" + hashlib.sha256(changed.packed).hexdigest()
    text = canonical_json(described).encode()
    keys = load_keys(offices.first.keys)
    signature = {"algorithm": "Ed25519", "key": to_text(keys.public), "signature": keys.sign(text)}
    made = {**parts, name: changed, "datapackage.json": member("datapackage.json", text),
            SIGNATURE: Member(SIGNATURE, canonical_json(signature).encode(), canonical_json(signature).encode())}  # fmt: skip
    return assemble(made.values())


def findings(data: bytes, known_to: Station | None) -> list[tuple[str, dict[str, object]]]:
    with pytest.raises(PackageBroken) as refusal:
        open_returns(data, known_to=known_to)
    return [(each.code, each.values) for each in refusal.value.findings]


def test_only_what_is_new_is_read_and_the_base_is_the_same(offices: Offices) -> None:
    first = sent(offices)
    merge_packages(offices.hub, [first], act=act_of())
    again = sent(offices)
    (whole,) = open_returns(again.read_bytes()).streams
    (rest,) = open_returns(again.read_bytes(), known_to=offices.hub).streams
    assert (len(whole.lines), rest.before, len(rest.lines)) == (7, 4, 3)
    assert rest.lines == whole.lines[4:]
    assert rest.links == whole.links[4:]
    assert rest.proven == whole.proven
    report = merge_packages(offices.hub, [again, again, first], act=act_of())
    assert [(each.facts, each.new, each.already_here) for each in report.packages] == [(7, 3, 4), (7, 0, 7), (4, 0, 4)]
    assert lines(offices.hub) == lines(offices.first)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("keyings.csv", b",4444", b",44x!"), ("journal.csv", b"issued", b"Issued"), ("texts.csv", b"hai", b"ba"),
     ("keyings.csv", b"\r\n", b"\r\n\r\n")],
)  # fmt: skip
@pytest.mark.parametrize("place", ["beginning", "end"])
def test_a_change_is_refused_as_if_nothing_were_known(
    offices: Offices, name: str, before: bytes, after: bytes, place: str
) -> None:
    merge_packages(offices.hub, [sent(offices)], act=act_of())
    data = sent(offices).read_bytes()
    if place == "end":
        content = take_apart(data)[name].content
        at = content.rindex(before)
        before, after = content[at:], after + content[at + len(before) :]
    changed = resigned(data, offices, name, before, after)
    assert findings(changed, offices.hub) == findings(changed, None)


def test_stricter_rules_and_other_lines_end_the_proof(offices: Offices) -> None:
    merge_packages(offices.hub, [sent(offices)], act=act_of())
    stream = Stream(offices.first.id, WARD, offices.period.key)
    assert proven_of(offices.hub.db, stream, rules=READING) is not None
    assert proven_of(offices.hub.db, stream, rules=READING + "+") is None
    number = journal.find_stream(offices.hub.db, stream)
    assert number is not None
    put_branches(offices.hub.db, number, ())
    assert proven_of(offices.hub.db, stream, rules=READING) is None


def test_two_packages_of_one_round_that_were_read_at_once_come_in_whole(offices: Offices) -> None:
    """The second was read against what was known before the first came in."""
    merge_packages(offices.hub, [sent(offices)], act=act_of())
    report = merge_packages(offices.hub, [sent(offices), sent(offices)], act=act_of())
    assert [each.new for each in report.packages] == [3, 3]
    assert lines(offices.hub) == lines(offices.first)
