-- Rows of custody with their bounds in microseconds, drawn together, and what speaks against using a row.
-- reads: rows
-- needs rows: file sheet row custody.person custody.place custody.start.* custody.end.*
-- slots: stay attributes
SELECT drawn.*,
       CASE WHEN start_earliest IS NULL OR start_latest IS NULL THEN 'no-start'
            WHEN end_latest < start_earliest THEN 'end-before-start'
            WHEN person IS NULL THEN 'no-person'
       END AS fault
FROM (
    SELECT file, sheet, "row", person, place, stay_key{attributes},
           start_earliest, end_latest, start_said, end_said,
           -- A custody does not end before it starts: each end of it bounds the other.
           least(start_said, end_latest) AS start_latest,
           greatest(end_said, start_earliest) AS end_earliest
    FROM (
        SELECT file, sheet, "row", "custody.person" AS person, "custody.place" AS place, {stay} AS stay_key{attributes},
               unix_micros("custody.start.earliest") AS start_earliest,
               unix_micros("custody.start.latest") AS start_said,
               unix_micros("custody.end.earliest") AS end_said,
               unix_micros("custody.end.latest") AS end_latest
        FROM rows
    ) AS said
) AS drawn
