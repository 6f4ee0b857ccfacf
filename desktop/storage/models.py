"""The tables of a library as Peewee models. The schema itself is the plain SQL of ``migrations``; a test holds the two together.

Every aggregate is a row with its id, its revision, when it was made and changed (UTC, ISO 8601), the typed columns that are
searched, sorted or joined on, and ``body``: the whole record as compact JSON, which is the truth that the columns are made from.
No model has a database of its own: every query is bound to a connection, so that several libraries can be open at once.
"""

from __future__ import annotations

import peewee


class AggregateTable(peewee.Model):
    """What every aggregate's table has."""

    id = peewee.TextField(primary_key=True)
    revision = peewee.IntegerField()
    created = peewee.TextField()
    modified = peewee.TextField()
    body = peewee.TextField()


class OutletTable(AggregateTable):
    """An outlet."""

    name = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "outlet"


class WorkTable(AggregateTable):
    """A work; ``folded`` are all its titles for comparing, ``sort_title`` the title without its article."""

    kind = peewee.TextField()
    title = peewee.TextField()
    sort_title = peewee.TextField()
    folded = peewee.TextField()
    year = peewee.IntegerField(null=True)
    trashed_at = peewee.TextField(null=True)

    class Meta:
        """Its table."""

        table_name = "work"


class PersonTable(AggregateTable):
    """A person; names are never unique. ``sorted`` is what the list is ordered by, ``has_bio`` 1 or 0."""

    name = peewee.TextField()
    trashed_at = peewee.TextField(null=True)
    sorted = peewee.TextField()
    has_bio = peewee.IntegerField()

    class Meta:
        """Its table."""

        table_name = "person"


class ImageTable(AggregateTable):
    """A picture; the file is named by its digest."""

    digest = peewee.TextField(unique=True)
    media_type = peewee.TextField()
    size = peewee.IntegerField()

    class Meta:
        """Its table."""

        table_name = "image"


class ReviewTable(AggregateTable):
    """A review; ``headline``, ``slug`` and ``words`` are as printed, ``rating_position`` is 0 worst to 1 best.

    ``written`` is when it was stored where an undo set ``modified`` back before that, else empty.
    """

    work_id = peewee.TextField()
    outlet_id = peewee.TextField()
    language = peewee.TextField()
    status = peewee.TextField()
    kind = peewee.TextField()
    byline = peewee.TextField()
    headline = peewee.TextField()
    slug = peewee.TextField()
    words = peewee.IntegerField()
    rating_scale = peewee.TextField()
    rating_value = peewee.TextField()
    rating_position = peewee.FloatField(null=True)
    published_on = peewee.TextField()
    trashed_at = peewee.TextField(null=True)
    written = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "review"


class ViewingTable(AggregateTable):
    """A viewing; ``seen_on`` is a partial date or empty, ``start`` a time; ``review_id`` may name a review that is gone."""

    work_id = peewee.TextField()
    review_id = peewee.TextField(null=True)
    seen_on = peewee.TextField()
    start = peewee.TextField()
    venue = peewee.TextField()
    format = peewee.TextField()
    festival = peewee.TextField()
    section = peewee.TextField()
    number = peewee.IntegerField(null=True)
    trashed_at = peewee.TextField(null=True)

    class Meta:
        """Its table."""

        table_name = "viewing"


class CreditTable(peewee.Model):
    """Who did what on a work; kept in step with the work's body by the writer."""

    work_id = peewee.TextField()
    position = peewee.IntegerField()
    person_id = peewee.TextField()
    job = peewee.TextField()
    credited_as = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "credit"
        primary_key = peewee.CompositeKey("work_id", "position")


class WorkCountryTable(peewee.Model):
    """A country of a work, as its ISO 3166 code."""

    work_id = peewee.TextField()
    position = peewee.IntegerField()
    country = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "work_country"
        primary_key = peewee.CompositeKey("work_id", "position")


class SpellingTable(peewee.Model):
    """One way a person's name is written, folded for comparing, each word after a blank."""

    person_id = peewee.TextField()
    position = peewee.IntegerField()
    folded = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "spelling"
        primary_key = peewee.CompositeKey("person_id", "position")


class TagTable(peewee.Model):
    """A tag of a review."""

    review_id = peewee.TextField()
    position = peewee.IntegerField()
    tag = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "review_tag"
        primary_key = peewee.CompositeKey("review_id", "position")


class ImageUseTable(peewee.Model):
    """A picture that a review shows."""

    review_id = peewee.TextField()
    image_id = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "image_use"
        primary_key = peewee.CompositeKey("review_id", "image_id")


class SettingTable(peewee.Model):
    """Something the library remembers: the default outlet, the review last worked on."""

    key = peewee.TextField(primary_key=True)
    value = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "setting"


class ListedTable(peewee.Model):
    """One line of the list: what a review is filtered, sorted and counted by, made from its article by the writer.

    ``id`` grows in the order in which reviews were added and is that of the search text too. ``status`` is the place of the
    status in its enumeration, ``stars`` the rating in stars out of five, ``gaps`` the numbers of ``Gap``. ``due`` and ``embargo``
    are moments in UTC; without one ``due`` is ``~``, which sorts behind every moment, and ``embargo`` empty.
    """

    id = peewee.AutoField()
    review_id = peewee.TextField(unique=True)
    work_id = peewee.TextField()
    outlet_id = peewee.TextField()
    sort_title = peewee.TextField()
    sort_outlet = peewee.TextField()
    year = peewee.IntegerField(null=True)
    status = peewee.IntegerField()
    kind = peewee.TextField()
    work_kind = peewee.TextField()
    language = peewee.TextField()
    stars = peewee.FloatField(null=True)
    words = peewee.IntegerField()
    gaps = peewee.IntegerField()
    created = peewee.TextField()
    modified = peewee.TextField()
    published_on = peewee.TextField()
    trashed_at = peewee.TextField(null=True)
    sort_director = peewee.TextField()
    sort_byline = peewee.TextField()
    due = peewee.TextField()
    embargo = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "listed"


class ShownTable(peewee.Model):
    """What a line of the list shows beside what it is sorted by; ``directors`` are house spellings, a line each.

    ``due`` and ``embargo`` are what a clock shows in a zone, ``2027-03-15T21:00 Europe/London``, or empty.
    """

    id = peewee.AutoField()
    title = peewee.TextField()
    headline = peewee.TextField()
    byline = peewee.TextField()
    slug = peewee.TextField()
    language = peewee.TextField()
    rating_scale = peewee.TextField()
    rating_value = peewee.TextField()
    directors = peewee.TextField()
    due = peewee.TextField()
    embargo = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "shown"


class NameWordTable(peewee.Model):
    """A folded word of a person's spellings or of a work's titles; ``owner`` is the id of either."""

    word = peewee.TextField()
    owner = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "name_word"
        primary_key = peewee.CompositeKey("word", "owner")


class SearchTextTable(peewee.Model):
    """What a review is found by; the full-text index ``search`` is kept in step by triggers. ``id`` is that of its line."""

    id = peewee.AutoField()
    titles = peewee.TextField()
    directors = peewee.TextField()
    actors = peewee.TextField()
    others = peewee.TextField()
    roles = peewee.TextField()
    tags = peewee.TextField()
    words = peewee.TextField()

    class Meta:
        """Its table."""

        table_name = "search_text"


class SnapshotTable(peewee.Model):
    """An earlier state of a review; what it consists of are its pieces."""

    id = peewee.AutoField()
    review_id = peewee.TextField()
    at = peewee.TextField()
    reason = peewee.TextField()
    name = peewee.TextField()
    words = peewee.IntegerField()

    class Meta:
        """Its table."""

        table_name = "snapshot"


class SnapshotTextTable(peewee.Model):
    """A text that snapshots consist of, compressed and kept once under its digest; a trigger deletes it when none has it."""

    id = peewee.AutoField()
    digest = peewee.BlobField(unique=True)
    packed = peewee.BlobField()

    class Meta:
        """Its table."""

        table_name = "snapshot_text"


class SnapshotPieceTable(peewee.Model):
    """Which text stands at which place of a snapshot."""

    snapshot_id = peewee.IntegerField()
    position = peewee.IntegerField()
    text_id = peewee.IntegerField()

    class Meta:
        """Its table."""

        table_name = "snapshot_piece"
        primary_key = peewee.CompositeKey("snapshot_id", "position")


MODELS: tuple[type[peewee.Model], ...] = (
    OutletTable,
    WorkTable,
    PersonTable,
    ImageTable,
    ReviewTable,
    ViewingTable,
    CreditTable,
    WorkCountryTable,
    SpellingTable,
    TagTable,
    ImageUseTable,
    SettingTable,
    ListedTable,
    ShownTable,
    NameWordTable,
    SearchTextTable,
    SnapshotTable,
    SnapshotTextTable,
    SnapshotPieceTable,
)
"""Every table; a new one is added here and in a new step of ``migrations``."""
