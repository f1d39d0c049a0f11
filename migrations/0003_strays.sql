-- What has exactly our mark at Railway and no bot here. It is removed only on an admin's word.
CREATE TABLE strays (
    id TEXT NOT NULL PRIMARY KEY,
    -- Ours, as it stands at Railway.
    name TEXT NOT NULL UNIQUE,
    project TEXT NOT NULL,
    environment TEXT NOT NULL,
    -- Railway's id of the service; nothing when the empty project itself is what is left.
    service TEXT,
    found_at BIGINT NOT NULL
);
