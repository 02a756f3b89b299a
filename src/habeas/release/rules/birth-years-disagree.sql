-- For each row of a person whose rows give births that cannot be one: bounds of the birth.
SELECT rows.n, wrong.low, wrong.high
FROM rows
JOIN (
    SELECT who, min("person.birth.earliest") AS low, max("person.birth.latest") AS high
    FROM rows
    WHERE who IS NOT NULL
    GROUP BY who
    HAVING max("person.birth.earliest") > min("person.birth.latest")
) AS wrong ON rows.who = wrong.who
WHERE rows."person.birth.earliest" IS NOT NULL
