"""A method as rows of a table: read back as written, and refused where a figure could come out otherwise than meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.catalogue.methods import further_methods
from models.domain.basics.problems import Problem
from models.domain.questionnaire.method import Method, read_method
from models.domain.questionnaire.method_table import (
    FIELDS,
    LONG_SCALES,
    MethodFieldTwice,
    MethodFieldUnknown,
    MethodValueWrong,
    MethodWithoutSource,
    method_rows,
    read_method_rows,
)
from models.domain.questionnaire.method_tree import IndexNode, TreeWrong

METHODS = st.builds(
    Method,
    name=st.text("abc ắ", min_size=1).map(str.strip).filter(bool),
    factor_index=st.sampled_from(["mean", "pooled"]),
    overall_index=st.sampled_from(["question", "factors"]),
    valid_share=st.sampled_from(["1/2", "2/3", "0", "1"]),
    grades=st.lists(st.integers(0, 100), min_size=1, max_size=5, unique=True).map(
        lambda all_: tuple((f"Loại {least}", least) for least in sorted(all_, reverse=True))
    ),
    suppress_under=st.integers(5, 50),
    consolidation=st.sampled_from(["answers", "mean", "population"]),
    channels=st.sampled_from([(), ("paper",), ("online",), ("paper", "online")]),
    target=st.integers(0, 100),
    commended=st.integers(0, 100),
    least_forms=st.integers(5, 500),
    least_share=st.sampled_from(["", "1/2", "3/4", "1"]),
    groups=st.sampled_from(
        [(), (("Sở", ("department", "board")),), (("Nội thành", ("00004", "00008")), ("Còn lại", ("commune",)))]
    ),
    yearly=st.sampled_from(["answers", "mean"]),
)


FURTHER = further_methods()
STRICT = tuple(
    replace(
        node,
        least_answers=30,
        least_share="1/3",
        grades=(("Tốt", 90), ("Đạt", 50)),
        valid_share="2/3",
        groups=(("Phường, xã", ("commune", "ward")), ("Sở", ("department", "N0002"))),
    )
    if node.code != "overall"
    else node
    for node in FURTHER[0].tree
)
TREES = st.sampled_from([(), STRICT, *(each.tree for each in FURTHER)])


@given(METHODS, TREES)
def test_a_method_with_a_tree_is_read_back_as_it_was_written(method: Method, tree: tuple[IndexNode, ...]) -> None:
    made = replace(method, tree=tree, overall_index="tree") if tree else method
    read = read_method_rows(method_rows(made))
    assert (read, read.fingerprint) == (made, made.fingerprint)
    assert read_method(made.body) == made


@pytest.mark.parametrize(
    "rows",
    [
        [("index overall", "TC, TT")],
        [("index overall", "mean TC")],
        [("index overall", "mean: TC 2")],
        [("index overall", "question: TC")],
        [("index overall", "mean: TC"), ("overall_index", "factors")],
        [("index overall", "mean: TC"), ("target TC", "50")],
        [("index overall", "mean: TC"), ("satisfied 5 overall", "1 2 3 4 5")],
        [("title CS", "Chính sách")],
        [("index overall", "mean: TC"), ("index overall", "mean: TT")],
        [("index", "mean: TC")],
        [("index overall", "mean: TC"), ("valid_share TC", "1/2")],
        [("index overall", "mean: TC"), ("group TC", "Sở: department")],
        [("index overall", "mean: A"), ("index A", "mean: TC"), ("valid_share A", "1/2"), ("valid_share A", "1/3")],
    ],
)
def test_a_tree_that_cannot_be_meant_is_refused(rows: list[tuple[str, str]]) -> None:
    with pytest.raises(Problem):
        read_method_rows(rows)


CONTENT = (("index overall", "mean: CS"), ("index CS", "mean: TC"))


@pytest.mark.parametrize("share", ["3/2", "-1", "1/0", "một nửa", "50 %"])
def test_a_share_of_an_index_that_is_none_is_refused(share: str) -> None:
    with pytest.raises(MethodValueWrong, match="valid_share"):
        read_method_rows([*CONTENT, ("valid_share CS", share)])


def test_a_share_may_be_written_as_offices_write_numbers() -> None:
    commas = read_method_rows(
        [*CONTENT, ("valid_share", "0,5"), ("least_share", "0,25"), ("valid_share CS", " 2 / 3 ")]
    )
    points = read_method_rows([*CONTENT, ("valid_share", "0.5"), ("least_share", "0.25"), ("valid_share CS", "2/3")])
    assert commas == points


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("valid_share CS", "2"),
        ("least_share CS", "2"),
        ("least_answers CS", "ba"),
        ("target CS", "101"),
        ("grade CS", "Tốt"),
        ("group CS", "Sở"),
        ("satisfied 5 CS", "7"),
    ],
)
def test_what_cannot_be_said_of_an_index_is_refused_with_its_row(field: str, value: str) -> None:
    with pytest.raises(MethodValueWrong) as refused:
        read_method_rows([*CONTENT, (field, value)])
    assert refused.value.field_name == field


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["Sở: department, board", "Ngành dọc: department"], "“department” stands in its groups twice"),
        (["Sở: N0002, N0002"], "“N0002” stands in its groups twice"),
        (["Sở: department", "Sở: board"], "two of its groups are called “Sở”"),
        (["Sở: Sở"], "“Sở” in the group “Sở” is neither a level nor the code of an office"),
    ],
)
def test_groups_of_an_index_are_refused_with_what_is_wrong_with_them(rows: list[str], why: str) -> None:
    with pytest.raises(TreeWrong, match=why):
        read_method_rows([*CONTENT, *(("group CS", row) for row in rows)])
    with pytest.raises(MethodValueWrong, match="group"):
        read_method_rows([("group", row) for row in rows])


@pytest.mark.parametrize("row", ["valid_share", "group"])
def test_the_overall_index_has_validity_and_groups_of_the_method(row: str) -> None:
    with pytest.raises(TreeWrong, match="those of the method"):
        read_method_rows([*CONTENT, (f"{row} overall", "1/2" if row == "valid_share" else "Sở: department")])


def test_a_group_without_members_or_a_colon_is_refused() -> None:
    for value in ("Sở", "Sở:", ": department"):
        with pytest.raises(MethodValueWrong, match="group"):
            read_method_rows([*CONTENT, ("group CS", value)])


def test_a_method_without_shares_and_groups_of_its_indices_keeps_its_fingerprint() -> None:
    told = [method.fingerprint[:8] for method in (Method(), *FURTHER)]
    assert told == ["a621b6ac", "8691a075", "4f625501", "7bac008f"]
    plain = read_method_rows([*CONTENT])
    named = read_method_rows([*CONTENT, ("valid_share CS", ""), ("group CS", "")])
    assert (named, named.fingerprint) == (plain, plain.fingerprint)
    assert read_method_rows([*CONTENT, ("valid_share CS", "1/2")]).fingerprint != plain.fingerprint


@given(METHODS)
def test_a_method_is_read_back_as_it_was_written(method: Method) -> None:
    read = read_method_rows(method_rows(method))
    assert read == method
    assert read.fingerprint == method.fingerprint


def test_the_usual_method_keeps_its_fingerprint_through_a_file() -> None:
    assert read_method_rows(method_rows(Method())).fingerprint == Method().fingerprint
    assert read_method_rows([]) == Method()
    told = {field for field, _ in method_rows(Method())} | {f"satisfied {levels}" for levels in LONG_SCALES}
    assert told | {"index", "title", "least_answers"} == set(FIELDS)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("channels", "fax"),
        ("channels", "paper paper"),
        ("target", "101"),
        ("target", "-1"),
        ("target", "tám mươi"),
        ("grade", "90"),
        ("grade", "Tốt: 190"),
        ("satisfied 5", "4 6"),
        ("satisfied 5", "0"),
        ("satisfied 5", "1 2 3 4 5"),
        ("factor_index", "median"),
        ("overall_index", "sum"),
        ("consolidation", "votes"),
        ("valid_share", "3/2"),
        ("valid_share", "1/0"),
        ("suppress_under", "4"),
        ("least_forms", "4"),
        ("least_forms", "mười"),
        ("least_share", "5/4"),
        ("least_share", "một nửa"),
        ("group", "Sở"),
        ("group", "Sở: sở"),
        ("yearly", "sum"),
        ("reference", "maybe"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_field(field: str, value: str) -> None:
    with pytest.raises(MethodValueWrong, match=field):
        read_method_rows([(field, value)])


def test_fields_that_are_unknown_or_doubled_are_refused() -> None:
    with pytest.raises(MethodFieldUnknown, match="taget"):
        read_method_rows([("taget", "80")])
    with pytest.raises(MethodFieldTwice):
        read_method_rows([("target", "80"), ("Target ", "70")])


def test_the_mark_of_reference_goes_only_with_a_source() -> None:
    with pytest.raises(MethodWithoutSource):
        read_method_rows([("reference", "no")])
    read = read_method_rows([("reference", "Không"), ("source", "QĐ 1383/QĐ-BNV")])
    assert read == replace(Method(), is_reference=False, source="QĐ 1383/QĐ-BNV")


def test_a_method_may_say_what_counts_as_satisfied_on_a_long_scale() -> None:
    read = read_method_rows([("satisfied 11", "10, 11")])
    assert (read.satisfied_levels(11), read.satisfied_levels(7)) == (frozenset({10, 11}), frozenset({7}))
    assert read_method_rows(method_rows(read)) == read
    with pytest.raises(MethodValueWrong):
        read_method_rows([("satisfied 11", "12")])
