-- Written by hand: the generator knows no functions and no triggers.
-- Puts a text that came or changed into the queue. The update of a row that is there holds off those
-- who would take it away meanwhile: they have not seen the change.
CREATE FUNCTION search_text_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO search_queue (organization_id, kind, id, conversation_id)
  VALUES (new.organization_id, tg_argv[0], new.id, CASE WHEN tg_argv[0] = 'message' THEN to_jsonb(new) ->> 'conversation_id' END)
  ON CONFLICT (organization_id, kind, id) DO UPDATE SET id = excluded.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION search_text_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_queue WHERE organization_id = old.organization_id AND kind = tg_argv[0] AND id = old.id;
  DELETE FROM search_documents WHERE organization_id = old.organization_id AND kind = tg_argv[0] AND id = old.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A word of a document's vector is a row of search_words. The old vector says which there are.
CREATE FUNCTION search_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF tg_op <> 'INSERT' THEN
    DELETE FROM search_words w USING unnest(old.vector) AS gone
    WHERE w.organization_id = old.organization_id AND w.word = left(old.kind, 1) || gone.lexeme AND w.number = old.number
      AND (tg_op = 'DELETE' OR NOT gone.lexeme = ANY (tsvector_to_array(new.vector)));
  END IF;
  IF tg_op <> 'DELETE' THEN
    INSERT INTO search_words (organization_id, word, number)
    SELECT new.organization_id, left(new.kind, 1) || come.lexeme, new.number FROM unnest(new.vector) AS come
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER search_documents_changed AFTER INSERT OR DELETE OR UPDATE OF vector ON search_documents
FOR EACH ROW EXECUTE FUNCTION search_words_follow();
--> statement-breakpoint
CREATE TRIGGER search_tasks_inserted AFTER INSERT ON tasks
FOR EACH ROW EXECUTE FUNCTION search_text_changed('task');
--> statement-breakpoint
CREATE TRIGGER search_tasks_updated AFTER UPDATE OF title, description ON tasks
FOR EACH ROW WHEN (old.title IS DISTINCT FROM new.title OR old.description IS DISTINCT FROM new.description) EXECUTE FUNCTION search_text_changed('task');
--> statement-breakpoint
CREATE TRIGGER search_tasks_deleted AFTER DELETE ON tasks
FOR EACH ROW EXECUTE FUNCTION search_text_deleted('task');
--> statement-breakpoint
CREATE TRIGGER search_projects_inserted AFTER INSERT ON projects
FOR EACH ROW EXECUTE FUNCTION search_text_changed('project');
--> statement-breakpoint
CREATE TRIGGER search_projects_updated AFTER UPDATE OF name, description ON projects
FOR EACH ROW WHEN (old.name IS DISTINCT FROM new.name OR old.description IS DISTINCT FROM new.description) EXECUTE FUNCTION search_text_changed('project');
--> statement-breakpoint
CREATE TRIGGER search_projects_deleted AFTER DELETE ON projects
FOR EACH ROW EXECUTE FUNCTION search_text_deleted('project');
--> statement-breakpoint
CREATE TRIGGER search_messages_inserted AFTER INSERT ON messages
FOR EACH ROW EXECUTE FUNCTION search_text_changed('message');
--> statement-breakpoint
CREATE TRIGGER search_messages_updated AFTER UPDATE OF body ON messages
FOR EACH ROW WHEN (old.body IS DISTINCT FROM new.body) EXECUTE FUNCTION search_text_changed('message');
--> statement-breakpoint
CREATE TRIGGER search_messages_deleted AFTER DELETE ON messages
FOR EACH ROW EXECUTE FUNCTION search_text_deleted('message');
--> statement-breakpoint
-- What there is already is indexed by a job, at the next start.
INSERT INTO search_queue (organization_id, kind, id, conversation_id)
SELECT organization_id, 'task', id, NULL FROM tasks
UNION ALL SELECT organization_id, 'project', id, NULL FROM projects
UNION ALL SELECT organization_id, 'message', id, conversation_id FROM messages;
