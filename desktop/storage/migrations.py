"""The schema, as numbered steps of plain SQL on SQLite's ``user_version``.

A step that has been released is never edited again (a test holds its SHA-256): a change to the schema is a new step at the end of
``STEPS``; :mod:`desktop.storage.migrating` takes those that a library has not taken yet. ``playhouse.migrate`` is not used: it
drops triggers and deletes child rows when it rebuilds a table.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step: it takes a library from the version before to ``version``."""

    version: int
    statements: tuple[str, ...]

    def digest(self) -> str:
        """Return the SHA-256 of the statements, by which a test knows that nobody edited them."""
        return hashlib.sha256("\x00".join(self.statements).encode()).hexdigest()

    def touches_search(self) -> bool:
        """Say whether the full-text index is another one after the step; making it anew takes minutes in a large library."""
        return any("search" in statement for statement in self.statements)

    def makes_lists(self) -> bool:
        """Say whether what reviews are listed by is another table after the step, to be filled from every record."""
        return any(statement.startswith(("CREATE TABLE listed", "DELETE FROM name_word")) for statement in self.statements)


_AGGREGATE = """
                id TEXT PRIMARY KEY NOT NULL, revision INTEGER NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL,
                body TEXT NOT NULL"""

STEPS: tuple[Step, ...] = (
    Step(
        1,
        (
            f"CREATE TABLE outlet ({_AGGREGATE}, name TEXT NOT NULL) STRICT",
            f"""CREATE TABLE work ({_AGGREGATE},
                kind TEXT NOT NULL, title TEXT NOT NULL, sort_title TEXT NOT NULL, folded TEXT NOT NULL, year INTEGER,
                trashed_at TEXT) STRICT""",
            f"CREATE TABLE person ({_AGGREGATE}, name TEXT NOT NULL, trashed_at TEXT) STRICT",
            f"""CREATE TABLE image ({_AGGREGATE},
                digest TEXT NOT NULL UNIQUE, media_type TEXT NOT NULL, size INTEGER NOT NULL) STRICT""",
            f"""CREATE TABLE review ({_AGGREGATE},
                work_id TEXT NOT NULL REFERENCES work (id) DEFERRABLE INITIALLY DEFERRED,
                outlet_id TEXT NOT NULL REFERENCES outlet (id) DEFERRABLE INITIALLY DEFERRED,
                language TEXT NOT NULL, status TEXT NOT NULL, kind TEXT NOT NULL, byline TEXT NOT NULL,
                headline TEXT NOT NULL, slug TEXT NOT NULL, words INTEGER NOT NULL,
                rating_scale TEXT NOT NULL, rating_value TEXT NOT NULL, rating_position REAL,
                published_on TEXT NOT NULL, trashed_at TEXT) STRICT""",
            "CREATE INDEX review_work ON review (work_id)",
            "CREATE INDEX review_outlet ON review (outlet_id)",
            "CREATE INDEX review_slug ON review (slug)",
            """CREATE TABLE credit (
                work_id TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE, position INTEGER NOT NULL,
                person_id TEXT NOT NULL, job TEXT NOT NULL, credited_as TEXT NOT NULL,
                PRIMARY KEY (work_id, position)) STRICT, WITHOUT ROWID""",
            "CREATE INDEX credit_person ON credit (person_id)",
            """CREATE TABLE spelling (
                person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE, position INTEGER NOT NULL,
                folded TEXT NOT NULL, PRIMARY KEY (person_id, position)) STRICT, WITHOUT ROWID""",
            """CREATE TABLE review_tag (
                review_id TEXT NOT NULL REFERENCES review (id) ON DELETE CASCADE, position INTEGER NOT NULL,
                tag TEXT NOT NULL, PRIMARY KEY (review_id, position)) STRICT, WITHOUT ROWID""",
            """CREATE TABLE image_use (
                review_id TEXT NOT NULL REFERENCES review (id) ON DELETE CASCADE, image_id TEXT NOT NULL,
                PRIMARY KEY (review_id, image_id)) STRICT, WITHOUT ROWID""",
            "CREATE INDEX image_use_image ON image_use (image_id)",
            "CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT",
            """CREATE TABLE search_text (
                id INTEGER PRIMARY KEY NOT NULL, review_id TEXT NOT NULL UNIQUE REFERENCES review (id) ON DELETE CASCADE,
                titles TEXT NOT NULL, people TEXT NOT NULL, tags TEXT NOT NULL, words TEXT NOT NULL) STRICT""",
            """CREATE VIRTUAL TABLE search USING fts5(
                titles, people, tags, words,
                content='search_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
            """CREATE TRIGGER search_added AFTER INSERT ON search_text BEGIN
                INSERT INTO search (rowid, titles, people, tags, words)
                VALUES (new.id, new.titles, new.people, new.tags, new.words);
            END""",
            """CREATE TRIGGER search_removed AFTER DELETE ON search_text BEGIN
                INSERT INTO search (search, rowid, titles, people, tags, words)
                VALUES ('delete', old.id, old.titles, old.people, old.tags, old.words);
            END""",
            """CREATE TRIGGER search_changed AFTER UPDATE OF titles, people, tags, words ON search_text BEGIN
                INSERT INTO search (search, rowid, titles, people, tags, words)
                VALUES ('delete', old.id, old.titles, old.people, old.tags, old.words);
                INSERT INTO search (rowid, titles, people, tags, words)
                VALUES (new.id, new.titles, new.people, new.tags, new.words);
            END""",
        ),
    ),
    Step(
        2,
        (
            f"""CREATE TABLE viewing ({_AGGREGATE},
                work_id TEXT NOT NULL REFERENCES work (id) DEFERRABLE INITIALLY DEFERRED,
                review_id TEXT, seen_on TEXT NOT NULL, start TEXT NOT NULL, venue TEXT NOT NULL, format TEXT NOT NULL,
                festival TEXT NOT NULL, section TEXT NOT NULL, number INTEGER, trashed_at TEXT) STRICT""",
            "CREATE INDEX viewing_work ON viewing (work_id)",
            "CREATE INDEX viewing_review ON viewing (review_id)",
        ),
    ),
    Step(
        3,
        (
            """CREATE TABLE work_country (
                work_id TEXT NOT NULL REFERENCES work (id) ON DELETE CASCADE, position INTEGER NOT NULL,
                country TEXT NOT NULL, PRIMARY KEY (work_id, position)) STRICT, WITHOUT ROWID""",
            "CREATE INDEX work_country_country ON work_country (country)",
            """INSERT INTO work_country (work_id, position, country)
                SELECT work.id, each.key, each.value FROM work, json_each(work.body, '$.countries') AS each""",
            "CREATE INDEX work_years ON work (id, year)",
            """CREATE INDEX review_figures ON review
                (trashed_at, work_id, rating_scale, rating_value, rating_position, published_on, words)""",
        ),
    ),
    Step(
        4,
        (
            """CREATE TABLE snapshot (
                id INTEGER PRIMARY KEY NOT NULL, review_id TEXT NOT NULL REFERENCES review (id) ON DELETE CASCADE,
                at TEXT NOT NULL, reason TEXT NOT NULL, name TEXT NOT NULL, words INTEGER NOT NULL) STRICT""",
            "CREATE INDEX snapshot_review ON snapshot (review_id, at)",
            "CREATE INDEX snapshot_at ON snapshot (at)",
            """CREATE TABLE snapshot_text (
                id INTEGER PRIMARY KEY NOT NULL, digest BLOB NOT NULL UNIQUE, packed BLOB NOT NULL) STRICT""",
            """CREATE TABLE snapshot_piece (
                snapshot_id INTEGER NOT NULL REFERENCES snapshot (id) ON DELETE CASCADE, position INTEGER NOT NULL,
                text_id INTEGER NOT NULL REFERENCES snapshot_text (id),
                PRIMARY KEY (snapshot_id, position)) STRICT, WITHOUT ROWID""",
            "CREATE INDEX snapshot_piece_text ON snapshot_piece (text_id)",
            """CREATE TRIGGER snapshot_text_unused AFTER DELETE ON snapshot_piece
                WHEN NOT EXISTS (SELECT 1 FROM snapshot_piece WHERE text_id = old.text_id) BEGIN
                DELETE FROM snapshot_text WHERE id = old.text_id;
            END""",
        ),
    ),
    Step(
        5,
        (
            "DROP TRIGGER search_added",
            "DROP TRIGGER search_removed",
            "DROP TRIGGER search_changed",
            "DROP TABLE search",
            "DROP TABLE search_text",
            """CREATE TABLE listed (
                id INTEGER PRIMARY KEY NOT NULL, review_id TEXT NOT NULL UNIQUE REFERENCES review (id) ON DELETE CASCADE,
                work_id TEXT NOT NULL, outlet_id TEXT NOT NULL, sort_title TEXT NOT NULL, sort_outlet TEXT NOT NULL,
                year INTEGER, status INTEGER NOT NULL, kind TEXT NOT NULL, work_kind TEXT NOT NULL, language TEXT NOT NULL,
                stars REAL, words INTEGER NOT NULL, gaps INTEGER NOT NULL, created TEXT NOT NULL, modified TEXT NOT NULL,
                published_on TEXT NOT NULL, trashed_at TEXT) STRICT""",
            "CREATE INDEX listed_title ON listed (sort_title) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_status ON listed (status, modified) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_stars ON listed (stars) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_outlet ON listed (sort_outlet) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_year ON listed (year) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_words ON listed (words) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_created ON listed (created) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_modified ON listed (modified) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_published ON listed (published_on) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_trash ON listed (trashed_at) WHERE trashed_at IS NOT NULL",
            "CREATE INDEX listed_work ON listed (work_id) WHERE trashed_at IS NULL",
            "CREATE INDEX review_tag_tag ON review_tag (tag, review_id)",
            "CREATE INDEX credit_director ON credit (person_id, work_id) WHERE job = 'director'",
            """CREATE TABLE shown (
                id INTEGER PRIMARY KEY NOT NULL REFERENCES listed (id) ON DELETE CASCADE,
                title TEXT NOT NULL, headline TEXT NOT NULL, byline TEXT NOT NULL, slug TEXT NOT NULL, language TEXT NOT NULL,
                rating_scale TEXT NOT NULL, rating_value TEXT NOT NULL, directors TEXT NOT NULL) STRICT""",
            """CREATE TABLE name_word (
                word TEXT NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (word, owner)) STRICT, WITHOUT ROWID""",
            "CREATE INDEX name_word_owner ON name_word (owner)",
            "CREATE TRIGGER person_gone AFTER DELETE ON person BEGIN DELETE FROM name_word WHERE owner = old.id; END",
            "CREATE TRIGGER work_gone AFTER DELETE ON work BEGIN DELETE FROM name_word WHERE owner = old.id; END",
            """CREATE TABLE search_text (
                id INTEGER PRIMARY KEY NOT NULL REFERENCES listed (id) ON DELETE CASCADE,
                titles TEXT NOT NULL, directors TEXT NOT NULL, actors TEXT NOT NULL, others TEXT NOT NULL, roles TEXT NOT NULL,
                tags TEXT NOT NULL, words TEXT NOT NULL) STRICT""",
            """CREATE VIRTUAL TABLE search USING fts5(
                titles, directors, actors, others, roles, tags, words,
                content='search_text', content_rowid='id', tokenize='unicode61 remove_diacritics 2')""",
            """CREATE TRIGGER search_added AFTER INSERT ON search_text BEGIN
                INSERT INTO search (rowid, titles, directors, actors, others, roles, tags, words)
                VALUES (new.id, new.titles, new.directors, new.actors, new.others, new.roles, new.tags, new.words);
            END""",
            """CREATE TRIGGER search_removed AFTER DELETE ON search_text BEGIN
                INSERT INTO search (search, rowid, titles, directors, actors, others, roles, tags, words)
                VALUES ('delete', old.id, old.titles, old.directors, old.actors, old.others, old.roles, old.tags, old.words);
            END""",
            """CREATE TRIGGER search_changed
                AFTER UPDATE OF titles, directors, actors, others, roles, tags, words ON search_text BEGIN
                INSERT INTO search (search, rowid, titles, directors, actors, others, roles, tags, words)
                VALUES ('delete', old.id, old.titles, old.directors, old.actors, old.others, old.roles, old.tags, old.words);
                INSERT INTO search (rowid, titles, directors, actors, others, roles, tags, words)
                VALUES (new.id, new.titles, new.directors, new.actors, new.others, new.roles, new.tags, new.words);
            END""",
        ),
    ),
    Step(
        6,
        (
            "ALTER TABLE person ADD COLUMN sorted TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE person ADD COLUMN has_bio INTEGER NOT NULL DEFAULT 0",
            """UPDATE person SET has_bio = EXISTS (
                SELECT 1 FROM json_each(person.body, '$.bios') WHERE json_extract(value, '$.text') <> '')""",
            "CREATE INDEX person_sorted ON person (sorted, id) WHERE trashed_at IS NULL",
        ),
    ),
    Step(
        7,
        (
            "ALTER TABLE listed ADD COLUMN sort_director TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE listed ADD COLUMN sort_byline TEXT NOT NULL DEFAULT ''",
            "CREATE INDEX listed_director ON listed (sort_director) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_byline ON listed (sort_byline) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_language ON listed (language) WHERE trashed_at IS NULL",
        ),
    ),
    Step(
        8,
        (
            """CREATE INDEX listed_filters ON listed
                (modified, status, stars, year, gaps, language, kind, work_kind, words, published_on, created, trashed_at)
                WHERE trashed_at IS NULL""",
        ),
    ),
    Step(
        9,
        (
            "ALTER TABLE listed ADD COLUMN due TEXT NOT NULL DEFAULT '~'",
            "ALTER TABLE listed ADD COLUMN embargo TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE shown ADD COLUMN due TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE shown ADD COLUMN embargo TEXT NOT NULL DEFAULT ''",
            "CREATE INDEX listed_due ON listed (due, status) WHERE trashed_at IS NULL",
            "CREATE INDEX listed_embargo ON listed (embargo) WHERE trashed_at IS NULL AND embargo <> ''",
            "DROP INDEX listed_filters",
            """CREATE INDEX listed_filters ON listed
                (modified, status, stars, year, gaps, language, kind, work_kind, words, published_on, created, trashed_at, due,
                embargo)
                WHERE trashed_at IS NULL""",
        ),
    ),
    Step(10, ("ALTER TABLE review ADD COLUMN written TEXT NOT NULL DEFAULT ''",)),
    Step(
        11, ("DELETE FROM name_word",)
    ),  # without them all that reviews are found by is made anew, with the other forms of words
)
"""Every step, oldest first; the next one is added at the end."""

SCHEMA_VERSION = STEPS[-1].version
"""The library format that this version of Matinee writes."""
