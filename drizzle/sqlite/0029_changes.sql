CREATE TABLE `changes` (
	`organization_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`verb` text NOT NULL,
	`actor` text NOT NULL,
	`correlation_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `changes_age` ON `changes` (`at`);--> statement-breakpoint
CREATE TABLE `change_marks` (
	`organization` text PRIMARY KEY NOT NULL,
	`mark` integer NOT NULL,
	`access_mark` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `change_marks_mark` ON `change_marks` (`mark`);