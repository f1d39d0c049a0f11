-- Keys of AI providers that a person keeps for several bots, and the work that brings another value of one to them.

CREATE TABLE stored_keys (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    provider TEXT NOT NULL,
    -- Raised with each value, so that an old one put back is noticed.
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    tail TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    -- When its provider last said that it is good.
    checked_at BIGINT,
    -- The value before, until all bots have the new one or nobody wants it back.
    before BYTEA,
    before_tail TEXT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX stored_keys_person ON stored_keys (person_id, id);

-- The stored key that a bot has its own sealed copy of. It may be of somebody linked.
ALTER TABLE instances ADD COLUMN stored_key TEXT;
CREATE INDEX instances_stored_key ON instances (stored_key) WHERE stored_key IS NOT NULL;

-- A job that brings a stored key to its bots is its person's and no operator's.
ALTER TABLE fleet_jobs ADD COLUMN stored_key TEXT;
-- Back to the value before.
ALTER TABLE fleet_jobs ADD COLUMN is_back BIGINT NOT NULL DEFAULT 0;
-- One at a time.
CREATE UNIQUE INDEX fleet_jobs_stored_key ON fleet_jobs (stored_key) WHERE stored_key IS NOT NULL AND ended_at IS NULL;
