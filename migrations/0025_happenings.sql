-- What happens to a bot is numbered as it is committed: whoever writes something down holds the bot's row until then, so
-- nobody sees a number before the ones below it, whatever the clocks say.
ALTER TABLE instances ADD COLUMN happened BIGINT NOT NULL DEFAULT 0;
ALTER TABLE acts ADD COLUMN number BIGINT;
-- Of its end.
ALTER TABLE operations ADD COLUMN number BIGINT;

-- What there is already, by its time.
UPDATE acts SET number = 1
    + (SELECT COUNT(*) FROM acts b WHERE b.instance_id = acts.instance_id
        AND (b.at < acts.at OR (b.at = acts.at AND b.id < acts.id)))
    + (SELECT COUNT(*) FROM operations o WHERE o.instance_id = acts.instance_id AND o.ended_at IS NOT NULL
        AND (o.ended_at < acts.at OR (o.ended_at = acts.at AND o.id < acts.id)))
    WHERE instance_id IS NOT NULL;
UPDATE operations SET number = 1
    + (SELECT COUNT(*) FROM acts b WHERE b.instance_id = operations.instance_id
        AND (b.at < operations.ended_at OR (b.at = operations.ended_at AND b.id < operations.id)))
    + (SELECT COUNT(*) FROM operations o WHERE o.instance_id = operations.instance_id AND o.ended_at IS NOT NULL
        AND (o.ended_at < operations.ended_at OR (o.ended_at = operations.ended_at AND o.id < operations.id)))
    WHERE ended_at IS NOT NULL;
UPDATE instances SET happened = (SELECT COUNT(*) FROM acts a WHERE a.instance_id = instances.id)
    + (SELECT COUNT(*) FROM operations o WHERE o.instance_id = instances.id AND o.ended_at IS NOT NULL);
CREATE INDEX acts_number ON acts (instance_id, number);
