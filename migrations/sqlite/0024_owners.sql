-- Who looks after an app besides whoever registered it. Times in seconds since 1970.
CREATE TABLE co_owner (
    client_id TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    user_id   BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    since     INTEGER NOT NULL,
    PRIMARY KEY (client_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX co_owner_user ON co_owner (user_id);
CREATE TABLE co_owner_group (
    client_id TEXT NOT NULL REFERENCES client (id) ON DELETE CASCADE,
    group_id  BLOB NOT NULL REFERENCES user_group (id) ON DELETE CASCADE,
    since     INTEGER NOT NULL,
    PRIMARY KEY (client_id, group_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX co_owner_group_group ON co_owner_group (group_id);
