DROP INDEX "tasks_status";--> statement-breakpoint
DROP INDEX "notifications_unread";--> statement-breakpoint
DROP INDEX "task_comments_deleted";--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "due_order" bigint DEFAULT 9007199254740991 NOT NULL;--> statement-breakpoint
ALTER TABLE "tasks" ADD COLUMN "priority_rank" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "tasks_by_id" ON "tasks" USING btree ("organization_id","status","id") WHERE "tasks"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "tasks_by_updated_at" ON "tasks" USING btree ("organization_id","status","updated_at","id") WHERE "tasks"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "tasks_by_due" ON "tasks" USING btree ("organization_id","status","due_order","id") WHERE "tasks"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "tasks_by_priority" ON "tasks" USING btree ("organization_id","status","priority_rank","id") WHERE "tasks"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "tasks_owner" ON "tasks" USING btree ("organization_id","owner_id","id");--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("organization_id","member_id","id") WHERE "notifications"."read_at" is null;--> statement-breakpoint
CREATE INDEX "task_comments_deleted" ON "task_comments" USING btree ("organization_id","deleted_at","id") WHERE "task_comments"."deleted_at" is not null;