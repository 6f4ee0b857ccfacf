"""Diaries of Letterboxd as they are found in the wild, and what is none."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.dates import PartialDate
from desktop.core.diary import DiaryEntry, viewing_ids
from desktop.core.errors import FormatError
from desktop.core.rating import Rating
from desktop.core.text import tidy_line
from desktop.exporters.letterboxd import HEADER, diary_files
from desktop.importers.letterboxd import read_diary

HEAD = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
DIARY = HEAD + (
    '2024-03-02,"The Salt Orchard, Part II",2023,https://boxd.it/zz0001,3.5,Yes,"festival, with:mara",2024-03-01\n'
    "2024-03-02,1917,2019,https://boxd.it/zz0002,,,,\n"
)


def entries(text: str, name: str = "diary.csv") -> tuple[DiaryEntry, ...]:
    return read_diary(text.encode(), name)[0]


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_a_diary_is_read_row_by_row() -> None:
    first, second = entries(DIARY)
    assert first == DiaryEntry(
        "The Salt Orchard, Part II",
        2023,
        PartialDate(2024, 3, 1),
        Rating("stars5half", "3.5"),
        True,
        "https://boxd.it/zz0001",
        ("festival", "with:mara"),
    )
    assert (second.title, second.rating, second.again, second.watched) == ("1917", None, False, None)


def test_a_mark_of_byte_order_and_other_line_ends_do_no_harm() -> None:
    marked = ("\ufeff" + DIARY).replace("\n", "\r\n").encode()
    assert read_diary(marked, "diary.csv")[0] == entries(DIARY)


def test_a_review_of_several_paragraphs_stays_one_row() -> None:
    head = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n"
    row = '2024-03-02,Brine,1968,https://boxd.it/1,4,,"She says ""wait"".\n\n<i>Twice</i> & more",,2024-03-01\n'
    (entry,) = entries(head + row)
    assert entry.text == 'She says "wait".\n\n<i>Twice</i> & more'


def test_the_zip_is_read_for_its_diary_and_what_was_deleted_stays_out() -> None:
    files = {
        "export/deleted/diary.csv": HEAD + "2020-01-01,Gone,2020,https://boxd.it/d,,,,2020-01-01\n",
        "export/diary.csv": DIARY,
        "export/watched.csv": "Date,Name,Year,Letterboxd URI\n",
    }
    assert read_diary(zipped(files), "letterboxd-mara.zip")[0] == entries(DIARY)
    with pytest.raises(FormatError, match=r"holds no diary\.csv and no reviews\.csv"):
        read_diary(zipped({"deleted/diary.csv": DIARY}), "a.zip")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is no diary"),
        (b"Date,Name,Year,Letterboxd URI\n2024-01-01,Brine,1968,\n", "is no diary"),
        (b"PK\x03\x04 and no more", "is a ZIP file that cannot be read"),
        (b"\0" * 500, "is damaged: it holds NUL characters"),
    ],
)
def test_what_is_no_diary_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read_diary(data, "diary.csv")


def test_what_is_odd_in_a_row_is_told_and_costs_no_other_row() -> None:
    rows = (
        "2024-01-01,,2020,https://boxd.it/1,,,,2024-01-01\n"
        "2024-01-01,Brine,1968,https://boxd.it/2,7,,,20 Mai\n"
        "2024-01-01,Beef,,https://boxd.it/3,5,No,,2024-01-01\n"
    )
    found, notes = read_diary((HEAD + rows).encode(), "diary.csv")
    assert [(entry.title, entry.watched is None, entry.rating is None) for entry in found] == [
        ("Brine", True, True),
        ("Beef", False, False),
    ]
    brine = "Row 3 of “diary.csv”, “Brine”: "
    assert notes == (
        "Row 2 of “diary.csv”: it names no film, so it was left out.",
        f"{brine}“20 Mai” is no day like 2024-03-01, so it stands in the notes of the viewing.",
        f"{brine}“7” is no rating of half stars out of five, so it stands in the notes of the viewing.",
    )
    assert [entry.text for entry in found] == ["Watched: 20 Mai\nRating: 7", ""]


@pytest.mark.parametrize("rating", ["5.5", "-1", "0.25", "3,5", "nan", "five", "1e9"])
def test_a_rating_that_no_film_can_have_is_told_and_kept_in_the_notes(rating: str) -> None:
    ((entry,), notes) = read_diary(
        f'Title,Year,WatchedDate,Rating,Review\nBrine,999,2024-03-01,"{rating}",Good.'.encode(), "x.csv"
    )
    assert (entry.year, entry.rating, entry.text) == (None, None, f"Good.\n\nRating: {rating}\nYear: 999")
    assert [note.partition(": ")[2].partition(" is ")[0] for note in notes] == [f"“{rating}”", "“999”"]


def test_an_entry_keeps_its_id_wherever_it_stands() -> None:
    found = entries(DIARY)
    assert viewing_ids(found) == viewing_ids(found[::-1])[::-1]
    twice = (DiaryEntry("Brine", 1968, PartialDate(2024, 1, 1)),) * 2
    assert len(set(viewing_ids(twice))) == 2, "seen twice on one day"


FILMS = st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), st.integers(1888, 2100)))


@given(FILMS)
def test_what_is_written_is_read_again(films: list[tuple[str, int]]) -> None:
    day, rating = PartialDate(2024, 3, 1), Rating("stars5half", "3.5")
    written = [DiaryEntry(tidy_line(f"x{title}x"), year, day, rating, True) for title, year in films]
    (file,) = diary_files(written)
    assert list(read_diary(file, "log.csv")[0]) == written


def test_a_long_log_is_several_files_each_with_its_header() -> None:
    films = [DiaryEntry(f"Film, no. {number}", 2000) for number in range(100)]
    files = diary_files(films, most=500)
    assert len(files) > 5
    assert all(len(file) <= 500 and file.startswith(",".join(HEADER).encode()) for file in files)
    read = [entry.title for file in files for entry in read_diary(file, "log.csv")[0]]
    assert read == [film.title for film in films]
