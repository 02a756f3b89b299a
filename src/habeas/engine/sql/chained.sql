-- Usable stints in order, each with the gap or the overlap before it, and the stay that it belongs to.
-- reads: bounded
-- takes: gap never
-- slots: attributes
WITH ordered AS (
    SELECT bounded.*,
           coalesce(end_latest, :never) AS end_closed,
           row_number() OVER (
               PARTITION BY person
               ORDER BY start_earliest, start_said NULLS LAST, end_said NULLS FIRST, end_latest NULLS LAST,
                        file, sheet, "row"
           ) AS nth
    FROM bounded
    WHERE fault IS NULL
),
before AS (
    SELECT ordered.*,
           max(start_latest) OVER earlier AS before_start_latest,
           max(end_earliest) OVER earlier AS before_end_earliest,
           max(end_closed) OVER earlier AS before_end_latest
    FROM ordered
    WINDOW earlier AS (
        PARTITION BY person, stay_key ORDER BY nth ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),
linked AS (
    SELECT before.*,
           before_end_latest IS NULL
               OR (stay_key IS NULL AND start_earliest - before_end_latest > :gap) AS begins
    FROM before
)
SELECT file, sheet, "row", person, place{attributes},
       start_earliest, start_latest, end_earliest, end_latest, end_closed, nth,
       max(CASE WHEN begins THEN nth END) OVER (
           PARTITION BY person, stay_key ORDER BY nth ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
       ) AS stay,
       NOT begins AND stay_key IS NULL AND start_latest - before_end_earliest > :gap AS link_doubtful,
       CASE WHEN begins THEN 0 ELSE greatest(0, start_earliest - before_end_latest) END AS gap_min,
       CASE WHEN begins THEN 0 ELSE greatest(0, start_latest - before_end_earliest) END AS gap_max,
       CASE WHEN begins THEN 0
            ELSE greatest(0, least(before_end_earliest, end_earliest) - greatest(before_start_latest, start_latest))
       END AS overlap_min,
       CASE WHEN begins THEN 0
            WHEN least(before_end_latest, end_closed) < :never
                THEN greatest(0, least(before_end_latest, end_closed) - start_earliest)
       END AS overlap_max
FROM linked
