-- What is left for the next round: pairs of which neither side is matched yet.
-- reads: candidates matched
SELECT candidates.*
FROM candidates
WHERE NOT EXISTS (
    SELECT 1 FROM matched
    WHERE matched.person = candidates.person
        AND (matched.stay = candidates.stay
             OR (matched.file = candidates.file AND matched.sheet = candidates.sheet AND matched."row" = candidates."row"))
)
