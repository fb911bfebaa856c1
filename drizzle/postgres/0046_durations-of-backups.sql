ALTER TABLE "backups" ADD COLUMN "duration_ms" bigint;--> statement-breakpoint
ALTER TABLE "backups" ADD COLUMN "proof_duration_ms" bigint;