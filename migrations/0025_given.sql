-- Which of its bot's keys and tokens an operation has handed over, by how often they had changed until then. When it is
-- another number now, they are handed over anew. Nothing before it has done that.
ALTER TABLE operations ADD COLUMN given BIGINT;
