-- Stints of one person in one facility, begun on one day, of one stay: all but the last in order.
SELECT n
FROM (
    SELECT
        rows.n,
        row_number() OVER (
            PARTITION BY {person}, "custody.place", "custody.start.day"{stay}
            ORDER BY "custody.start.earliest" DESC{order}, rows.n DESC
        ) AS place
    FROM rows
    WHERE {person} IS NOT NULL AND "custody.place" IS NOT NULL AND "custody.start.day" IS NOT NULL
) AS placed
WHERE place > 1
