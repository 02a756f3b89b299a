-- Stints that begin before their stay, or end after it, whatever the precision of the times.
SELECT n
FROM rows
WHERE "custody.start.latest" < "stay.start.earliest" OR "custody.end.earliest" > "stay.end.latest"
