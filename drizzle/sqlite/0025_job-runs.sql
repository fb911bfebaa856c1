CREATE TABLE `job_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`correlation_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `job_runs_of` ON `job_runs` (`name`,`id`);--> statement-breakpoint
CREATE INDEX `job_runs_correlation` ON `job_runs` (`correlation_id`);--> statement-breakpoint
CREATE INDEX `job_runs_age` ON `job_runs` (`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `job_runs_running` ON `job_runs` (`name`) WHERE "job_runs"."finished_at" is null;