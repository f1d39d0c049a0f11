-- When somebody asked by a token or from an address, as far as it counts: in one row, so that counting once more changes
-- one page and no index. All replicas share it.
DROP TABLE api_hits;
CREATE TABLE api_counts (
    bucket TEXT NOT NULL PRIMARY KEY,
    -- The first moment, and for each later one how many milliseconds after the one before.
    moments TEXT NOT NULL,
    -- When the last of these counts no more.
    until BIGINT NOT NULL
);
