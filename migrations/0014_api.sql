-- What the HTTP API keeps: who may come in by it, what was asked with which key, and how often.

-- A token is kept as a hash and known by its end. Its account acts, with what the scopes allow.
CREATE TABLE api_tokens (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    hash TEXT NOT NULL UNIQUE,
    tail TEXT NOT NULL,
    scopes TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX api_tokens_account ON api_tokens (account);

-- What was answered to a request with an Idempotency-Key. Neither the body nor the answer holds a secret: of the
-- body only its digest is kept.
CREATE TABLE api_requests (
    token_id TEXT NOT NULL REFERENCES api_tokens (id),
    request_key TEXT NOT NULL,
    digest TEXT NOT NULL,
    status BIGINT,
    answer TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (token_id, request_key)
);
CREATE INDEX api_requests_at ON api_requests (at);

-- Requests of a token or an address in a minute, shared by all replicas.
CREATE TABLE api_rates (
    bucket TEXT PRIMARY KEY,
    minute BIGINT NOT NULL,
    n BIGINT NOT NULL
);
CREATE INDEX api_rates_minute ON api_rates (minute);
