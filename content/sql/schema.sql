-- Content database of one pack (content.db). Built whole by PackBuilder, then never modified: readers open it with
-- mode=ro&immutable=1. Device state lives elsewhere (state.db).
--
-- Conventions: snake_case names, storage types only, NOT NULL unless absence means "no source gives it". Ids are
-- assigned by the builder in the sorted order of keys (items: by kind, then key), so two builds of one source folder
-- are equal byte for byte, and within a kind the order of ids is the order of keys. `ord` columns count from 1 in the
-- order of the source. Latitude comes before longitude, degrees WGS84, north and east positive.
--
-- PRAGMA application_id and PRAGMA user_version (= schema version) are set by the builder; see content/format.hpp.

-- Facts about the pack itself: pack_id, oldest_reader, languages (codes separated by spaces), texts.<lang> (approved
-- texts of items in that language), default_language, title.<lang>, province.<lang>, centre_lat_deg, centre_lon_deg,
-- area_south_deg, area_west_deg, area_north_deg, area_east_deg, item_count, example_count (items marked "dato de
-- ejemplo").
CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Every file of the pack beside this database, named objects/<first two hex digits>/<sha256>. One signed hash of
-- content.db therefore fixes everything.
CREATE TABLE object (
    sha256     TEXT    NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
    media_type TEXT    NOT NULL              -- image/png, image/jpeg
) WITHOUT ROWID;

-- Where statements come from. Shown to visitors word by word.
CREATE TABLE source (
    id        INTEGER NOT NULL PRIMARY KEY,
    key       TEXT    NOT NULL UNIQUE,
    title     TEXT    NOT NULL,
    address   TEXT    NOT NULL DEFAULT '',   -- web address or shelf mark; '' = none kept
    publisher TEXT    NOT NULL DEFAULT '',
    year      INTEGER,                       -- NULL = the source carries no year ("año no indicado")
    licence   TEXT    NOT NULL DEFAULT ''    -- of data taken over as figures; '' for works only cited
);

-- One thing a visitor can open, find or save. What only some kinds have stands in the tables below.
CREATE TABLE item (
    id         INTEGER NOT NULL PRIMARY KEY,
    key        TEXT    NOT NULL UNIQUE,      -- stable name used in links and on the command line: lower case, a-z 0-9 -
    kind       TEXT    NOT NULL CHECK (kind IN ('province', 'district', 'place', 'event', 'festival', 'dance', 'music',
                   'craft', 'architecture', 'food', 'person', 'visit', 'word', 'absent')),
    category   TEXT    NOT NULL DEFAULT '',  -- subdivision of the kind, see content/models.hpp
    lat_deg    REAL,
    lon_deg    REAL,
    position   TEXT    NOT NULL CHECK (position IN ('none', 'surveyed', 'settlement', 'town_centre', 'approximate')),
    rank       INTEGER NOT NULL DEFAULT 100, -- smaller comes first in lists
    confidence TEXT    NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    example    INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),  -- 1 = "dato de ejemplo" wherever it is seen
    CHECK ((position = 'none') = (lat_deg IS NULL)),
    CHECK ((lat_deg IS NULL) = (lon_deg IS NULL)),
    CHECK (lat_deg IS NULL OR (lat_deg BETWEEN -90 AND 90 AND lon_deg BETWEEN -180 AND 180))
);
-- With the id at its end the index gives editorial order: rank, then key.
CREATE INDEX item_by_kind ON item (kind, rank);

-- Nearest-first queries without reading every row.
CREATE VIRTUAL TABLE item_position USING rtree (id, min_lat, max_lat, min_lon, max_lon);

-- Words of an item in one language. Spanish exists for every item. A text in Quechua or Aymara is shown only when a
-- speaker has approved it; otherwise the reader falls back to Spanish and says so.
CREATE TABLE item_text (
    item_id INTEGER NOT NULL REFERENCES item (id),
    lang    TEXT    NOT NULL CHECK (lang IN ('es', 'en', 'qu', 'ay')),
    name    TEXT    NOT NULL CHECK (name <> ''),
    short   TEXT    NOT NULL DEFAULT '',     -- one line under the name in lists
    summary TEXT    NOT NULL DEFAULT '',     -- at most 70 words
    body    TEXT    NOT NULL DEFAULT '',     -- paragraphs separated by an empty line
    review  TEXT    NOT NULL CHECK (review IN ('approved', 'unreviewed')),
    PRIMARY KEY (item_id, lang)
) WITHOUT ROWID;

-- Districts an item belongs to (a dance in three districts, a wetland across two), in the order they are named.
CREATE TABLE item_district (
    item_id     INTEGER NOT NULL REFERENCES item (id),
    ord         INTEGER NOT NULL,
    district_id INTEGER NOT NULL REFERENCES item (id),
    PRIMARY KEY (item_id, ord)
) WITHOUT ROWID;
CREATE INDEX item_district_by_district ON item_district (district_id, item_id);

CREATE TABLE item_source (
    item_id   INTEGER NOT NULL REFERENCES item (id),
    ord       INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (id),
    PRIMARY KEY (item_id, ord)
) WITHOUT ROWID;

-- "See also", in both directions where both were written.
CREATE TABLE item_link (
    from_id INTEGER NOT NULL REFERENCES item (id),
    ord     INTEGER NOT NULL,
    to_id   INTEGER NOT NULL REFERENCES item (id),
    PRIMARY KEY (from_id, ord)
) WITHOUT ROWID;

-- Labelled figures and short facts of an item, each with its own sources and confidence.
CREATE TABLE fact (
    id         INTEGER NOT NULL PRIMARY KEY,
    item_id    INTEGER NOT NULL REFERENCES item (id),
    ord        INTEGER NOT NULL,
    icon       TEXT    NOT NULL,             -- name of an icon in assets/icons
    confidence TEXT    NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    UNIQUE (item_id, ord)
);
CREATE TABLE fact_text (
    fact_id INTEGER NOT NULL REFERENCES fact (id),
    lang    TEXT    NOT NULL CHECK (lang IN ('es', 'en', 'qu', 'ay')),
    label   TEXT    NOT NULL CHECK (label <> ''),
    value   TEXT    NOT NULL CHECK (value <> ''),
    PRIMARY KEY (fact_id, lang)
) WITHOUT ROWID;
CREATE TABLE fact_source (
    fact_id   INTEGER NOT NULL REFERENCES fact (id),
    ord       INTEGER NOT NULL,
    source_id INTEGER NOT NULL REFERENCES source (id),
    PRIMARY KEY (fact_id, ord)
) WITHOUT ROWID;

-- Pictures of an item (item_id) or of a place in the application's own screens (slot, e.g. 'home.landscape').
CREATE TABLE picture (
    id      INTEGER NOT NULL PRIMARY KEY,
    item_id INTEGER REFERENCES item (id),
    slot    TEXT,
    ord     INTEGER NOT NULL,
    kind    TEXT    NOT NULL CHECK (kind IN ('illustration', 'photo')),
    credit  TEXT    NOT NULL CHECK (credit <> ''),
    licence TEXT    NOT NULL CHECK (licence <> ''),
    people  TEXT    NOT NULL CHECK (people IN ('none', 'consent_given', 'not_identifiable')),
    CHECK ((item_id IS NULL) <> (slot IS NULL)),
    UNIQUE (item_id, ord),
    UNIQUE (slot, ord)
);
CREATE TABLE picture_text (
    picture_id INTEGER NOT NULL REFERENCES picture (id),
    lang       TEXT    NOT NULL CHECK (lang IN ('es', 'en', 'qu', 'ay')),
    alt        TEXT    NOT NULL CHECK (alt <> ''),
    caption    TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (picture_id, lang)
) WITHOUT ROWID;
-- The same picture at several sizes; readers take the smallest that is large enough.
CREATE TABLE picture_file (
    picture_id INTEGER NOT NULL REFERENCES picture (id),
    width_px   INTEGER NOT NULL CHECK (width_px > 0),
    height_px  INTEGER NOT NULL CHECK (height_px > 0),
    sha256     TEXT    NOT NULL REFERENCES object (sha256),
    PRIMARY KEY (picture_id, width_px)
) WITHOUT ROWID;

-- Kind 'district'.
CREATE TABLE district (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item (id),
    ubigeo     TEXT    NOT NULL UNIQUE CHECK (length(ubigeo) = 6),  -- INEI code
    altitude_m INTEGER,                                             -- of the capital
    area_km2   REAL                                                 -- official figure
);
-- People counted or estimated, one row a year and basis; a missing row means no source gives it.
CREATE TABLE population (
    district_id INTEGER NOT NULL REFERENCES item (id),
    year        INTEGER NOT NULL,
    people      INTEGER NOT NULL CHECK (people >= 0),
    confidence  TEXT    NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    source_id   INTEGER NOT NULL REFERENCES source (id),
    PRIMARY KEY (district_id, year)
) WITHOUT ROWID;

-- Kind 'event'. Negative years are BC. `precision` tells how much of the date is known.
CREATE TABLE event (
    item_id   INTEGER NOT NULL PRIMARY KEY REFERENCES item (id),
    year      INTEGER NOT NULL,
    month     INTEGER CHECK (month BETWEEN 1 AND 12),
    day       INTEGER CHECK (day BETWEEN 1 AND 31),
    end_year  INTEGER,
    end_month INTEGER CHECK (end_month BETWEEN 1 AND 12),
    end_day   INTEGER CHECK (end_day BETWEEN 1 AND 31),
    precision TEXT    NOT NULL CHECK (precision IN ('century', 'year', 'month', 'day')),
    circa     INTEGER NOT NULL DEFAULT 0 CHECK (circa IN (0, 1)),
    CHECK (precision <> 'day' OR (month IS NOT NULL AND day IS NOT NULL)),
    CHECK (precision <> 'month' OR month IS NOT NULL)
);

-- Kind 'festival': a rule, computed for any year (content/festival_calendar.hpp).
CREATE TABLE festival (
    item_id       INTEGER NOT NULL PRIMARY KEY REFERENCES item (id),
    rule          TEXT    NOT NULL CHECK (rule IN ('fixed', 'easter')),
    month         INTEGER CHECK (month BETWEEN 1 AND 12),   -- rule fixed: first day
    day           INTEGER CHECK (day BETWEEN 1 AND 31),
    easter_offset INTEGER CHECK (easter_offset BETWEEN -80 AND 249),  -- rule easter: first day, days after Easter
                                                            -- Sunday; any other would fall into another year
    days          INTEGER NOT NULL CHECK (days BETWEEN 1 AND 60),
    main_offset   INTEGER NOT NULL DEFAULT 0,               -- main day, days after the first
    CHECK ((rule = 'fixed') = (month IS NOT NULL AND day IS NOT NULL)),
    CHECK ((rule = 'easter') = (easter_offset IS NOT NULL)),
    CHECK (main_offset BETWEEN 0 AND days - 1)
);

-- Kind 'person'. `consent`: 'historical' (died long ago, named in published sources) or 'given' (written, on file).
CREATE TABLE person (
    item_id    INTEGER NOT NULL PRIMARY KEY REFERENCES item (id),
    born_year  INTEGER,
    died_year  INTEGER,
    consent    TEXT    NOT NULL CHECK (consent IN ('historical', 'given'))
);

-- Kind 'word': the glossary. `reviewed` = 1 once a native speaker has checked the row.
CREATE TABLE word (
    item_id  INTEGER NOT NULL PRIMARY KEY REFERENCES item (id),
    aymara   TEXT    NOT NULL DEFAULT '',
    quechua  TEXT    NOT NULL DEFAULT '',
    reviewed INTEGER NOT NULL CHECK (reviewed IN (0, 1)),
    CHECK (aymara <> '' OR quechua <> '')
);

-- Monthly means of a 'visit' item of category 'climate'.
CREATE TABLE climate_month (
    item_id INTEGER NOT NULL REFERENCES item (id),
    month   INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    tmin_c  REAL    NOT NULL,
    tmax_c  REAL    NOT NULL CHECK (tmax_c >= tmin_c),
    rain_mm REAL    NOT NULL CHECK (rain_mm >= 0),
    PRIMARY KEY (item_id, month)
) WITHOUT ROWID;

-- Items the attract tour shows, in order.
CREATE TABLE attract_stop (
    ord     INTEGER NOT NULL PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item (id)
);

-- Places in the alphabetical order of the names shown in a language, fallbacks included.
CREATE TABLE place_by_name (
    lang    TEXT    NOT NULL,
    ord     INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES item (id),
    PRIMARY KEY (lang, ord)
) WITHOUT ROWID;

-- Full-text index over folded text (content/fold.hpp): one document for each item and language in which it is shown;
-- texts nobody has approved are not in it. Its rowid is item.id * 4 + the place of the language in (es, qu, ay, en),
-- from 0. Contentless: it only finds.
CREATE VIRTUAL TABLE search_index USING fts5 (name, short, body, content = '', prefix = '1 2 3', tokenize = 'unicode61');
-- Distinct words of the index, for completion and for forgiving one typo.
CREATE TABLE search_term (
    term    TEXT    NOT NULL,                -- folded
    lang    TEXT    NOT NULL,
    written TEXT    NOT NULL,                -- its most frequent spelling: 'Huancané'
    names   INTEGER NOT NULL,                -- documents whose name has it
    docs    INTEGER NOT NULL,                -- documents that have it anywhere
    PRIMARY KEY (term, lang)
) WITHOUT ROWID;
