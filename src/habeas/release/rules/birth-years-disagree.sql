-- For each row of a person whose rows give births that cannot be one: bounds of the birth.
SELECT rows.n, wrong.low, wrong.high
FROM rows
JOIN (
    SELECT {person} AS who, min("person.birth.earliest") AS low, max("person.birth.latest") AS high
    FROM rows
    WHERE {person} IS NOT NULL
    GROUP BY {person}
    HAVING max("person.birth.earliest") > min("person.birth.latest")
) AS wrong ON rows.{person} = wrong.who
WHERE rows."person.birth.earliest" IS NOT NULL
