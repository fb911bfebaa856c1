CREATE TABLE "imports" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"number" bigint NOT NULL,
	"author_id" text,
	"api_key_id" text,
	"file_name" text,
	"format" text NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"heard_at" bigint NOT NULL,
	"finished_at" bigint,
	"lines" bigint DEFAULT 0 NOT NULL,
	"accepted" bigint DEFAULT 0 NOT NULL,
	"duplicates" bigint DEFAULT 0 NOT NULL,
	"rejected" bigint DEFAULT 0 NOT NULL,
	"removed" bigint DEFAULT 0 NOT NULL,
	"errors" json NOT NULL,
	CONSTRAINT "imports_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "activity_events" ADD COLUMN "import_number" bigint;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "imports_number" ON "imports" USING btree ("organization_id","number");--> statement-breakpoint
CREATE INDEX "activity_events_import" ON "activity_events" USING btree ("organization_id","import_number","person_id") WHERE "activity_events"."import_number" is not null;