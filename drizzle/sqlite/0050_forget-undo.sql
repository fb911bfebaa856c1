PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_tool_changes` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`actor` text NOT NULL,
	`tool` text NOT NULL,
	`undo` text NOT NULL,
	`created_at` integer NOT NULL,
	`undone_at` integer,
	`task_id` text,
	`project_id` text,
	`content_id` text,
	`lesson_id` text,
	`application_id` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`task_id`) REFERENCES `tasks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`project_id`) REFERENCES `projects`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`content_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`lesson_id`) REFERENCES `lessons`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`application_id`) REFERENCES `applications`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_tool_changes`("organization_id", "id", "actor", "tool", "undo", "created_at", "undone_at") SELECT "organization_id", "id", "actor", "tool", "undo", "created_at", "undone_at" FROM `tool_changes`;--> statement-breakpoint
DROP TABLE `tool_changes`;--> statement-breakpoint
ALTER TABLE `__new_tool_changes` RENAME TO `tool_changes`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `tool_changes_age` ON `tool_changes` (`created_at`);--> statement-breakpoint
CREATE INDEX `tool_changes_task` ON `tool_changes` (`organization_id`,`task_id`) WHERE "tool_changes"."task_id" is not null;--> statement-breakpoint
CREATE INDEX `tool_changes_project` ON `tool_changes` (`organization_id`,`project_id`) WHERE "tool_changes"."project_id" is not null;--> statement-breakpoint
CREATE INDEX `tool_changes_content` ON `tool_changes` (`organization_id`,`content_id`) WHERE "tool_changes"."content_id" is not null;--> statement-breakpoint
CREATE INDEX `tool_changes_lesson` ON `tool_changes` (`organization_id`,`lesson_id`) WHERE "tool_changes"."lesson_id" is not null;--> statement-breakpoint
CREATE INDEX `tool_changes_application` ON `tool_changes` (`organization_id`,`application_id`) WHERE "tool_changes"."application_id" is not null;