-- Detainers for one person prepared on one day: all but the first.
SELECT n
FROM (
    SELECT n, row_number() OVER (PARTITION BY {person}, "act.time.day" ORDER BY n) AS place
    FROM rows
    WHERE {person} IS NOT NULL AND "act.time.day" IS NOT NULL
) AS placed
WHERE place > 1
