"""Damaged and hostile packages: each is refused with a finding, without a traceback, within bounded memory and time."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.packages import container
from exports.packages.checking import check_package, open_returns
from exports.packages.findings import FormatNewer, PackageBroken, PackageRefused, RowImpossible
from exports.packages.sealing import SIGNATURE
from exports.packages.tables import STREAMS
from models.domain.basics.canonical import canonical_json
from models.domain.book.facts import Fact
from models.domain.book.serials import Serial
from models.language import load
from models.security import keys_made_of, to_text
from tests.builders.acts import AT
from tests.builders.sealed import PLACE, Forger, small_package


@pytest.fixture(scope="module")
def forger(tmp_path_factory: pytest.TempPathFactory) -> Forger:
    return small_package()


def code_of(data: bytes) -> str:
    """The code of the first finding."""
    with pytest.raises(PackageBroken) as refusal:
        open_returns(data)
    assert str(refusal.value)
    return refusal.value.findings[0].code


def test_the_whole_package_is_right(forger: Forger) -> None:
    arrived = open_returns(forger.data)
    assert sum(len(stream.lines) for stream in arrived.streams) == 5
    assert container.assemble(container.take_apart(forger.data).values()) == forger.data


@pytest.mark.parametrize("part", range(8))
def test_flipped_bytes_are_found(forger: Forger, part: int) -> None:
    """Every 23rd byte, another bit each time; the nightly test takes all."""
    data = bytearray(forger.data)
    for place in range(part, len(data), 8 * 23):
        data[place] ^= 1 << (place % 8)
        code_of(bytes(data))
        data[place] ^= 1 << (place % 8)


@pytest.mark.nightly
def test_every_flipped_byte_is_found(forger: Forger) -> None:
    data = bytearray(forger.data)
    for place in range(len(data)):
        for bits in (1, 2, 4, 8, 16, 32, 64, 128, 255):
            data[place] ^= bits
            code_of(bytes(data))
            data[place] ^= bits


def test_every_truncation_is_found(forger: Forger) -> None:
    for length in range(0, len(forger.data), 17):
        code_of(forger.data[:length])
    for length in range(len(forger.data) - 60, len(forger.data)):
        code_of(forger.data[:length])


@pytest.mark.parametrize("where", ["before", "after", "comment"])
def test_nothing_may_stand_before_or_after(forger: Forger, where: str) -> None:
    data = forger.data
    if where == "before":
        data = b"x" + data
    elif where == "after":
        data += b"x"
    else:
        data = data[:-2] + b"\1\0x"
    assert code_of(data) in {"not_a_package", "container_changed", "package_cut"}


def test_the_same_content_zipped_again_is_refused(forger: Forger) -> None:
    """Whoever unpacks and repacks a package has changed what nobody can see."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(forger.data)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert code_of(again.getvalue()) == "container_changed"


@pytest.mark.parametrize(
    "name",
    ["../streams.csv", "/etc/passwd", "C:\\streams.csv", "CON", "streams.csv/", "Streams.csv", "phiếu.csv", "x" * 5000],
)
def test_strange_names_are_refused(name: str) -> None:
    strange = io.BytesIO()
    with zipfile.ZipFile(strange, "w") as zipped:
        zipped.writestr(name, "x")
    assert code_of(strange.getvalue()) == "member_strange"


def test_a_link_to_elsewhere_is_refused() -> None:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as file:
        link = zipfile.ZipInfo("streams.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    assert code_of(zipped.getvalue()) == "container_changed"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubled_names_and_thousands_of_members_are_refused() -> None:
    doubled, many = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(doubled, "w") as file:
        file.writestr("streams.csv", "x")
        file.writestr("streams.csv", "y")
    with zipfile.ZipFile(many, "w") as file:
        for number in range(70_000):
            file.writestr(str(number), b"")
    assert code_of(doubled.getvalue()) == "member_strange"
    assert code_of(many.getvalue()) == "member_strange"


def test_a_bomb_is_refused_before_it_is_unpacked(forger: Forger) -> None:
    bomb = container.member("journal.csv", bytes(8 * 2**20))
    assert code_of(container.assemble([bomb])) == "container_too_large"
    small = container.Member("journal.csv", bytes(1000), bomb.packed)
    assert code_of(container.assemble([small])) == "content_damaged"


def test_lying_sizes_are_found(forger: Forger) -> None:
    data = bytearray(forger.data)
    start = struct.unpack_from("<I", data, len(data) - 6)[0]
    for field in (20, 24, 42):
        changed = bytearray(data)
        struct.pack_into("<I", changed, start + field, 0xFFFFFFF0)
        assert code_of(bytes(changed)) in {"container_changed", "container_too_large"}


def test_deep_json_doubled_keys_and_numbers_without_end_are_refused(forger: Forger) -> None:
    for text in (b"[" * 100_000, b'{"a":1,"a":2}', b'{"a":NaN}', b'{"a": 1}', b"1" * 10_000, b"\xff", b"{}", b"[]"):
        assert code_of(forger.resigned(text)) == "description_unreadable"


def test_a_changed_description_needs_the_senders_key(forger: Forger) -> None:
    text = forger.descriptor.replace(b'"number":1', b'"number":2')
    parts = container.take_apart(forger.data)
    signature = parts[SIGNATURE].content
    data = forger.assembled(text, signature)
    assert code_of(data) == "signature_false"


@pytest.mark.parametrize("signature", ["", "!", "AA", "ký tên", "A" * 86, "A" * 2000])
def test_words_that_are_no_signature_sign_nothing(forger: Forger, signature: str) -> None:
    told = {"algorithm": "Ed25519", "key": to_text(forger.keys.public), "signature": signature}
    assert code_of(forger.assembled(forger.descriptor, canonical_json(told).encode())) == "signature_false"


@pytest.mark.parametrize("key", ["!", "AA", "khóa", "A" * 43])
def test_words_that_are_no_key_sign_nothing(forger: Forger, key: str) -> None:
    text = forger.descriptor.replace(
        to_text(forger.keys.public).encode(), json.dumps(key, ensure_ascii=False)[1:-1].encode()
    )
    signed = forger.keys.sign(text)
    told = canonical_json({"algorithm": "Ed25519", "key": key, "signature": signed}).encode()
    assert code_of(forger.assembled(text, told)) in {"signature_false", "description_unreadable"}


def test_nobody_signs_again_with_another_key_in_the_name_of_a_station(forger: Forger) -> None:
    other = keys_made_of("other")
    data = forger.resigned(forger.descriptor, keys=other)
    assert code_of(data) == "description_unreadable"
    renamed = forger.descriptor.replace(
        b'"key":"' + to_text(forger.keys.public).encode(), b'"key":"' + to_text(other.public).encode()
    )
    assert code_of(forger.resigned(renamed, keys=other)) == "signature_false"


def test_a_newer_format_says_so(forger: Forger) -> None:
    with pytest.raises(PackageBroken) as refusal:
        open_returns(forger.resigned(forger.descriptor.replace(b'"format":1', b'"format":2')))
    assert [(type(each), each.values) for each in refusal.value.findings] == [
        (FormatNewer, {"found": 2, "expected": 1})
    ]


SECOND = b"26Q3-00004-CN-100001-26..26Q3-00004-CN-100003-20"
REVERSED = b"26Q3-00004-CN-100003-20..26Q3-00004-CN-100001-26"
MOMENT = AT.encode()
ID = PLACE.encode()
BOOK = b'{""book"":1,""station"":""%b""}' % ID


@pytest.mark.parametrize(
    ("table", "row", "before", "after"),
    [
        ("keyings", 2, b"-CN-100001-26", b"-CN-100001-27"),
        ("keyings", 2, b"-CN-100001-26", b"-XX-100001-26"),
        ("keyings", 2, b"-CN-100001-26", b"-CN-000001-26"),
        ("keyings", 2, b"26Q3-00004-CN-100001-26", b"26Q3-00008-CN-100001-26"),
        ("keyings", 2, b"00004/lan", b"=cmd|x"),
        ("keyings", 2, b"44444", b"44\xc3\xa144"),
        ("keyings", 2, b"44444", b"4,444"),
        ("keyings", 2, b"44444", b"4A444"),
        ("keyings", 2, b"444445", b"4" * 501),
        ("keyings", 2, b"1,3,", b"2,3,"),
        ("keyings", 2, b"1,3,", b"1,-3,"),
        ("keyings", 2, b"1,3,", b"1,03,"),
        ("keyings", 2, b"1,3,", b"1,3000000000,"),
        ("keyings", 1, b"serial", b"Serial"),
        ("keyings", 2, b",5\r\n", b",5e9\r\n"),
        ("keyings", 2, b",5\r\n", b",-5\r\n"),
        ("keyings", 2, b",5\r\n", b",100000000\r\n"),
        ("keyings", 2, b",5\r\n", b",5,6\r\n"),
        ("keyings", 3, b",5\r\n", b",5\r\n\r\n"),
        ("keyings", 2, b",5\r\n", b',"5\r\n'),
        ("keyings", 2, b"2026-10-05T", b"05/10/2026 "),
        ("keyings", 2, b"abab", b"ABAB"),
        ("keyings", 2, b"abab", b"ab"),
        ("keyings", 2, b'{""C1"":""1 4""}', b'{""C1"":1}'),
        ("keyings", 2, b'{""C1"":""1 4""}', b'{""C1"":""1 4""'),
        ("keyings", 2, b'{""C1"":""1 4""}', b'[""C1""]'),
        ("keyings", 2, b'{""F"":""7fb', b'{""F"":""7Fb'),
        ("keyings", 2, b",,00004/lan", b",bbb,00004/lan"),
        ("keyings", 2, b",,00004/lan", b",%b:0,00004/lan" % ID),
        ("keyings", 2, b",,00004/lan", b',"%b:1,",00004/lan' % ID),
        ("journal", 2, b"1,1,", b"7,1,"),
        ("journal", 2, b"1,1,", b"1,0,"),
        ("journal", 2, b"00004/lan", b"Lan"),
        ("journal", 2, b"00004/lan", b"00004/LAN"),
        ("journal", 2, MOMENT, b"yesterday"),
        ("journal", 2, MOMENT, MOMENT + b"x"),
        ("journal", 2, MOMENT, b"2026-99-99T99:99:99Z"),
        ("journal", 2, MOMENT, b"2026-08-01"),
        ("journal", 2, MOMENT, b"9999-12-31T23:59:59-12:00"),
        ("keyings", 2, MOMENT, b"2026-02-30T09:00:00+07:00"),
        ("journal", 2, b'""book"":1', b'""book"":0'),
        ("journal", 3, b'""coding"":""ab', b'""coding"":""zz'),
        ("journal", 3, b'""agency"":""00004""', b'""agency"":5'),
        ("journal", 3, b"100003-20", b"100003-21"),
        ("journal", 3, b"CN-100001-26..", b"CN-200001-28.."),
        ("journal", 3, b"CN-100001-26..", b"TC-100001-14.."),
        ("journal", 3, b"CN-100001-26..", b"CN-0100001-26.."),
        ("journal", 3, SECOND, REVERSED),
        ("journal", 3, b"issued", b"Issued!"),
        ("journal", 3, b"issued", b""),
        ("journal", 3, b"issued", b"i" * 33),
        ("journal", 3, b'""agency"":', b'""agency"": '),
        ("journal", 2, BOOK, b"[1]"),
        ("journal", 2, BOOK, b'{""station"":""%b"",""book"":1}' % ID),
        ("journal", 2, BOOK, b'{""book"":1,""book"":1,""station"":""%b""}' % ID),
        ("journal", 2, b'""book"":1', b'""book"":NaN'),
        ("journal", 2, b'""book"":1', b'""book"":-Infinity'),
        ("journal", 2, b'""book"":1', b'""book"":1e999'),
        ("journal", 2, ID + b'""}"', ID + b'""}",'),
        ("texts", 2, "tận".encode(), "chậm".encode()),
        ("texts", 2, b"1,3,", b"1,4,"),
        ("texts", 2, b"1,3,", b"2,3,"),
        ("texts", 2, b",F,", b",G,"),
        ("texts", 2, b"c0ffee", b"c0ffef"),
        ("texts", 2, b"c0ffee", b"c0 fee"),
        ("texts", 2, b"=HYPER", b"\x01HYPER"),
        ("texts", 2, b"=HYPER", b"=HYPER" + b"x" * 20_000),
    ],
)
def test_rows_that_no_program_of_ours_writes_are_refused_by_their_place(
    forger: Forger, table: str, row: int, before: bytes, after: bytes
) -> None:
    """Even when they are signed: the sender's program may be broken, or no program of ours."""
    with pytest.raises(PackageBroken) as refusal:
        open_returns(forger.with_table(table, before, after))
    first = refusal.value.findings[0]
    assert isinstance(first, RowImpossible)
    assert (first.member, first.row) == (f"{table}.csv", row)


@pytest.mark.parametrize(
    ("column", "told", "row"),
    [
        ("stream", "2", 2), ("stream", "0", 2), ("leaves", "1", 2), ("leaves", "x", 2), ("station", "../aa", 2),
        ("station", "f" * 32, 2), ("unit", "00008@2025-07-01", 2), ("period", "01@2008-08-01/26Q4", 2), ("first", "2", 2),
        ("first", "0", 2), ("before", "0" * 64, 2), ("before", "A" * 64, 2), ("last", "4", 1), ("last", "0", 2),
        ("chain", "0" * 64, 1), ("chain", "z", 2), ("signature", "", 2), ("signature", "!" * 86, 2),
    ],
)  # fmt: skip
def test_a_stream_that_no_program_of_ours_writes_is_refused_by_its_place(
    forger: Forger, column: str, told: str, row: int
) -> None:
    line = container.take_apart(forger.data)["streams.csv"].content.splitlines()[1]
    cells = dict(zip(STREAMS.header, line.decode().split(","), strict=True))
    changed = ",".join((cells | {column: told}).values()).encode()
    with pytest.raises(PackageBroken) as refusal:
        open_returns(forger.with_table("streams", line, changed))
    first = refusal.value.findings[0]
    assert isinstance(first, RowImpossible)
    assert (first.member, first.row) == ("streams.csv", row)


def test_a_head_that_another_key_signed_is_refused(forger: Forger) -> None:
    line = container.take_apart(forger.data)["streams.csv"].content.splitlines()[1]
    said = keys_made_of("other").sign(b"anything").encode()
    changed = line.rpartition(b",")[0] + b"," + said
    assert code_of(forger.with_table("streams", line, changed)) == "head_false"


@pytest.mark.parametrize("change", ["key", "unit", "signer", "signature", "station", "none"])
def test_a_certificate_that_is_not_signed_is_refused(forger: Forger, change: str) -> None:
    value = json.loads(forger.descriptor)
    (certificate,) = value["sophieu"]["certificates"]
    other = keys_made_of("other")
    told = {"key": to_text(other.public), "unit": "00008@2025-07-01", "signer": "f" * 32, "station": "f" * 32,
            "signature": other.sign(b"x")}  # fmt: skip
    if change == "none":
        value["sophieu"]["certificates"] = []
    else:
        certificate[change] = told[change]
    code = code_of(forger.resigned(canonical_json(value).encode()))
    assert code == ("station_uncertified" if change == "none" else "certificate_false")


def test_a_line_that_is_missing_or_changed_breaks_the_chain(forger: Forger) -> None:
    for before, after in ((b"1,5,", b"1,9,"), (b"kind_of_tomorrow", b"kind_of_yesterday"), (b"1,5,", b"1,2,")):
        assert code_of(forger.with_table("journal", before, after)) == "chain_broken"


def test_a_package_that_names_more_forms_than_any_office_has_is_refused(forger: Forger) -> None:
    """A range costs a line; what it stands for is counted before it is written out."""
    prefix = b"26Q3-00004-CN-"
    whole = ",".join(
        f"{Serial('26Q3', '00004', 'CN', book * 100_000 + 1)}..{Serial('26Q3', '00004', 'CN', book * 100_000 + 99_999)}"
        for book in range(1, 10)
    )
    many = ",".join([whole] * 12).encode()
    assert many.startswith(prefix)
    with pytest.raises(PackageBroken) as refusal:
        open_returns(forger.with_table("journal", SECOND, b'"' + many + b'"'))
    assert isinstance(refusal.value.findings[0], RowImpossible)


def test_unknown_kinds_and_formula_text_are_kept_as_they_are(forger: Forger) -> None:
    """Another program may know more kinds of facts, and a citizen may write what a spreadsheet would calculate."""
    arrived = open_returns(forger.data)
    kinds = [line.kind for stream in arrived.streams for line in stream.lines if isinstance(line, Fact)]
    assert kinds == ["book_allotted", "issued", "kind_of_tomorrow"]
    assert [text.content for text in arrived.streams[0].texts] == ['=HYPERLINK("http://x")\r\ntận tình']


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"\0" * 100, b"%PDF-1.7"])
def test_files_of_another_kind_are_findings(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    report = check_package(file)
    assert not report.is_right
    assert all(str(finding) for finding in report.findings)
    assert [finding.code for finding in check_package(tmp_path).findings] == ["file_unusable"]
    assert [finding.code for finding in check_package(tmp_path / "none").findings] == ["file_unusable"]
    refused = PackageRefused("x", report.findings)
    assert load("vi").problem(refused).count("\n") == len(report.findings)


@given(st.binary(max_size=400), st.integers(0, 10_000))
def test_no_bytes_give_a_traceback(noise: bytes, place: int) -> None:
    with pytest.raises(PackageBroken):
        open_returns(noise)
    with pytest.raises(PackageBroken):
        open_returns(b"PK\3\4" + noise + b"PK\5\6" + noise[:18].ljust(18, b"\0"))
    with pytest.raises(PackageBroken):
        container.take_apart(
            b"PK\3\4" + noise + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 1, 1, place, len(noise) + 4, 0)
        )


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.lists(st.integers()), max_size=4))
def test_descriptions_of_any_json_are_findings(value: dict[str, object]) -> None:
    from exports.packages.descriptor import read_descriptor

    for content in (value, {"sophieu": value}, {"sophieu": value | {"format": 1}}):
        with pytest.raises(PackageBroken):
            read_descriptor(canonical_json(content).encode())


def test_the_deflate_level_is_not_what_a_reader_relies_on(forger: Forger) -> None:
    """Another zlib may pack otherwise; its packages are as good, for the packed bytes are signed as they are."""
    content = container.take_apart(forger.data)["keyings.csv"].content
    deflate = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush()
    assert code_of(forger.with_packed("keyings.csv", packed)) == "content_damaged"
    assert json.loads(forger.descriptor)["sophieu"]["format"] == 1
