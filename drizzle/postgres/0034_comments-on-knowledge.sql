CREATE TABLE "content_comments" (
	"organization_id" text NOT NULL,
	"content_id" text NOT NULL,
	"id" text NOT NULL,
	"author_id" text,
	"api_key_id" text,
	"body" text NOT NULL,
	"created_at" bigint NOT NULL,
	"edited_at" bigint,
	"deleted_at" bigint,
	"deleted_by" text,
	CONSTRAINT "content_comments_organization_id_content_id_id_pk" PRIMARY KEY("organization_id","content_id","id")
);
--> statement-breakpoint
CREATE TABLE "lesson_comments" (
	"organization_id" text NOT NULL,
	"lesson_id" text NOT NULL,
	"id" text NOT NULL,
	"author_id" text,
	"api_key_id" text,
	"body" text NOT NULL,
	"created_at" bigint NOT NULL,
	"edited_at" bigint,
	"deleted_at" bigint,
	"deleted_by" text,
	CONSTRAINT "lesson_comments_organization_id_lesson_id_id_pk" PRIMARY KEY("organization_id","lesson_id","id")
);
--> statement-breakpoint
ALTER TABLE "content_comments" ADD CONSTRAINT "content_comments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "content_comments" ADD CONSTRAINT "content_comments_organization_id_content_id_content_organization_id_id_fk" FOREIGN KEY ("organization_id","content_id") REFERENCES "public"."content"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_comments" ADD CONSTRAINT "lesson_comments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson_comments" ADD CONSTRAINT "lesson_comments_organization_id_lesson_id_lessons_organization_id_id_fk" FOREIGN KEY ("organization_id","lesson_id") REFERENCES "public"."lessons"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "content_comments_deleted" ON "content_comments" USING btree ("organization_id","deleted_at","id") WHERE "content_comments"."deleted_at" is not null;--> statement-breakpoint
CREATE INDEX "lesson_comments_deleted" ON "lesson_comments" USING btree ("organization_id","deleted_at","id") WHERE "lesson_comments"."deleted_at" is not null;