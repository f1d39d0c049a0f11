-- Who helps to run it beyond those whom the settings name.
CREATE TABLE roles (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    role TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted_at BIGINT NOT NULL
);

-- A tier may be for a time; somebody may be shut out, for a reason that they are told.
ALTER TABLE persons ADD COLUMN tier_until BIGINT;
ALTER TABLE persons ADD COLUMN banned BIGINT NOT NULL DEFAULT 0;
ALTER TABLE persons ADD COLUMN ban_reason TEXT;

-- Limits of one person that take the place of their tier's; of a circle the newest counts.
CREATE TABLE overrides (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES persons (id),
    -- As TIER_FREE has them.
    limits TEXT NOT NULL,
    until BIGINT,
    set_at BIGINT NOT NULL
);

-- The end of a code, by which it is recognised in a list, and for how many it was made.
ALTER TABLE invites ADD COLUMN tail TEXT NOT NULL DEFAULT '';
ALTER TABLE invites ADD COLUMN uses BIGINT NOT NULL DEFAULT 1;

-- What makes new bots wait: a row while it is on.
CREATE TABLE switches (
    name TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL
);

-- What was done, and by whom; nobody where it came by itself. It is only ever added to. No secret stands here.
CREATE TABLE acts (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT,
    -- Where it was said: a platform, or the API.
    door TEXT NOT NULL,
    kind TEXT NOT NULL,
    person_id TEXT,
    instance_id TEXT,
    operation_id TEXT,
    subject TEXT NOT NULL,
    before TEXT,
    after TEXT
);
CREATE INDEX acts_person ON acts (person_id, id);
CREATE INDEX acts_instance ON acts (instance_id, id);

-- Who asked to be forgotten, until nothing is left of them.
CREATE TABLE farewells (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES persons (id),
    account TEXT NOT NULL,
    receipt TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    erased_at BIGINT
);
