-- What an older release has made.
CREATE TABLE IF NOT EXISTS thing (id INTEGER NOT NULL PRIMARY KEY, content ${binary});
INSERT INTO thing (id, content) SELECT 1, NULL WHERE NOT EXISTS (SELECT 1 FROM thing);
