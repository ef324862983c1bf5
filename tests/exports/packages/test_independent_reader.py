"""Another team's reader: written from docs/package-format.md alone, with zip, csv, JSON and hashes."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import frictionless
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.builders.sealed import Forger, small_package

Rows = list[dict[str, str]]


def read(data: bytes) -> dict[str, Rows]:
    """The tables of a returns package by name, proven as the page says; `AssertionError` where it is not right."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    text = parts["datapackage.json"]
    description, signature = json.loads(text), json.loads(parts["signature.json"])
    block = description["sophieu"]
    assert block["format"] == 1
    assert signature["key"] == block["sender"]["key"]
    Ed25519PublicKey.from_public_bytes(unpadded(signature["key"])).verify(unpadded(signature["signature"]), text)
    tables: dict[str, Rows] = {}
    for resource in description["resources"]:
        content = parts[resource["path"]]
        assert (len(content), "sha256:" + sha(content)) == (resource["bytes"], resource["hash"])
        tables[resource["name"]] = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        assert len(tables[resource["name"]]) == resource["rows"]
    keys = certified(block["certificates"])
    assert block["sender"]["station"] in keys
    heads: dict[str, list[list[object]]] = {}
    links: dict[str, dict[int, bytes]] = {}
    for stream in tables["streams"]:
        links[stream["stream"]] = prove(stream, tables, links.get(stream["leaves"], {}))
        said = f"sophieu head\n{stream['station']} {stream['unit']} {stream['period']}\n{stream['last']}\n{stream['chain']}"
        keys[stream["station"]].verify(unpadded(stream["signature"]), said.encode())
        heads.setdefault(stream["station"], []).append([int(stream["last"]), stream["chain"]])
    assert heads == block["heads"]
    promised = {(row["stream"], row["n"]): json.loads(row["texts"] or "{}") for row in tables["keyings"]}
    for row in tables["texts"]:
        digest = sha(f"{row['salt']}\n{row['content']}".encode())
        assert promised[row["stream"], row["n"]][row["question"]] == digest
    return tables


def certified(certificates: Rows) -> dict[str, Ed25519PublicKey]:
    """The key of every station that a certificate names, each of them signed."""
    keys = {each["station"]: Ed25519PublicKey.from_public_bytes(unpadded(each["key"])) for each in certificates}
    for each in certificates:
        assert hashlib.sha256(unpadded(each["key"])).hexdigest()[:32] == each["station"]
        said = f"sophieu certificate\n{each['station']}\n{each['unit']}\n{each['key']}\n{each['signer']}"
        keys[each["signer"]].verify(unpadded(each["signature"]), said.encode())
    return keys


def prove(stream: dict[str, str], tables: dict[str, Rows], left: dict[int, bytes]) -> dict[int, bytes]:
    """The chain hash after each n of a branch, from its first line or from where it leaves another one."""
    lines = [
        (int(row["n"]), "\x1f".join([word, *list(row.values())[1:]]))
        for word, table in (("fact", "journal"), ("keying", "keyings"))
        for row in tables[table]
        if row["stream"] == stream["stream"]
    ]
    first = int(stream["first"])
    link = hashlib.sha256(f"{stream['station']} {stream['unit']} {stream['period']}".encode()).digest()
    links = {first - 1: left[first - 1] if stream["leaves"] else link}
    assert links[first - 1].hex() == stream["before"]
    for expected, (n, line) in enumerate(sorted(lines), first):
        assert n == expected
        links[n] = hashlib.sha256(links[n - 1] + line.encode()).digest()
    last = int(stream["last"])
    assert (max(links), links[last].hex()) == (last, stream["chain"])
    return links


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def forger() -> Forger:
    return small_package()


def test_the_page_is_enough_to_read_a_package(forger: Forger) -> None:
    tables = read(forger.data)
    assert [row["marks"] for row in tables["keyings"]] == ["444445", "1.*?k-"]
    assert tables["texts"][0]["content"].endswith("tận tình")


def test_it_reads_the_branches_of_a_copied_computer() -> None:
    data = (Path(__file__).parents[2] / "data" / "packages" / "returns-v1-forked.zip").read_bytes()
    tables = read(data)
    assert [(row["leaves"], row["first"]) for row in tables["streams"]] == [("", "1"), ("1", "3")]


def test_it_finds_what_was_changed(forger: Forger) -> None:
    with pytest.raises(AssertionError):
        read(forger.with_table("keyings", b"444445", b"444444"))


def test_frictionless_finds_the_content_valid(forger: Forger, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(forger.data)) as zipped:
        zipped.extractall(tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert {task.name for task in report.tasks} == {"streams", "journal", "keyings", "texts"}


def test_frictionless_knows_our_hashes_and_patterns(forger: Forger, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(forger.data)) as zipped:
        zipped.extractall(tmp_path)
    table = tmp_path / "keyings.csv"
    table.write_bytes(table.read_bytes().replace(b"444445", b"44444A"))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid
