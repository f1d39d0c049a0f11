-- The ways of answering that Discord opens with each interaction, for a quarter of an hour.
CREATE TABLE replies (
    interaction TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    -- In the private channel of the person and our bot.
    is_direct BIGINT NOT NULL,
    -- Its first message was promised and is yet to come.
    is_open BIGINT NOT NULL,
    -- Further messages that were sent by it.
    follow_ups BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX replies_account ON replies (account, expires_at);
CREATE INDEX replies_expire ON replies (expires_at);

-- The private channel of an account and our bot.
CREATE TABLE direct_channels (
    account TEXT NOT NULL PRIMARY KEY,
    channel TEXT NOT NULL
);

-- By what the commands are known that were last set for everybody, or for one server.
CREATE TABLE command_sets (
    place TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL
);
