ALTER TABLE "organizations" ADD COLUMN "search_version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "search_documents" ADD COLUMN "code" text;--> statement-breakpoint
-- As it was, but for the code of the kind, which stood in for its first letter.
CREATE OR REPLACE FUNCTION search_words_left() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_removals (organization_id, number, words)
  SELECT old.organization_id, old.number, array_agg(gone.word)
  FROM (
    SELECT coalesce(old.code, left(old.kind, 1)) || unnest(tsvector_to_array(old.vector)) AS word
    EXCEPT SELECT coalesce(new.code, left(new.kind, 1)) || unnest(tsvector_to_array(new.vector))
  ) AS gone HAVING count(*) > 0;
  IF tg_op = 'DELETE' THEN
    DELETE FROM search_unposted WHERE organization_id = old.organization_id AND kind = old.kind AND number = old.number;
  END IF;
  RETURN NULL;
END $$;
