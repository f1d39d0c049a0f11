-- The key or token that a bot had before, as long as nobody knows whether it is well with the one that took its place.
ALTER TABLE secrets ADD COLUMN before BYTEA;
-- The version that it was sealed for, which is its own and not that of what is there now.
ALTER TABLE secrets ADD COLUMN before_version BIGINT;
-- Nobody else may use a token that its bot may get back.
ALTER TABLE secrets ADD COLUMN before_mark TEXT;
-- Who the bot was by it, and which stored key it is, as JSON.
ALTER TABLE secrets ADD COLUMN before_was TEXT;
-- Since when.
ALTER TABLE secrets ADD COLUMN before_at BIGINT;
CREATE INDEX secrets_before ON secrets (before_mark) WHERE before_mark IS NOT NULL;
