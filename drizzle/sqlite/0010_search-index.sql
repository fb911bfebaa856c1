-- Written by hand: the generator knows neither virtual tables nor triggers.
-- The words of texts, cut and folded before they come here: see src/db/search/sqlite.ts. Without
-- its own copy of the texts, which are in their tables already.
CREATE VIRTUAL TABLE `search_index` USING fts5(title, body, content='', contentless_delete=1, tokenize='ascii');
--> statement-breakpoint
CREATE TRIGGER `search_documents_deleted` AFTER DELETE ON `search_documents` BEGIN
  DELETE FROM search_index WHERE rowid = old.number;
END;
--> statement-breakpoint
CREATE TRIGGER `search_tasks_inserted` AFTER INSERT ON `tasks` BEGIN
  INSERT INTO search_queue (organization_id, kind, id) VALUES (new.organization_id, 'task', new.id) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `search_tasks_updated` AFTER UPDATE OF title, description ON `tasks`
WHEN old.title IS NOT new.title OR old.description IS NOT new.description BEGIN
  INSERT INTO search_queue (organization_id, kind, id) VALUES (new.organization_id, 'task', new.id) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `search_tasks_deleted` AFTER DELETE ON `tasks` BEGIN
  DELETE FROM search_queue WHERE organization_id = old.organization_id AND kind = 'task' AND id = old.id;
  DELETE FROM search_documents WHERE organization_id = old.organization_id AND kind = 'task' AND id = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER `search_projects_inserted` AFTER INSERT ON `projects` BEGIN
  INSERT INTO search_queue (organization_id, kind, id) VALUES (new.organization_id, 'project', new.id) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `search_projects_updated` AFTER UPDATE OF name, description ON `projects`
WHEN old.name IS NOT new.name OR old.description IS NOT new.description BEGIN
  INSERT INTO search_queue (organization_id, kind, id) VALUES (new.organization_id, 'project', new.id) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `search_projects_deleted` AFTER DELETE ON `projects` BEGIN
  DELETE FROM search_queue WHERE organization_id = old.organization_id AND kind = 'project' AND id = old.id;
  DELETE FROM search_documents WHERE organization_id = old.organization_id AND kind = 'project' AND id = old.id;
END;
--> statement-breakpoint
CREATE TRIGGER `search_messages_inserted` AFTER INSERT ON `messages` BEGIN
  INSERT INTO search_queue (organization_id, kind, id, conversation_id)
  VALUES (new.organization_id, 'message', new.id, new.conversation_id) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `search_messages_updated` AFTER UPDATE OF body ON `messages`
WHEN old.body IS NOT new.body BEGIN
  INSERT INTO search_queue (organization_id, kind, id, conversation_id)
  VALUES (new.organization_id, 'message', new.id, new.conversation_id) ON CONFLICT DO NOTHING;
END;
--> statement-breakpoint
CREATE TRIGGER `search_messages_deleted` AFTER DELETE ON `messages` BEGIN
  DELETE FROM search_queue WHERE organization_id = old.organization_id AND kind = 'message' AND id = old.id;
  DELETE FROM search_documents WHERE organization_id = old.organization_id AND kind = 'message' AND id = old.id;
END;
--> statement-breakpoint
-- What there is already is indexed by a job, at the next start.
INSERT INTO search_queue (organization_id, kind, id, conversation_id)
SELECT organization_id, 'task', id, NULL FROM tasks
UNION ALL SELECT organization_id, 'project', id, NULL FROM projects
UNION ALL SELECT organization_id, 'message', id, conversation_id FROM messages;
