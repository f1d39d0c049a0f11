-- One-time links by which a key or token is given on a page instead of in the chat. Of the link only a hash is kept, and
-- of what is given nothing: it goes the way of what is typed.
CREATE TABLE handovers (
    hash TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    -- Whose conversation it is, and the question there that the link answers.
    conversation TEXT NOT NULL REFERENCES accounts (id),
    revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- How often something was given that could not be what was asked for.
    faults BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX handovers_account ON handovers (account);
CREATE INDEX handovers_conversation ON handovers (conversation);
