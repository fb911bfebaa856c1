CREATE TABLE "person_message_days" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"person_id" text NOT NULL,
	"day" bigint NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "person_message_days_organization_id_generation_person_id_day_pk" PRIMARY KEY("organization_id","generation","person_id","day")
);
--> statement-breakpoint
CREATE TABLE "task_times" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"day" bigint NOT NULL,
	"kind" text NOT NULL,
	"bin" bigint NOT NULL,
	"until_day" bigint NOT NULL,
	"n" bigint NOT NULL,
	CONSTRAINT "task_times_organization_id_generation_day_kind_bin_until_day_pk" PRIMARY KEY("organization_id","generation","day","kind","bin","until_day")
);
--> statement-breakpoint
CREATE TABLE "work_changes" (
	"organization_id" text NOT NULL,
	"thing_id" text NOT NULL,
	"number" bigint NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL,
	"status" text NOT NULL,
	"due_on" text,
	"due_at" bigint,
	"is_deleted" boolean NOT NULL,
	"began_at" bigint NOT NULL,
	"started_at" bigint,
	"done_at" bigint,
	CONSTRAINT "work_changes_organization_id_thing_id_number_pk" PRIMARY KEY("organization_id","thing_id","number")
);
--> statement-breakpoint
CREATE TABLE "work_days" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"day" bigint NOT NULL,
	"tasks_todo" bigint DEFAULT 0 NOT NULL,
	"tasks_in_progress" bigint DEFAULT 0 NOT NULL,
	"tasks_done" bigint DEFAULT 0 NOT NULL,
	"tasks_cancelled" bigint DEFAULT 0 NOT NULL,
	"tasks_overdue" bigint DEFAULT 0 NOT NULL,
	"projects_planning" bigint DEFAULT 0 NOT NULL,
	"projects_active" bigint DEFAULT 0 NOT NULL,
	"projects_on_hold" bigint DEFAULT 0 NOT NULL,
	"projects_completed" bigint DEFAULT 0 NOT NULL,
	"projects_archived" bigint DEFAULT 0 NOT NULL,
	"projects_overdue" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "work_days_organization_id_generation_day_pk" PRIMARY KEY("organization_id","generation","day")
);
--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "messages" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "chatters" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "chat_d7" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "tasks_created" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization_days" ADD COLUMN "tasks_completed" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "next_work_until" text;--> statement-breakpoint
ALTER TABLE "work_changes" ADD CONSTRAINT "work_changes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tasks_due" ON "tasks" USING btree ("organization_id","due_at");