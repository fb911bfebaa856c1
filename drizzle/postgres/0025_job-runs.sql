CREATE TABLE "job_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"correlation_id" text NOT NULL,
	"started_at" bigint NOT NULL,
	"finished_at" bigint,
	"outcome" text,
	"detail" text
);
--> statement-breakpoint
CREATE INDEX "job_runs_of" ON "job_runs" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "job_runs_correlation" ON "job_runs" USING btree ("correlation_id");--> statement-breakpoint
CREATE INDEX "job_runs_age" ON "job_runs" USING btree ("started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "job_runs_running" ON "job_runs" USING btree ("name") WHERE "job_runs"."finished_at" is null;