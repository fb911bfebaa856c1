CREATE TABLE `metric_alerts` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`metric` text NOT NULL,
	`condition` text NOT NULL,
	`again_after_days` integer,
	`member_ids` text NOT NULL,
	`by_mail` integer NOT NULL,
	`enabled` integer NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`from_day` integer NOT NULL,
	`due_from_day` integer,
	`closings` integer DEFAULT 0 NOT NULL,
	`evaluated` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `metric_alerts_due` ON `metric_alerts` (`organization_id`) WHERE "metric_alerts"."due_from_day" is not null;--> statement-breakpoint
CREATE TABLE `metric_alert_firings` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`alert_id` text NOT NULL,
	`day` integer NOT NULL,
	`metric` text NOT NULL,
	`condition` text NOT NULL,
	`value` text NOT NULL,
	`expected` text NOT NULL,
	`deviation` text NOT NULL,
	`is_level_shift` integer NOT NULL,
	`told_ids` text NOT NULL,
	`fired_at` integer NOT NULL,
	`retracted_at` integer,
	`value_now` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`alert_id`) REFERENCES `metric_alerts`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `metric_alert_firings_day` ON `metric_alert_firings` (`organization_id`,`alert_id`,`day`);