-- Fewer pages for each turn to write.

-- An index of open conversations by the hour in which they were last touched: nearly all turns leave it as it is.
ALTER TABLE sessions ADD COLUMN touched_hour BIGINT NOT NULL DEFAULT 0;
UPDATE sessions SET touched_hour = updated_at / 3600000;
DROP INDEX sessions_open;
CREATE INDEX sessions_open ON sessions (touched_hour) WHERE is_idle = 0;

-- What is yet to be done is so little that it is looked through faster than an index of it is kept.
DROP INDEX effects_due;
