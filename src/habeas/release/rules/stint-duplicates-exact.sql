-- Rows of a person that are equal in every column of the file but those of the bond: all but the first.
-- h1 and h2 are two hashes of the row's cells, made while it was read.
SELECT rows.n
FROM rows
JOIN (
    SELECT h1, h2, min(n) AS kept
    FROM rows
    WHERE who IS NOT NULL
    GROUP BY h1, h2
    HAVING count(*) > 1
) AS doubled ON rows.h1 = doubled.h1 AND rows.h2 = doubled.h2
WHERE rows.n <> doubled.kept AND rows.who IS NOT NULL
