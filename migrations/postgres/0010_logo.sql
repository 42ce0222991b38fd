-- Pictures of apps, written anew by the server.
CREATE TABLE client_logo (
    client_id  TEXT PRIMARY KEY REFERENCES client (id) ON DELETE CASCADE,
    digest     TEXT NOT NULL,                   -- in the address: another picture has another one
    png        BYTEA NOT NULL,                  -- at most 64 kB
    created_at BIGINT NOT NULL
);
