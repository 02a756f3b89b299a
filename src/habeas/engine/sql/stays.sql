-- One row for each stay, with bounds on what its times do not settle.
-- reads: chained
-- takes: cutoff never
-- slots: attributes last cutoffs
WITH ranked AS (
    SELECT chained.*,
           row_number() OVER (PARTITION BY person, stay ORDER BY nth DESC) AS back,
           greatest(0, end_earliest - start_latest) AS length_min,
           end_closed - start_earliest AS length_max,
           greatest(0, CASE WHEN end_latest IS NULL THEN {cutoffs} ELSE end_earliest END - start_earliest) AS counted
    FROM chained
),
longest AS (
    SELECT ranked.*,
           first_value(place) OVER by_length AS place_longest,
           first_value(length_min) OVER by_length AS longest_min
    FROM ranked
    WINDOW by_length AS (
        PARTITION BY person, stay ORDER BY counted DESC, nth DESC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),
gathered AS (
    SELECT person, stay,
           max(CASE WHEN nth = stay THEN file END) AS file,
           max(CASE WHEN nth = stay THEN sheet END) AS sheet,
           max(CASE WHEN nth = stay THEN "row" END) AS "row",
           count(*) AS stints,
           min(start_earliest) AS start_earliest,
           min(start_latest) AS start_latest,
           max(end_earliest) AS end_earliest,
           max(end_closed) AS end_closed,
           max(CASE WHEN nth = stay THEN place END) AS place_first,
           max(CASE WHEN back = 1 THEN place END) AS place_last,
           max(place_longest) AS place_longest,
           max(longest_min) >= max(CASE WHEN place IS DISTINCT FROM place_longest THEN length_max ELSE 0 END)
               AS longest_certain,
           ordered_list(place, nth) AS places,
           sum(CASE WHEN gap_min > 0 THEN 1 ELSE 0 END) AS gaps_min,
           sum(CASE WHEN gap_max > 0 THEN 1 ELSE 0 END) AS gaps_max,
           sum(gap_min) AS gap_length_min,
           -- The first in order may in truth have started after another had ended: then there was a gap before it.
           sum(gap_max) + greatest(0, coalesce(
               max(CASE WHEN nth = stay THEN start_latest END) - min(CASE WHEN nth <> stay THEN end_earliest END), 0
           )) AS gap_length_max,
           sum(CASE WHEN overlap_min > 0 THEN 1 ELSE 0 END) AS overlaps_min,
           sum(CASE WHEN overlap_max = 0 THEN 0 ELSE 1 END) AS overlaps_max,
           sum(overlap_min) AS overlap_length_min,
           CASE WHEN count(overlap_max) = count(*) THEN sum(overlap_max) END AS overlap_length_max,
           sum(CASE WHEN link_doubtful THEN 1 ELSE 0 END) AS links_doubtful{last}
    FROM longest
    GROUP BY person, stay
)
SELECT file, sheet, "row",
       person AS "custody.person",
       CAST(stay AS INT) AS stay,
       CAST(stints AS INT) AS stints,
       timestamp_micros(start_earliest) AS "custody.start.earliest",
       timestamp_micros(start_latest) AS "custody.start.latest",
       timestamp_micros(end_earliest) AS "custody.end.earliest",
       timestamp_micros(CASE WHEN end_closed < :never THEN end_closed END) AS "custody.end.latest",
       place_last AS "custody.place",
       place_first, place_longest, longest_certain, places,
       greatest(0, end_earliest - start_latest) AS length_min,
       CASE WHEN end_closed < :never THEN end_closed - start_earliest END AS length_max,
       CAST(gaps_min AS INT) AS gaps_min,
       CAST(gaps_max AS INT) AS gaps_max,
       CAST(gap_length_min AS BIGINT) AS gap_length_min,
       CAST(gap_length_max AS BIGINT) AS gap_length_max,
       CAST(overlaps_min AS INT) AS overlaps_min,
       CAST(overlaps_max AS INT) AS overlaps_max,
       CAST(overlap_length_min AS BIGINT) AS overlap_length_min,
       CAST(overlap_length_max AS BIGINT) AS overlap_length_max,
       CAST(links_doubtful AS INT) AS links_doubtful{attributes}
FROM gathered
