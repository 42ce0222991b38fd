-- Text of a browser that is too long for its URL: authorization requests under way, and half-filled forms. Strangers can
-- cause these rows, so each knows the network it came from, and they are counted by it and in all.
DROP TABLE pushed_request;
CREATE TABLE parcel (
    id_hash    BLOB PRIMARY KEY,
    content    BLOB NOT NULL,                      -- sealed
    source     BLOB NOT NULL,                      -- a hash of the network
    expires_at INTEGER NOT NULL,
    ends_at    INTEGER NOT NULL                      -- expires_at never moves beyond it
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_expiry ON parcel (expires_at);
CREATE INDEX parcel_source ON parcel (source);
