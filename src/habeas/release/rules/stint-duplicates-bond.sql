-- The bonds of the rows that stint-duplicates-exact keeps: the lowest amount, the earliest day.
SELECT rows.kept AS n, {bonds}
FROM (
    SELECT min(n) OVER (PARTITION BY h1, h2) AS kept, count(*) OVER (PARTITION BY h1, h2) AS times, rows.*
    FROM rows
    WHERE {person} IS NOT NULL
) AS rows
WHERE rows.times > 1
GROUP BY rows.kept
