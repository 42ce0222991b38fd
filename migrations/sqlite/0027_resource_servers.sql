-- Resource servers that administrators look after. Times in seconds since 1970.
CREATE TABLE resource_server (
    id                  BLOB PRIMARY KEY,
    identifier          TEXT NOT NULL UNIQUE,       -- `resource` and `aud` (RFC 8707)
    title               TEXT NOT NULL,
    scope               TEXT NOT NULL,              -- the words that are its own, space separated
    access_token_format TEXT,                       -- at+jwt, jwt, opaque; none: as the client registered
    access_token_alg    TEXT,                       -- none: as the client registered
    asks_as             TEXT REFERENCES client (id) ON DELETE SET NULL, -- who introspects its tokens
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL
) STRICT;
CREATE INDEX resource_server_asks_as ON resource_server (asks_as);
