CREATE TABLE "backups" (
	"name" text PRIMARY KEY NOT NULL,
	"engine" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" bigint NOT NULL,
	"size_bytes" bigint NOT NULL,
	"tables" bigint NOT NULL,
	"rows" bigint NOT NULL,
	"proof_outcome" text NOT NULL,
	"proof_at" bigint,
	"proof_detail" text,
	"copy_outcome" text,
	"copy_at" bigint,
	"copy_detail" text
);
