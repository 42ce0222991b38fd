-- Text of a browser that is too long for its URL: authorization requests under way, and half-filled forms. Strangers can
-- cause these rows, so each knows the network it came from, and they are counted by it and in all.
DROP TABLE pushed_request;
CREATE TABLE parcel (
    id_hash    BYTEA PRIMARY KEY,
    content    BYTEA NOT NULL,                     -- sealed
    source     BYTEA NOT NULL,                     -- a hash of the network
    expires_at BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL                       -- expires_at never moves beyond it
);
CREATE INDEX parcel_expiry ON parcel (expires_at);
CREATE INDEX parcel_source ON parcel (source);
