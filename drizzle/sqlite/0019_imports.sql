CREATE TABLE `imports` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`file_name` text,
	`format` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`heard_at` integer NOT NULL,
	`finished_at` integer,
	`lines` integer DEFAULT 0 NOT NULL,
	`accepted` integer DEFAULT 0 NOT NULL,
	`duplicates` integer DEFAULT 0 NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	`removed` integer DEFAULT 0 NOT NULL,
	`errors` text NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `imports_number` ON `imports` (`organization_id`,`number`);--> statement-breakpoint
ALTER TABLE `activity_events` ADD `import_number` integer;--> statement-breakpoint
CREATE INDEX `activity_events_import` ON `activity_events` (`organization_id`,`import_number`,`person_id`) WHERE "activity_events"."import_number" is not null;