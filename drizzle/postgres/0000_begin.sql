CREATE TABLE "activity_events" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text NOT NULL,
	"verb" text NOT NULL,
	"core" boolean NOT NULL,
	"occurred_at" bigint NOT NULL,
	"received_at" bigint NOT NULL,
	"properties" json,
	CONSTRAINT "activity_events_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"key_start" text NOT NULL,
	"scopes" json NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "api_keys_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "cron_jobs" (
	"name" text PRIMARY KEY NOT NULL,
	"started_at" bigint NOT NULL,
	"finished_at" bigint,
	"outcome" text,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "day_snapshots" (
	"organization_id" text NOT NULL,
	"day" bigint NOT NULL,
	"metric_version" bigint NOT NULL,
	"values" json NOT NULL,
	"closed_at" bigint NOT NULL,
	"stale" boolean DEFAULT false NOT NULL,
	CONSTRAINT "day_snapshots_organization_id_day_metric_version_pk" PRIMARY KEY("organization_id","day","metric_version")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"user_id" text NOT NULL,
	"role" text NOT NULL,
	"status" text NOT NULL,
	"joined_at" bigint NOT NULL,
	CONSTRAINT "members_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "organization_counters" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"key" text NOT NULL,
	"value" bigint NOT NULL,
	CONSTRAINT "organization_counters_organization_id_generation_key_pk" PRIMARY KEY("organization_id","generation","key")
);
--> statement-breakpoint
CREATE TABLE "organization_days" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"day" bigint NOT NULL,
	"dau" bigint DEFAULT 0 NOT NULL,
	"d7" bigint DEFAULT 0 NOT NULL,
	"d14" bigint DEFAULT 0 NOT NULL,
	"d30" bigint DEFAULT 0 NOT NULL,
	"d60" bigint DEFAULT 0 NOT NULL,
	"core_d7" bigint DEFAULT 0 NOT NULL,
	"new_users" bigint DEFAULT 0 NOT NULL,
	"reactivated" bigint DEFAULT 0 NOT NULL,
	"removed" bigint DEFAULT 0 NOT NULL,
	"sess_n" bigint DEFAULT 0 NOT NULL,
	"sess_ms" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "organization_days_organization_id_generation_day_pk" PRIMARY KEY("organization_id","generation","day")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"time_zone" text NOT NULL,
	"plan" text DEFAULT 'free' NOT NULL,
	"created_at" bigint NOT NULL,
	"rollup_generation" bigint DEFAULT 1 NOT NULL,
	"next_rollup_generation" bigint,
	"next_time_zone" text
);
--> statement-breakpoint
CREATE TABLE "people" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"external_id" text,
	"name" text,
	"properties" json,
	"created_at" bigint NOT NULL,
	CONSTRAINT "people_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "person_days" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"person_id" text NOT NULL,
	"day" bigint NOT NULL,
	"n" bigint NOT NULL,
	"core_n" bigint NOT NULL,
	"first_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "person_days_organization_id_generation_person_id_day_pk" PRIMARY KEY("organization_id","generation","person_id","day")
);
--> statement-breakpoint
CREATE TABLE "person_sessions" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"person_id" text NOT NULL,
	"start_at" bigint NOT NULL,
	"end_at" bigint NOT NULL,
	"n" bigint NOT NULL,
	"start_day" bigint NOT NULL,
	CONSTRAINT "person_sessions_organization_id_generation_person_id_start_at_pk" PRIMARY KEY("organization_id","generation","person_id","start_at")
);
--> statement-breakpoint
CREATE TABLE "person_states" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"person_id" text NOT NULL,
	"first_day" bigint,
	CONSTRAINT "person_states_organization_id_generation_person_id_pk" PRIMARY KEY("organization_id","generation","person_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"active_organization_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"is_instance_admin" boolean DEFAULT false NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_active_organization_id_organizations_id_fk" FOREIGN KEY ("active_organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_events_person" ON "activity_events" USING btree ("organization_id","person_id","occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "members_organization_user" ON "members" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "members_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_slug" ON "organizations" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "people_external_id" ON "people" USING btree ("organization_id","external_id");--> statement-breakpoint
CREATE INDEX "person_days_day" ON "person_days" USING btree ("organization_id","generation","day");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("email");