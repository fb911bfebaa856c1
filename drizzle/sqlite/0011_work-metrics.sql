CREATE TABLE `person_message_days` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`day` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`, `day`)
);
--> statement-breakpoint
CREATE TABLE `task_times` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`day` integer NOT NULL,
	`kind` text NOT NULL,
	`bin` integer NOT NULL,
	`until_day` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `day`, `kind`, `bin`, `until_day`)
);
--> statement-breakpoint
CREATE TABLE `work_changes` (
	`organization_id` text NOT NULL,
	`thing_id` text NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`status` text NOT NULL,
	`due_on` text,
	`due_at` integer,
	`is_deleted` integer NOT NULL,
	`began_at` integer NOT NULL,
	`started_at` integer,
	`done_at` integer,
	PRIMARY KEY(`organization_id`, `thing_id`, `number`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `work_days` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`day` integer NOT NULL,
	`tasks_todo` integer DEFAULT 0 NOT NULL,
	`tasks_in_progress` integer DEFAULT 0 NOT NULL,
	`tasks_done` integer DEFAULT 0 NOT NULL,
	`tasks_cancelled` integer DEFAULT 0 NOT NULL,
	`tasks_overdue` integer DEFAULT 0 NOT NULL,
	`projects_planning` integer DEFAULT 0 NOT NULL,
	`projects_active` integer DEFAULT 0 NOT NULL,
	`projects_on_hold` integer DEFAULT 0 NOT NULL,
	`projects_completed` integer DEFAULT 0 NOT NULL,
	`projects_archived` integer DEFAULT 0 NOT NULL,
	`projects_overdue` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `day`)
);
--> statement-breakpoint
ALTER TABLE `organization_days` ADD `messages` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `chatters` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `chat_d7` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `tasks_created` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `tasks_completed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organizations` ADD `next_work_until` text;--> statement-breakpoint
CREATE INDEX `tasks_due` ON `tasks` (`organization_id`,`due_at`);