-- Several Hatcheries that share a database.

-- What one of them does for all: who does it, and until when that holds unless it is renewed.
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);

-- One letter at a time to each account.
CREATE INDEX outbox_account ON outbox (account) WHERE sent_revision < revision;
