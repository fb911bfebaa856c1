CREATE TABLE `companies` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`website` text,
	`location` text,
	`owner_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `companies_deleted` ON `companies` (`organization_id`,`deleted_at`,`id`) WHERE "companies"."deleted_at" is not null;--> statement-breakpoint
CREATE TABLE `jobs` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`company_id` text,
	`title` text NOT NULL,
	`slug` text NOT NULL,
	`description` text NOT NULL,
	`status` text NOT NULL,
	`employment_type` text NOT NULL,
	`location_type` text NOT NULL,
	`location` text,
	`salary` text,
	`owner_id` text,
	`reviewer_ids` text NOT NULL,
	`publish_on` text,
	`valid_through` text,
	`required_fields` text NOT NULL,
	`questions` text NOT NULL,
	`opened_at` integer,
	`closed_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`company_id`) REFERENCES `companies`(`organization_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_slug` ON `jobs` (`organization_id`,`slug`);--> statement-breakpoint
CREATE INDEX `jobs_status` ON `jobs` (`organization_id`,`status`,`id`) WHERE "jobs"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `jobs_owner` ON `jobs` (`organization_id`,`owner_id`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_company` ON `jobs` (`organization_id`,`company_id`,`id`);--> statement-breakpoint
CREATE INDEX `jobs_deleted` ON `jobs` (`organization_id`,`deleted_at`,`id`) WHERE "jobs"."deleted_at" is not null;--> statement-breakpoint
CREATE TABLE `job_reviewers` (
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`job_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `member_id`, `job_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`job_id`) REFERENCES `jobs`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `job_reviewers_job` ON `job_reviewers` (`organization_id`,`job_id`);--> statement-breakpoint
CREATE TABLE `candidates` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text,
	`email` text,
	`email_key` text,
	`phone` text,
	`location` text,
	`source` text,
	`tags` text NOT NULL,
	`consent_purpose` text,
	`consent_at` integer,
	`retain_until` text,
	`merged_into` text,
	`erased_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `candidates_email` ON `candidates` (`organization_id`,`email_key`);--> statement-breakpoint
CREATE INDEX `candidates_retained` ON `candidates` (`organization_id`,`retain_until`);--> statement-breakpoint
CREATE TABLE `candidate_tags` (
	`organization_id` text NOT NULL,
	`tag` text NOT NULL,
	`candidate_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `tag`, `candidate_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`candidate_id`) REFERENCES `candidates`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `candidate_tags_candidate` ON `candidate_tags` (`organization_id`,`candidate_id`);--> statement-breakpoint
CREATE TABLE `applications` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`job_id` text NOT NULL,
	`candidate_id` text NOT NULL,
	`stage` text NOT NULL,
	`reached` integer NOT NULL,
	`name` text,
	`message` text NOT NULL,
	`answers` text NOT NULL,
	`knocked_out` integer NOT NULL,
	`source` text NOT NULL,
	`rejection_reason` text,
	`stage_at` integer NOT NULL,
	`hired_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`deleted_by` text,
	`deleted_with` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`job_id`) REFERENCES `jobs`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`candidate_id`) REFERENCES `candidates`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `applications_going_on` ON `applications` (`organization_id`,`job_id`,`candidate_id`) WHERE "applications"."stage" not in ('rejected', 'withdrawn') and "applications"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `applications_job` ON `applications` (`organization_id`,`job_id`,`id`);--> statement-breakpoint
CREATE INDEX `applications_candidate` ON `applications` (`organization_id`,`candidate_id`,`id`);--> statement-breakpoint
CREATE INDEX `applications_stage` ON `applications` (`organization_id`,`stage`,`id`) WHERE "applications"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `applications_created` ON `applications` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `applications_deleted` ON `applications` (`organization_id`,`deleted_at`,`id`) WHERE "applications"."deleted_at" is not null;--> statement-breakpoint
CREATE TABLE `application_stage_changes` (
	`organization_id` text NOT NULL,
	`application_id` text NOT NULL,
	`id` text NOT NULL,
	`from_stage` text,
	`to_stage` text NOT NULL,
	`reason` text,
	`changed_at` integer NOT NULL,
	`changed_by` text,
	PRIMARY KEY(`organization_id`, `application_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`application_id`) REFERENCES `applications`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `application_notes` (
	`organization_id` text NOT NULL,
	`application_id` text NOT NULL,
	`id` text NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `application_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`application_id`) REFERENCES `applications`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `application_notes_deleted` ON `application_notes` (`organization_id`,`deleted_at`,`id`) WHERE "application_notes"."deleted_at" is not null;--> statement-breakpoint
CREATE TABLE `application_ratings` (
	`organization_id` text NOT NULL,
	`application_id` text NOT NULL,
	`member_id` text NOT NULL,
	`score` integer NOT NULL,
	`comment` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `application_id`, `member_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`application_id`) REFERENCES `applications`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `organization_days` ADD `applications` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `hires` integer DEFAULT 0 NOT NULL;