-- Rows that name nobody. (In every file here: rows are the rows left by the rules before, with who they are of as a
-- number; whole are the rows as they were read.)
SELECT n FROM rows WHERE who IS NULL
