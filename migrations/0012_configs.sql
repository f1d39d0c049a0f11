-- The config of a bot is one document with a revision, and its history is kept. No secret stands in it.
ALTER TABLE instances ADD COLUMN config TEXT NOT NULL DEFAULT '{}';
ALTER TABLE instances ADD COLUMN config_revision BIGINT NOT NULL DEFAULT 1;

-- It takes the place of what was a column each. Neither a model nor a guest has a quote in it.
UPDATE instances SET config = '{"guests":' || guests || '}' WHERE guests <> '[]' AND model IS NULL;
UPDATE instances SET config = '{"model":"' || model || '"}' WHERE guests = '[]' AND model IS NOT NULL;
UPDATE instances SET config = '{"guests":' || guests || ',"model":"' || model || '"}'
    WHERE guests <> '[]' AND model IS NOT NULL;
ALTER TABLE instances DROP COLUMN model;
ALTER TABLE instances DROP COLUMN guests;

CREATE TABLE configs (
    instance_id TEXT NOT NULL REFERENCES instances (id),
    revision BIGINT NOT NULL,
    document TEXT NOT NULL,
    made_by TEXT NOT NULL,
    -- Set, patched, rolled back …
    how TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (instance_id, revision)
);
INSERT INTO configs (instance_id, revision, document, made_by, how, at)
    SELECT id, 1, config, owner, 'before', created_at FROM instances;
