-- Accounts that were linked with each other are one person: those who were different persons before share a circle.
-- Whoever an older Hatchery adds meanwhile has none of their own yet and is a circle by themselves.
ALTER TABLE persons ADD COLUMN circle TEXT;
CREATE INDEX persons_circle ON persons (circle);
CREATE VIEW circles AS SELECT id AS person_id, COALESCE(circle, id) AS circle FROM persons;

-- What the platform calls an account: what others are shown of it before they link theirs with it.
ALTER TABLE accounts ADD COLUMN name TEXT;

-- A link that is being made. The code is kept as a hash and goes with the first who gives it.
CREATE TABLE links (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT UNIQUE,
    host TEXT NOT NULL REFERENCES accounts (id),
    guest TEXT REFERENCES accounts (id),
    host_agrees BIGINT NOT NULL,
    guest_agrees BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX links_host ON links (host);
