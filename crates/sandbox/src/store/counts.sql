-- How many logs have the same status and message, were last changed in the same minute, and go to addresses with the same
-- beginning: `lastModified` is the beginning of the minute, `address` the first five characters. Everything that is
-- counted by these is answered from here, see read/counts.rs.
CREATE TABLE IF NOT EXISTS {log}_counts (
    delivery_id INTEGER NOT NULL, status INTEGER NOT NULL, msg_id INTEGER NOT NULL, lastModified INTEGER NOT NULL,
    address TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (delivery_id, status, msg_id, lastModified, address)
) WITHOUT ROWID;
-- A database that was made before these tables.
INSERT INTO {log}_counts
    SELECT log.delivery_id, log.status, log.msg_id, coalesce(log.lastModified / 60000 * 60000, 0), substr(log.address, 1, 5), count(*) FROM {log} AS log
    WHERE NOT EXISTS (SELECT 1 FROM {log}_counts) GROUP BY 1, 2, 3, 4, 5;
CREATE TRIGGER IF NOT EXISTS {log}_inserted AFTER INSERT ON {log} BEGIN
    INSERT INTO {log}_counts VALUES (new.delivery_id, new.status, new.msg_id, coalesce(new.lastModified / 60000 * 60000, 0), substr(new.address, 1, 5), 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER IF NOT EXISTS {log}_deleted AFTER DELETE ON {log} BEGIN
    UPDATE {log}_counts SET n = n - 1 WHERE delivery_id = old.delivery_id AND status = old.status AND msg_id = old.msg_id
        AND lastModified = coalesce(old.lastModified / 60000 * 60000, 0) AND address = substr(old.address, 1, 5);
    DELETE FROM {log}_counts WHERE n = 0 AND delivery_id = old.delivery_id AND status = old.status AND msg_id = old.msg_id
        AND lastModified = coalesce(old.lastModified / 60000 * 60000, 0) AND address = substr(old.address, 1, 5);
END;
CREATE TRIGGER IF NOT EXISTS {log}_updated AFTER UPDATE OF delivery_id, status, msg_id, lastModified, address ON {log} BEGIN
    UPDATE {log}_counts SET n = n - 1 WHERE delivery_id = old.delivery_id AND status = old.status AND msg_id = old.msg_id
        AND lastModified = coalesce(old.lastModified / 60000 * 60000, 0) AND address = substr(old.address, 1, 5);
    DELETE FROM {log}_counts WHERE n = 0 AND delivery_id = old.delivery_id AND status = old.status AND msg_id = old.msg_id
        AND lastModified = coalesce(old.lastModified / 60000 * 60000, 0) AND address = substr(old.address, 1, 5);
    INSERT INTO {log}_counts VALUES (new.delivery_id, new.status, new.msg_id, coalesce(new.lastModified / 60000 * 60000, 0), substr(new.address, 1, 5), 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
END;
