-- Of SQLite alone.
SELECT 1;
