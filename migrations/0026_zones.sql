-- Where somebody's clocks are: a name of the IANA database. Nothing where nobody said, and UTC is shown.
ALTER TABLE accounts ADD COLUMN zone TEXT;
