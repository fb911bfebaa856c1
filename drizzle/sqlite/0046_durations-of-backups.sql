ALTER TABLE `backups` ADD `duration_ms` integer;--> statement-breakpoint
ALTER TABLE `backups` ADD `proof_duration_ms` integer;