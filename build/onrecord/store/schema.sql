-- What onrecord remembers between builds. All of it can be made again: delete the file at any time.
-- Columns named `place` are positions in a list, from 0. Columns marked JSON hold short lists.

-- Episodes, as they were last compiled -------------------------------------------------------------------------------

CREATE TABLE episode (
    slug TEXT PRIMARY KEY,
    key TEXT NOT NULL,              -- fingerprint of everything it was compiled from
    environment_key TEXT NOT NULL,  -- fingerprint of what all episodes are compiled with: code, site, shared files
    day TEXT NOT NULL,              -- day of compiling if the result depends on it, else empty
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    date TEXT,
    duration INTEGER,               -- ms
    language TEXT NOT NULL,
    withdrawn INTEGER NOT NULL,
    chapters TEXT NOT NULL,         -- JSON: addresses
    repeats TEXT NOT NULL,          -- JSON: indexes of the passages listed under `repeats` in archive.yml
    version TEXT NOT NULL,          -- fingerprint of the summary and the artifacts
    show TEXT NOT NULL,
    excerpt TEXT NOT NULL,          -- first sentences of its description
    chapter_links TEXT NOT NULL,    -- JSON: titles and addresses
    feed TEXT NOT NULL,             -- XML
    dependencies TEXT NOT NULL,     -- JSON: what it looked for in people.yml, corrections.yml and topics.yml
    child_rows INTEGER NOT NULL     -- number of its rows in the tables below, so that lost rows are noticed
);
CREATE TABLE issue (
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    place INTEGER,
    path TEXT NOT NULL,
    line INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    message TEXT NOT NULL,
    found TEXT NOT NULL,
    hint TEXT NOT NULL,
    severity TEXT NOT NULL,
    affects TEXT NOT NULL,
    PRIMARY KEY (episode, place)
);
CREATE TABLE person (
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    place INTEGER,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    slug TEXT NOT NULL,
    aliases TEXT NOT NULL,          -- JSON
    links TEXT NOT NULL,            -- JSON
    wikidata TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (episode, place)
);
CREATE TABLE voice (
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    place INTEGER,
    speaker TEXT NOT NULL,
    attribution TEXT NOT NULL,
    words INTEGER NOT NULL,
    turns INTEGER NOT NULL,
    duration INTEGER NOT NULL,      -- ms
    url TEXT NOT NULL,
    slug TEXT NOT NULL,
    PRIMARY KEY (episode, place)
);
CREATE TABLE quote (
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    place INTEGER,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    words TEXT NOT NULL,
    origin TEXT NOT NULL,
    speaker TEXT,
    chapter TEXT NOT NULL,
    context TEXT NOT NULL,
    start INTEGER,                  -- ms
    PRIMARY KEY (episode, place)
);
CREATE TABLE term_form (            -- how a topic is named; most episodes that discuss a topic share one
    id INTEGER PRIMARY KEY,
    "key" TEXT NOT NULL,
    slug TEXT NOT NULL,
    label TEXT NOT NULL,
    origin TEXT NOT NULL,
    named INTEGER NOT NULL,
    person INTEGER NOT NULL,
    short TEXT NOT NULL,
    forms TEXT NOT NULL,            -- JSON
    UNIQUE ("key", slug, label, origin, named, person, short, forms)
);
CREATE TABLE topic (
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    place INTEGER,
    term_form INTEGER NOT NULL REFERENCES term_form,
    weight INTEGER NOT NULL,        -- in thousandths
    passages INTEGER NOT NULL,
    spoken INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    chapters TEXT NOT NULL,         -- JSON: places of chapters
    quotes TEXT NOT NULL,           -- JSON: places of quotes
    version TEXT NOT NULL,          -- fingerprint of what lists show of it
    PRIMARY KEY (episode, place)
);
CREATE INDEX topic_by_term_form ON topic (term_form);
CREATE TABLE passage (              -- the passages of a topic, as the archive's pages show them
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    topic INTEGER,
    locators TEXT NOT NULL,         -- JSON objects, separated by commas
    entries TEXT NOT NULL,          -- JSON: address and HTML of each passage
    places TEXT NOT NULL,           -- HTML, like the next
    alone TEXT NOT NULL,
    PRIMARY KEY (episode, topic)
);
CREATE TABLE co_occurrence (
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    place INTEGER,
    one INTEGER NOT NULL,           -- places of topics
    other INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    PRIMARY KEY (episode, place)
);
CREATE TABLE address (              -- every address that the episode ever had
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    place INTEGER,
    url TEXT NOT NULL,
    PRIMARY KEY (episode, place)
);
CREATE TABLE page (
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    place INTEGER,
    url TEXT NOT NULL,
    digest TEXT NOT NULL,           -- of the whole page
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    heading TEXT NOT NULL,
    previous TEXT NOT NULL,
    next TEXT NOT NULL,
    description TEXT NOT NULL,
    head TEXT NOT NULL,             -- HTML
    anchors TEXT NOT NULL,          -- JSON
    content BLOB NOT NULL,          -- HTML, compressed with zlib
    PRIMARY KEY (episode, place)
);
CREATE INDEX page_by_url ON page (url);
CREATE TABLE download (
    episode TEXT REFERENCES episode ON DELETE CASCADE,
    place INTEGER,
    url TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (episode, place)
);
CREATE INDEX download_by_url ON download (url);
CREATE VIEW child_count AS SELECT slug,
      (SELECT count(*) FROM issue WHERE episode = episode.slug)
    + (SELECT count(*) FROM person WHERE episode = episode.slug)
    + (SELECT count(*) FROM voice WHERE episode = episode.slug)
    + (SELECT count(*) FROM quote WHERE episode = episode.slug)
    + (SELECT count(*) FROM topic JOIN term_form ON term_form.id = topic.term_form WHERE episode = episode.slug)
    + (SELECT count(*) FROM passage WHERE episode = episode.slug)
    + (SELECT count(*) FROM co_occurrence WHERE episode = episode.slug)
    + (SELECT count(*) FROM address WHERE episode = episode.slug)
    + (SELECT count(*) FROM page WHERE episode = episode.slug)
    + (SELECT count(*) FROM download WHERE episode = episode.slug) AS child_rows
FROM episode;

-- Pages and downloads that show several episodes ----------------------------------------------------------------------

CREATE TABLE archive (              -- one row
    version TEXT NOT NULL,          -- fingerprint of everything that they show
    environment_key TEXT NOT NULL,
    outputs INTEGER NOT NULL        -- number of rows below, so that lost rows are noticed
);
CREATE TABLE archive_output (
    draft TEXT NOT NULL,            -- fingerprint of the draft
    topic TEXT NOT NULL,            -- key of the topic that it is about; empty if it is about none
    url TEXT PRIMARY KEY,
    digest TEXT NOT NULL,           -- of the page or download made from it
    kind TEXT NOT NULL,             -- empty for a download, like the columns below
    title TEXT NOT NULL,
    heading TEXT NOT NULL,
    previous TEXT NOT NULL,
    next TEXT NOT NULL
);

CREATE TABLE topic_version (        -- the topics in archive_output
    "key" TEXT PRIMARY KEY,
    version TEXT NOT NULL           -- fingerprint of what their pages show of the index, beside the episodes
);

-- Files of built sites. An archive may be built into several folders ---------------------------------------------------

CREATE TABLE site (
    folder TEXT PRIMARY KEY,
    files INTEGER NOT NULL          -- number of its rows in site_file, so that lost rows are noticed
);
CREATE TABLE site_owner (           -- episodes, the archive's pages, the theme, …
    site TEXT REFERENCES site ON DELETE CASCADE,
    owner TEXT,
    version TEXT NOT NULL,          -- equal versions have equal files with equal keys
    digest TEXT NOT NULL,           -- of the content of all its files
    PRIMARY KEY (site, owner)
);
CREATE TABLE site_file (
    site TEXT REFERENCES site ON DELETE CASCADE,
    path TEXT,
    owner TEXT NOT NULL,
    key TEXT NOT NULL,              -- fingerprint of everything that the file depends on
    digest TEXT NOT NULL,           -- of its content
    mtime INTEGER NOT NULL,         -- ns
    size INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    PRIMARY KEY (site, path)
);
CREATE INDEX site_file_by_owner ON site_file (site, owner, path);

-- The last build that finished -------------------------------------------------------------------------------------------

CREATE TABLE build (                -- at most one row: none if the next build must run whatever it finds
    site TEXT NOT NULL REFERENCES site ON DELETE CASCADE,
    is_default INTEGER NOT NULL,    -- the site is where the configuration says
    environment_key TEXT NOT NULL,  -- fingerprint of libraries, environment variables and the day
    roots TEXT NOT NULL,            -- JSON: files and folders that it read; the first is the configuration
    warnings INTEGER NOT NULL,      -- number of warnings, also of those that it did not repeat
    episodes INTEGER NOT NULL
);
CREATE TABLE reported (             -- warnings about the content
    text TEXT PRIMARY KEY           -- without line and column, which an edit above changes
);
CREATE TABLE input_file (           -- files that it read. One that changed shortly before is not recorded
    path TEXT PRIMARY KEY,
    mtime INTEGER NOT NULL,         -- ns, like the next
    ctime INTEGER NOT NULL,
    size INTEGER NOT NULL,          -- -1: no such file; -2: a folder
    inode INTEGER NOT NULL
);
