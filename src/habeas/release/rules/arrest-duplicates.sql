-- Arrests of a person less than 24 hours after the one before, so that a chain of them is one: all but the first.
-- Two days without a clock time are as far apart as the calendar has them.
SELECT n
FROM (
    SELECT
        n,
        "act.time.earliest" AS t,
        "act.time.day" AS day,
        "act.time.form" AS form,
        lag("act.time.earliest") OVER chain AS t_before,
        lag("act.time.day") OVER chain AS day_before,
        lag("act.time.form") OVER chain AS form_before
    FROM rows
    WHERE who IS NOT NULL AND "act.time.earliest" IS NOT NULL
    WINDOW chain AS (PARTITION BY who ORDER BY "act.time.earliest", n)
) AS chained
WHERE t - t_before < 86400000000 AND NOT (form <= 3 AND form_before <= 3 AND day > day_before)
