-- Written to see whether writing works: the one row of it.
CREATE TABLE heartbeat (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;
