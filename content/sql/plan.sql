-- The municipal plan and what is reported about it: tables of content.db, shared with the server's own database.
--
-- Rules the database itself keeps: "no report" is the absence of a row and cannot be stored; a report has a source, a
-- reporter and its dates; no percentage outside 0 to 100; what was done has evidence; corrections supersede, nothing is
-- overwritten; the log only grows; a citizen's words are kept only once they are published, and nothing about the citizen.
-- Money in céntimos of PEN, dates as YYYY-MM-DD.

CREATE TABLE plan (
    id              INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    kind            TEXT    NOT NULL CHECK (kind IN ('candidates', 'approved', 'institutional')),
    adoption        TEXT    NOT NULL CHECK (adoption IN ('unknown', 'adopted', 'not-adopted')),
    adoption_source_id INTEGER REFERENCES source (id),
    presented_year  INTEGER,
    period_start    INTEGER NOT NULL,        -- years; the document gives no days
    period_end      INTEGER NOT NULL CHECK (period_end >= period_start),
    envelope_cents  INTEGER CHECK (envelope_cents >= 0),  -- of the whole plan; NULL = it names none
    envelope_years  INTEGER CHECK (envelope_years > 0),
    document_sha256 TEXT    NOT NULL,        -- of the text its quotes were checked against
    document_lines  INTEGER NOT NULL,
    source_id       INTEGER NOT NULL REFERENCES source (id),
    CHECK (kind = 'candidates' OR adoption_source_id IS NOT NULL),
    CHECK (adoption <> 'adopted' OR adoption_source_id IS NOT NULL)
);

-- Everything that has a code, so that quotes, words and links can belong to any of it. Codes are never reused.
CREATE TABLE plan_node (
    id        INTEGER NOT NULL PRIMARY KEY,  -- in the order of the source
    code      TEXT    NOT NULL UNIQUE,       -- 'A', 'B.4', 'B.4.1', 'VAL-3', 'INC-12', 'POB'
    kind      TEXT    NOT NULL CHECK (kind IN ('plan', 'dimension', 'commitment', 'part', 'statement', 'indicator',
                                               'notice')),
    parent_id INTEGER REFERENCES plan_node (id),
    item_id   INTEGER UNIQUE REFERENCES item (id),  -- commitments and indicators can be searched
    icon      TEXT    NOT NULL DEFAULT '',
    detail    TEXT    NOT NULL DEFAULT '',   -- kind of a part or statement, validator of a notice, theme of an indicator
    proof     TEXT    NOT NULL DEFAULT ''    -- of a notice, in Spanish: with what anybody can check it
);
CREATE INDEX plan_node_by_parent ON plan_node (parent_id, id);
CREATE INDEX plan_node_by_kind ON plan_node (kind, id);
CREATE TABLE plan_node_text (
    node_id INTEGER NOT NULL REFERENCES plan_node (id),
    lang    TEXT    NOT NULL CHECK (lang IN ('es', 'en', 'qu', 'ay')),
    title   TEXT    NOT NULL CHECK (title <> ''),
    label   TEXT    NOT NULL DEFAULT '',     -- a few words, where the title is long
    detail  TEXT    NOT NULL DEFAULT '',     -- of a notice: what was found; of an indicator: its unit
    advice  TEXT    NOT NULL DEFAULT '',     -- of a notice: how it is treated
    PRIMARY KEY (node_id, lang)
) WITHOUT ROWID;
-- The document's own words, unchanged but for runs of spaces, and the line they stand in.
CREATE TABLE plan_quote (
    node_id INTEGER NOT NULL REFERENCES plan_node (id),
    ord     INTEGER NOT NULL,
    line    INTEGER NOT NULL CHECK (line > 0),
    text    TEXT    NOT NULL CHECK (text <> ''),
    PRIMARY KEY (node_id, ord)
) WITHOUT ROWID;
-- Words the document misspells: quoted as they stand and marked, found by both spellings.
CREATE TABLE plan_spelling (
    written TEXT NOT NULL PRIMARY KEY,
    meant   TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE plan_link (
    from_id INTEGER NOT NULL REFERENCES plan_node (id),
    ord     INTEGER NOT NULL,
    to_id   INTEGER NOT NULL REFERENCES plan_node (id),
    PRIMARY KEY (from_id, ord)
) WITHOUT ROWID;
CREATE INDEX plan_link_back ON plan_link (to_id, from_id);
-- Where a commitment takes place: named by the document, or by a report.
CREATE TABLE plan_commitment_district (
    node_id     INTEGER NOT NULL REFERENCES plan_node (id),
    district_id INTEGER NOT NULL REFERENCES item (id),
    basis       TEXT    NOT NULL CHECK (basis IN ('document', 'report')),
    PRIMARY KEY (node_id, district_id, basis)
) WITHOUT ROWID;

CREATE TABLE plan_indicator (
    node_id   INTEGER NOT NULL PRIMARY KEY REFERENCES plan_node (id),
    direction TEXT CHECK (direction IN ('up', 'down', 'keep')),  -- which way is better; NULL = nobody has said
    role      TEXT CHECK (role IN ('population', 'area', 'density')),  -- what is reckoned with it when a pack is checked
    whole     TEXT CHECK (whole <> '')       -- of what it is a share, with all others that name the same
);
-- One figure of an indicator as a document gives it. Exactly one of value, category and missing is there.
CREATE TABLE plan_observation (
    id           INTEGER NOT NULL PRIMARY KEY,
    code         TEXT    NOT NULL UNIQUE,
    indicator_id INTEGER NOT NULL REFERENCES plan_indicator (node_id),
    district_id  INTEGER REFERENCES item (id),  -- NULL = the whole province
    population   TEXT    NOT NULL DEFAULT '',   -- of whom: 'mujeres > 15 años'
    printed      TEXT    NOT NULL DEFAULT '',   -- as it stands in the document
    format       TEXT    NOT NULL DEFAULT '',   -- how it writes numbers, as declared (content/packs/README.md)
    value        REAL,
    category     TEXT,
    missing      TEXT CHECK (missing IN ('not-given', 'withheld')),
    qualifier    TEXT CHECK (qualifier IN ('about', 'up-to')),
    period       INTEGER,
    period_basis TEXT CHECK (period_basis IN ('printed', 'deduced', 'source')),
    kind         TEXT    NOT NULL CHECK (kind IN ('census', 'estimate', 'record', 'calculation', 'stated', 'category')),
    basis        TEXT    NOT NULL DEFAULT '',   -- the source the document names; '' = none
    line         INTEGER CHECK (line > 0),
    quote        TEXT    NOT NULL DEFAULT '',
    source_id    INTEGER NOT NULL REFERENCES source (id),
    CHECK ((value IS NOT NULL) + (category IS NOT NULL) + (missing IS NOT NULL) = 1),
    CHECK ((period IS NULL) = (period_basis IS NULL))
);
CREATE INDEX plan_observation_by_indicator ON plan_observation (indicator_id, period, id);
CREATE TABLE plan_observation_notice (
    observation_id INTEGER NOT NULL REFERENCES plan_observation (id),
    notice_id      INTEGER NOT NULL REFERENCES plan_node (id),
    PRIMARY KEY (observation_id, notice_id)
) WITHOUT ROWID;

CREATE TABLE plan_actor (
    id   INTEGER NOT NULL PRIMARY KEY,
    key  TEXT    NOT NULL UNIQUE,
    name TEXT    NOT NULL CHECK (name <> ''),
    role TEXT    NOT NULL CHECK (role IN ('municipality', 'council', 'oversight', 'comptroller', 'association', 'editor'))
);
-- What somebody reported about a commitment. `states` are those of content::PlanState but for "no report".
CREATE TABLE plan_report (
    id           INTEGER NOT NULL PRIMARY KEY,
    key          TEXT    NOT NULL UNIQUE,
    node_id      INTEGER NOT NULL REFERENCES plan_node (id),
    as_of        TEXT    NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    received_on  TEXT    NOT NULL CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    state        TEXT    NOT NULL CHECK (state IN ('not-started', 'preparing', 'ongoing', 'stalled', 'done', 'partial',
                                                   'not-done', 'dropped', 'not-verifiable')),
    physical_pct  REAL CHECK (physical_pct BETWEEN 0 AND 100),
    financial_pct REAL CHECK (financial_pct BETWEEN 0 AND 100),
    self_pct      REAL CHECK (self_pct BETWEEN 0 AND 100),  -- what the reporter believes, without measuring
    printed      TEXT    NOT NULL DEFAULT '',   -- the source's own words
    page         TEXT    NOT NULL DEFAULT '',
    note         TEXT    NOT NULL DEFAULT '',
    reason       TEXT,
    district_id  INTEGER REFERENCES item (id),
    actor_id     INTEGER NOT NULL REFERENCES plan_actor (id),
    source_id    INTEGER NOT NULL REFERENCES source (id),
    evidence_source_id INTEGER REFERENCES source (id),
    verified_by  INTEGER REFERENCES plan_actor (id),
    supersedes   INTEGER UNIQUE REFERENCES plan_report (id),
    example      INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    CHECK (received_on >= as_of),
    CHECK (state NOT IN ('done', 'partial') OR evidence_source_id IS NOT NULL),
    CHECK (state NOT IN ('stalled', 'dropped', 'not-verifiable') OR reason IS NOT NULL),
    CHECK (state <> 'not-started' OR physical_pct IS NULL OR physical_pct = 0),
    CHECK (state <> 'done' OR physical_pct IS NULL OR physical_pct = 100),
    CHECK (state NOT IN ('dropped', 'not-verifiable') OR (physical_pct IS NULL AND self_pct IS NULL)),
    CHECK (verified_by IS NULL OR verified_by <> actor_id)
);
CREATE INDEX plan_report_examples ON plan_report (example) WHERE example = 1;
CREATE INDEX plan_report_by_commitment ON plan_report (node_id, as_of, received_on, id);

-- What can be checked of a commitment, and by when. Whoever added it is named: the plan's document has none.
CREATE TABLE plan_milestone (
    id         INTEGER NOT NULL PRIMARY KEY,
    key        TEXT    NOT NULL UNIQUE,
    node_id    INTEGER NOT NULL REFERENCES plan_node (id),
    due_on     TEXT CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),  -- NULL = no day was set
    met_on     TEXT CHECK (met_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    checked_on TEXT CHECK (checked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    state      TEXT    NOT NULL CHECK (state IN ('scheduled', 'met', 'partly', 'not-met')),
    actor_id   INTEGER NOT NULL REFERENCES plan_actor (id),  -- who added it
    added_on   TEXT    NOT NULL CHECK (added_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    source_id  INTEGER NOT NULL REFERENCES source (id),
    example    INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    CHECK ((state = 'met') = (met_on IS NOT NULL)),
    CHECK (state NOT IN ('partly', 'not-met') OR checked_on IS NOT NULL),
    CHECK (checked_on >= met_on)
);
CREATE INDEX plan_milestone_by_commitment ON plan_milestone (node_id, due_on, id);
CREATE TABLE plan_milestone_text (
    milestone_id INTEGER NOT NULL REFERENCES plan_milestone (id),
    lang         TEXT    NOT NULL CHECK (lang IN ('es', 'en', 'qu', 'ay')),
    title        TEXT    NOT NULL CHECK (title <> ''),
    PRIMARY KEY (milestone_id, lang)
) WITHOUT ROWID;
-- What an indicator is to reach, set by somebody: the plan's document has no targets.
CREATE TABLE plan_target (
    indicator_id INTEGER NOT NULL REFERENCES plan_indicator (node_id),
    period       INTEGER NOT NULL CHECK (period BETWEEN 1500 AND 2200),  -- a year
    value        REAL    NOT NULL,
    actor_id     INTEGER NOT NULL REFERENCES plan_actor (id),            -- who set it
    set_on       TEXT    NOT NULL CHECK (set_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    source_id    INTEGER NOT NULL REFERENCES source (id),
    example      INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    PRIMARY KEY (indicator_id, period)
) WITHOUT ROWID;
-- Money of a year as it stood on a day, in the phases of the Peruvian budget: PIA, PIM, certificado, comprometido,
-- devengado, girado. Money of the whole plan belongs to the node of the plan itself, as its envelope does.
CREATE TABLE plan_budget (
    node_id     INTEGER NOT NULL REFERENCES plan_node (id),
    year        INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2200),
    phase       TEXT    NOT NULL CHECK (phase IN ('pia', 'pim', 'certified', 'committed', 'accrued', 'paid')),
    snapshot_on TEXT    NOT NULL CHECK (snapshot_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    cents       INTEGER NOT NULL CHECK (cents >= 0),
    source_id   INTEGER NOT NULL REFERENCES source (id),
    example     INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    PRIMARY KEY (node_id, year, phase, snapshot_on)
) WITHOUT ROWID;
-- Where commitments were spoken about, with the minutes.
CREATE TABLE plan_meeting (
    id        INTEGER NOT NULL PRIMARY KEY,
    key       TEXT    NOT NULL UNIQUE,
    kind      TEXT    NOT NULL CHECK (kind IN ('assembly', 'council', 'oversight', 'hearing')),
    held_on   TEXT    NOT NULL CHECK (held_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    place     TEXT    NOT NULL DEFAULT '',
    minutes_source_id INTEGER NOT NULL REFERENCES source (id),
    example   INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1))
);
CREATE TABLE plan_meeting_text (
    meeting_id INTEGER NOT NULL REFERENCES plan_meeting (id),
    lang       TEXT    NOT NULL CHECK (lang IN ('es', 'en', 'qu', 'ay')),
    title      TEXT    NOT NULL CHECK (title <> ''),
    PRIMARY KEY (meeting_id, lang)
) WITHOUT ROWID;
CREATE TABLE plan_meeting_node (
    meeting_id INTEGER NOT NULL REFERENCES plan_meeting (id),
    ord        INTEGER NOT NULL,
    node_id    INTEGER NOT NULL REFERENCES plan_node (id),
    PRIMARY KEY (meeting_id, ord),
    UNIQUE (node_id, meeting_id)
) WITHOUT ROWID;
-- What a citizen saw of a commitment. Of the citizen nothing is kept; of the words only what was published.
CREATE TABLE plan_note (
    id          INTEGER NOT NULL PRIMARY KEY,
    key         TEXT    NOT NULL UNIQUE,
    node_id     INTEGER NOT NULL REFERENCES plan_node (id),
    mark        TEXT    NOT NULL CHECK (mark IN ('advancing', 'stopped', 'finished', 'absent', 'damaged', 'other')),
    text        TEXT    NOT NULL DEFAULT '' CHECK (length(text) <= 280),
    received_on TEXT    NOT NULL CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    state       TEXT    NOT NULL CHECK (state IN ('received', 'in-review', 'published', 'rejected')),
    reason      TEXT CHECK (reason <> ''),
    example     INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    CHECK (state = 'published' OR text = ''),
    CHECK ((state = 'rejected') = (reason IS NOT NULL))
);
CREATE INDEX plan_note_by_commitment ON plan_note (node_id, received_on, id);

-- Warnings of the check (content/pack/findings.md) somebody took for right as they are, by name.
CREATE TABLE plan_acceptance (
    rule        TEXT NOT NULL,
    record      TEXT NOT NULL,
    accepted_by TEXT NOT NULL CHECK (accepted_by <> ''),
    accepted_on TEXT NOT NULL CHECK (accepted_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    reason      TEXT NOT NULL CHECK (reason <> ''),
    notice_id   INTEGER REFERENCES plan_node (id),  -- tells visitors of it
    PRIMARY KEY (rule, record)
) WITHOUT ROWID;

-- Every change of a report, milestone or target, hash-chained: `hash` is SHA-256 over the row's fields and `prev_hash`
-- (content/plan_log.hpp).
CREATE TABLE plan_log (
    seq       INTEGER NOT NULL PRIMARY KEY,
    at        TEXT    NOT NULL,
    actor     TEXT    NOT NULL CHECK (actor <> ''),
    entity    TEXT    NOT NULL,              -- 'report/<key>', 'milestone/<key>', 'target/<indicator>/<period>'
    before    TEXT    NOT NULL DEFAULT '',   -- canonical JSON; '' = it did not exist
    after     TEXT    NOT NULL,
    prev_hash TEXT    NOT NULL,
    hash      TEXT    NOT NULL CHECK (length(hash) = 64)
);
CREATE TRIGGER plan_log_keeps BEFORE UPDATE ON plan_log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER plan_log_stays BEFORE DELETE ON plan_log BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER plan_report_keeps BEFORE UPDATE ON plan_report BEGIN
    SELECT RAISE(ABORT, 'a correction is a new report that supersedes');
END;
CREATE TRIGGER plan_report_stays BEFORE DELETE ON plan_report BEGIN
    SELECT RAISE(ABORT, 'a correction is a new report that supersedes');
END;
