-- Detainers for one person prepared on one day: all but the first.
SELECT rows.n
FROM rows
JOIN (
    SELECT who, "act.time.day", min(n) AS kept
    FROM rows
    WHERE who IS NOT NULL AND "act.time.day" IS NOT NULL
    GROUP BY who, "act.time.day"
    HAVING count(*) > 1
) AS doubled ON rows.who = doubled.who AND rows."act.time.day" = doubled."act.time.day"
WHERE rows.n <> doubled.kept
