-- The topic that a bot has in somebody's private chat with ours, where that chat has topics.
CREATE TABLE topics (
    account TEXT NOT NULL REFERENCES accounts (id),
    instance_id TEXT NOT NULL REFERENCES instances (id),
    -- As Telegram numbers it in this chat.
    topic BIGINT NOT NULL,
    -- Before that it is not tried again to remove it.
    due BIGINT NOT NULL,
    PRIMARY KEY (account, instance_id)
);
CREATE INDEX topics_instance ON topics (instance_id);
