-- Stints of one person in one facility, begun on one day, of one stay: all but the last in order.
SELECT n
FROM (
    SELECT
        rows.n,
        row_number() OVER (
            PARTITION BY rows.who, rows."custody.place", rows."custody.start.day"{rows_stay}
            ORDER BY rows."custody.start.earliest" DESC{order}, rows.n DESC
        ) AS place
    FROM rows
    JOIN (
        SELECT who, "custody.place", "custody.start.day"{stay}
        FROM rows
        WHERE who IS NOT NULL
        GROUP BY who, "custody.place", "custody.start.day"{stay}
        HAVING count(*) > 1
    ) AS doubled
        ON rows.who = doubled.who
        AND rows."custody.place" = doubled."custody.place"
        AND rows."custody.start.day" = doubled."custody.start.day"{same_stay}
    JOIN whole ON rows.n = whole.n
) AS placed
WHERE place > 1
