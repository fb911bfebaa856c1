ALTER TABLE "tool_changes" ADD COLUMN "task_id" text;--> statement-breakpoint
ALTER TABLE "tool_changes" ADD COLUMN "project_id" text;--> statement-breakpoint
ALTER TABLE "tool_changes" ADD COLUMN "content_id" text;--> statement-breakpoint
ALTER TABLE "tool_changes" ADD COLUMN "lesson_id" text;--> statement-breakpoint
ALTER TABLE "tool_changes" ADD COLUMN "application_id" text;--> statement-breakpoint
ALTER TABLE "tool_changes" ADD CONSTRAINT "tool_changes_organization_id_task_id_tasks_organization_id_id_fk" FOREIGN KEY ("organization_id","task_id") REFERENCES "public"."tasks"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_changes" ADD CONSTRAINT "tool_changes_organization_id_project_id_projects_organization_id_id_fk" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."projects"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_changes" ADD CONSTRAINT "tool_changes_organization_id_content_id_content_organization_id_id_fk" FOREIGN KEY ("organization_id","content_id") REFERENCES "public"."content"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_changes" ADD CONSTRAINT "tool_changes_organization_id_lesson_id_lessons_organization_id_id_fk" FOREIGN KEY ("organization_id","lesson_id") REFERENCES "public"."lessons"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_changes" ADD CONSTRAINT "tool_changes_organization_id_application_id_applications_organization_id_id_fk" FOREIGN KEY ("organization_id","application_id") REFERENCES "public"."applications"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tool_changes_task" ON "tool_changes" USING btree ("organization_id","task_id") WHERE "tool_changes"."task_id" is not null;--> statement-breakpoint
CREATE INDEX "tool_changes_project" ON "tool_changes" USING btree ("organization_id","project_id") WHERE "tool_changes"."project_id" is not null;--> statement-breakpoint
CREATE INDEX "tool_changes_content" ON "tool_changes" USING btree ("organization_id","content_id") WHERE "tool_changes"."content_id" is not null;--> statement-breakpoint
CREATE INDEX "tool_changes_lesson" ON "tool_changes" USING btree ("organization_id","lesson_id") WHERE "tool_changes"."lesson_id" is not null;--> statement-breakpoint
CREATE INDEX "tool_changes_application" ON "tool_changes" USING btree ("organization_id","application_id") WHERE "tool_changes"."application_id" is not null;