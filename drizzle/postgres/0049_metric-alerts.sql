CREATE TABLE "metric_alerts" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"metric" text NOT NULL,
	"condition" json NOT NULL,
	"again_after_days" bigint,
	"member_ids" json NOT NULL,
	"by_mail" boolean NOT NULL,
	"enabled" boolean NOT NULL,
	"created_by" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"from_day" bigint NOT NULL,
	"due_from_day" bigint,
	"closings" bigint DEFAULT 0 NOT NULL,
	"evaluated" json,
	CONSTRAINT "metric_alerts_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "metric_alert_firings" (
	"organization_id" text NOT NULL,
	"id" text NOT NULL,
	"alert_id" text NOT NULL,
	"day" bigint NOT NULL,
	"metric" text NOT NULL,
	"condition" json NOT NULL,
	"value" json NOT NULL,
	"expected" json NOT NULL,
	"deviation" json NOT NULL,
	"is_level_shift" boolean NOT NULL,
	"told_ids" json NOT NULL,
	"fired_at" bigint NOT NULL,
	"retracted_at" bigint,
	"value_now" json,
	CONSTRAINT "metric_alert_firings_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "metric_alerts" ADD CONSTRAINT "metric_alerts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_alert_firings" ADD CONSTRAINT "metric_alert_firings_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_alert_firings" ADD CONSTRAINT "metric_alert_firings_organization_id_alert_id_metric_alerts_organization_id_id_fk" FOREIGN KEY ("organization_id","alert_id") REFERENCES "public"."metric_alerts"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "metric_alerts_due" ON "metric_alerts" USING btree ("organization_id") WHERE "metric_alerts"."due_from_day" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "metric_alert_firings_day" ON "metric_alert_firings" USING btree ("organization_id","alert_id","day");