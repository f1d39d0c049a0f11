-- Times are Unix milliseconds, yes/no is 0/1, ids are made by Hatchery, lists are JSON.

CREATE TABLE persons (
    id TEXT NOT NULL PRIMARY KEY,
    tier TEXT NOT NULL,
    access BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

-- A person on one platform, `telegram:42`.
CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    language TEXT,
    platform_language TEXT,
    reachable BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX accounts_person ON accounts (person_id);

-- Where a conversation stands; sealed as a whole.
CREATE TABLE sessions (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    is_idle BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX sessions_open ON sessions (updated_at) WHERE is_idle = 0;

-- Updates that were answered, so that a second delivery changes nothing.
CREATE TABLE updates (
    platform TEXT NOT NULL,
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (platform, id)
);
CREATE INDEX updates_at ON updates (at);

-- What a committed turn has yet to do; sealed, because a reply may hold what only its reader may see.
CREATE TABLE effects (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    due BIGINT NOT NULL
);
CREATE INDEX effects_due ON effects (due);

CREATE TABLE instances (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES persons (id),
    owner TEXT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    blueprint TEXT NOT NULL,
    provider TEXT NOT NULL,
    model TEXT,
    channels TEXT NOT NULL,
    handle TEXT,
    guests TEXT NOT NULL,
    take_over BIGINT NOT NULL,
    target TEXT NOT NULL,
    status TEXT NOT NULL,
    live BIGINT NOT NULL,
    port BIGINT,
    problem TEXT,
    problem_at BIGINT,
    -- The versions of its secrets added up: a secret that was put back makes the sum wrong.
    secret_versions BIGINT NOT NULL,
    status_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX instances_name ON instances (person_id, name_key) WHERE live = 1;
CREATE INDEX instances_person ON instances (person_id, live);
CREATE INDEX instances_watched ON instances (target, status) WHERE live = 1;

CREATE TABLE secrets (
    instance_id TEXT NOT NULL REFERENCES instances (id),
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    tail TEXT NOT NULL,
    fingerprint TEXT,
    PRIMARY KEY (instance_id, kind)
);
-- One token, one live bot: the mark is taken away when the bot is no longer live.
CREATE UNIQUE INDEX secrets_in_use ON secrets (fingerprint) WHERE fingerprint IS NOT NULL;

CREATE TABLE operations (
    id TEXT NOT NULL PRIMARY KEY,
    instance_id TEXT NOT NULL REFERENCES instances (id),
    kind TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES accounts (id),
    idempotency_key TEXT,
    state TEXT NOT NULL CHECK (state IN ('doing', 'undoing', 'done', 'failed')),
    stage TEXT NOT NULL,
    attempt BIGINT NOT NULL,
    cancelled BIGINT NOT NULL,
    why TEXT,
    due BIGINT NOT NULL,
    lease_token BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    stage_since BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
-- One operation per instance at a time.
CREATE UNIQUE INDEX operations_open ON operations (instance_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX operations_idempotency ON operations (asked_by, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX operations_due ON operations (due) WHERE ended_at IS NULL;

-- Intent before a call, result after it.
CREATE TABLE steps (
    operation_id TEXT NOT NULL REFERENCES operations (id),
    state TEXT NOT NULL,
    stage TEXT NOT NULL,
    intent_at BIGINT NOT NULL,
    done_at BIGINT,
    PRIMARY KEY (operation_id, state, stage)
);

CREATE TABLE quota_uses (
    operation_id TEXT NOT NULL PRIMARY KEY REFERENCES operations (id),
    person_id TEXT NOT NULL REFERENCES persons (id),
    at BIGINT NOT NULL,
    returned BIGINT NOT NULL
);
CREATE INDEX quota_uses_person ON quota_uses (person_id, at);

-- Messages to people, written in the transaction of the change they tell about.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    operation_id TEXT,
    note TEXT NOT NULL,
    revision BIGINT NOT NULL,
    sent_revision BIGINT NOT NULL,
    message TEXT,
    attempt BIGINT NOT NULL,
    due BIGINT NOT NULL,
    lease_token BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
-- The progress of an operation is one message.
CREATE UNIQUE INDEX outbox_progress ON outbox (operation_id) WHERE operation_id IS NOT NULL;
CREATE INDEX outbox_due ON outbox (due) WHERE sent_revision < revision;

CREATE TABLE invites (
    code TEXT NOT NULL PRIMARY KEY,
    made_by TEXT NOT NULL,
    uses_left BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- A known text sealed with each master key, by which a wrong key is noticed at start.
CREATE TABLE canaries (
    key_id TEXT NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL
);

-- One row: what tells this Hatchery from another on the same target.
CREATE TABLE installation (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    tag TEXT NOT NULL
);
