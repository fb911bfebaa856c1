CREATE TABLE "demo_organizations" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"team" text NOT NULL,
	"made_at" bigint
);
--> statement-breakpoint
CREATE TABLE "demo_users" (
	"user_id" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "demo_organizations" ADD CONSTRAINT "demo_organizations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demo_users" ADD CONSTRAINT "demo_users_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "demo_organizations_team" ON "demo_organizations" USING btree ("team");