CREATE TABLE "idempotent_writes" (
	"organization_id" text NOT NULL,
	"principal_id" text NOT NULL,
	"key" text NOT NULL,
	"step" bigint NOT NULL,
	"request_hash" text NOT NULL,
	"outcome" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "idempotent_writes_organization_id_principal_id_key_step_pk" PRIMARY KEY("organization_id","principal_id","key","step")
);
--> statement-breakpoint
CREATE INDEX "idempotent_writes_age" ON "idempotent_writes" USING btree ("created_at");