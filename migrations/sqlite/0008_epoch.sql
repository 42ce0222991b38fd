-- What must come before what is decided by counting, never by two readings of a clock that may step back. An account's epoch goes up
-- whenever every sign-in so far ends: a password is chosen, the account is switched off. Sign-ins, grants and codes know theirs; none
-- is from before this was counted. sessions_not_before is for versions that do not count yet.
ALTER TABLE users ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sign_in ADD COLUMN epoch INTEGER;
