CREATE TABLE `backups` (
	`name` text PRIMARY KEY NOT NULL,
	`engine` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	`size_bytes` integer NOT NULL,
	`tables` integer NOT NULL,
	`rows` integer NOT NULL,
	`proof_outcome` text NOT NULL,
	`proof_at` integer,
	`proof_detail` text,
	`copy_outcome` text,
	`copy_at` integer,
	`copy_detail` text
);
