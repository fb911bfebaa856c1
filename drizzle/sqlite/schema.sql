-- What the migrations beside it come to: an empty database is made by this. See src/db/schema-file.ts.
-- Written by "bun run migrations", and never by hand.
-- Of 55 migrations, the last of which is 0054_second-factor-rule: 2934def0110d925e431619e773f66e6464db0c4a430cb3794c8b491df51ff733

CREATE TABLE `activity_events` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text NOT NULL,
	`verb` text NOT NULL,
	`core` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`properties` text, `import_number` integer,
	PRIMARY KEY(`organization_id`, `id`)
);
CREATE INDEX `activity_events_person` ON `activity_events` (`organization_id`,`person_id`,`occurred_at`);
CREATE TABLE `api_keys` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`key_hash` text NOT NULL,
	`key_start` text NOT NULL,
	`scopes` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL, `expires_at` integer, `last_used_at` integer,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`key_hash`);
CREATE TABLE `cron_jobs` (
	`name` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`detail` text
, `tick_at` integer);
CREATE TABLE `day_snapshots` (
	`organization_id` text NOT NULL,
	`day` integer NOT NULL,
	`metric_version` integer NOT NULL,
	`values` text NOT NULL,
	`closed_at` integer NOT NULL,
	`stale` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`organization_id`, `day`, `metric_version`)
);
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
CREATE UNIQUE INDEX `members_organization_user` ON `members` (`organization_id`,`user_id`);
CREATE INDEX `members_user` ON `members` (`user_id`);
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
, `rollup_version` integer DEFAULT 1 NOT NULL, `next_work_until` text, `search_version` integer DEFAULT 1 NOT NULL, `color` text, `requires_second_factor` integer DEFAULT false NOT NULL);
CREATE UNIQUE INDEX `organizations_slug` ON `organizations` (`slug`);
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
CREATE UNIQUE INDEX `people_external_id` ON `people` (`organization_id`,`external_id`);
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`active_organization_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL, `last_used_at` integer, `user_agent` text, `address` text, `issuer` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`active_organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`is_instance_admin` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL
, `email_verified_at` integer, `preferences` text);
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);
CREATE TABLE `invitations` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`token_hash` text NOT NULL,
	`invited_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `invitations_token` ON `invitations` (`token_hash`);
CREATE UNIQUE INDEX `invitations_email` ON `invitations` (`organization_id`,`email`);
CREATE TABLE `member_changes` (
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`changed_at` integer NOT NULL,
	`change` text NOT NULL,
	PRIMARY KEY(`organization_id`, `member_id`, `changed_at`, `change`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `one_time_tokens` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`user_id` text NOT NULL,
	`email` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `one_time_tokens_user` ON `one_time_tokens` (`user_id`);
CREATE TABLE `refresh_tokens` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `refresh_tokens_session` ON `refresh_tokens` (`session_id`);
CREATE TABLE `sign_in_failures` (
	`email_hash` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL
);
CREATE INDEX `activity_events_time` ON `activity_events` (`organization_id`,`occurred_at`,`id`);
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
CREATE INDEX `request_minutes_age` ON `request_minutes` (`minute`);
CREATE TABLE `projects` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`status` text NOT NULL,
	`owner_id` text,
	`team_id` text,
	`starts_on` text,
	`ends_on` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`team_id`) REFERENCES `teams`(`organization_id`,`id`) ON UPDATE no action ON DELETE no action
);
CREATE INDEX `projects_team` ON `projects` (`organization_id`,`team_id`);
CREATE TABLE `task_shares` (
	`organization_id` text NOT NULL,
	`task_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`permission` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `task_id`, `kind`, `subject_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`task_id`) REFERENCES `tasks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `task_shares_subject` ON `task_shares` (`organization_id`,`kind`,`subject_id`);
CREATE TABLE `tasks` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`description` text NOT NULL,
	`status` text NOT NULL,
	`priority` text NOT NULL,
	`project_id` text,
	`team_id` text,
	`owner_id` text,
	`assignee_id` text,
	`due_on` text,
	`due_at` integer,
	`labels` text NOT NULL,
	`completed_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`deleted_by` text,
	`deleted_with` text, `due_order` integer DEFAULT 9007199254740991 NOT NULL, `priority_rank` integer DEFAULT 0 NOT NULL, `created_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`team_id`) REFERENCES `teams`(`organization_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`,`project_id`) REFERENCES `projects`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `team_members` (
	`organization_id` text NOT NULL,
	`team_id` text NOT NULL,
	`member_id` text NOT NULL,
	`role` text NOT NULL,
	`added_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `team_id`, `member_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`team_id`) REFERENCES `teams`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `team_members_member` ON `team_members` (`organization_id`,`member_id`);
CREATE TABLE `teams` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `conversation_members` (
	`organization_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`member_id` text NOT NULL,
	`role` text NOT NULL,
	`joined_at` integer NOT NULL,
	`read_number` integer NOT NULL,
	`read_at` integer,
	PRIMARY KEY(`organization_id`, `conversation_id`, `member_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`conversation_id`) REFERENCES `conversations`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `conversation_members_member` ON `conversation_members` (`organization_id`,`member_id`,`conversation_id`);
CREATE TABLE `conversations` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text,
	`direct_key` text,
	`message_count` integer DEFAULT 0 NOT NULL,
	`last_message_id` text,
	`active_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `conversations_direct` ON `conversations` (`organization_id`,`direct_key`);
CREATE INDEX `conversations_kind` ON `conversations` (`organization_id`,`kind`,`active_at`);
CREATE TABLE `messages` (
	`organization_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`role` text NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`conversation_id`) REFERENCES `conversations`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `messages_number` ON `messages` (`organization_id`,`conversation_id`,`number`);
CREATE INDEX `messages_author` ON `messages` (`organization_id`,`author_id`,`created_at`);
CREATE TABLE `notification_preferences` (
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`kind` text NOT NULL,
	`is_on` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `member_id`, `kind`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `notifications` (
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`actor_id` text,
	`api_key_id` text,
	`created_at` integer NOT NULL,
	`read_at` integer, `about` text,
	PRIMARY KEY(`organization_id`, `member_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `notifications_age` ON `notifications` (`created_at`);
CREATE TABLE `task_comments` (
	`organization_id` text NOT NULL,
	`task_id` text NOT NULL,
	`id` text NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `task_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`task_id`) REFERENCES `tasks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `tasks_by_id` ON `tasks` (`organization_id`,`status`,`id`) WHERE "tasks"."deleted_at" is null;
CREATE INDEX `tasks_by_updated_at` ON `tasks` (`organization_id`,`status`,`updated_at`,`id`) WHERE "tasks"."deleted_at" is null;
CREATE INDEX `tasks_by_due` ON `tasks` (`organization_id`,`status`,`due_order`,`id`) WHERE "tasks"."deleted_at" is null;
CREATE INDEX `tasks_by_priority` ON `tasks` (`organization_id`,`status`,`priority_rank`,`id`) WHERE "tasks"."deleted_at" is null;
CREATE INDEX `tasks_owner` ON `tasks` (`organization_id`,`owner_id`,`id`);
CREATE INDEX `notifications_unread` ON `notifications` (`organization_id`,`member_id`,`id`) WHERE "notifications"."read_at" is null;
CREATE INDEX `task_comments_deleted` ON `task_comments` (`organization_id`,`deleted_at`,`id`) WHERE "task_comments"."deleted_at" is not null;
CREATE TABLE `search_documents` (
	`number` integer PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	"parent_id" text
);
CREATE UNIQUE INDEX `search_documents_text` ON `search_documents` (`organization_id`,`kind`,`id`);
CREATE VIRTUAL TABLE `search_index` USING fts5(title, body, content='', contentless_delete=1, tokenize='ascii');
CREATE TRIGGER `search_documents_deleted` AFTER DELETE ON `search_documents` BEGIN
  DELETE FROM search_index WHERE rowid = old.number;
END;
CREATE TRIGGER `search_tasks_inserted` AFTER INSERT ON `tasks` BEGIN
  INSERT INTO search_queue (organization_id, kind, id) VALUES (new.organization_id, 'task', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER `search_tasks_updated` AFTER UPDATE OF title, description ON `tasks`
WHEN old.title IS NOT new.title OR old.description IS NOT new.description BEGIN
  INSERT INTO search_queue (organization_id, kind, id) VALUES (new.organization_id, 'task', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER `search_tasks_deleted` AFTER DELETE ON `tasks` BEGIN
  DELETE FROM search_queue WHERE organization_id = old.organization_id AND kind = 'task' AND id = old.id;
  DELETE FROM search_documents WHERE organization_id = old.organization_id AND kind = 'task' AND id = old.id;
END;
CREATE TRIGGER `search_projects_inserted` AFTER INSERT ON `projects` BEGIN
  INSERT INTO search_queue (organization_id, kind, id) VALUES (new.organization_id, 'project', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER `search_projects_updated` AFTER UPDATE OF name, description ON `projects`
WHEN old.name IS NOT new.name OR old.description IS NOT new.description BEGIN
  INSERT INTO search_queue (organization_id, kind, id) VALUES (new.organization_id, 'project', new.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER `search_projects_deleted` AFTER DELETE ON `projects` BEGIN
  DELETE FROM search_queue WHERE organization_id = old.organization_id AND kind = 'project' AND id = old.id;
  DELETE FROM search_documents WHERE organization_id = old.organization_id AND kind = 'project' AND id = old.id;
END;
CREATE TRIGGER `search_messages_inserted` AFTER INSERT ON `messages` BEGIN
  INSERT INTO search_queue (organization_id, kind, id, "parent_id")
  VALUES (new.organization_id, 'message', new.id, new.conversation_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER `search_messages_updated` AFTER UPDATE OF body ON `messages`
WHEN old.body IS NOT new.body BEGIN
  INSERT INTO search_queue (organization_id, kind, id, "parent_id")
  VALUES (new.organization_id, 'message', new.id, new.conversation_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER `search_messages_deleted` AFTER DELETE ON `messages` BEGIN
  DELETE FROM search_queue WHERE organization_id = old.organization_id AND kind = 'message' AND id = old.id;
  DELETE FROM search_documents WHERE organization_id = old.organization_id AND kind = 'message' AND id = old.id;
END;
CREATE INDEX `projects_deleted` ON `projects` (`organization_id`,`deleted_at`,`id`) WHERE "projects"."deleted_at" is not null;
CREATE INDEX `tasks_deleted` ON `tasks` (`organization_id`,`deleted_at`,`id`) WHERE "tasks"."deleted_at" is not null;
CREATE INDEX `teams_deleted` ON `teams` (`organization_id`,`deleted_at`,`id`) WHERE "teams"."deleted_at" is not null;
CREATE TABLE `demo_organizations` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`team` text NOT NULL,
	`made_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `demo_organizations_team` ON `demo_organizations` (`team`);
CREATE TABLE `demo_users` (
	`user_id` text PRIMARY KEY NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `instance_settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
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
CREATE INDEX `idempotent_writes_age` ON `idempotent_writes` (`created_at`);
CREATE TABLE `imports` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`number` integer NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`file_name` text,
	`format` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`heard_at` integer NOT NULL,
	`finished_at` integer,
	`lines` integer DEFAULT 0 NOT NULL,
	`accepted` integer DEFAULT 0 NOT NULL,
	`duplicates` integer DEFAULT 0 NOT NULL,
	`rejected` integer DEFAULT 0 NOT NULL,
	`removed` integer DEFAULT 0 NOT NULL,
	`errors` text NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `imports_number` ON `imports` (`organization_id`,`number`);
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
CREATE INDEX `content_by_status` ON `content` (`organization_id`,`status`,`id`) WHERE "content"."deleted_at" is null;
CREATE INDEX `content_author` ON `content` (`organization_id`,`author_id`,`id`);
CREATE INDEX `content_scheduled` ON `content` (`publish_at`) WHERE "content"."publish_at" is not null;
CREATE INDEX `content_deleted` ON `content` (`organization_id`,`deleted_at`,`id`) WHERE "content"."deleted_at" is not null;
CREATE TABLE `content_slugs` (
	`organization_id` text NOT NULL,
	`slug` text NOT NULL,
	`content_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `slug`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`content_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `content_slugs_content` ON `content_slugs` (`organization_id`,`content_id`);
CREATE TABLE `content_tags` (
	`organization_id` text NOT NULL,
	`tag` text NOT NULL,
	`content_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `tag`, `content_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`content_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `content_tags_content` ON `content_tags` (`organization_id`,`content_id`);
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
CREATE INDEX `lessons_course` ON `lessons` (`organization_id`,`course_id`,`position`);
CREATE INDEX `lessons_author` ON `lessons` (`organization_id`,`author_id`,`id`);
CREATE INDEX `lessons_deleted` ON `lessons` (`organization_id`,`deleted_at`,`id`) WHERE "lessons"."deleted_at" is not null;
CREATE TABLE `lesson_prerequisites` (
	`organization_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`requires_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `lesson_id`, `requires_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`lesson_id`) REFERENCES `lessons`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`requires_id`) REFERENCES `lessons`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `lesson_prerequisites_required` ON `lesson_prerequisites` (`organization_id`,`requires_id`);
CREATE TABLE `lesson_completions` (
	`organization_id` text NOT NULL,
	`person_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`completed_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `person_id`, `lesson_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `lesson_completions_lesson` ON `lesson_completions` (`organization_id`,`lesson_id`,`person_id`);
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
CREATE INDEX `assessments_lesson` ON `assessments` (`organization_id`,`lesson_id`,`id`);
CREATE INDEX `assessments_author` ON `assessments` (`organization_id`,`author_id`,`id`);
CREATE INDEX `assessments_deleted` ON `assessments` (`organization_id`,`deleted_at`,`id`) WHERE "assessments"."deleted_at" is not null;
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
CREATE TABLE `assessment_keys` (
	`organization_id` text NOT NULL,
	`assessment_id` text NOT NULL,
	`version` integer NOT NULL,
	`answers` text NOT NULL,
	PRIMARY KEY(`organization_id`, `assessment_id`, `version`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`assessment_id`) REFERENCES `assessments`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
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
CREATE UNIQUE INDEX `assessment_attempts_number` ON `assessment_attempts` (`organization_id`,`assessment_id`,`person_id`,`number`);
CREATE INDEX `assessment_attempts_person` ON `assessment_attempts` (`organization_id`,`person_id`,`id`);
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
, `duration_ms` integer, `proof_duration_ms` integer);
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
CREATE INDEX `companies_deleted` ON `companies` (`organization_id`,`deleted_at`,`id`) WHERE "companies"."deleted_at" is not null;
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
CREATE UNIQUE INDEX `jobs_slug` ON `jobs` (`organization_id`,`slug`);
CREATE INDEX `jobs_status` ON `jobs` (`organization_id`,`status`,`id`) WHERE "jobs"."deleted_at" is null;
CREATE INDEX `jobs_owner` ON `jobs` (`organization_id`,`owner_id`,`id`);
CREATE INDEX `jobs_company` ON `jobs` (`organization_id`,`company_id`,`id`);
CREATE INDEX `jobs_deleted` ON `jobs` (`organization_id`,`deleted_at`,`id`) WHERE "jobs"."deleted_at" is not null;
CREATE TABLE `job_reviewers` (
	`organization_id` text NOT NULL,
	`member_id` text NOT NULL,
	`job_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `member_id`, `job_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`job_id`) REFERENCES `jobs`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `job_reviewers_job` ON `job_reviewers` (`organization_id`,`job_id`);
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
CREATE UNIQUE INDEX `candidates_email` ON `candidates` (`organization_id`,`email_key`);
CREATE INDEX `candidates_retained` ON `candidates` (`organization_id`,`retain_until`);
CREATE TABLE `candidate_tags` (
	`organization_id` text NOT NULL,
	`tag` text NOT NULL,
	`candidate_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `tag`, `candidate_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`candidate_id`) REFERENCES `candidates`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `candidate_tags_candidate` ON `candidate_tags` (`organization_id`,`candidate_id`);
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
CREATE UNIQUE INDEX `applications_going_on` ON `applications` (`organization_id`,`job_id`,`candidate_id`) WHERE "applications"."stage" not in ('rejected', 'withdrawn') and "applications"."deleted_at" is null;
CREATE INDEX `applications_job` ON `applications` (`organization_id`,`job_id`,`id`);
CREATE INDEX `applications_candidate` ON `applications` (`organization_id`,`candidate_id`,`id`);
CREATE INDEX `applications_stage` ON `applications` (`organization_id`,`stage`,`id`) WHERE "applications"."deleted_at" is null;
CREATE INDEX `applications_deleted` ON `applications` (`organization_id`,`deleted_at`,`id`) WHERE "applications"."deleted_at" is not null;
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
CREATE INDEX `application_notes_deleted` ON `application_notes` (`organization_id`,`deleted_at`,`id`) WHERE "application_notes"."deleted_at" is not null;
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
CREATE TABLE `job_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`correlation_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`outcome` text,
	`detail` text
);
CREATE INDEX `job_runs_of` ON `job_runs` (`name`,`id`);
CREATE INDEX `job_runs_correlation` ON `job_runs` (`correlation_id`);
CREATE INDEX `job_runs_age` ON `job_runs` (`started_at`);
CREATE UNIQUE INDEX `job_runs_running` ON `job_runs` (`name`) WHERE "job_runs"."finished_at" is null;
CREATE TABLE `change_marks` (
	`organization` text PRIMARY KEY NOT NULL,
	`mark` integer NOT NULL,
	`access_mark` integer NOT NULL
);
CREATE INDEX `change_marks_mark` ON `change_marks` (`mark`);
CREATE TABLE `labels` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`folded_name` text NOT NULL,
	`color` text NOT NULL,
	`description` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `labels_name` ON `labels` (`organization_id`,`folded_name`);
CREATE TABLE `audit_entries` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`subject_id` text,
	`actor` text NOT NULL,
	`address` text,
	`correlation_id` text NOT NULL,
	`before` text,
	`after` text,
	PRIMARY KEY(`organization_id`, `id`)
);
CREATE INDEX `audit_entries_time` ON `audit_entries` (`organization_id`,`at`,`id`);
CREATE INDEX `audit_entries_action` ON `audit_entries` (`organization_id`,`action`,`at`,`id`);
CREATE INDEX `audit_entries_actor` ON `audit_entries` (`organization_id`,`actor`,`at`,`id`);
CREATE INDEX `audit_entries_age` ON `audit_entries` (`at`);
CREATE INDEX `audit_entries_correlation` ON `audit_entries` (`correlation_id`);
CREATE TABLE `content_comments` (
	`organization_id` text NOT NULL,
	`content_id` text NOT NULL,
	`id` text NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `content_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`content_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `content_comments_deleted` ON `content_comments` (`organization_id`,`deleted_at`,`id`) WHERE "content_comments"."deleted_at" is not null;
CREATE TABLE `lesson_comments` (
	`organization_id` text NOT NULL,
	`lesson_id` text NOT NULL,
	`id` text NOT NULL,
	`author_id` text,
	`api_key_id` text,
	`body` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by` text,
	PRIMARY KEY(`organization_id`, `lesson_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`lesson_id`) REFERENCES `lessons`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `lesson_comments_deleted` ON `lesson_comments` (`organization_id`,`deleted_at`,`id`) WHERE "lesson_comments"."deleted_at" is not null;
CREATE TABLE `application_files` (
	`organization_id` text NOT NULL,
	`application_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`text_state` text NOT NULL,
	`body` text NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `application_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`application_id`) REFERENCES `applications`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `application_files_content` ON `application_files` (`organization_id`,`sha256`);
CREATE INDEX `application_files_pending` ON `application_files` (`organization_id`,`id`) WHERE "application_files"."text_state" = 'pending';
CREATE INDEX `tasks_assignee` ON `tasks` (`organization_id`,`assignee_id`,`id`) WHERE "tasks"."assignee_id" is not null;
CREATE INDEX `tasks_project` ON `tasks` (`organization_id`,`project_id`,`id`) WHERE "tasks"."project_id" is not null;
CREATE INDEX `tasks_team` ON `tasks` (`organization_id`,`team_id`,`id`) WHERE "tasks"."team_id" is not null;
CREATE INDEX `tasks_due` ON `tasks` (`organization_id`,`due_at`) WHERE "tasks"."due_at" is not null;
CREATE INDEX `applications_job_stage` ON `applications` (`organization_id`,`job_id`,`stage`,`id`) WHERE "applications"."deleted_at" is null;
CREATE INDEX `applications_source` ON `applications` (`organization_id`,`source`,`id`) WHERE "applications"."deleted_at" is null;
CREATE INDEX `applications_knocked_out` ON `applications` (`organization_id`,`knocked_out`,`id`) WHERE "applications"."deleted_at" is null;
CREATE INDEX `applications_funnel` ON `applications` (`organization_id`,`created_at`,`job_id`,`source`,`reached`,`stage`) WHERE "applications"."deleted_at" is null;
CREATE INDEX `applications_job_funnel` ON `applications` (`organization_id`,`job_id`,`created_at`,`source`,`reached`,`stage`) WHERE "applications"."deleted_at" is null;
CREATE INDEX `applications_hired` ON `applications` (`organization_id`,`hired_at`,`job_id`) WHERE "applications"."hired_at" is not null;
CREATE INDEX `candidates_source` ON `candidates` (`organization_id`,`source`,`id`);
CREATE INDEX `candidates_merged` ON `candidates` (`organization_id`,`merged_into`) WHERE "candidates"."merged_into" is not null;
CREATE INDEX `activity_events_import` ON `activity_events` (`organization_id`,`import_number`,`received_at`) WHERE "activity_events"."import_number" is not null;
CREATE TABLE "cohort_cells" (
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
CREATE TABLE "last_active" (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`span` integer NOT NULL,
	`minute` integer NOT NULL,
	`people` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `span`, `minute`)
) WITHOUT ROWID;
CREATE TABLE "organization_counters" (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`key` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `key`)
) WITHOUT ROWID;
CREATE TABLE "organization_days" (
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
CREATE TABLE "person_days" (
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
CREATE INDEX `person_days_day` ON `person_days` (`organization_id`,`generation`,`day`);
CREATE TABLE "person_message_days" (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`day` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`, `day`)
) WITHOUT ROWID;
CREATE TABLE "person_sessions" (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`n` integer NOT NULL,
	`start_day` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`, `start_at`)
) WITHOUT ROWID;
CREATE TABLE "person_states" (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`person_id` text NOT NULL,
	`first_day` integer,
	PRIMARY KEY(`organization_id`, `generation`, `person_id`)
) WITHOUT ROWID;
CREATE TABLE `search_queue` (
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`parent_id` text,
	PRIMARY KEY(`organization_id`, `kind`, `id`)
) WITHOUT ROWID;
CREATE TABLE "stock_days" (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`span` integer NOT NULL,
	`day` integer NOT NULL,
	`key` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `span`, `day`, `key`)
) WITHOUT ROWID;
CREATE TABLE "task_status_changes" (
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
CREATE TABLE "task_times" (
	`organization_id` text NOT NULL,
	`generation` integer NOT NULL,
	`day` integer NOT NULL,
	`kind` text NOT NULL,
	`bin` integer NOT NULL,
	`until_day` integer NOT NULL,
	`n` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `generation`, `day`, `kind`, `bin`, `until_day`)
) WITHOUT ROWID;
CREATE TABLE "work_changes" (
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
CREATE TABLE "changes" (
	`organization_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`verb` text NOT NULL,
	`actor` text NOT NULL,
	`correlation_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `seq`)
) WITHOUT ROWID;
CREATE TABLE "task_labels" (
	`organization_id` text NOT NULL,
	`label` text NOT NULL,
	`task_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `label`, `task_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
CREATE TRIGGER `task_labels_deleted` AFTER DELETE ON `tasks` WHEN old.labels <> '[]' BEGIN
  DELETE FROM task_labels WHERE organization_id = old.organization_id
    AND label IN (SELECT value FROM json_each(old.labels)) AND task_id = old.id;
END;
CREATE TABLE `webhooks` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`url` text NOT NULL,
	`description` text NOT NULL,
	`events` text NOT NULL,
	`sealed_secret` text NOT NULL,
	`previous_sealed_secret` text,
	`previous_until_at` integer,
	`stopped_reason` text,
	`created_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `webhook_places` (
	`organization_id` text NOT NULL,
	`webhook_id` text NOT NULL,
	`seq` integer NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`failing_since_at` integer,
	`resting_until_at` integer,
	PRIMARY KEY(`organization_id`, `webhook_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`webhook_id`) REFERENCES `webhooks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `webhook_deliveries` (
	`organization_id` text NOT NULL,
	`webhook_id` text NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`data` text NOT NULL,
	`correlation_id` text,
	`happened_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`status` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at` integer,
	`attempted_at` integer,
	`response_status` integer,
	`duration_ms` integer,
	`error` text,
	PRIMARY KEY(`organization_id`, `webhook_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`webhook_id`) REFERENCES `webhooks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `webhook_deliveries_next` ON `webhook_deliveries` (`organization_id`,`webhook_id`,`next_attempt_at`,`id`) WHERE "webhook_deliveries"."next_attempt_at" is not null;
CREATE INDEX `webhook_deliveries_age` ON `webhook_deliveries` (`created_at`);
CREATE INDEX `webhook_deliveries_correlation` ON `webhook_deliveries` (`correlation_id`);
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
CREATE INDEX `metric_alerts_due` ON `metric_alerts` (`organization_id`) WHERE "metric_alerts"."due_from_day" is not null;
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
CREATE UNIQUE INDEX `metric_alert_firings_day` ON `metric_alert_firings` (`organization_id`,`alert_id`,`day`);
CREATE TABLE "tool_changes" (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`actor` text NOT NULL,
	`tool` text NOT NULL,
	`undo` text NOT NULL,
	`created_at` integer NOT NULL,
	`undone_at` integer,
	`task_id` text,
	`project_id` text,
	`content_id` text,
	`lesson_id` text,
	`application_id` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`task_id`) REFERENCES `tasks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`project_id`) REFERENCES `projects`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`content_id`) REFERENCES `content`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`lesson_id`) REFERENCES `lessons`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`application_id`) REFERENCES `applications`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `tool_changes_age` ON `tool_changes` (`created_at`);
CREATE INDEX `tool_changes_task` ON `tool_changes` (`organization_id`,`task_id`) WHERE "tool_changes"."task_id" is not null;
CREATE INDEX `tool_changes_project` ON `tool_changes` (`organization_id`,`project_id`) WHERE "tool_changes"."project_id" is not null;
CREATE INDEX `tool_changes_content` ON `tool_changes` (`organization_id`,`content_id`) WHERE "tool_changes"."content_id" is not null;
CREATE INDEX `tool_changes_lesson` ON `tool_changes` (`organization_id`,`lesson_id`) WHERE "tool_changes"."lesson_id" is not null;
CREATE INDEX `tool_changes_application` ON `tool_changes` (`organization_id`,`application_id`) WHERE "tool_changes"."application_id" is not null;
CREATE TABLE `second_factors` (
	`user_id` text PRIMARY KEY NOT NULL,
	`sealed_secret` text NOT NULL,
	`created_at` integer NOT NULL,
	`enabled_at` integer,
	`last_step` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `recovery_codes` (
	`user_id` text NOT NULL,
	`code_hash` text NOT NULL,
	PRIMARY KEY(`user_id`, `code_hash`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `user_identities` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`email` text,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE UNIQUE INDEX `user_identities_subject` ON `user_identities` (`issuer`,`subject`);
CREATE UNIQUE INDEX `user_identities_user` ON `user_identities` (`user_id`,`issuer`);
CREATE TABLE `task_files` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`task_id` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`text_state` text NOT NULL,
	`body` text NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`task_id`) REFERENCES `tasks`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
CREATE INDEX `task_files_task` ON `task_files` (`organization_id`,`task_id`,`id`);
CREATE INDEX `task_files_content` ON `task_files` (`organization_id`,`sha256`);
CREATE INDEX `task_files_pending` ON `task_files` (`organization_id`,`id`) WHERE "task_files"."text_state" = 'pending';
