-- What the store keeps. The document of a row is the value itself (timeline/codec.py); the other columns are for finding it.
-- sha256 is that of the document: a row that was damaged on disk is never read as if it were what was written.

CREATE TABLE briefing (
    id        TEXT PRIMARY KEY,
    published TEXT NOT NULL,
    document  BLOB NOT NULL,
    sha256    BLOB NOT NULL
) STRICT;

CREATE TABLE event (
    number   INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    briefing TEXT NOT NULL REFERENCES briefing (id) ON DELETE CASCADE,
    ordinal  INTEGER NOT NULL,
    document BLOB NOT NULL,
    sha256   BLOB NOT NULL,
    UNIQUE (briefing, ordinal)
) STRICT;

CREATE TABLE event_place (
    number INTEGER PRIMARY KEY,
    event  INTEGER NOT NULL REFERENCES event (number) ON DELETE CASCADE
) STRICT;

CREATE INDEX event_place_event ON event_place (event);

-- One box for each place of an event, not one for the event: Minsk and Washington together would cover the Atlantic.
CREATE VIRTUAL TABLE event_box USING rtree (number, west, east, south, north);

CREATE VIRTUAL TABLE event_words USING fts5 (title, quote, places, actors, tokenize = 'unicode61 remove_diacritics 2');

-- The two indexes have no foreign keys of their own.
CREATE TRIGGER event_place_gone AFTER DELETE ON event_place BEGIN
    DELETE FROM event_box WHERE number = old.number;
END;

CREATE TRIGGER event_gone AFTER DELETE ON event BEGIN
    DELETE FROM event_words WHERE rowid = old.number;
END;
