-- Keys and tokens that nobody has asked their platform about yet, and the operations that begin with asking.
ALTER TABLE secrets ADD COLUMN unchecked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE operations ADD COLUMN checks BIGINT NOT NULL DEFAULT 0;

-- Requests of a token or an address, each with its time: as many of a minute that slides, shared by all replicas.
DROP TABLE api_rates;
CREATE TABLE api_hits (
    bucket TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX api_hits_bucket ON api_hits (bucket, at);
CREATE INDEX api_hits_at ON api_hits (at);
