-- All bots at once: what each was deployed with, work on many, and what was found out about one.

-- The version of the blueprint that a bot was last deployed with; nothing where that was before it was noted.
ALTER TABLE instances ADD COLUMN deployed_with TEXT;
CREATE INDEX instances_fleet ON instances (id) WHERE live = 1;
-- How the last deployment of a bot went.
CREATE INDEX operations_ended ON operations (instance_id, created_at) WHERE ended_at IS NOT NULL;

-- Nobody is told how far such an operation is: whoever asked for many sees them together.
ALTER TABLE operations ADD COLUMN quiet BIGINT NOT NULL DEFAULT 0;

-- Work on many bots: a few first, then the rest in waves. Whoever has its row locked says what comes next.
CREATE TABLE fleet_jobs (
    id TEXT NOT NULL PRIMARY KEY,
    author TEXT NOT NULL,
    deed TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'running', 'paused', 'stopped', 'cancelled', 'done')),
    canary BIGINT NOT NULL,
    wave BIGINT NOT NULL,
    -- It stops by itself when so many have failed since it was last told to go on.
    patience BIGINT NOT NULL,
    forgiven BIGINT NOT NULL,
    -- The number of the present wave, and how many of it are yet to be asked.
    wave_number BIGINT NOT NULL,
    wave_left BIGINT NOT NULL,
    -- It stopped because one of the first failed.
    canary_failed BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX fleet_jobs_open ON fleet_jobs (id) WHERE ended_at IS NULL;

-- The bots that a job is about, as they were chosen. Each has one operation, by whose id it is found again.
CREATE TABLE fleet_targets (
    job_id TEXT NOT NULL REFERENCES fleet_jobs (id),
    -- It may be forgotten with its owner.
    instance_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'done', 'failed', 'skipped')),
    wave_number BIGINT,
    operation_id TEXT,
    -- As JSON: why it failed, or why it was left out.
    why TEXT,
    PRIMARY KEY (job_id, instance_id)
);
CREATE INDEX fleet_targets_state ON fleet_targets (job_id, state, instance_id);

-- What was found out about a bot, for whoever asked and nobody else.
CREATE TABLE diagnoses (
    id TEXT NOT NULL PRIMARY KEY,
    instance_id TEXT NOT NULL,
    -- As it was called then.
    name TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    person_id TEXT NOT NULL,
    -- As JSON, when it is there.
    findings TEXT,
    attempt BIGINT NOT NULL,
    due BIGINT NOT NULL,
    lease_token BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    asked_at BIGINT NOT NULL,
    ended_at BIGINT
);
-- One at a time of one bot for one person.
CREATE UNIQUE INDEX diagnoses_open ON diagnoses (person_id, instance_id) WHERE ended_at IS NULL;
CREATE INDEX diagnoses_person ON diagnoses (person_id, id);
CREATE INDEX diagnoses_due ON diagnoses (due) WHERE ended_at IS NULL;
