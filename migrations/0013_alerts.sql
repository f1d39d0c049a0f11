-- What is wrong now: a row from when it is raised until it is over. Whoever sees it keeps it up.
CREATE TABLE alarms (
    name TEXT NOT NULL,
    -- What it is about, where there may be several: a platform.
    subject TEXT NOT NULL,
    since BIGINT NOT NULL,
    -- 0 until somebody was told of it.
    told_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    seen_by TEXT NOT NULL,
    -- JSON of what was read last.
    reading TEXT NOT NULL,
    PRIMARY KEY (name, subject)
);

-- Which alarms nobody is told of for a while, and on whose word: the name of one, or `all`.
CREATE TABLE mutes (
    name TEXT NOT NULL PRIMARY KEY,
    until BIGINT NOT NULL,
    muted_by TEXT NOT NULL
);

-- What is on its way to the webhook, in order. What comes later about the same takes the place of what was not posted.
CREATE TABLE posts (
    id TEXT NOT NULL PRIMARY KEY,
    about TEXT NOT NULL,
    alert TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    due BIGINT NOT NULL,
    lease_token BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- What a round trip is measured with.
CREATE TABLE pulse (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

-- Since when a letter waits, however often it was put off; 0 for those from before.
ALTER TABLE outbox ADD COLUMN wanted_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX operations_over ON operations (ended_at) WHERE ended_at IS NOT NULL;
