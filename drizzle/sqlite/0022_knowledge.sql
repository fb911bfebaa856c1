CREATE TABLE `content` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`slug` text NOT NULL,
	`author_id` text,
	`tags` text NOT NULL,
	`published_at` integer,
	`publish_at` integer,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `content_by_status` ON `content` (`organization_id`,`status`,`id`) WHERE "content"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `content_author` ON `content` (`organization_id`,`author_id`,`id`);--> statement-breakpoint
CREATE INDEX `content_scheduled` ON `content` (`publish_at`) WHERE "content"."publish_at" is not null;--> statement-breakpoint
CREATE INDEX `content_deleted` ON `content` (`organization_id`,`deleted_at`,`id`) WHERE "content"."deleted_at" is not null;--> statement-breakpoint
CREATE TABLE `content_slugs` (
	`organization_id` text NOT NULL,
	`slug` text NOT NULL,
	`content_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `slug`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`content_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `content_slugs_content` ON `content_slugs` (`organization_id`,`content_id`);--> statement-breakpoint
CREATE TABLE `content_tags` (
	`organization_id` text NOT NULL,
	`tag` text NOT NULL,
	`content_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `tag`, `content_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`content_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `content_tags_content` ON `content_tags` (`organization_id`,`content_id`);--> statement-breakpoint
CREATE TABLE `content_revisions` (
	`organization_id` text NOT NULL,
	`content_id` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`restored_from` integer,
	`author_id` text,
	`api_key_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `content_id`, `number`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`content_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `content_generations` (
	`organization_id` text NOT NULL,
	`content_id` text NOT NULL,
	`id` text NOT NULL,
	`model` text,
	`prompt_tokens` integer,
	`completion_tokens` integer,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`ok` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `content_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `lessons` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`course_id` text,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`status` text NOT NULL,
	`position` integer NOT NULL,
	`author_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`course_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lessons_course` ON `lessons` (`organization_id`,`course_id`,`position`);--> statement-breakpoint
CREATE INDEX `lessons_author` ON `lessons` (`organization_id`,`author_id`,`id`);--> statement-breakpoint
CREATE INDEX `lessons_deleted` ON `lessons` (`organization_id`,`deleted_at`,`id`) WHERE "lessons"."deleted_at" is not null;--> statement-breakpoint
CREATE TABLE `lesson_prerequisites` (
	`organization_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`requires_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `lesson_id`, `requires_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`lesson_id`) REFERENCES `lessons`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`requires_id`) REFERENCES `lessons`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lesson_prerequisites_required` ON `lesson_prerequisites` (`organization_id`,`requires_id`);--> statement-breakpoint
CREATE TABLE `lesson_completions` (
	`organization_id` text NOT NULL,
	`person_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`completed_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `person_id`, `lesson_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `lesson_completions_lesson` ON `lesson_completions` (`organization_id`,`lesson_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `assessments` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`lesson_id` text,
	`status` text NOT NULL,
	`pass_mark` integer NOT NULL,
	`attempts_allowed` integer,
	`time_limit_s` integer,
	`opens_at` integer,
	`closes_at` integer,
	`shuffle` integer NOT NULL,
	`answers_open` integer NOT NULL,
	`version` integer NOT NULL,
	`author_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `assessments_lesson` ON `assessments` (`organization_id`,`lesson_id`,`id`);--> statement-breakpoint
CREATE INDEX `assessments_author` ON `assessments` (`organization_id`,`author_id`,`id`);--> statement-breakpoint
CREATE INDEX `assessments_deleted` ON `assessments` (`organization_id`,`deleted_at`,`id`) WHERE "assessments"."deleted_at" is not null;--> statement-breakpoint
CREATE TABLE `assessment_questions` (
	`organization_id` text NOT NULL,
	`assessment_id` text NOT NULL,
	`version` integer NOT NULL,
	`position` integer NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`prompt` text NOT NULL,
	`points` integer NOT NULL,
	`options` text NOT NULL,
	PRIMARY KEY(`organization_id`, `assessment_id`, `version`, `position`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`assessment_id`) REFERENCES `assessments`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `assessment_keys` (
	`organization_id` text NOT NULL,
	`assessment_id` text NOT NULL,
	`version` integer NOT NULL,
	`answers` text NOT NULL,
	PRIMARY KEY(`organization_id`, `assessment_id`, `version`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`assessment_id`) REFERENCES `assessments`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `assessment_attempts` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`assessment_id` text NOT NULL,
	`version` integer NOT NULL,
	`person_id` text NOT NULL,
	`number` integer NOT NULL,
	`seed` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ends_at` integer,
	`submitted_at` integer,
	`score` integer,
	`max_score` integer NOT NULL,
	`percent` integer,
	`passed` integer,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `assessment_attempts_number` ON `assessment_attempts` (`organization_id`,`assessment_id`,`person_id`,`number`);--> statement-breakpoint
CREATE INDEX `assessment_attempts_person` ON `assessment_attempts` (`organization_id`,`person_id`,`id`);--> statement-breakpoint
CREATE TABLE `assessment_answers` (
	`organization_id` text NOT NULL,
	`assessment_id` text NOT NULL,
	`attempt_id` text NOT NULL,
	`question_id` text NOT NULL,
	`answer` text,
	`earned` integer,
	PRIMARY KEY(`organization_id`, `assessment_id`, `attempt_id`, `question_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`assessment_id`) REFERENCES `assessments`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `organization_days` ADD `content_created` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `content_published` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `generations_ok` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `generations_failed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `generation_ms` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `lessons_completed` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `organization_days` ADD `assessments_submitted` integer DEFAULT 0 NOT NULL;