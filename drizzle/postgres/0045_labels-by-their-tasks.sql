ALTER TABLE "task_labels" DROP CONSTRAINT "task_labels_organization_id_task_id_tasks_organization_id_id_fk";
--> statement-breakpoint
DROP INDEX "task_labels_task";
--> statement-breakpoint
-- By hand: the labels of a task go with it, by what its row says.
CREATE FUNCTION task_labels_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM task_labels WHERE organization_id = old.organization_id
    AND label = ANY (ARRAY(SELECT json_array_elements_text(old.labels))) AND task_id = old.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER task_labels_deleted AFTER DELETE ON tasks
FOR EACH ROW WHEN (json_typeof(old.labels) = 'array' AND old.labels::text <> '[]') EXECUTE FUNCTION task_labels_deleted();
