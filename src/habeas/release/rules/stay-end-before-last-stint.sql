-- For each row of a stay that is said to end before its last stint does: bounds of the end.
SELECT rows.n, wrong.low, wrong.high
FROM rows
JOIN (
    SELECT
        who,
        "stay.start.earliest" AS stay,
        min("stay.end.earliest") AS low,
        CASE
            WHEN count("custody.end.earliest") = count("custody.end.latest") THEN max("custody.end.latest")
        END AS high
    FROM rows
    WHERE who IS NOT NULL
    GROUP BY who, "stay.start.earliest"
    HAVING min("stay.end.latest") < max("custody.end.earliest")
) AS wrong ON rows.who = wrong.who AND rows."stay.start.earliest" = wrong.stay
WHERE rows."stay.end.earliest" IS NOT NULL
