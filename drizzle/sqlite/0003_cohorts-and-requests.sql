CREATE TABLE `cohort_cells` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`unit` text NOT NULL,
	`period` integer NOT NULL,
	`cohort` integer NOT NULL,
	`active` integer DEFAULT 0 NOT NULL,
	`kept` integer DEFAULT 0 NOT NULL,
	`last` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `unit`, `period`, `cohort`)
);
--> statement-breakpoint
CREATE TABLE `instance_minutes` (
	`minute` integer NOT NULL,
	`process_id` text NOT NULL,
	`requests` integer NOT NULL,
	`errors` integer NOT NULL,
	`cache_hits` integer NOT NULL,
	`cache_misses` integer NOT NULL,
	`durations` text NOT NULL,
	PRIMARY KEY(`minute`, `process_id`)
);
--> statement-breakpoint
CREATE TABLE `request_minutes` (
	`organization_id` text NOT NULL,
	`minute` integer NOT NULL,
	`process_id` text NOT NULL,
	`requests` integer NOT NULL,
	`errors` integer NOT NULL,
	`cache_hits` integer NOT NULL,
	`cache_misses` integer NOT NULL,
	`durations` text NOT NULL,
	PRIMARY KEY(`organization_id`, `minute`, `process_id`)
);
--> statement-breakpoint
CREATE INDEX `request_minutes_age` ON `request_minutes` (`minute`);--> statement-breakpoint
ALTER TABLE `organizations` ADD `rollup_version` integer DEFAULT 1 NOT NULL;