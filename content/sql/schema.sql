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
-- area_south_deg, area_west_deg, area_north_deg, area_east_deg, map_features (only with a map), item_count,
-- example_count (items marked "dato de ejemplo"), office_key (only where an office reads observations: its public X25519 key as
-- 64 hexadecimal digits).
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
                   'craft', 'architecture', 'food', 'person', 'visit', 'word', 'absent', 'itinerary',
                   'commitment', 'indicator')),
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

-- The map of the pack; no row = it has none. Lengths of the plane are those of content/map.hpp: metres of Web Mercator from
-- the origin, y to the south.
CREATE TABLE map (
    id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    origin_lat_deg REAL    NOT NULL,
    origin_lon_deg REAL    NOT NULL,
    left_m         REAL    NOT NULL,         -- of all features
    top_m          REAL    NOT NULL,
    right_m        REAL    NOT NULL,
    bottom_m       REAL    NOT NULL,
    home_left_m    REAL    NOT NULL,         -- what a visitor sees first
    home_top_m     REAL    NOT NULL,
    home_right_m   REAL    NOT NULL,
    home_bottom_m  REAL    NOT NULL,
    ground_day     INTEGER NOT NULL,         -- beyond all features, 0xAABBGGRR
    ground_sun     INTEGER NOT NULL
);
CREATE TABLE map_layer (
    id        INTEGER NOT NULL PRIMARY KEY,  -- in the order of the source, from 1
    key       TEXT    NOT NULL UNIQUE,
    certainty TEXT    NOT NULL CHECK (certainty IN ('surveyed', 'generalised', 'schematic', 'ornament')),
    credit    TEXT    NOT NULL CHECK (credit <> ''),
    source_id INTEGER NOT NULL REFERENCES source (id)
);
CREATE TABLE map_class (
    id   INTEGER NOT NULL PRIMARY KEY,       -- from 1, by name
    name TEXT    NOT NULL UNIQUE
);
-- Drawing steps from back to front. Colours are 0xAABBGGRR, lengths design millimetres.
CREATE TABLE map_rule (
    ord          INTEGER NOT NULL PRIMARY KEY,
    class_id     INTEGER NOT NULL REFERENCES map_class (id),
    draw         TEXT    NOT NULL CHECK (draw IN ('fill', 'line')),
    zoom_min     REAL    NOT NULL,
    zoom_max     REAL    NOT NULL,
    day          INTEGER NOT NULL,
    sun          INTEGER NOT NULL,
    width_z9_mm  REAL    NOT NULL,
    width_z14_mm REAL    NOT NULL,
    dash_mm      REAL    NOT NULL,
    gap_mm       REAL    NOT NULL
);
-- How a class is named, most important first.
CREATE TABLE map_label_rule (
    ord        INTEGER NOT NULL PRIMARY KEY,
    class_id   INTEGER NOT NULL UNIQUE REFERENCES map_class (id),
    zoom_min   REAL    NOT NULL,
    zoom_max   REAL    NOT NULL,
    font       TEXT    NOT NULL CHECK (font IN ('text', 'text-bold', 'display')),
    em_mm      REAL    NOT NULL CHECK (em_mm > 0),
    spacing_em REAL    NOT NULL,
    dot        TEXT    NOT NULL CHECK (dot IN ('none', 'small', 'town')),
    day        INTEGER NOT NULL,
    day_halo   INTEGER NOT NULL,
    sun        INTEGER NOT NULL,
    sun_halo   INTEGER NOT NULL
);
-- The truth of the map. `shape` is its geometry in ten-millionths of a degree, `rings` that of areas kept apart in 64ths of
-- a metre of the plane, both as content/src/path_code.hpp writes them.
CREATE TABLE map_feature (
    id       INTEGER NOT NULL PRIMARY KEY,   -- in the order of layers and files, from 1
    layer_id INTEGER NOT NULL REFERENCES map_layer (id),
    class_id INTEGER NOT NULL REFERENCES map_class (id),
    rank     INTEGER NOT NULL,               -- smaller is more important
    item_id  INTEGER REFERENCES item (id),
    anchor_x_m REAL  NOT NULL,
    anchor_y_m REAL  NOT NULL,
    left_m   REAL    NOT NULL,
    top_m    REAL    NOT NULL,
    right_m  REAL    NOT NULL,
    bottom_m REAL    NOT NULL,
    shape    BLOB    NOT NULL,
    rings    BLOB                            -- NULL: not kept apart
);
CREATE TABLE map_name (
    feature_id INTEGER NOT NULL REFERENCES map_feature (id),
    lang       TEXT    NOT NULL CHECK (lang IN ('es', 'en', 'qu', 'ay')),
    text       TEXT    NOT NULL CHECK (text <> ''),
    PRIMARY KEY (feature_id, lang)
) WITHOUT ROWID;
-- Derived: the parts of the meshes of each level in drawing order. Blobs hold the structures of content/map.hpp as they lie in
-- memory (little endian): MapFillVertex or MapLineVertex, and for fills 32-bit indices into the chunk's own vertices.
-- `checksum` is XXH3 (64 bit) over vertices, then indices.
CREATE TABLE map_chunk (
    level      INTEGER NOT NULL CHECK (level BETWEEN 9 AND 14),
    ord        INTEGER NOT NULL,
    class_id   INTEGER NOT NULL REFERENCES map_class (id),
    draw       TEXT    NOT NULL CHECK (draw IN ('fill', 'line')),
    feature_id INTEGER NOT NULL,             -- 0 = all of its class in one cell
    grid_row   INTEGER NOT NULL,
    grid_column INTEGER NOT NULL,
    left_m     REAL    NOT NULL,
    top_m      REAL    NOT NULL,
    right_m    REAL    NOT NULL,
    bottom_m   REAL    NOT NULL,
    checksum   INTEGER NOT NULL,
    vertices   BLOB    NOT NULL,
    indices    BLOB    NOT NULL,
    PRIMARY KEY (level, ord)
) WITHOUT ROWID;

-- Kind 'itinerary': places one after the other.
CREATE TABLE itinerary (
    item_id   INTEGER NOT NULL PRIMARY KEY REFERENCES item (id),
    whole_day INTEGER NOT NULL CHECK (whole_day IN (0, 1))
);
CREATE TABLE itinerary_stage (
    itinerary_id INTEGER NOT NULL REFERENCES item (id),
    ord          INTEGER NOT NULL,
    place_id     INTEGER NOT NULL REFERENCES item (id),
    road_m       REAL    NOT NULL CHECK (road_m >= 0),  -- from the stage before, along the drawn roads
    by_road      INTEGER NOT NULL CHECK (by_road IN (0, 1)),  -- 0: no drawn road leads there, road_m is the straight line
    path         BLOB    NOT NULL,           -- that way in 64ths of a metre of the plane, content/src/path_code.hpp
    PRIMARY KEY (itinerary_id, ord)
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
