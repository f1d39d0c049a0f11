-- Bots at Railway, and bots on more channels than one.

-- Who a bot is on each channel, as JSON by channel; it takes the place of the name on Telegram alone.
ALTER TABLE instances ADD COLUMN presences TEXT NOT NULL DEFAULT '{}';
UPDATE instances SET presences = '{"telegram":{"handle":"' || handle || '","take_over":'
    || CASE WHEN take_over = 1 THEN 'true' ELSE 'false' END || '}}' WHERE handle IS NOT NULL;
UPDATE instances SET presences = '{"telegram":{"handle":null,"take_over":true}}' WHERE handle IS NULL AND take_over = 1;
ALTER TABLE instances DROP COLUMN handle;
ALTER TABLE instances DROP COLUMN take_over;

-- What exists of a bot at Railway, as JSON; nothing before it has a place and after it is removed.
ALTER TABLE instances ADD COLUMN remote TEXT;

-- What a bot has cost this month so far, in millionths of a dollar, and when that was asked.
ALTER TABLE instances ADD COLUMN cost BIGINT;
ALTER TABLE instances ADD COLUMN cost_at BIGINT;

-- The project of each person at Railway. It is made by one operation, and not used any more while it is left.
CREATE TABLE places (
    person_id TEXT NOT NULL PRIMARY KEY REFERENCES persons (id),
    maker TEXT NOT NULL,
    project TEXT,
    environment TEXT,
    leaving BIGINT NOT NULL
);
