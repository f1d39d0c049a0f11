-- Bots on Telegram that people have made through us, each with one tap instead of a token from BotFather.

-- What somebody was last offered to make. What Telegram tells of the bot carries no mark of ours, so it is matched by who
-- made it.
CREATE TABLE managed_wishes (
    account TEXT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    -- The question of the conversation that offered it.
    revision BIGINT NOT NULL,
    name TEXT NOT NULL,
    username TEXT NOT NULL,
    state TEXT NOT NULL,
    -- Telegram's id of the bot that came of it.
    made TEXT,
    expires_at BIGINT NOT NULL
);

-- A bot that Telegram lets us manage, by Telegram's id.
CREATE TABLE managed_bots (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES accounts (id),
    username TEXT NOT NULL,
    -- The bot here that speaks by it, as far as there is one.
    instance_id TEXT REFERENCES instances (id),
    -- Counts what has to be looked at, so that nothing is taken for done that came meanwhile.
    news BIGINT NOT NULL,
    -- When it is looked at; nothing while there is nothing to do.
    due BIGINT,
    attempt BIGINT NOT NULL,
    -- It is to get another token.
    rotates BIGINT NOT NULL,
    -- Tries to give it description, commands and menu.
    greetings BIGINT NOT NULL
);
CREATE INDEX managed_bots_owner ON managed_bots (owner);
CREATE INDEX managed_bots_instance ON managed_bots (instance_id);
CREATE INDEX managed_bots_due ON managed_bots (due) WHERE due IS NOT NULL;
