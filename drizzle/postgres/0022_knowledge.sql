CREATE TABLE "content" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"slug" text NOT NULL,
	"author_id" text,
	"tags" json NOT NULL,
	"published_at" bigint,
	"publish_at" bigint,
	"revision" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"deleted_by" text,
	CONSTRAINT "content_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "content_slugs" (
	"organization_id" text NOT NULL,
	"slug" text NOT NULL,
	"content_id" text NOT NULL,
	CONSTRAINT "content_slugs_organization_id_slug_pk" PRIMARY KEY("organization_id","slug")
);
--> statement-breakpoint
CREATE TABLE "content_tags" (
	"organization_id" text NOT NULL,
	"tag" text NOT NULL,
	"content_id" text NOT NULL,
	CONSTRAINT "content_tags_organization_id_tag_content_id_pk" PRIMARY KEY("organization_id","tag","content_id")
);
--> statement-breakpoint
CREATE TABLE "content_revisions" (
	"organization_id" text NOT NULL,
	"content_id" text NOT NULL,
	"number" bigint NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"restored_from" bigint,
	"author_id" text,
	"api_key_id" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "content_revisions_organization_id_content_id_number_pk" PRIMARY KEY("organization_id","content_id","number")
);
--> statement-breakpoint
CREATE TABLE "content_generations" (
	"organization_id" text NOT NULL,
	"content_id" text NOT NULL,
	"id" text NOT NULL,
	"model" text,
	"prompt_tokens" bigint,
	"completion_tokens" bigint,
	"started_at" bigint NOT NULL,
	"finished_at" bigint,
	"ok" boolean,
	"created_at" bigint NOT NULL,
	CONSTRAINT "content_generations_organization_id_content_id_id_pk" PRIMARY KEY("organization_id","content_id","id")
);
--> statement-breakpoint
CREATE TABLE "lessons" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"course_id" text,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"status" text NOT NULL,
	"position" bigint NOT NULL,
	"author_id" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"deleted_by" text,
	CONSTRAINT "lessons_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "lesson_prerequisites" (
	"organization_id" text NOT NULL,
	"lesson_id" text NOT NULL,
	"requires_id" text NOT NULL,
	CONSTRAINT "lesson_prerequisites_organization_id_lesson_id_requires_id_pk" PRIMARY KEY("organization_id","lesson_id","requires_id")
);
--> statement-breakpoint
CREATE TABLE "lesson_completions" (
	"organization_id" text NOT NULL,
	"person_id" text NOT NULL,
	"lesson_id" text NOT NULL,
	"completed_at" bigint NOT NULL,
	CONSTRAINT "lesson_completions_organization_id_person_id_lesson_id_pk" PRIMARY KEY("organization_id","person_id","lesson_id")
);
--> statement-breakpoint
CREATE TABLE "assessments" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"title" text NOT NULL,
	"lesson_id" text,
	"status" text NOT NULL,
	"pass_mark" bigint NOT NULL,
	"attempts_allowed" bigint,
	"time_limit_s" bigint,
	"opens_at" bigint,
	"closes_at" bigint,
	"shuffle" boolean NOT NULL,
	"answers_open" boolean NOT NULL,
	"version" bigint NOT NULL,
	"author_id" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"deleted_by" text,
	CONSTRAINT "assessments_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "assessment_questions" (
	"organization_id" text NOT NULL,
	"assessment_id" text NOT NULL,
	"version" bigint NOT NULL,
	"position" bigint NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"prompt" text NOT NULL,
	"points" bigint NOT NULL,
	"options" json NOT NULL,
	CONSTRAINT "assessment_questions_organization_id_assessment_id_version_position_pk" PRIMARY KEY("organization_id","assessment_id","version","position")
);
--> statement-breakpoint
CREATE TABLE "assessment_keys" (
	"organization_id" text NOT NULL,
	"assessment_id" text NOT NULL,
	"version" bigint NOT NULL,
	"answers" json NOT NULL,
	CONSTRAINT "assessment_keys_organization_id_assessment_id_version_pk" PRIMARY KEY("organization_id","assessment_id","version")
);
--> statement-breakpoint
CREATE TABLE "assessment_attempts" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"assessment_id" text NOT NULL,
	"version" bigint NOT NULL,
	"person_id" text NOT NULL,
	"number" bigint NOT NULL,
	"seed" bigint NOT NULL,
	"started_at" bigint NOT NULL,
	"ends_at" bigint,
	"submitted_at" bigint,
	"score" bigint,
	"max_score" bigint NOT NULL,
	"percent" bigint,
	"passed" boolean,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "assessment_attempts_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "assessment_answers" (
	"organization_id" text NOT NULL,
	"assessment_id" text NOT NULL,
	"attempt_id" text NOT NULL,
	"question_id" text NOT NULL,
	"answer" json,
	"earned" bigint,
	CONSTRAINT "assessment_answers_organization_id_assessment_id_attempt_id_question_id_pk" PRIMARY KEY("organization_id","assessment_id","attempt_id","question_id")
);
--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "content_created" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "content_published" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "generations_ok" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "generations_failed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "generation_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "lessons_completed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "assessments_submitted" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "content" ADD CONSTRAINT "content_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_slugs" ADD CONSTRAINT "content_slugs_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_slugs" ADD CONSTRAINT "content_slugs_organization_id_content_id_content_organization_id_id_fk" FOREIGN KEY ("organization_id","content_id") REFERENCES "public"."content"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_tags" ADD CONSTRAINT "content_tags_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_tags" ADD CONSTRAINT "content_tags_organization_id_content_id_content_organization_id_id_fk" FOREIGN KEY ("organization_id","content_id") REFERENCES "public"."content"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_revisions" ADD CONSTRAINT "content_revisions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_revisions" ADD CONSTRAINT "content_revisions_organization_id_content_id_content_organization_id_id_fk" FOREIGN KEY ("organization_id","content_id") REFERENCES "public"."content"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_generations" ADD CONSTRAINT "content_generations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_organization_id_course_id_content_organization_id_id_fk" FOREIGN KEY ("organization_id","course_id") REFERENCES "public"."content"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_prerequisites" ADD CONSTRAINT "lesson_prerequisites_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_prerequisites" ADD CONSTRAINT "lesson_prerequisites_organization_id_lesson_id_lessons_organization_id_id_fk" FOREIGN KEY ("organization_id","lesson_id") REFERENCES "public"."lessons"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_prerequisites" ADD CONSTRAINT "lesson_prerequisites_organization_id_requires_id_lessons_organization_id_id_fk" FOREIGN KEY ("organization_id","requires_id") REFERENCES "public"."lessons"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_completions" ADD CONSTRAINT "lesson_completions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessments" ADD CONSTRAINT "assessments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_questions" ADD CONSTRAINT "assessment_questions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_questions" ADD CONSTRAINT "assessment_questions_organization_id_assessment_id_assessments_organization_id_id_fk" FOREIGN KEY ("organization_id","assessment_id") REFERENCES "public"."assessments"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_keys" ADD CONSTRAINT "assessment_keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_keys" ADD CONSTRAINT "assessment_keys_organization_id_assessment_id_assessments_organization_id_id_fk" FOREIGN KEY ("organization_id","assessment_id") REFERENCES "public"."assessments"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_attempts" ADD CONSTRAINT "assessment_attempts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_answers" ADD CONSTRAINT "assessment_answers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_answers" ADD CONSTRAINT "assessment_answers_organization_id_assessment_id_assessments_organization_id_id_fk" FOREIGN KEY ("organization_id","assessment_id") REFERENCES "public"."assessments"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "content_by_status" ON "content" USING btree ("organization_id","status","id") WHERE "content"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "content_author" ON "content" USING btree ("organization_id","author_id","id");--> statement-breakpoint
CREATE INDEX "content_scheduled" ON "content" USING btree ("publish_at") WHERE "content"."publish_at" is not null;--> statement-breakpoint
CREATE INDEX "content_deleted" ON "content" USING btree ("organization_id","deleted_at","id") WHERE "content"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "content_slugs_content" ON "content_slugs" USING btree ("organization_id","content_id");--> statement-breakpoint
CREATE INDEX "content_tags_content" ON "content_tags" USING btree ("organization_id","content_id");--> statement-breakpoint
CREATE INDEX "lessons_course" ON "lessons" USING btree ("organization_id","course_id","position");--> statement-breakpoint
CREATE INDEX "lessons_author" ON "lessons" USING btree ("organization_id","author_id","id");--> statement-breakpoint
CREATE INDEX "lessons_deleted" ON "lessons" USING btree ("organization_id","deleted_at","id") WHERE "lessons"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "lesson_prerequisites_required" ON "lesson_prerequisites" USING btree ("organization_id","requires_id");--> statement-breakpoint
CREATE INDEX "lesson_completions_lesson" ON "lesson_completions" USING btree ("organization_id","lesson_id","person_id");--> statement-breakpoint
CREATE INDEX "assessments_lesson" ON "assessments" USING btree ("organization_id","lesson_id","id");--> statement-breakpoint
CREATE INDEX "assessments_author" ON "assessments" USING btree ("organization_id","author_id","id");--> statement-breakpoint
CREATE INDEX "assessments_deleted" ON "assessments" USING btree ("organization_id","deleted_at","id") WHERE "assessments"."deleted_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "assessment_attempts_number" ON "assessment_attempts" USING btree ("organization_id","assessment_id","person_id","number");--> statement-breakpoint
CREATE INDEX "assessment_attempts_person" ON "assessment_attempts" USING btree ("organization_id","person_id","id");