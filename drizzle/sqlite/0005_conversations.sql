CREATE TABLE `conversation_members` (
	`organization_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`member_id` text NOT NULL,
	`role` text NOT NULL,
	`joined_at` integer NOT NULL,
	`read_number` integer NOT NULL,
	`read_at` integer,
	PRIMARY KEY(`organization_id`, `conversation_id`, `member_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`conversation_id`) REFERENCES `conversations`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `conversation_members_member` ON `conversation_members` (`organization_id`,`member_id`,`conversation_id`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text,
	`direct_key` text,
	`message_count` integer DEFAULT 0 NOT NULL,
	`last_message_id` text,
	`active_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_direct` ON `conversations` (`organization_id`,`direct_key`);--> statement-breakpoint
CREATE INDEX `conversations_kind` ON `conversations` (`organization_id`,`kind`,`active_at`);--> statement-breakpoint
CREATE TABLE `messages` (
	`organization_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`role` text NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`conversation_id`) REFERENCES `conversations`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `messages_number` ON `messages` (`organization_id`,`conversation_id`,`number`);--> statement-breakpoint
CREATE INDEX `messages_author` ON `messages` (`organization_id`,`author_id`,`created_at`);