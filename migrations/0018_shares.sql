-- What a bot is made of, offered to whoever has the code: no key, no token, nobody's name. One for a bot at a time.
CREATE TABLE shares (
    -- The SHA-256 of the code.
    code TEXT NOT NULL PRIMARY KEY,
    instance_id TEXT NOT NULL UNIQUE REFERENCES instances (id),
    recipe TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    -- How often one was made after it.
    taken BIGINT NOT NULL DEFAULT 0
);
