CREATE TABLE `idempotent_writes` (
	`organization_id` text NOT NULL,
	`principal_id` text NOT NULL,
	`key` text NOT NULL,
	`step` integer NOT NULL,
	`request_hash` text NOT NULL,
	`outcome` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `principal_id`, `key`, `step`)
);
--> statement-breakpoint
CREATE INDEX `idempotent_writes_age` ON `idempotent_writes` (`created_at`);