"""Queries: what typed text means, that nothing typed is a mistake, and that text and value are one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.finding import Query, Term, Word, parse_query
from desktop.core.finding_values import Key, Operator

PIECES = st.sampled_from(
    (
        *(
            "dancer",
            '"red',
            'shoes"',
            "-noir",
            '-"red',
            "foo:bar",
            'foo:"a',
            "%",
            "🎬",
            '"&"',
            "--",
            "-",
            '""',
            '"',
            "it's",
            "‘quoted’",
            'a"b',
        ),
        *("title:", "title:lamp", 'title:"The', "person:김지훈", '-actor:"Kim', 'Ji-hun"', "tag:noir", "role:-"),
        *("status:dr", "status:draft", "status:burnt", "kind:film", "lang:es-MX", "missing:alt", "-missing:bio", "is:x"),
        *("year:2019", "year:199", "year:1990s", "year:2019..2023", "year:2019..", "year:..2023", "year:>=", "words:x"),
        *("rating:>=4", "rating:<8/10", "rating:B+", "rating:80%", "rating:9", "published:2023-10", "seen:2023-13"),
    )
)
TYPED = st.lists(PIECES | st.text(max_size=8), max_size=6).map(" ".join) | st.text('ab"-:. =<>ey', max_size=30)


@settings(max_examples=500)
@given(TYPED)
def test_the_text_of_a_query_is_read_as_the_same_query(typed: str) -> None:
    query = parse_query(typed)
    assert parse_query(str(query)) == query
    for piece in query.pieces:
        shorter = query.without(piece)
        assert parse_query(str(shorter)) == shorter
        again = shorter.and_also(piece)
        assert parse_query(str(again)) == again


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("", ()),
        (' " - ', ()),
        ("%", (Word("%"),)),
        ('"🎬 %" -&', (Word("🎬"), Word("%"))),
        ("Tom & Jerry", (Word("Tom"), Word("Jerry", begun=True))),
        ("-noir %", (Word("noir", negated=True),)),
        ("status:draft …", (Term(Key.STATUS, Operator.BEGINS, "draft"), Word("…"))),
        ("\u202e", ()),
        ("tag:🎬", (Term(Key.TAG, Operator.BEGINS, "🎬"),)),
        ("red shoes", (Word("red"), Word("shoes", begun=True))),
        ("red shoes ", (Word("red"), Word("shoes"))),
        ('"red  shoes" -noir', (Word("red shoes", together=True), Word("noir", negated=True))),
        ('"red shoes', (Word("red"), Word("shoes", begun=True))),
        ('actor:"Kim Ji', (Term(Key.ACTOR, Operator.IS, "Kim Ji"),)),
        ("Actor:kim", (Term(Key.ACTOR, Operator.BEGINS, "kim"),)),
        ("foo:bar", (Word("foo:bar", begun=True),)),
        ('foo:"a b"', (Word("foo"), Word("a b", together=True))),
        ("rating:", (Term(Key.RATING, Operator.IS),)),
        ("rating:great", (Word("rating:great", begun=True),)),
        ("rating:>=3,5", (Term(Key.RATING, Operator.LEAST, "3.5"),)),
        ("year:2019..2023", (Term(Key.YEAR, Operator.BETWEEN, "2019", "2023"),)),
        ("year:2019..", (Term(Key.YEAR, Operator.LEAST, "2019"),)),
        ("country:kr", (Term(Key.COUNTRY, Operator.IS, "KR"),)),
        ('country:"south korea"', (Term(Key.COUNTRY, Operator.IS, "KR"),)),
        ("country:zzzz", (Word("country:zzzz", begun=True),)),
        ("-missing:alt", (Term(Key.MISSING, Operator.BEGINS, "alt", negated=True),)),
        ('status:"draft"', (Term(Key.STATUS, Operator.BEGINS, "draft"),)),
    ],
)
def test_what_typed_text_means(typed: str, pieces: tuple[object, ...]) -> None:
    assert parse_query(typed).pieces == pieces


def test_a_query_knows_whether_it_looks_into_the_trash() -> None:
    assert parse_query("is:trashed dancer").in_trash
    assert not parse_query("-is:trashed dancer").in_trash
    assert not Query().in_trash
