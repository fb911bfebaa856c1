import { APART, batchStatement, statement } from '../../db/statement.ts'

/** Leaves out those whose id is known: the first one wins. */
export const insertEvents = batchStatement(
  {
    id: 'text',
    person_id: 'text',
    verb: 'text',
    core: 'bool',
    occurred_at: 'int',
    received_at: 'int',
    properties: 'json',
  },
  APART,
)<{ id: string }, { import_number: number | null }>(`
  insert into activity_events
    (organization_id, id, person_id, verb, core, occurred_at, received_at, properties, import_number)
  select :organization_id, r.id, r.person_id, r.verb, r.core, r.occurred_at, r.received_at,
         r.properties, cast(:import_number as bigint)
  from :rows as r where true
  on conflict (organization_id, id) do nothing
  returning id`)

export const deleteEvent = statement<
  { id: string },
  { person_id: string; core: boolean | number; occurred_at: number }
>(`
  delete from activity_events where organization_id = :organization_id and id = :id
  returning person_id, core, occurred_at`)
