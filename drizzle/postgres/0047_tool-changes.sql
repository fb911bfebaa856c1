CREATE TABLE "tool_changes" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"actor" text NOT NULL,
	"tool" text NOT NULL,
	"undo" json NOT NULL,
	"created_at" bigint NOT NULL,
	"undone_at" bigint,
	CONSTRAINT "tool_changes_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "tool_changes" ADD CONSTRAINT "tool_changes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tool_changes_age" ON "tool_changes" USING btree ("created_at");