CREATE TABLE "application_files" (
	"organization_id" text NOT NULL,
	"application_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"text_state" text NOT NULL,
	"body" text NOT NULL,
	"created_by" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "application_files_organization_id_application_id_id_pk" PRIMARY KEY("organization_id","application_id","id")
);
--> statement-breakpoint
ALTER TABLE "application_files" ADD CONSTRAINT "application_files_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_files" ADD CONSTRAINT "application_files_organization_id_application_id_applications_organization_id_id_fk" FOREIGN KEY ("organization_id","application_id") REFERENCES "public"."applications"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "application_files_content" ON "application_files" USING btree ("organization_id","sha256");--> statement-breakpoint
CREATE INDEX "application_files_pending" ON "application_files" USING btree ("organization_id","id") WHERE "application_files"."text_state" = 'pending';