CREATE TABLE `audit_entries` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`subject_id` text,
	`actor` text NOT NULL,
	`address` text,
	`correlation_id` text NOT NULL,
	`before` text,
	`after` text,
	PRIMARY KEY(`organization_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `audit_entries_time` ON `audit_entries` (`organization_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entries_action` ON `audit_entries` (`organization_id`,`action`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entries_actor` ON `audit_entries` (`organization_id`,`actor`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_entries_age` ON `audit_entries` (`at`);