-- One round of matching: the pairs of which both sides have nothing nearer left.
-- reads: candidates
SELECT file, sheet, "row", person, stay, distance_min, distance_max, certain, rank
FROM (
    SELECT candidates.*,
           min(rank) OVER (PARTITION BY person, file, sheet, "row") AS nearest_stay,
           min(rank) OVER (PARTITION BY person, stay) AS nearest_arrest
    FROM candidates
) AS candidates
WHERE rank = nearest_stay AND rank = nearest_arrest
