CREATE TABLE `demo_organizations` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`team` text NOT NULL,
	`made_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `demo_organizations_team` ON `demo_organizations` (`team`);--> statement-breakpoint
CREATE TABLE `demo_users` (
	`user_id` text PRIMARY KEY NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
