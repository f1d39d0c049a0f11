-- The command menus that were set last, in short, and when.
ALTER TABLE installation ADD COLUMN menus TEXT;
ALTER TABLE installation ADD COLUMN menus_at BIGINT NOT NULL DEFAULT 0;
