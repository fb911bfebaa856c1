import { statement } from '../../../db/statement.ts'

type OfVersion = { assessment_id: string; version: number }

const submitted = `
  t.organization_id = :organization_id and t.assessment_id = :assessment_id and t.version = :version
    and t.submitted_at is not null`

export interface Totals {
  n: number
  people: number
  percent: number
  passed: number
}

export const sumAttempts = statement<OfVersion, Totals>(`
  select count(*) as n, count(distinct t.person_id) as people, coalesce(sum(t.percent), 0) as percent,
    coalesce(sum(case when t.passed then 1 else 0 end), 0) as passed
  from assessment_attempts t where ${submitted}`)

/** What one question earned (`x`) and all the others together (`y`), as sums over the attempts. */
export interface ItemSums {
  question_id: string
  n: number
  right_n: number
  x: number
  y: number
  xx: number
  yy: number
  xy: number
}

const asFloat = (text: string) => `cast(${text} as double precision)`
const [x, y] = [asFloat('a.earned'), asFloat('(t.score - a.earned)')]

export const sumItems = statement<OfVersion, ItemSums>(`
  select a.question_id, count(*) as n, sum(case when a.earned = q.points then 1 else 0 end) as right_n,
    sum(${x}) as x, sum(${y}) as y, sum(${x} * ${x}) as xx, sum(${y} * ${y}) as yy, sum(${x} * ${y}) as xy
  from assessment_attempts t
  join assessment_answers a on a.organization_id = :organization_id and a.assessment_id = :assessment_id
    and a.attempt_id = t.id
  join assessment_questions q on q.organization_id = :organization_id and q.assessment_id = :assessment_id
    and q.version = :version and q.id = a.question_id
  where ${submitted} and a.earned is not null
  group by a.question_id`)
