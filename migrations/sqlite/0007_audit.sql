-- What was done, by whom. No statement of the server changes or removes a row, so that a chain of hashes can be laid over them.
CREATE TABLE audit (
    id        BLOB PRIMARY KEY,               -- UUID version 7: in the order in which it was done
    at        INTEGER NOT NULL,
    actor     TEXT NOT NULL,                  -- person, operator, app, system
    actor_id  TEXT,                           -- account, operating system's user, or client_id
    act       TEXT NOT NULL,                  -- audit::Act
    object    TEXT NOT NULL,                  -- account, app, server
    object_id TEXT,
    address   TEXT,                           -- where the request came from
    request   TEXT,                           -- its reference, as error pages and log lines have it
    count     INTEGER NOT NULL,               -- how many of the same this row stands for
    details   TEXT NOT NULL                   -- JSON object without secrets
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_actor ON audit (actor_id, id);
CREATE INDEX audit_object ON audit (object_id, id);
