"""What each format promises."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from ruamel.yaml import YAML

from desktop.core.article import Article
from desktop.core.errors import NotFoundError
from desktop.core.schema import review_schema, schema_text
from desktop.exporters.catalogue import FORMATS, format_of
from desktop.exporters.export import Images, Options
from desktop.paths import resource
from desktop.rendering.page import render_page
from tests.example import drawn_article, example_article, write_pictures
from tests.strategies import TITLES, articles

ROOT = Path(__file__).resolve().parent.parent.parent
VALIDATOR = jsonschema.Draft202012Validator(review_schema())


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    write_pictures(folder)
    return folder


class Tags(HTMLParser):
    """Notes the elements of a piece of HTML with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(NotFoundError, match="no format “docx”; there are html, html-fragment, markdown"):
        format_of("docx")


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.id)
def test_every_format_brings_its_pictures(each: object, library: Path) -> None:
    article = drawn_article()
    export = format_of(getattr(each, "id")).export(article, Options(library=library))  # noqa: B009
    assert export.notes == ()
    assert export.beside
    for file in export.beside:
        assert re.fullmatch(r"images/[a-z0-9-]+\.png", file.name)
        assert file.name in export.text
    assert export.files[-1] == export.main
    assert export.size == sum(len(file.data) for file in export.files)


def test_the_page_is_what_the_preview_loads(library: Path) -> None:
    export = format_of("html").export(drawn_article(), Options(library=library))
    page = render_page(drawn_article(), images="beside", image_folder="images")
    assert export.main.data == page.html().encode("utf-8")
    assert {file.name for file in export.beside} == {file.address for file in page.files}


def test_one_file_holds_its_pictures(library: Path) -> None:
    export = format_of("html").export(drawn_article(), Options(library=library, images=Images.INSIDE))
    assert export.beside == ()
    sources = [attributes["src"] for tag, attributes in Tags(export.text).seen if tag == "img"]
    assert len(sources) == 4
    for source in sources:
        assert source is not None
        kind, _, content = source.partition(",")
        assert kind == "data:image/png;base64"
        assert base64.b64decode(content).startswith(b"\x89PNG")


def test_a_missing_picture_is_told_and_keeps_nothing_else_back(tmp_path: Path) -> None:
    export = format_of("html").export(example_article(), Options(library=tmp_path))
    assert export.beside == ()
    assert len(export.notes) == 3
    assert re.fullmatch(r"The picture [a-z0-9-]+\.png is no longer in the library, so it did not leave\.", export.notes[0])


def test_the_fragment_has_no_script_no_style_and_the_heading_as_chosen() -> None:
    make = format_of("html-fragment").export
    for options, headings in ((Options(), 1), (Options(heading=False), 0)):
        seen = Tags(make(example_article(), options).text).seen
        assert seen[0][0] == "article"
        assert not {"script", "style", "html", "head", "link"} & {tag for tag, _ in seen}
        assert not [attributes for _, attributes in seen if "style" in attributes]
        assert sum(tag == "h1" for tag, _ in seen) == headings
    with_data = make(example_article(), Options(json_ld=True)).text
    assert with_data.startswith('<script type="application/ld+json">')
    assert json.loads(with_data.partition(">")[2].partition("</script>")[0])["@type"] == "Review"


@given(articles())
@settings(max_examples=40)
def test_any_fragment_is_free_of_scripts_and_styles(article: Article) -> None:
    seen = Tags(format_of("html-fragment").export(article, Options()).text).seen
    assert not {"script", "style", "iframe", "object"} & {tag for tag, _ in seen}
    assert not [name for _, attributes in seen for name in attributes if name == "style" or name.startswith("on")]


def test_the_schema_in_resources_is_made_from_the_code() -> None:
    kept = resource("schema", "review.schema.json").read_text(encoding="utf-8")
    assert kept == schema_text(), "run: python -m desktop.core.schema > resources/schema/review.schema.json"
    jsonschema.Draft202012Validator.check_schema(json.loads(kept))


def test_the_schema_says_what_every_record_is() -> None:
    definitions = review_schema()["$defs"]
    assert {"Review", "Work", "Person", "Part", "Rating", "PartialDate"} <= definitions.keys()
    assert all(each["description"] for each in definitions.values())
    runtime = definitions["Work"]["properties"]["runtime"]
    assert runtime["description"].startswith("Running time")


@given(articles())
@settings(max_examples=40)
def test_any_json_export_fits_the_schema(article: Article) -> None:
    VALIDATOR.validate(json.loads(format_of("json").export(article, Options()).text))


@pytest.mark.parametrize(
    "wrong",
    [{"version": 2}, {"format": "x"}, {"article": {}}, {"more": 1}, {"pictures": [{"image": 1}]}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_schema_refuses_what_is_none(wrong: dict[str, object]) -> None:
    whole = json.loads(format_of("json").export(example_article(), Options()).text)
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(whole | wrong)


def test_the_schema_knows_the_scales() -> None:
    whole = json.loads(format_of("json").export(example_article(), Options()).text)
    whole["article"]["review"]["rating"]["value"] = "3.7"
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(whole)


def test_pictures_beside_are_named_with_their_digests(library: Path) -> None:
    export = format_of("json").export(drawn_article(), Options(library=library))
    named = {each["address"]: each["sha256"] for each in json.loads(export.text)["pictures"]}
    assert named == {file.name: hashlib.sha256(file.data).hexdigest() for file in export.beside}


@pytest.mark.parametrize("title", TITLES)
def test_front_matter_is_read_alike_by_a_common_reader(title: str) -> None:
    """A reader that guesses types, as sites have, sees texts as texts, numbers as numbers and true as true."""
    article = example_article()
    article = replace(article, work=replace(article.work, title=title), review=replace(article.review, headline="{title}"))
    text = format_of("markdown-front-matter").export(article, Options()).text
    assert text.startswith("---\n"), "no byte order mark and nothing else before it"
    front = YAML(typ="safe", pure=True).load(text[4:].partition("\n---\n")[0])
    assert front["film"]["title"] == title
    assert isinstance(front["title"], str)
    assert (front["rating"], front["rating_max"], front["draft"]) == (3.5, 5, True)
    assert front["date"].isoformat() == "2023-10-06"
    assert front["film"]["cast"][0] == {"name": "Ama Darko", "role": "Marta Oyelaran"}
    assert front["cover"]["image"].startswith("images/")
    assert front["tags"] == ["harbour", "light"]


def test_plain_markdown_has_no_marks_of_ours() -> None:
    text = format_of("markdown").export(example_article(), Options()).text
    for mark in ("{{", "||", "person:", "image:", "[//]:", "<cite", "<data"):
        assert mark not in text
    assert text.startswith("# “The Lamplighter” (1987): a small light, stubbornly kept\n")
    levels = [len(found) for found in re.findall(r"^(#+) ", text, re.MULTILINE)]
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels)), "no level of heading is left out"
    labels = re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE)
    assert len(labels) == len(set(labels)) == 2, "each part's footnotes are its own"


def test_empty_data_prints_nothing() -> None:
    article = example_article()
    empty = replace(
        article.review, parts=article.review.parts, standfirst="", verdict="", byline="", rating=None, hero=None, published_on=""
    )
    work = replace(article.work, watch=(), release_dates=(), credits=(), trailer=type(article.work.trailer)())
    text = format_of("markdown").export(replace(article, review=empty, work=work, people=()), Options()).text
    for heading in ("Our Rating", "Release Date", "Where to Watch", "Movie Trailer", "Director", "The Cast", "Nothing yet"):
        assert f" {heading}" not in text
    assert "\n\n\n" not in re.sub(r"\n\n\[\^.*", "", text)
    assert "**" not in text.partition("## Plot")[0]


DIGESTS = """
import hashlib, sys
from pathlib import Path
from desktop.exporters.catalogue import FORMATS
from desktop.exporters.export import Images, Options
from tests.example import drawn_article
for each in FORMATS:
    for images in Images:
        export = each.export(drawn_article(), Options(library=Path(sys.argv[1]), images=images))
        for file in export.files:
            print(each.id, images, file.name, hashlib.sha256(file.data).hexdigest())
"""


def test_the_same_review_gives_the_same_bytes_everywhere(library: Path) -> None:
    settings_of_computers = (
        {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"},
        {"LC_ALL": "de_DE.UTF-8", "TZ": "America/St_Johns", "PYTHONHASHSEED": "3", "PYTHONUTF8": "0"},
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", DIGESTS, str(library)],
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"} | variables,
            capture_output=True,
            check=True,
            text=True,
            cwd=ROOT,
        ).stdout
        for variables in settings_of_computers
    ]
    assert len(told[0].splitlines()) > 20
    assert told[0] == told[1] == told[2]
