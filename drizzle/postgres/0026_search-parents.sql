-- The queue and the index know what a text hangs on, whatever that is.
ALTER TABLE "search_queue" RENAME COLUMN "conversation_id" TO "parent_id";
--> statement-breakpoint
ALTER TABLE "search_documents" RENAME COLUMN "conversation_id" TO "parent_id";
--> statement-breakpoint
-- As it was, but for the column of the parent, which the triggers name: see src/db/search/triggers.ts.
CREATE OR REPLACE FUNCTION search_text_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_queue (organization_id, kind, id, parent_id)
  VALUES (new.organization_id, tg_argv[0], new.id, CASE WHEN tg_nargs > 1 THEN to_jsonb(new) ->> tg_argv[1] END)
  ON CONFLICT (organization_id, kind, id) DO UPDATE SET id = excluded.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
DROP TRIGGER search_messages_inserted ON messages;
--> statement-breakpoint
CREATE TRIGGER search_messages_inserted AFTER INSERT ON messages
FOR EACH ROW EXECUTE FUNCTION search_text_changed('message', 'conversation_id');
--> statement-breakpoint
DROP TRIGGER search_messages_updated ON messages;
--> statement-breakpoint
CREATE TRIGGER search_messages_updated AFTER UPDATE OF body ON messages
FOR EACH ROW WHEN (old.body IS DISTINCT FROM new.body) EXECUTE FUNCTION search_text_changed('message', 'conversation_id');
