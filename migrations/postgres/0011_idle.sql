-- Whether a sign-in ends when its browser is not seen for a while: not those that were to be kept. What signed in before this column
-- was there ends by its absolute limit alone.
ALTER TABLE sign_in ADD COLUMN idle_ends BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX sign_in_idle ON sign_in (last_seen_at) WHERE idle_ends AND ended_at IS NULL;
