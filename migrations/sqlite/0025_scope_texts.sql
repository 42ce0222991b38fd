-- What scope words of resource servers mean, for people. Times in seconds since 1970.
CREATE TABLE scope_text (
    word        TEXT NOT NULL,
    language    TEXT NOT NULL,                      -- BCP 47
    title       TEXT NOT NULL,                      -- "Read your notes"
    description TEXT NOT NULL,                      -- may be empty
    updated_at  INTEGER NOT NULL,
    PRIMARY KEY (word, language)
) STRICT, WITHOUT ROWID;
