-- What tells nodes apart that do not go together; empty of nodes of former versions.
ALTER TABLE node ADD COLUMN knows BIGINT;    -- the newest schema its program knows
ALTER TABLE node ADD COLUMN ahead BIGINT;    -- seconds that its clock is ahead of the database's
