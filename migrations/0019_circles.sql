-- Whoever shares a circle is looked for at every message; without this, among all people that there are.
CREATE INDEX persons_in_circle ON persons ((COALESCE(circle, id)));
