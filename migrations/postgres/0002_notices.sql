-- Tells every node at the commit that sessions were ended, whoever ended them. PostgreSQL only: a SQLite file has one node.
-- The notice says nothing but that; the node reads what is new. Notices of one transaction are sent as one.
CREATE FUNCTION tell_of_ended_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('lanyard_ended', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER ended_session_tell AFTER INSERT ON ended_session
    FOR EACH ROW EXECUTE FUNCTION tell_of_ended_sessions();

CREATE TRIGGER sign_in_tell AFTER UPDATE OF ended_at ON sign_in
    FOR EACH ROW WHEN (NEW.ended_at IS DISTINCT FROM OLD.ended_at) EXECUTE FUNCTION tell_of_ended_sessions();

CREATE TRIGGER users_tell AFTER UPDATE OF sessions_not_before ON users
    FOR EACH ROW WHEN (NEW.sessions_not_before > OLD.sessions_not_before) EXECUTE FUNCTION tell_of_ended_sessions();
