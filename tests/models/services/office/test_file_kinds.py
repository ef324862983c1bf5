"""Which of our files somebody holds in hand: nothing is taken for ours that is not."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.packages.descriptor import KINDS
from models.domain.basics.tables import Table
from models.services.office.file_kinds import FileKind, kind_of, kind_of_bytes, kind_of_tables


def zipped(**parts: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("_", "."), content)
    return made.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_package_says_its_kind_even_when_it_was_packed_again(kind: str) -> None:
    assert kind_of_bytes(zipped(datapackage_json=json.dumps({"sophieu": {"kind": kind}}))) is FileKind(kind)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\3\4",
        zipped(datapackage_json="[" * 100_000),
        zipped(datapackage_json='{"sophieu": {"kind": "x"}}'),
        zipped(datapackage_json='{"sophieu": 3}'),
        zipped(other="x"),
        b"SQLite format 3\x00" + bytes(100),
        b"%PDF-1.7",
        b'{"kind": "x"}',
        b"a,b\n1,2\n",
        "Mã hồ sơ,Tên\n1,2\n".encode(),
    ],
)
def test_what_is_not_ours_has_no_kind(content: bytes) -> None:
    assert kind_of(content, name="x") is None


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda end: b"PK\3\4" + end))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    kind_of(content, name="x")


def test_a_page_of_brackets_has_no_kind() -> None:
    assert kind_of(b"[" * 100_000, name="x") is None


def test_a_list_of_dossiers_with_form_numbers_is_still_a_list() -> None:
    header = ("Số phiếu", "Mã hồ sơ", "Lĩnh vực", "Ngày trả kết quả")
    assert kind_of_tables((Table("x", (header,)),)) is FileKind.DOSSIERS
