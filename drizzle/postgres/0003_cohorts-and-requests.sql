CREATE TABLE "cohort_cells" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"unit" text NOT NULL,
	"period" bigint NOT NULL,
	"cohort" bigint NOT NULL,
	"active" bigint DEFAULT 0 NOT NULL,
	"kept" bigint DEFAULT 0 NOT NULL,
	"last" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "cohort_cells_organization_id_generation_unit_period_cohort_pk" PRIMARY KEY("organization_id","generation","unit","period","cohort")
);
--> statement-breakpoint
CREATE TABLE "instance_minutes" (
	"minute" bigint NOT NULL,
	"process_id" text NOT NULL,
	"requests" bigint NOT NULL,
	"errors" bigint NOT NULL,
	"cache_hits" bigint NOT NULL,
	"cache_misses" bigint NOT NULL,
	"durations" json NOT NULL,
	CONSTRAINT "instance_minutes_minute_process_id_pk" PRIMARY KEY("minute","process_id")
);
--> statement-breakpoint
CREATE TABLE "request_minutes" (
	"organization_id" text NOT NULL,
	"minute" bigint NOT NULL,
	"process_id" text NOT NULL,
	"requests" bigint NOT NULL,
	"errors" bigint NOT NULL,
	"cache_hits" bigint NOT NULL,
	"cache_misses" bigint NOT NULL,
	"durations" json NOT NULL,
	CONSTRAINT "request_minutes_organization_id_minute_process_id_pk" PRIMARY KEY("organization_id","minute","process_id")
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "rollup_version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "request_minutes_age" ON "request_minutes" USING btree ("minute");