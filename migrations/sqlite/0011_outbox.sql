-- Which app took part in which sign-in, and how it was told of the end. It outlives the sign-in, for a month.
CREATE TABLE sign_in_client (
    sign_in_id BLOB NOT NULL,
    client_id  TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    user_id    BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    since      INTEGER NOT NULL,
    ended_at   INTEGER,
    state      TEXT,                            -- waiting, told, refused, given-up; NULL: it has no address to tell it at
    tries      INTEGER NOT NULL DEFAULT 0,
    answer     TEXT,                            -- what it answered last, or why nothing came
    told_at    INTEGER,                         -- when it took the message, or when nobody tried any more
    framed_at  INTEGER,                         -- when its page was put into the browser that signed out
    PRIMARY KEY (sign_in_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_client_user ON sign_in_client (user_id);
CREATE INDEX sign_in_client_client ON sign_in_client (client_id, ended_at);
CREATE INDEX sign_in_client_ended ON sign_in_client (ended_at) WHERE ended_at IS NOT NULL;

-- Who took part before this was written down.
INSERT INTO sign_in_client (sign_in_id, client_id, user_id, since)
SELECT g.sign_in_id, g.client_id, g.user_id, MIN(g.created_at)
FROM grants g JOIN sign_in s ON s.id = g.sign_in_id
WHERE s.ended_at IS NULL GROUP BY g.sign_in_id, g.client_id, g.user_id;

-- What others have to be told. Written in the transaction of what happened; told afterwards, at least once, in the order of the ids.
CREATE TABLE outbox (
    id           BLOB PRIMARY KEY,              -- UUID v7: the order in which they are told
    kind         TEXT NOT NULL,
    receiver     TEXT NOT NULL,                 -- whose messages keep their order
    user_id      BLOB,
    sign_in_id   BLOB,
    body         BLOB,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,              -- not tried any more
    tries        INTEGER NOT NULL DEFAULT 0,
    last_error   TEXT,
    set_aside_at INTEGER                        -- given up; shown, and removed a month later
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_waiting ON outbox (kind, receiver, id) WHERE set_aside_at IS NULL;
CREATE INDEX outbox_set_aside ON outbox (set_aside_at) WHERE set_aside_at IS NOT NULL;

-- Who is being told by which node, and when one that does not answer is tried again.
CREATE TABLE outbox_receiver (
    kind         TEXT NOT NULL,
    receiver     TEXT NOT NULL,
    failures     INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    lease        BLOB,
    leased_until INTEGER NOT NULL,
    PRIMARY KEY (kind, receiver)
) STRICT, WITHOUT ROWID;
