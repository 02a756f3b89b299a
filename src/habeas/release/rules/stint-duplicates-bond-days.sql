-- The texts of one column of bonds in the rows that stint-duplicates-exact takes for one, with their rows.
SELECT whole.{column} AS said, count(*) AS often, min(rows.n) AS n
FROM rows
JOIN (
    SELECT h1, h2
    FROM rows
    WHERE who IS NOT NULL
    GROUP BY h1, h2
    HAVING count(*) > 1
) AS doubled ON rows.h1 = doubled.h1 AND rows.h2 = doubled.h2
JOIN whole ON rows.n = whole.n
WHERE rows.who IS NOT NULL AND whole.{column} IS NOT NULL
GROUP BY whole.{column}
