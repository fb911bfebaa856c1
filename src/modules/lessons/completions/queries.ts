import { batchStatement } from '../../../db/statement.ts'

/** @returns Nothing where it was completed before. */
export const insertCompletion = batchStatement({
  lesson_id: 'text',
  person_id: 'text',
  completed_at: 'int',
})<{
  completed_at: number
}>(`
  insert into lesson_completions (organization_id, lesson_id, person_id, completed_at)
  select :organization_id, r.lesson_id, r.person_id, r.completed_at from :rows as r where true
  on conflict (organization_id, person_id, lesson_id) do nothing
  returning completed_at`)

/** Of these lessons, those that a person has completed. */
export const findCompletions = batchStatement({ lesson_id: 'text' })<
  { lesson_id: string; completed_at: number },
  { person_id: string }
>(`
  select c.lesson_id, c.completed_at from :rows as r
  join lesson_completions c on c.organization_id = :organization_id and c.person_id = :person_id
    and c.lesson_id = r.lesson_id`)
