DROP INDEX "tasks_assignee";--> statement-breakpoint
DROP INDEX "tasks_project";--> statement-breakpoint
DROP INDEX "tasks_team";--> statement-breakpoint
DROP INDEX "tasks_due";--> statement-breakpoint
CREATE INDEX "tasks_assignee" ON "tasks" USING btree ("organization_id","assignee_id","id") WHERE "tasks"."assignee_id" is not null;--> statement-breakpoint
CREATE INDEX "tasks_project" ON "tasks" USING btree ("organization_id","project_id","id") WHERE "tasks"."project_id" is not null;--> statement-breakpoint
CREATE INDEX "tasks_team" ON "tasks" USING btree ("organization_id","team_id","id") WHERE "tasks"."team_id" is not null;--> statement-breakpoint
CREATE INDEX "tasks_due" ON "tasks" USING btree ("organization_id","due_at") WHERE "tasks"."due_at" is not null;