DROP INDEX `applications_created`;--> statement-breakpoint
CREATE INDEX `applications_job_stage` ON `applications` (`organization_id`,`job_id`,`stage`,`id`) WHERE "applications"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `applications_source` ON `applications` (`organization_id`,`source`,`id`) WHERE "applications"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `applications_knocked_out` ON `applications` (`organization_id`,`knocked_out`,`id`) WHERE "applications"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `applications_funnel` ON `applications` (`organization_id`,`created_at`,`job_id`,`source`,`reached`,`stage`) WHERE "applications"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `applications_job_funnel` ON `applications` (`organization_id`,`job_id`,`created_at`,`source`,`reached`,`stage`) WHERE "applications"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `applications_hired` ON `applications` (`organization_id`,`hired_at`,`job_id`) WHERE "applications"."hired_at" is not null;--> statement-breakpoint
CREATE INDEX `candidates_source` ON `candidates` (`organization_id`,`source`,`id`);