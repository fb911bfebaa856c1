-- By hand: rows lie in the order of their keys (see src/db/key-ordered-tables.ts), and a trigger takes the
-- labels of a task with it, by what its row says. A migration that makes `tasks` anew makes it anew, too.
CREATE TABLE `__new_task_labels` (
	`organization_id` text NOT NULL,
	`label` text NOT NULL,
	`task_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `label`, `task_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_task_labels` (`organization_id`, `label`, `task_id`) SELECT `organization_id`, `label`, `task_id` FROM `task_labels` ORDER BY `organization_id`, `label`, `task_id`;
--> statement-breakpoint
DROP TABLE `task_labels`;
--> statement-breakpoint
ALTER TABLE `__new_task_labels` RENAME TO `task_labels`;
--> statement-breakpoint
CREATE TRIGGER `task_labels_deleted` AFTER DELETE ON `tasks` WHEN old.labels <> '[]' BEGIN
  DELETE FROM task_labels WHERE organization_id = old.organization_id
    AND label IN (SELECT value FROM json_each(old.labels)) AND task_id = old.id;
END;
