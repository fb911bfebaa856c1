CREATE TABLE "last_active" (
	"organization_id" text NOT NULL,
	"generation" bigint NOT NULL,
	"span" bigint NOT NULL,
	"minute" bigint NOT NULL,
	"people" bigint NOT NULL,
	CONSTRAINT "last_active_organization_id_generation_span_minute_pk" PRIMARY KEY("organization_id","generation","span","minute")
);
--> statement-breakpoint
-- By hand: who was active last in which minute, as the sessions say, and in which hour.
insert into last_active (organization_id, generation, span, minute, people)
select organization_id, generation, 1, (last_at - ((last_at % 60000) + 60000) % 60000) / 60000, count(*)
from (select organization_id, generation, person_id, max(end_at) as last_at from person_sessions
  group by organization_id, generation, person_id) as people
group by organization_id, generation, (last_at - ((last_at % 60000) + 60000) % 60000) / 60000;
--> statement-breakpoint
insert into last_active (organization_id, generation, span, minute, people)
select organization_id, generation, 60, minute - ((minute % 60) + 60) % 60, sum(people) from last_active
group by organization_id, generation, minute - ((minute % 60) + 60) % 60;