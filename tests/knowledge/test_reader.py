"""Reading one strict YAML file."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oceandx.knowledge.reader import MAX_BYTES, MAX_DEPTH, read


def plain(content: str | bytes) -> object:
    node, problems = read("f.yaml", content.encode() if isinstance(content, str) else content)
    assert problems == []
    assert node is not None
    return node.plain()


def refused(content: str | bytes) -> str:
    """Return the one problem that makes a file unusable."""
    node, problems = read("f.yaml", content.encode() if isinstance(content, str) else content)
    assert node is None
    return "\n".join(str(problem) for problem in problems)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("True", "True"),
        ("0", 0),
        ("-12", -12),
        ("007", "007"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2.50", 2.5),
        ("-0.5", -0.5),
        (".5", ".5"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("99999999999999999", "99999999999999999"),
        ("2026-11-22", "2026-11-22"),
        ("=", "="),
        ('"true"', "true"),
        ("'1'", "1"),
        ('""', ""),
        ("|\n  12\n", "12\n"),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_scalars_are_what_they_look_like(written: str, value: object) -> None:
    document = plain(f"a: {written}")
    assert document == {"a": value}
    assert isinstance(document, dict)
    assert type(document["a"]) is type(value)


def test_keys_are_text_as_written() -> None:
    assert plain("{true: 1, 12: 2, ~: 3, no: 4}") == {"true": 1, "12": 2, "~": 3, "no": 4}


def test_merge_key_is_an_ordinary_key() -> None:
    assert plain("<<: {a: 1}") == {"<<": {"a": 1}}


def test_byte_order_mark_and_comments_are_ignored() -> None:
    assert plain(b"\xef\xbb\xbf# c\n---\na: 1\n...\n") == {"a": 1}


def test_every_node_has_its_place() -> None:
    node, _ = read("f.yaml", b"a:\n  - b: 1\n    c: [x]\n")
    assert node is not None
    assert str(node.problem("here")) == "f.yaml:1:1: here"
    items = node.find("a").value
    assert isinstance(items, list)
    (item,) = items
    assert str(item.find("c").problem("here")) == "f.yaml:3:8: here"
    assert [(key.value, key.line, key.column) for key in item.keys] == [("b", 2, 5), ("c", 3, 5)]


def test_find_stops_at_the_nearest_node_above() -> None:
    node, _ = read("f.yaml", b"a: {b: 1}")
    assert node is not None
    assert node.find("a", "b").value == 1
    assert node.find("a", "missing", "b") is node.find("a")
    assert node.find("a", "b", "deeper") is node.find("a", "b")


def test_duplicate_keys_are_all_named_with_both_lines() -> None:
    node, problems = read("f.yaml", b"a:\n  x: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n")
    assert node is not None
    assert node.plain() == {"a": {"x": 1}, "b": {"c": 1}}
    assert [str(problem) for problem in problems] == [
        "f.yaml:3:11: duplicate key 'c' (first on line 3)",
        "f.yaml:4:1: duplicate key 'a' (first on line 1)",
        "f.yaml:5:1: duplicate key 'a' (first on line 1)",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "f.yaml:1:1: the file is empty"),
        ("\n# only a comment\n", "f.yaml:1:1: the file is empty"),
        (b"\xef\xbb\xbf", "f.yaml:1:1: the file is empty"),
        (
            "a: &x 1",
            "f.yaml:1:4: anchors (&name) are not used here; write the value where it is needed",
        ),
        (
            "- 1\n- &x [1]",
            "f.yaml:2:3: anchors (&name) are not used here; write the value where it is needed",
        ),
        ("a: 1\nb: *x", "f.yaml:2:4: aliases (*name) are not used here; write the value out"),
        ("<<: *x", "f.yaml:1:5: aliases (*name) are not used here; write the value out"),
        ("a: !t 1", "f.yaml:1:4: tags (!name) are not used here; write the plain value"),
        ("a: !!python/none ~", "f.yaml:1:4: tags (!name) are not used here; write the plain value"),
        ("!!map {a: 1}", "f.yaml:1:1: tags (!name) are not used here; write the plain value"),
        ("a: 1\n---\nb: 2", "f.yaml:2:1: a second document starts here; write one document a file"),
        ("? [a]\n: 1", "f.yaml:1:3: a key must be plain text"),
        ("a: 1\n&x b: 2", "f.yaml:2:1: a key must be plain text"),
        ("!!str a: 1", "f.yaml:1:1: a key must be plain text"),
        ("*x : 1", "f.yaml:1:1: a key must be plain text"),
        (b"a: 1\nb: \xff", "f.yaml:2:4: not UTF-8 text; save the file as UTF-8"),
        (b"\xef\xbb\xbfa: \xe9t\xe9", "f.yaml:1:4: not UTF-8 text; save the file as UTF-8"),
        ("é: é".encode("utf-16"), "f.yaml:1:1: not UTF-8 text; save the file as UTF-8"),
        (b"\xc3\xa9: \xff", "f.yaml:1:4: not UTF-8 text; save the file as UTF-8"),
        ("a: 1\nbé: \x07", "f.yaml:2:5: control character U+0007; remove it"),
        ("\x00", "f.yaml:1:1: control character U+0000; remove it"),
        ('a: "\x1b[0m"', "f.yaml:1:5: control character U+001B; remove it"),
        ("a: \x7f", "f.yaml:1:4: control character U+007F; remove it"),
        ("a: \x9f", "f.yaml:1:4: control character U+009F; remove it"),
        ("a: \ufffe", "f.yaml:1:4: control character U+FFFE; remove it"),
    ],
)
def test_refusals_say_where_and_what(content: str | bytes, problem: str) -> None:
    assert refused(content) == problem


@pytest.mark.parametrize(
    ("content", "place"),
    [("a: [1", "f.yaml:2:1"), ("a:\n  b\n c: d", "f.yaml:3:3"), ("%FOO", "f.yaml:1:5"), ("a: '", "f.yaml:1:5")],
)
def test_what_is_not_yaml_is_said_with_its_place(content: str, place: str) -> None:
    assert refused(content).startswith(f"{place}: not valid YAML: ")


def test_depth_is_limited() -> None:
    assert plain("[" * MAX_DEPTH + "]" * MAX_DEPTH) is not None
    problem = f"nested more than {MAX_DEPTH} levels deep"
    assert refused("[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1)) == f"f.yaml:1:22: {problem}"
    # PyYAML from 6.0.4 on has a limit of its own, which it may meet first while it looks ahead.
    limits = (f"f.yaml:1:22: {problem}", "f.yaml:1:1001: not valid YAML: exceeded maximum nesting depth")
    assert refused("[" * 100_000) in limits
    assert refused("{a: " * (MAX_DEPTH + 2)).endswith(problem)


def test_size_is_limited() -> None:
    fits = b"a: " + b"x" * (MAX_BYTES - 3)
    assert plain(fits) == {"a": "x" * (MAX_BYTES - 3)}
    assert refused(fits + b"x") == f"f.yaml:1:1: {MAX_BYTES + 1} bytes; at most {MAX_BYTES}: split the file"


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_arbitrary_bytes_never_raise(content: bytes) -> None:
    node, problems = read("f.yaml", content)
    assert (node is None) <= bool(problems)


_PIECES = st.sampled_from(
    [*"[]{}:,-?&*!|>%@`'\"#~\n\t ab1\\", ": ", "- ", "--- ", "...\n", "\n  ", "é", "\x07", "\x85"]
)


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=40))
def test_yaml_like_text_never_raises_and_places_are_inside(pieces: list[str]) -> None:
    content = "".join(pieces)
    node, problems = read("f.yaml", content.encode())
    assert (node is None) <= bool(problems)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


_SCALARS = st.one_of(
    st.booleans(),
    st.none(),
    st.integers(-(10**15), 10**15),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"])),
)


@settings(deadline=None)
@given(st.dictionaries(st.text("abc", min_size=1), st.one_of(_SCALARS, st.lists(_SCALARS))))
def test_what_is_written_as_json_is_read_back(document: dict[str, object]) -> None:
    assert plain(json.dumps(document, ensure_ascii=False)) == document
