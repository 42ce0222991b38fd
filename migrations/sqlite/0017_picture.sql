-- Pictures of people, written anew by the server.
CREATE TABLE user_picture (
    user_id    BLOB PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    name       TEXT NOT NULL UNIQUE,            -- in the address: 128 random bits, others for another picture
    jpeg       BLOB NOT NULL,                   -- at most 64 kB
    created_at INTEGER NOT NULL
) STRICT;
