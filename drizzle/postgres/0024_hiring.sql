CREATE TABLE "companies" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"website" text,
	"location" text,
	"owner_id" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"deleted_by" text,
	CONSTRAINT "companies_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"company_id" text,
	"title" text NOT NULL,
	"slug" text NOT NULL,
	"description" text NOT NULL,
	"status" text NOT NULL,
	"employment_type" text NOT NULL,
	"location_type" text NOT NULL,
	"location" text,
	"salary" json,
	"owner_id" text,
	"reviewer_ids" json NOT NULL,
	"publish_on" text,
	"valid_through" text,
	"required_fields" json NOT NULL,
	"questions" json NOT NULL,
	"opened_at" bigint,
	"closed_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"deleted_by" text,
	CONSTRAINT "jobs_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "job_reviewers" (
	"organization_id" text NOT NULL,
	"member_id" text NOT NULL,
	"job_id" text NOT NULL,
	CONSTRAINT "job_reviewers_organization_id_member_id_job_id_pk" PRIMARY KEY("organization_id","member_id","job_id")
);
--> statement-breakpoint
CREATE TABLE "candidates" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text,
	"email" text,
	"email_key" text,
	"phone" text,
	"location" text,
	"source" text,
	"tags" json NOT NULL,
	"consent_purpose" text,
	"consent_at" bigint,
	"retain_until" text,
	"merged_into" text,
	"erased_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "candidates_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "candidate_tags" (
	"organization_id" text NOT NULL,
	"tag" text NOT NULL,
	"candidate_id" text NOT NULL,
	CONSTRAINT "candidate_tags_organization_id_tag_candidate_id_pk" PRIMARY KEY("organization_id","tag","candidate_id")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"job_id" text NOT NULL,
	"candidate_id" text NOT NULL,
	"stage" text NOT NULL,
	"reached" bigint NOT NULL,
	"name" text,
	"message" text NOT NULL,
	"answers" json NOT NULL,
	"knocked_out" boolean NOT NULL,
	"source" text NOT NULL,
	"rejection_reason" text,
	"stage_at" bigint NOT NULL,
	"hired_at" bigint,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"deleted_at" bigint,
	"deleted_by" text,
	"deleted_with" text,
	CONSTRAINT "applications_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "application_stage_changes" (
	"organization_id" text NOT NULL,
	"application_id" text NOT NULL,
	"id" text NOT NULL,
	"from_stage" text,
	"to_stage" text NOT NULL,
	"reason" text,
	"changed_at" bigint NOT NULL,
	"changed_by" text,
	CONSTRAINT "application_stage_changes_organization_id_application_id_id_pk" PRIMARY KEY("organization_id","application_id","id")
);
--> statement-breakpoint
CREATE TABLE "application_notes" (
	"organization_id" text NOT NULL,
	"application_id" text NOT NULL,
	"id" text NOT NULL,
	"author_id" text,
	"api_key_id" text,
	"body" text NOT NULL,
	"created_at" bigint NOT NULL,
	"edited_at" bigint,
	"deleted_at" bigint,
	"deleted_by" text,
	CONSTRAINT "application_notes_organization_id_application_id_id_pk" PRIMARY KEY("organization_id","application_id","id")
);
--> statement-breakpoint
CREATE TABLE "application_ratings" (
	"organization_id" text NOT NULL,
	"application_id" text NOT NULL,
	"member_id" text NOT NULL,
	"score" bigint NOT NULL,
	"comment" text NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "application_ratings_organization_id_application_id_member_id_pk" PRIMARY KEY("organization_id","application_id","member_id")
);
--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "applications" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "hires" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "companies" ADD CONSTRAINT "companies_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_organization_id_company_id_companies_organization_id_id_fk" FOREIGN KEY ("organization_id","company_id") REFERENCES "public"."companies"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_reviewers" ADD CONSTRAINT "job_reviewers_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_reviewers" ADD CONSTRAINT "job_reviewers_organization_id_job_id_jobs_organization_id_id_fk" FOREIGN KEY ("organization_id","job_id") REFERENCES "public"."jobs"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate_tags" ADD CONSTRAINT "candidate_tags_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate_tags" ADD CONSTRAINT "candidate_tags_organization_id_candidate_id_candidates_organization_id_id_fk" FOREIGN KEY ("organization_id","candidate_id") REFERENCES "public"."candidates"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_organization_id_job_id_jobs_organization_id_id_fk" FOREIGN KEY ("organization_id","job_id") REFERENCES "public"."jobs"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_organization_id_candidate_id_candidates_organization_id_id_fk" FOREIGN KEY ("organization_id","candidate_id") REFERENCES "public"."candidates"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_stage_changes" ADD CONSTRAINT "application_stage_changes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_stage_changes" ADD CONSTRAINT "application_stage_changes_organization_id_application_id_applications_organization_id_id_fk" FOREIGN KEY ("organization_id","application_id") REFERENCES "public"."applications"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_notes" ADD CONSTRAINT "application_notes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_notes" ADD CONSTRAINT "application_notes_organization_id_application_id_applications_organization_id_id_fk" FOREIGN KEY ("organization_id","application_id") REFERENCES "public"."applications"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_ratings" ADD CONSTRAINT "application_ratings_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_ratings" ADD CONSTRAINT "application_ratings_organization_id_application_id_applications_organization_id_id_fk" FOREIGN KEY ("organization_id","application_id") REFERENCES "public"."applications"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "companies_deleted" ON "companies" USING btree ("organization_id","deleted_at","id") WHERE "companies"."deleted_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_slug" ON "jobs" USING btree ("organization_id","slug");--> statement-breakpoint
CREATE INDEX "jobs_status" ON "jobs" USING btree ("organization_id","status","id") WHERE "jobs"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "jobs_owner" ON "jobs" USING btree ("organization_id","owner_id","id");--> statement-breakpoint
CREATE INDEX "jobs_company" ON "jobs" USING btree ("organization_id","company_id","id");--> statement-breakpoint
CREATE INDEX "jobs_deleted" ON "jobs" USING btree ("organization_id","deleted_at","id") WHERE "jobs"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "job_reviewers_job" ON "job_reviewers" USING btree ("organization_id","job_id");--> statement-breakpoint
CREATE UNIQUE INDEX "candidates_email" ON "candidates" USING btree ("organization_id","email_key");--> statement-breakpoint
CREATE INDEX "candidates_retained" ON "candidates" USING btree ("organization_id","retain_until");--> statement-breakpoint
CREATE INDEX "candidate_tags_candidate" ON "candidate_tags" USING btree ("organization_id","candidate_id");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_going_on" ON "applications" USING btree ("organization_id","job_id","candidate_id") WHERE "applications"."stage" not in ('rejected', 'withdrawn') and "applications"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "applications_job" ON "applications" USING btree ("organization_id","job_id","id");--> statement-breakpoint
CREATE INDEX "applications_candidate" ON "applications" USING btree ("organization_id","candidate_id","id");--> statement-breakpoint
CREATE INDEX "applications_stage" ON "applications" USING btree ("organization_id","stage","id") WHERE "applications"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "applications_created" ON "applications" USING btree ("organization_id","created_at");--> statement-breakpoint
CREATE INDEX "applications_deleted" ON "applications" USING btree ("organization_id","deleted_at","id") WHERE "applications"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "application_notes_deleted" ON "application_notes" USING btree ("organization_id","deleted_at","id") WHERE "application_notes"."deleted_at" is not null;