CREATE TABLE `task_files` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`task_id` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`text_state` text NOT NULL,
	`body` text NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`task_id`) REFERENCES `tasks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `task_files_task` ON `task_files` (`organization_id`,`task_id`,`id`);--> statement-breakpoint
CREATE INDEX `task_files_content` ON `task_files` (`organization_id`,`sha256`);--> statement-breakpoint
CREATE INDEX `task_files_pending` ON `task_files` (`organization_id`,`id`) WHERE "task_files"."text_state" = 'pending';