-- Rows that name nobody.
SELECT n FROM rows WHERE {person} IS NULL
