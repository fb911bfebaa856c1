CREATE TABLE `content_comments` (
	`organization_id` text NOT NULL,
	`content_id` text NOT NULL,
	`id` text NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `content_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`content_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `content_comments_deleted` ON `content_comments` (`organization_id`,`deleted_at`,`id`) WHERE "content_comments"."deleted_at" is not null;--> statement-breakpoint
CREATE TABLE `lesson_comments` (
	`organization_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`id` text NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `lesson_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`lesson_id`) REFERENCES `lessons`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lesson_comments_deleted` ON `lesson_comments` (`organization_id`,`deleted_at`,`id`) WHERE "lesson_comments"."deleted_at" is not null;