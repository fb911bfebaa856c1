CREATE TABLE `activity_events` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text NOT NULL,
	`verb` text NOT NULL,
	`core` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`properties` text,
	PRIMARY KEY(`organization_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `activity_events_person` ON `activity_events` (`organization_id`,`person_id`,`occurred_at`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`key_hash` text NOT NULL,
	`key_start` text NOT NULL,
	`scopes` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`key_hash`);--> statement-breakpoint
CREATE TABLE `cron_jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`detail` text
);
--> statement-breakpoint
CREATE TABLE `day_snapshots` (
	`organization_id` text NOT NULL,
	`day` integer NOT NULL,
	`metric_version` integer NOT NULL,
	`values` text NOT NULL,
	`closed_at` integer NOT NULL,
	`stale` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`organization_id`, `day`, `metric_version`)
);
--> statement-breakpoint
CREATE TABLE `members` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`status` text NOT NULL,
	`joined_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `members_organization_user` ON `members` (`organization_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `members_user` ON `members` (`user_id`);--> statement-breakpoint
CREATE TABLE `organization_counters` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`key` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `key`)
);
--> statement-breakpoint
CREATE TABLE `organization_days` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`day` integer NOT NULL,
	`dau` integer DEFAULT 0 NOT NULL,
	`d7` integer DEFAULT 0 NOT NULL,
	`d14` integer DEFAULT 0 NOT NULL,
	`d30` integer DEFAULT 0 NOT NULL,
	`d60` integer DEFAULT 0 NOT NULL,
	`core_d7` integer DEFAULT 0 NOT NULL,
	`new_users` integer DEFAULT 0 NOT NULL,
	`reactivated` integer DEFAULT 0 NOT NULL,
	`removed` integer DEFAULT 0 NOT NULL,
	`sess_n` integer DEFAULT 0 NOT NULL,
	`sess_ms` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `day`)
);
--> statement-breakpoint
CREATE TABLE `organizations` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`time_zone` text NOT NULL,
	`plan` text DEFAULT 'free' NOT NULL,
	`created_at` integer NOT NULL,
	`rollup_generation` integer DEFAULT 1 NOT NULL,
	`next_rollup_generation` integer,
	`next_time_zone` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `organizations_slug` ON `organizations` (`slug`);--> statement-breakpoint
CREATE TABLE `people` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`external_id` text,
	`name` text,
	`properties` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_external_id` ON `people` (`organization_id`,`external_id`);--> statement-breakpoint
CREATE TABLE `person_days` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`day` integer NOT NULL,
	`n` integer NOT NULL,
	`core_n` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`, `day`)
);
--> statement-breakpoint
CREATE INDEX `person_days_day` ON `person_days` (`organization_id`,`generation`,`day`);--> statement-breakpoint
CREATE TABLE `person_sessions` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`n` integer NOT NULL,
	`start_day` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`, `start_at`)
);
--> statement-breakpoint
CREATE TABLE `person_states` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`first_day` integer,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`)
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`active_organization_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`active_organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`is_instance_admin` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);