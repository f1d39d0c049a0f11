-- To which private page Telegram's word on who opened it belongs: such a word is good for one link. It names nobody.
CREATE TABLE page_openings (
    query TEXT NOT NULL PRIMARY KEY,
    -- Of the link, as in `handovers`.
    hash TEXT NOT NULL,
    opened_at BIGINT NOT NULL
);
