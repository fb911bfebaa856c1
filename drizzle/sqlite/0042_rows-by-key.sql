-- Rows lie in the order of their keys: see src/db/key-ordered-tables.ts.
CREATE TABLE `__new_cohort_cells` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`unit` text NOT NULL,
	`period` integer NOT NULL,
	`cohort` integer NOT NULL,
	`active` integer DEFAULT 0 NOT NULL,
	`kept` integer DEFAULT 0 NOT NULL,
	`last` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `unit`, `period`, `cohort`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_cohort_cells` (`organization_id`, `generation`, `unit`, `period`, `cohort`, `active`, `kept`, `last`) SELECT `organization_id`, `generation`, `unit`, `period`, `cohort`, `active`, `kept`, `last` FROM `cohort_cells` ORDER BY `organization_id`, `generation`, `unit`, `period`, `cohort`;
--> statement-breakpoint
DROP TABLE `cohort_cells`;
--> statement-breakpoint
ALTER TABLE `__new_cohort_cells` RENAME TO `cohort_cells`;
--> statement-breakpoint
CREATE TABLE `__new_last_active` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`span` integer NOT NULL,
	`minute` integer NOT NULL,
	`people` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `span`, `minute`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_last_active` (`organization_id`, `generation`, `span`, `minute`, `people`) SELECT `organization_id`, `generation`, `span`, `minute`, `people` FROM `last_active` ORDER BY `organization_id`, `generation`, `span`, `minute`;
--> statement-breakpoint
DROP TABLE `last_active`;
--> statement-breakpoint
ALTER TABLE `__new_last_active` RENAME TO `last_active`;
--> statement-breakpoint
CREATE TABLE `__new_organization_counters` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`key` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_organization_counters` (`organization_id`, `generation`, `key`, `value`) SELECT `organization_id`, `generation`, `key`, `value` FROM `organization_counters` ORDER BY `organization_id`, `generation`, `key`;
--> statement-breakpoint
DROP TABLE `organization_counters`;
--> statement-breakpoint
ALTER TABLE `__new_organization_counters` RENAME TO `organization_counters`;
--> statement-breakpoint
CREATE TABLE `__new_organization_days` (
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
	`messages` integer DEFAULT 0 NOT NULL,
	`chatters` integer DEFAULT 0 NOT NULL,
	`chat_d7` integer DEFAULT 0 NOT NULL,
	`tasks_created` integer DEFAULT 0 NOT NULL,
	`tasks_completed` integer DEFAULT 0 NOT NULL,
	`content_created` integer DEFAULT 0 NOT NULL,
	`content_published` integer DEFAULT 0 NOT NULL,
	`generations_ok` integer DEFAULT 0 NOT NULL,
	`generations_failed` integer DEFAULT 0 NOT NULL,
	`generation_ms` integer DEFAULT 0 NOT NULL,
	`lessons_completed` integer DEFAULT 0 NOT NULL,
	`assessments_submitted` integer DEFAULT 0 NOT NULL,
	`applications` integer DEFAULT 0 NOT NULL,
	`hires` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_organization_days` (`organization_id`, `generation`, `day`, `dau`, `d7`, `d14`, `d30`, `d60`, `core_d7`, `new_users`, `reactivated`, `removed`, `sess_n`, `sess_ms`, `messages`, `chatters`, `chat_d7`, `tasks_created`, `tasks_completed`, `content_created`, `content_published`, `generations_ok`, `generations_failed`, `generation_ms`, `lessons_completed`, `assessments_submitted`, `applications`, `hires`) SELECT `organization_id`, `generation`, `day`, `dau`, `d7`, `d14`, `d30`, `d60`, `core_d7`, `new_users`, `reactivated`, `removed`, `sess_n`, `sess_ms`, `messages`, `chatters`, `chat_d7`, `tasks_created`, `tasks_completed`, `content_created`, `content_published`, `generations_ok`, `generations_failed`, `generation_ms`, `lessons_completed`, `assessments_submitted`, `applications`, `hires` FROM `organization_days` ORDER BY `organization_id`, `generation`, `day`;
--> statement-breakpoint
DROP TABLE `organization_days`;
--> statement-breakpoint
ALTER TABLE `__new_organization_days` RENAME TO `organization_days`;
--> statement-breakpoint
CREATE TABLE `__new_person_days` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`day` integer NOT NULL,
	`n` integer NOT NULL,
	`core_n` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_person_days` (`organization_id`, `generation`, `person_id`, `day`, `n`, `core_n`, `first_at`, `last_at`) SELECT `organization_id`, `generation`, `person_id`, `day`, `n`, `core_n`, `first_at`, `last_at` FROM `person_days` ORDER BY `organization_id`, `generation`, `person_id`, `day`;
--> statement-breakpoint
DROP TABLE `person_days`;
--> statement-breakpoint
ALTER TABLE `__new_person_days` RENAME TO `person_days`;
--> statement-breakpoint
CREATE INDEX `person_days_day` ON `person_days` (`organization_id`,`generation`,`day`);
--> statement-breakpoint
CREATE TABLE `__new_person_message_days` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`day` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_person_message_days` (`organization_id`, `generation`, `person_id`, `day`, `n`) SELECT `organization_id`, `generation`, `person_id`, `day`, `n` FROM `person_message_days` ORDER BY `organization_id`, `generation`, `person_id`, `day`;
--> statement-breakpoint
DROP TABLE `person_message_days`;
--> statement-breakpoint
ALTER TABLE `__new_person_message_days` RENAME TO `person_message_days`;
--> statement-breakpoint
CREATE TABLE `__new_person_sessions` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`n` integer NOT NULL,
	`start_day` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`, `start_at`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_person_sessions` (`organization_id`, `generation`, `person_id`, `start_at`, `end_at`, `n`, `start_day`) SELECT `organization_id`, `generation`, `person_id`, `start_at`, `end_at`, `n`, `start_day` FROM `person_sessions` ORDER BY `organization_id`, `generation`, `person_id`, `start_at`;
--> statement-breakpoint
DROP TABLE `person_sessions`;
--> statement-breakpoint
ALTER TABLE `__new_person_sessions` RENAME TO `person_sessions`;
--> statement-breakpoint
CREATE TABLE `__new_person_states` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`first_day` integer,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_person_states` (`organization_id`, `generation`, `person_id`, `first_day`) SELECT `organization_id`, `generation`, `person_id`, `first_day` FROM `person_states` ORDER BY `organization_id`, `generation`, `person_id`;
--> statement-breakpoint
DROP TABLE `person_states`;
--> statement-breakpoint
ALTER TABLE `__new_person_states` RENAME TO `person_states`;
--> statement-breakpoint
-- Triggers name it, which no other table may be renamed for.
CREATE TABLE `__search_queue` AS SELECT * FROM `search_queue`;
--> statement-breakpoint
DROP TABLE `search_queue`;
--> statement-breakpoint
CREATE TABLE `search_queue` (
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`parent_id` text,
	PRIMARY KEY(`organization_id`, `kind`, `id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `search_queue` SELECT `organization_id`, `kind`, `id`, `parent_id` FROM `__search_queue` ORDER BY `organization_id`, `kind`, `id`;
--> statement-breakpoint
DROP TABLE `__search_queue`;
--> statement-breakpoint
CREATE TABLE `__new_stock_days` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`span` integer NOT NULL,
	`day` integer NOT NULL,
	`key` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `span`, `day`, `key`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_stock_days` (`organization_id`, `generation`, `span`, `day`, `key`, `amount`) SELECT `organization_id`, `generation`, `span`, `day`, `key`, `amount` FROM `stock_days` ORDER BY `organization_id`, `generation`, `span`, `day`, `key`;
--> statement-breakpoint
DROP TABLE `stock_days`;
--> statement-breakpoint
ALTER TABLE `__new_stock_days` RENAME TO `stock_days`;
--> statement-breakpoint
CREATE TABLE `__new_task_labels` (
	`organization_id` text NOT NULL,
	`label` text NOT NULL,
	`task_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `label`, `task_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`task_id`) REFERENCES `tasks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_task_labels` (`organization_id`, `label`, `task_id`) SELECT `organization_id`, `label`, `task_id` FROM `task_labels` ORDER BY `organization_id`, `label`, `task_id`;
--> statement-breakpoint
DROP TABLE `task_labels`;
--> statement-breakpoint
ALTER TABLE `__new_task_labels` RENAME TO `task_labels`;
--> statement-breakpoint
CREATE INDEX `task_labels_task` ON `task_labels` (`organization_id`,`task_id`);
--> statement-breakpoint
CREATE TABLE `__new_task_status_changes` (
	`organization_id` text NOT NULL,
	`task_id` text NOT NULL,
	`id` text NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`changed_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	PRIMARY KEY(`organization_id`, `task_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`task_id`) REFERENCES `tasks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_task_status_changes` (`organization_id`, `task_id`, `id`, `from_status`, `to_status`, `changed_at`, `changed_by`) SELECT `organization_id`, `task_id`, `id`, `from_status`, `to_status`, `changed_at`, `changed_by` FROM `task_status_changes` ORDER BY `organization_id`, `task_id`, `id`;
--> statement-breakpoint
DROP TABLE `task_status_changes`;
--> statement-breakpoint
ALTER TABLE `__new_task_status_changes` RENAME TO `task_status_changes`;
--> statement-breakpoint
CREATE TABLE `__new_task_times` (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`day` integer NOT NULL,
	`kind` text NOT NULL,
	`bin` integer NOT NULL,
	`until_day` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `day`, `kind`, `bin`, `until_day`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_task_times` (`organization_id`, `generation`, `day`, `kind`, `bin`, `until_day`, `n`) SELECT `organization_id`, `generation`, `day`, `kind`, `bin`, `until_day`, `n` FROM `task_times` ORDER BY `organization_id`, `generation`, `day`, `kind`, `bin`, `until_day`;
--> statement-breakpoint
DROP TABLE `task_times`;
--> statement-breakpoint
ALTER TABLE `__new_task_times` RENAME TO `task_times`;
--> statement-breakpoint
CREATE TABLE `__new_work_changes` (
	`organization_id` text NOT NULL,
	`thing_id` text NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`status` text NOT NULL,
	`due_on` text,
	`due_at` integer,
	`is_deleted` integer NOT NULL,
	`began_at` integer NOT NULL,
	`started_at` integer,
	`done_at` integer,
	PRIMARY KEY(`organization_id`, `thing_id`, `number`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_work_changes` (`organization_id`, `thing_id`, `number`, `kind`, `at`, `status`, `due_on`, `due_at`, `is_deleted`, `began_at`, `started_at`, `done_at`) SELECT `organization_id`, `thing_id`, `number`, `kind`, `at`, `status`, `due_on`, `due_at`, `is_deleted`, `began_at`, `started_at`, `done_at` FROM `work_changes` ORDER BY `organization_id`, `thing_id`, `number`;
--> statement-breakpoint
DROP TABLE `work_changes`;
--> statement-breakpoint
ALTER TABLE `__new_work_changes` RENAME TO `work_changes`;
