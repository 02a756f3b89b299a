-- Arrests and stays of one person that may belong together, the nearest first: an arrest from some days before to some after the book-in.
-- reads: arrests stays
-- needs arrests: file sheet row act.person act.time.*
-- needs stays: custody.person stay custody.start.*
-- takes: arrest_before arrest_after
SELECT pairs.*,
       row_number() OVER (
           PARTITION BY person
           ORDER BY distance_min, distance_max, start_earliest, stay, time_earliest, time_latest, file, sheet, "row"
       ) AS rank
FROM (
    SELECT arrests.file AS file, arrests.sheet AS sheet, arrests."row" AS "row", person, stay,
           time_earliest, time_latest, start_earliest,
           greatest(0, time_earliest - start_latest, start_earliest - time_latest) AS distance_min,
           greatest(time_latest - start_earliest, start_latest - time_earliest) AS distance_max,
           time_earliest >= start_latest - :arrest_before AND time_latest <= start_earliest + :arrest_after AS certain
    FROM (
        SELECT file, sheet, "row", "act.person" AS person,
               unix_micros("act.time.earliest") AS time_earliest, unix_micros("act.time.latest") AS time_latest
        FROM arrests
    ) AS arrests
    JOIN (
        SELECT "custody.person" AS held, stay,
               unix_micros("custody.start.earliest") AS start_earliest,
               unix_micros("custody.start.latest") AS start_latest
        FROM stays
    ) AS stays
        ON person = held
        AND time_latest >= start_earliest - :arrest_before
        AND time_earliest <= start_latest + :arrest_after
) AS pairs
