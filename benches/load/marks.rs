//! What the figures are to be, for one processor of the machine that the peers were measured on. On another machine, or a
//! busy one, they say nothing; two figures of one run may be compared.

const MARKS: [(&str, &str); 24] = [
    ("saturation, SQLite", "≥ 7,500"),
    ("processor time, SQLite", "≤ 120"),
    ("reply at 200/s, p50", "≤ 0.4"),
    ("reply at 200/s, p99", "≤ 1.5"),
    ("saturation, 40 ms away, long poll", "≥ 2,300"),
    ("saturation, 40 ms away, webhook", "≥ 5,000"),
    ("start to first reply", "≤ 50"),
    ("memory idle", "≤ 18"),
    ("memory with 10,000 open conversations", "≤ 25"),
    ("hatchling memory, idle", "≤ 12"),
    ("own time in a deploy, at a Railway that is done at once", "≤ 150"),
    ("Railway requests", "≤ 12"),
    ("Railway requests for watching 100 bots of 100 people", "≤ 60"),
    ("Railway requests for watching 100 bots without an address", "≤ 60"),
    ("broadcast", "≥ 29"),
    ("broadcast, refused", "0"),
    ("broadcast to 1000000", "≥ 29"),
    ("broadcast to 1000000, refused", "0"),
    ("broadcast to 1000000: the most memory beyond idle", "≤ 30"),
    ("POST deploy, PostgreSQL", "≥ 1,500"),
    ("POST deploy, PostgreSQL, p99", "≤ 30"),
    ("GET list, PostgreSQL", "≥ 15,000"),
    ("POST deploy, SQLite", "≥ 1,500"),
    ("GET list, SQLite", "≥ 15,000"),
];

/// The mark of a figure, where it has one.
pub fn mark(figure: &str) -> &'static str {
    MARKS.iter().find(|(known, _)| *known == figure).map_or("–", |(_, mark)| mark)
}
