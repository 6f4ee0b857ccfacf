from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.dates import PartialDate
from desktop.core.understanding import (
    LONGEST_RUNNING_TIME,
    Video,
    earliest_year,
    hours_and_minutes,
    isbn_fits,
    understand_address,
    understand_imdb,
    understand_isbn,
    understand_letterboxd,
    understand_minutes,
    understand_tmdb,
    understand_video,
    understand_wikidata,
    understand_word_target,
    write_word_target,
)
from desktop.core.work import ReleaseDate

READERS = (
    understand_minutes,
    understand_address,
    understand_video,
    understand_imdb,
    understand_tmdb,
    understand_wikidata,
    understand_letterboxd,
    understand_isbn,
    understand_word_target,
)


@given(st.text(max_size=60) | st.from_regex(r"(https?://)?[\[\]a-z0-9:@./?=-]{0,40}", fullmatch=True))
def test_any_text_at_all_is_answered(text: str) -> None:
    for read in READERS:
        read(text)


@pytest.mark.parametrize(
    "text", ["92", " 92 ", "92 min", "92 min.", "92′", "1:32", "1 : 32", "1h32", "1h 32m", "1 h 32 min", "1H32"]
)
def test_one_running_time_in_many_writings(text: str) -> None:
    assert understand_minutes(text) == 92


@pytest.mark.parametrize("text", ["", "0", "1501", "25:01", "1:60", "1:3", "-5", "about 92", "1.5", "٠"])
def test_what_is_no_running_time(text: str) -> None:
    assert understand_minutes(text) is None


@given(st.integers(1, LONGEST_RUNNING_TIME))
def test_a_running_time_in_words_is_understood_again(minutes: int) -> None:
    assert understand_minutes(hours_and_minutes(minutes)) == minutes


def test_hours_and_minutes_are_said_without_empty_parts() -> None:
    assert [hours_and_minutes(minutes) for minutes in (92, 120, 45)] == ["1 h 32 min", "2 h", "45 min"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("example.org/film", "https://example.org/film"),
        (" www.example.co.uk ", "https://www.example.co.uk"),
        ("https://пример.рф/x", "https://пример.рф/x"),
        ("https://example.org:8443/", "https://example.org:8443/"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert understand_address(text) == address
    assert understand_address(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://user:word@example.org",
        "https://example",
        "https://exa mple.org",
        "not an address",
        "https://example.org/<script>",
        "https://[::1/",
        "https://example.org:port/",
    ],
)
def test_what_may_not_be_linked(text: str) -> None:
    assert understand_address(text) is None


YOUTUBE_FORMS = (
    "https://www.youtube.com/watch?v={}",
    "https://www.youtube.com/watch?feature=share&v={}&t=42s",
    "https://m.youtube.com/watch?v={}",
    "https://music.youtube.com/watch?v={}",
    "youtube.com/watch?v={}",
    "https://youtu.be/{}",
    "https://youtu.be/{}?si=abc",
    "https://www.youtube.com/shorts/{}",
    "https://www.youtube.com/embed/{}?start=1",
    "https://www.youtube.com/live/{}",
    "https://www.youtube-nocookie.com/embed/{}",
)
VIMEO_FORMS = (
    "https://vimeo.com/{}",
    "https://vimeo.com/{}/abc123def4",
    "https://vimeo.com/channels/staffpicks/{}",
    "https://vimeo.com/groups/shorts/videos/{}",
    "https://player.vimeo.com/video/{}?h=abc",
)


@given(st.from_regex(r"[A-Za-z0-9_-]{11}", fullmatch=True), st.sampled_from(YOUTUBE_FORMS))
def test_every_form_of_a_youtube_address_gives_its_video(video: str, form: str) -> None:
    assert understand_video(form.format(video)) == Video("YouTube", video)


@given(st.integers(10_000, 10**11), st.sampled_from(VIMEO_FORMS))
def test_every_form_of_a_vimeo_address_gives_its_video(video: int, form: str) -> None:
    assert understand_video(form.format(video)) == Video("Vimeo", str(video))


@pytest.mark.parametrize(
    "text",
    [
        "http://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/short",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/playlist?list=PL123",
        "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://vimeo.com/about",
    ],
)
def test_what_is_no_video(text: str) -> None:
    assert understand_video(text) is None


@pytest.mark.parametrize(
    "text", ["tt1234567", "TT1234567", "https://www.imdb.com/title/tt1234567/?ref_=fn", "m.imdb.com/es/title/tt1234567"]
)
def test_imdb(text: str) -> None:
    assert understand_imdb(text) == "tt1234567"


@pytest.mark.parametrize(
    "text", ["1008409", "https://www.themoviedb.org/movie/1008409-lanterns?language=en", "themoviedb.org/tv/1008409"]
)
def test_tmdb(text: str) -> None:
    assert understand_tmdb(text) == "1008409"


@pytest.mark.parametrize("text", ["Q42", "q42", "https://www.wikidata.org/wiki/Q42", "http://www.wikidata.org/entity/Q42"])
def test_wikidata(text: str) -> None:
    assert understand_wikidata(text) == "Q42"


@pytest.mark.parametrize(
    "text", ["lanterns-2023", "https://letterboxd.com/film/lanterns-2023/", "https://letterboxd.com/ann/film/lanterns-2023/1/"]
)
def test_letterboxd(text: str) -> None:
    assert understand_letterboxd(text) == "lanterns-2023"


def test_ids_of_another_site_or_shape_are_none() -> None:
    assert understand_imdb("nm0000123") is None
    assert understand_imdb("https://evil.example/title/tt1234567") is None
    assert understand_imdb("https://notimdb.com/title/tt1234567") is None
    assert understand_tmdb("1008409-lanterns") is None
    assert understand_wikidata("P31") is None
    assert understand_letterboxd("two words") is None


@given(st.integers(0, 10**9 - 1), st.sampled_from(["978", "979"]))
def test_a_check_digit_fits_for_one_of_ten(body: int, prefix: str) -> None:
    numbers = [f"{prefix}{body:09d}{last}" for last in range(10)]
    assert sum(map(isbn_fits, numbers)) == 1
    assert [understand_isbn(number) for number in numbers] == numbers


def test_isbns_as_they_are_printed() -> None:
    assert understand_isbn("ISBN 978-0-306-40615-7") == "9780306406157"
    assert isbn_fits("9780306406157")
    assert not isbn_fits("9780306406158")
    assert understand_isbn("0-306-40615-2") == "9780306406157"
    assert understand_isbn("080442957X") == "9780804429573"
    assert understand_isbn("0-306-40615-3") is None
    assert understand_isbn("1234567890123") is None


@given(st.integers(1, 999_999), st.integers(0, 999_999))
def test_a_word_target_is_read_as_it_is_written(one: int, other: int) -> None:
    target = (min(one, other), max(one, other))
    assert understand_word_target(write_word_target(target)) == target


@pytest.mark.parametrize("text", ["350–450", "350-450", "350 to 450", "450 — 350", "350..450 words"])
def test_a_word_target_in_many_writings(text: str) -> None:
    assert understand_word_target(text) == (350, 450)


def test_what_is_no_word_target() -> None:
    assert [understand_word_target(text) for text in ("", "many", "0", "1-2-3")] == [None] * 4


def test_the_earliest_year() -> None:
    dates = (ReleaseDate(PartialDate(2024, 1)), ReleaseDate(), ReleaseDate(PartialDate(2023)))
    assert earliest_year(dates) == 2023
    assert earliest_year(()) is None
