-- Sign-ins by the day, without reading a row of the audit.
CREATE INDEX audit_sign_ins ON audit (act, at, count) WHERE act IN ('sign-in.made', 'sign-in.failed');
-- How many people there are, and how many are new.
CREATE INDEX users_by_age ON users (created_at);
-- What an app was used for by the day.
CREATE INDEX sign_in_client_since ON sign_in_client (client_id, since);

-- The nodes of this installation, each as it said itself a minute ago.
CREATE TABLE node (
    id         UUID PRIMARY KEY,              -- of one process
    host       TEXT NOT NULL,
    version    TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL
);
