CREATE TABLE `tool_changes` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`actor` text NOT NULL,
	`tool` text NOT NULL,
	`undo` text NOT NULL,
	`created_at` integer NOT NULL,
	`undone_at` integer,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `tool_changes_age` ON `tool_changes` (`created_at`);