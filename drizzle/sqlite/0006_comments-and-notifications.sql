CREATE TABLE `notification_preferences` (
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`kind` text NOT NULL,
	`is_on` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `member_id`, `kind`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`actor_id` text,
	`api_key_id` text,
	`task_id` text,
	`comment_id` text,
	`conversation_id` text,
	`message_id` text,
	`created_at` integer NOT NULL,
	`read_at` integer,
	PRIMARY KEY(`organization_id`, `member_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`organization_id`,`member_id`,`id`) WHERE read_at is null;--> statement-breakpoint
CREATE INDEX `notifications_age` ON `notifications` (`created_at`);--> statement-breakpoint
CREATE TABLE `task_comments` (
	`organization_id` text NOT NULL,
	`task_id` text NOT NULL,
	`id` text NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `task_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`task_id`) REFERENCES `tasks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `task_comments_deleted` ON `task_comments` (`organization_id`,`deleted_at`,`id`) WHERE deleted_at is not null;