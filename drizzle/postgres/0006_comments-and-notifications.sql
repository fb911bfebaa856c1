CREATE TABLE "notification_preferences" (
	"organization_id" text NOT NULL,
	"member_id" text NOT NULL,
	"kind" text NOT NULL,
	"is_on" boolean NOT NULL,
	CONSTRAINT "notification_preferences_organization_id_member_id_kind_pk" PRIMARY KEY("organization_id","member_id","kind")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"organization_id" text NOT NULL,
	"member_id" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"actor_id" text,
	"api_key_id" text,
	"task_id" text,
	"comment_id" text,
	"conversation_id" text,
	"message_id" text,
	"created_at" bigint NOT NULL,
	"read_at" bigint,
	CONSTRAINT "notifications_organization_id_member_id_id_pk" PRIMARY KEY("organization_id","member_id","id")
);
--> statement-breakpoint
CREATE TABLE "task_comments" (
	"organization_id" text NOT NULL,
	"task_id" text NOT NULL,
	"id" text NOT NULL,
	"author_id" text,
	"api_key_id" text,
	"body" text NOT NULL,
	"created_at" bigint NOT NULL,
	"edited_at" bigint,
	"deleted_at" bigint,
	"deleted_by" text,
	CONSTRAINT "task_comments_organization_id_task_id_id_pk" PRIMARY KEY("organization_id","task_id","id")
);
--> statement-breakpoint
ALTER TABLE "notification_preferences" ADD CONSTRAINT "notification_preferences_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_comments" ADD CONSTRAINT "task_comments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_comments" ADD CONSTRAINT "task_comments_organization_id_task_id_tasks_organization_id_id_fk" FOREIGN KEY ("organization_id","task_id") REFERENCES "public"."tasks"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("organization_id","member_id","id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "notifications_age" ON "notifications" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "task_comments_deleted" ON "task_comments" USING btree ("organization_id","deleted_at","id") WHERE deleted_at is not null;