"""What YAML would have made of the values, and what we make of them; and files made to do harm."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaarina_strategy_ext.services.content.parsing import MAX_BYTES, parse
from kaarina_strategy_ext.services.content.problems import ContentInvalid
from kaarina_strategy_ext.services.content.reading import read

from .files import complaints


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("17:00", "17:00"),  # YAML 1.1: the number 1020
        ("no", "no"),  # YAML 1.1: false
        ("on", "on"),
        ("Yes", "Yes"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("25", 25),
        ("-3", -3),
        ("0", 0),
        ("02", "02"),  # a telephone's area, not an octal number
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1.5", "1.5"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("9" * 40, "9" * 40),
        ("2022-04-12", "2022-04-12"),
        ("'25'", "25"),
        ('"true"', "true"),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_plain_scalars_are_what_they_look_like(scalar, value):
    assert parse(f"key: {scalar}") == {"key": value}


@pytest.mark.parametrize("key", ["no", "on", "y", "true", "null", "17:00", "2022", "1.5"])
def test_keys_are_always_strings(key):
    assert parse(f"{key}: x") == {key: "x"}


def test_merge_key_is_a_key_like_any_other():
    assert parse("<<: {a: b}") == {"<<": {"a": "b"}}


def test_decomposed_letters_are_composed():
    assert parse("Pa\u0308iva\u0308: 'yo\u0308'") == {"Päivä": "yö"}


def test_byte_order_mark_is_no_part_of_the_first_key():
    assert parse("\ufeffa: 1") == parse(b"\xef\xbb\xbfa: 1") == {"a": 1}


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3, column 1: the key 'a' comes twice"),
        ("x:\n  a: 1\n  'a': 3\n", "line 3, column 3: the key 'a' comes twice"),
        ("a: &x 1\nb: 2\n", "line 1, column 4: anchors and aliases are not allowed"),
        ("a: 1\nb: *x\n", "line 2, column 4: anchors and aliases are not allowed"),
        ("a: !!python/name:os.system x", "line 1, column 4: the tag"),
        ("a: !!int x", "line 1, column 4: the tag"),
        ("? [a, b]\n: c\n", "line 1, column 3: a key must be a word"),
        ("a: [1, 2\nb: 3\n", "line 2, column 2: while parsing a flow sequence"),
        ("a: b: c\n", "line 1, column 5: mapping values are not allowed here"),
        ("a: 1\n\tb: 2\n", "line 2, column 1: "),
        ("a: 1\n---\nb: 2\n", "line 2, column 1: expected a single document"),
        ("ok: ä\nname: \x07\n", "line 2, column 7: the character U+0007 is not allowed"),
        ('a: "\\UFFFFFFFF"', "an escape sequence names no character"),
        ('a: "\\U00110000"', "an escape sequence names no character"),
        ("", "the file must be a mapping of fields to values"),
        ("- a\n- b\n", "the file must be a mapping of fields to values"),
        ("just words", "the file must be a mapping of fields to values"),
        (b"a: 1\nb: \xe4\n", "line 2: the file is not in UTF-8"),
        ("a: 1\n".encode("utf-16"), "line 1: the file is not in UTF-8"),
        ("a: \ud800", "line 1: the file is not in UTF-8"),
        ("a: " + "[" * 30 + "]" * 30, "line 1, column 23: nested too deeply"),
    ],
)
def test_file_that_is_no_plain_yaml_is_refused_with_its_place(source, complaint):
    (said,) = complaints(source)
    assert said.startswith(complaint)


def test_file_above_the_size_limit_is_not_even_parsed():
    assert complaints("#" * (MAX_BYTES + 1)) == ["the file has 2000001 bytes; at most 2000000 are read"]


def test_file_of_nothing_but_brackets_is_refused_at_once():
    before = time.perf_counter()
    complaints("[" * MAX_BYTES)
    assert time.perf_counter() - before < 2


def test_alias_bomb_is_refused():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcde", "bcdef", strict=True)
    )
    assert complaints(bomb) == ["line 1, column 4: anchors and aliases are not allowed"]


@given(st.one_of(st.binary(), st.text(), st.text(alphabet="a: \n\t-?[]{}&*!|>'\"%@`#,\\0xU")))
def test_whatever_the_bytes_the_answer_is_a_mapping_or_a_refusal(source):
    assert outcome(source) in (dict, ContentInvalid)


def outcome(source):
    try:
        return type(parse(source))
    except ContentInvalid as refusal:
        return type(refusal)


@given(st.text(alphabet="slugnamegoal: \n-[]{}'\"0129fisv", max_size=200))
def test_whatever_the_words_reading_refuses_what_it_cannot_use(source):
    with pytest.raises(ContentInvalid):
        read(source, languages=("fi", "sv"))
