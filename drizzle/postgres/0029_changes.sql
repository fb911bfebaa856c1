CREATE TABLE "changes" (
	"organization_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"verb" text NOT NULL,
	"actor" text NOT NULL,
	"correlation_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "changes_organization_id_seq_pk" PRIMARY KEY("organization_id","seq")
);
--> statement-breakpoint
CREATE INDEX "changes_age" ON "changes" USING btree ("at");