-- People held, for each facility and each of its local days: at any time of the day, and at the midnight that ends it.
-- reads: bounded places days
-- needs places: place zone
-- needs days: zone day nth first last
-- takes: base never drawn zone
-- slots: drawn_in
WITH spans AS (
    SELECT zone, min(first) AS first, max(last) AS last, max(nth) AS final FROM days GROUP BY zone
),
moments AS ( -- each local day touches two days of UTC, or three where clocks change: found by equality, not by range
    SELECT zone, nth, first, last, CAST((first - :base - (first - :base) % 86400000000) / 86400000000 AS BIGINT) AS utc
    FROM days
    UNION
    SELECT zone, nth, first, last, CAST((first - :base - (first - :base) % 86400000000) / 86400000000 AS BIGINT) + 1
    FROM days
    UNION
    SELECT zone, nth, first, last, CAST((last - :base - (last - :base) % 86400000000) / 86400000000 AS BIGINT)
    FROM days
),
held AS (
    SELECT coalesce(bounded.place, '') AS place, coalesce(places.zone, :zone) AS zone, fault IS NULL AS named,
           -- Rows without an identifier may be of one person or of as many: each may count, none surely does.
           CASE WHEN fault IS NULL THEN person ELSE concat(file, '|', sheet, '|', CAST("row" AS STRING)) END AS who,
           start_earliest, start_latest, end_earliest, coalesce(end_latest, :never) AS end_latest
    FROM bounded LEFT JOIN places ON bounded.place = places.place
    WHERE fault IS NULL OR fault = 'no-person'
),
ranges AS (
    SELECT 'day_min' AS kind, 0 AS less, place, zone, who, start_latest AS low, end_earliest AS high
    FROM held WHERE named
    UNION ALL
    SELECT 'day_max', 0, place, zone, who, start_earliest, end_latest FROM held
    UNION ALL -- held at a midnight: begun by then, and not yet ended
    SELECT 'night_min', 1, place, zone, who, start_latest - 1,
           -- What is open had not ended at the moment of the cut-off: a midnight at just that moment found it held.
           CASE WHEN end_latest = :never AND end_earliest = {drawn_in} THEN end_earliest ELSE end_earliest - 1 END
    FROM held WHERE named
    UNION ALL
    SELECT 'night_max', 1, place, zone, who, start_earliest - 1, end_latest - 1 FROM held
),
within_days AS (
    SELECT kind, less, place, ranges.zone AS zone, who, greatest(low, first) AS low, least(high, last) AS high,
           high > last AS beyond, final
    FROM ranges JOIN spans ON ranges.zone = spans.zone
    WHERE low <= last AND high >= first
),
numbered AS (
    SELECT kind, place, within_days.zone AS zone, who, lows.nth AS low,
           CASE WHEN beyond THEN final ELSE highs.nth - less END AS high
    FROM within_days
    JOIN moments AS lows
        ON lows.zone = within_days.zone
        AND lows.utc = CAST((low - :base - (low - :base) % 86400000000) / 86400000000 AS BIGINT)
        AND low BETWEEN lows.first AND lows.last
    JOIN moments AS highs
        ON highs.zone = within_days.zone
        AND highs.utc = CAST((high - :base - (high - :base) % 86400000000) / 86400000000 AS BIGINT)
        AND high BETWEEN highs.first AND highs.last
),
apart AS ( -- a person counts once, however many of their rows cover a day
    SELECT kind, place, zone, high,
           greatest(low, 1 + coalesce(max(high) OVER (
               PARTITION BY kind, place, who ORDER BY low, high ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ), -1)) AS low
    FROM numbered
    WHERE low <= high
),
changes AS (
    SELECT place, zone, nth,
           sum(CASE WHEN kind = 'day_min' THEN step ELSE 0 END) AS day_min,
           sum(CASE WHEN kind = 'day_max' THEN step ELSE 0 END) AS day_max,
           sum(CASE WHEN kind = 'night_min' THEN step ELSE 0 END) AS night_min,
           sum(CASE WHEN kind = 'night_max' THEN step ELSE 0 END) AS night_max
    FROM (
        SELECT kind, place, zone, low AS nth, 1 AS step FROM apart WHERE low <= high
        UNION ALL
        SELECT kind, place, zone, high + 1, -1 FROM apart WHERE low <= high
    ) AS steps
    GROUP BY place, zone, nth
),
every AS (
    SELECT facilities.place AS place, days.day AS day, days.nth AS nth, day_min, day_max, night_min, night_max
    FROM (SELECT DISTINCT place, zone FROM changes) AS facilities
    JOIN days ON days.zone = facilities.zone
    LEFT JOIN changes ON changes.place = facilities.place AND changes.nth = days.nth
)
SELECT nullif(place, '') AS "custody.place", day,
       CAST(coalesce(sum(day_min) OVER so_far, 0) AS INT) AS held_min,
       CAST(coalesce(sum(day_max) OVER so_far, 0) AS INT) AS held_max,
       CAST(coalesce(sum(night_min) OVER so_far, 0) AS INT) AS midnight_min,
       CAST(coalesce(sum(night_max) OVER so_far, 0) AS INT) AS midnight_max
FROM every
WINDOW so_far AS (PARTITION BY place ORDER BY nth ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
