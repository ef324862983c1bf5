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
    for stream in tables["streams"]:
        assert [int(stream["last"]), stream["chain"]] == block["heads"][stream["station"]]
        prove(stream, tables)
    promised = {(row["stream"], row["n"]): json.loads(row["texts"] or "{}") for row in tables["keyings"]}
    for row in tables["texts"]:
        digest = sha(f"{row['salt']}\n{row['content']}".encode())
        assert promised[row["stream"], row["n"]][row["question"]] == digest
    return tables


def prove(stream: dict[str, str], tables: dict[str, Rows]) -> None:
    """The chain of an unforked stream from its first line."""
    lines = [
        (int(row["n"]), "\x1f".join([word, *list(row.values())[1:]]))
        for word, table in (("fact", "journal"), ("keying", "keyings"))
        for row in tables[table]
        if row["stream"] == stream["stream"]
    ]
    link = hashlib.sha256(f"{stream['station']} {stream['unit']} {stream['period']}".encode()).digest()
    assert link.hex() == stream["before"]
    for expected, (n, line) in enumerate(sorted(lines), 1):
        assert n == expected
        link = hashlib.sha256(link + line.encode()).digest()
    assert (len(lines), link.hex()) == (int(stream["last"]), stream["chain"])


def unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def forger(tmp_path_factory: pytest.TempPathFactory) -> Forger:
    return small_package()


def test_the_page_is_enough_to_read_a_package(forger: Forger) -> None:
    tables = read(forger.data)
    assert [row["marks"] for row in tables["keyings"]] == ["444445", "1.*?k-"]
    assert tables["texts"][0]["content"].endswith("tận tình")


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
