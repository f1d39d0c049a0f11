-- Neighbours that cannot be asked, and since when: known to all Hatcheries that share the database.
CREATE TABLE neighbours (
    name TEXT NOT NULL PRIMARY KEY,
    away_since BIGINT NOT NULL
);
