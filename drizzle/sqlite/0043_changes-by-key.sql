-- Rows lie in the order of their keys: see src/db/key-ordered-tables.ts. Its index by age goes with the table.
CREATE TABLE `__new_changes` (
	`organization_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`verb` text NOT NULL,
	`actor` text NOT NULL,
	`correlation_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `seq`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_changes` (`organization_id`, `seq`, `kind`, `id`, `verb`, `actor`, `correlation_id`, `at`) SELECT `organization_id`, `seq`, `kind`, `id`, `verb`, `actor`, `correlation_id`, `at` FROM `changes` ORDER BY `organization_id`, `seq`;
--> statement-breakpoint
DROP TABLE `changes`;
--> statement-breakpoint
ALTER TABLE `__new_changes` RENAME TO `changes`;
