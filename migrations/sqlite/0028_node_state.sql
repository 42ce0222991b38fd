-- What tells nodes apart that do not go together; empty of nodes of former versions.
ALTER TABLE node ADD COLUMN knows INTEGER;    -- the newest schema its program knows
ALTER TABLE node ADD COLUMN ahead INTEGER;    -- seconds that its clock is ahead of the database's
