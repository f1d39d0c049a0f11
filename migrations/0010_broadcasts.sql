-- Texts to many.

-- Whether somebody wants news; nothing where they never said so, which is yes on Telegram and no on Discord.
ALTER TABLE accounts ADD COLUMN news BIGINT;
-- When they were last here, to the hour.
ALTER TABLE accounts ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0;
UPDATE accounts SET seen_at = created_at;

CREATE TABLE broadcasts (
    id TEXT NOT NULL PRIMARY KEY,
    author TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('scheduled', 'sending', 'paused', 'cancelled', 'done')),
    -- What is said and to whom, as JSON; by the mark the same text is known again.
    content TEXT NOT NULL,
    segment TEXT NOT NULL,
    mark TEXT NOT NULL,
    -- Who sends it: whoever takes it over voids the one before.
    sender TEXT NOT NULL,
    -- Platforms on which it stopped by itself, and why, as JSON.
    stopped TEXT NOT NULL,
    total BIGINT NOT NULL,
    sent BIGINT NOT NULL DEFAULT 0,
    blocked BIGINT NOT NULL DEFAULT 0,
    failed BIGINT NOT NULL DEFAULT 0,
    perhaps BIGINT NOT NULL DEFAULT 0,
    skipped BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    start_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX broadcasts_open ON broadcasts (start_at) WHERE ended_at IS NULL;
CREATE INDEX broadcasts_mark ON broadcasts (mark, created_at);

-- To whom one goes, as it was when it was confirmed. `in_flight` is noted before the platform is asked; what is found so
-- by another sender is `perhaps`: only the platform knows, and it does not tell.
CREATE TABLE broadcast_targets (
    broadcast TEXT NOT NULL REFERENCES broadcasts (id),
    platform TEXT NOT NULL,
    account TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('waiting', 'in_flight', 'sent', 'blocked', 'failed', 'perhaps', 'skipped')),
    cause TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (broadcast, platform, account)
);
CREATE INDEX broadcast_targets_waiting ON broadcast_targets (broadcast, platform, account) WHERE state = 'waiting';
CREATE INDEX broadcast_targets_unsure ON broadcast_targets (broadcast, state)
    WHERE state IN ('in_flight', 'failed', 'perhaps');
CREATE INDEX broadcast_targets_account ON broadcast_targets (account);

-- At what pace a bot speaks while a broadcast goes out, known to all Hatcheries that share the database.
CREATE TABLE paces (
    name TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL
);
