-- Updates that one door has confirmed to its platform and not yet taken, sealed, in batches as they came.
CREATE TABLE inbox (
    id TEXT PRIMARY KEY,
    sealed BYTEA NOT NULL,
    at BIGINT NOT NULL
);
