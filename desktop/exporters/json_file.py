"""The JSON file: the whole structured review, by ``resources/schema/review.schema.json``, with its pictures beside it."""

from __future__ import annotations

import json

from desktop.core.article import Article
from desktop.core.records import to_plain
from desktop.core.review_file import ReviewFile
from desktop.exporters.drawing import drawing_of
from desktop.exporters.export import Export, ExportFile, Options
from desktop.exporters.pictures import all_files, named_pictures, pictures_beside
from desktop.exporters.private import without_private


def export_json(article: Article, options: Options, name: str) -> Export:
    """Return the review as indented JSON in UTF-8, every field in the order of the schema."""
    kept = article if options.private else without_private(article)
    files = all_files(kept, drawing_of(kept).pictures)
    beside, notes = pictures_beside(files.values(), options.library)
    text = json_text(ReviewFile(article=kept, pictures=named_pictures(files, beside)))
    return Export(ExportFile(name, text.encode("utf-8")), beside, notes)


def json_text(file: ReviewFile) -> str:
    """Return a review file as JSON; half a surrogate pair, which UTF-8 has no bytes for, as its escape."""
    text = json.dumps(to_plain(file), ensure_ascii=False, indent=2) + "\n"
    return "".join(f"\\u{ord(sign):04x}" if "\ud800" <= sign <= "\udfff" else sign for sign in text)
