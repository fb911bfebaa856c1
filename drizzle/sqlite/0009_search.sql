CREATE TABLE `search_documents` (
	`number` integer PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`conversation_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_documents_text` ON `search_documents` (`organization_id`,`kind`,`id`);--> statement-breakpoint
CREATE TABLE `search_queue` (
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`conversation_id` text,
	PRIMARY KEY(`organization_id`, `kind`, `id`)
);
