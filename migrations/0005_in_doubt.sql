-- A letter that was given to its platform and of which nobody noted what came: it may have arrived already.
ALTER TABLE outbox ADD COLUMN in_doubt BIGINT NOT NULL DEFAULT 0;
