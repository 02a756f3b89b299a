-- Every row of custody, with its place in its stay, or with the fault for which it is set apart.
-- reads: bounded chained
SELECT file, sheet, "row", person AS "custody.person", CAST(stay AS INT) AS stay, CAST(nth AS INT) AS nth,
       gap_min, gap_max, overlap_min, overlap_max, link_doubtful, CAST(NULL AS STRING) AS fault
FROM chained
UNION ALL
SELECT file, sheet, "row", person, NULL, NULL, NULL, NULL, NULL, NULL, NULL, fault
FROM bounded
WHERE fault IS NOT NULL
