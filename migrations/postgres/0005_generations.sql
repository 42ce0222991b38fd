-- A sign-in's cookies are numbered: at every change of privilege the number goes up, and lower ones are over. So switching
-- accounts changes a row that is there instead of making one each time.
DROP TABLE ended_session;
ALTER TABLE sign_in ADD COLUMN generation BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sign_in ADD COLUMN renewed_at BIGINT;
CREATE INDEX sign_in_renewed ON sign_in (renewed_at) WHERE renewed_at IS NOT NULL;
CREATE TRIGGER sign_in_renewed_tell AFTER UPDATE OF generation ON sign_in
    FOR EACH ROW WHEN (NEW.generation > OLD.generation) EXECUTE FUNCTION tell_of_ended_sessions();
