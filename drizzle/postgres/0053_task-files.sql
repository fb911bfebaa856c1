CREATE TABLE "task_files" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"task_id" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"text_state" text NOT NULL,
	"body" text NOT NULL,
	"created_by" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "task_files_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "task_files" ADD CONSTRAINT "task_files_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_files" ADD CONSTRAINT "task_files_organization_id_task_id_tasks_organization_id_id_fk" FOREIGN KEY ("organization_id","task_id") REFERENCES "public"."tasks"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "task_files_task" ON "task_files" USING btree ("organization_id","task_id","id");--> statement-breakpoint
CREATE INDEX "task_files_content" ON "task_files" USING btree ("organization_id","sha256");--> statement-breakpoint
CREATE INDEX "task_files_pending" ON "task_files" USING btree ("organization_id","id") WHERE "task_files"."text_state" = 'pending';