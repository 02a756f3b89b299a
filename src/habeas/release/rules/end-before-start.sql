-- Custodies that end before they start, whatever the precision of their times.
SELECT n FROM rows WHERE "custody.end.latest" < "custody.start.earliest"
