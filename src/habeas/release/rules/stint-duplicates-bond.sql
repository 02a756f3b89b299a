-- The bonds of the rows that stint-duplicates-exact keeps: the lowest amount, the earliest day. For each column of days,
-- a table has each text with the moment that it was read as.
SELECT doubled.kept AS n, {bonds}
FROM rows
JOIN (
    SELECT h1, h2, min(n) AS kept
    FROM rows
    WHERE who IS NOT NULL
    GROUP BY h1, h2
    HAVING count(*) > 1
) AS doubled ON rows.h1 = doubled.h1 AND rows.h2 = doubled.h2
JOIN whole ON rows.n = whole.n{days}
WHERE rows.who IS NOT NULL
GROUP BY doubled.kept
