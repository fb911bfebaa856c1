/**
 * A thousand jobs and those who apply for them over two years. The largest job has a tenth of all
 * applications and the others a thousandth each; one has twenty at every size. Ada sees all of it, grace
 * has a hundred of the usual jobs, and linus has that of the twenty.
 */
export interface HiringFilling {
  organization_id: string
  /** Epoch ms. */
  now: number
  applications: number
  /** Of whoever sees all. The others sign in by the same password. */
  email: string
}

export const JOBS = 1_000
/** The number of the job with few applications. */
export const OF_FEW = JOBS - 1
export const OWNERS = { grace: 'grace@example.com', linus: 'linus@example.com' }
/** In the message of one application of a thousand. */
export const RARE_WORD = 'walnut'
/** Of one application of a thousand. */
export const RARE_SOURCE = 'fair'
const FEW = 20
const JOBS_OF_GRACE = 100
const TWO_YEARS_MS = 730 * 86_400_000
const WORDS = 'I have tended roses and lawns for years and would like to tend yours from spring on. '

const ENGINES = {
  sqlite: {
    series: (n: number) =>
      `(with recursive n(i) as (select 0 union all select i + 1 from n where i < ${n - 1}) select i from n)`,
    hex: (number: string) => `printf('%012x', ${number})`,
    digits: (number: string) => `printf('%012d', ${number})`,
    json: (text: string) => text,
  },
  postgres: {
    series: (n: number) => `(select cast(i as bigint) as i from generate_series(0, ${n - 1}) as i)`,
    hex: (number: string) => `lpad(to_hex(${number}), 12, '0')`,
    digits: (number: string) => `lpad(cast(${number} as text), 12, '0')`,
    json: (text: string) => `cast(${text} as json)`,
  },
}

/** @returns Statements for one engine; ids sort as their numbers do. */
export function hiringStatements(engine: keyof typeof ENGINES, filling: HiringFilling): string[] {
  const { organization_id, now, applications, email } = filling
  const { series, hex, digits, json } = ENGINES[engine]
  const o = `'${organization_id}'`
  const id = (at: string, variant: number, number: string) =>
    `substr(${hex(at)}, 1, 8) || '-' || substr(${hex(at)}, 9, 4) || '-7000-8${variant}00-' || ${digits(number)}`
  const start = now - TWO_YEARS_MS
  const gap = Math.floor(TWO_YEARS_MS / applications)
  const people = Math.floor(applications * 0.8)
  const created = (number: string) => `(${start} + (${number}) * ${gap})`
  const job = (number: string) => id(`${start}`, 1, number)
  const person = (number: string) => id(created(number), 2, number)
  const owners = Object.values(OWNERS)
  const owner = (name: keyof typeof OWNERS) =>
    `(select m.id from members m join users u on u.id = m.user_id where u.email = '${OWNERS[name]}')`
  const stage = `case when i >= ${people} then 'rejected' when h < 15 then 'applied' when h < 20 then 'screening'
    when h < 23 then 'interview' when h < 24 then 'offer' when h < 29 then 'hired' when h < 89 then 'rejected'
    else 'withdrawn' end`
  // `x` is a number that has little to do with `i`, and its parts little with each other.
  const numbers = `(select i, x, h, ${created('i')} as at, ${stage} as stage,
      case when i % ${applications / FEW} = 7 then ${OF_FEW} when x / 4096 % 10 = 0 then 0
        else 1 + x / 65536 % ${OF_FEW - 1} end as job
    from (select i, x, x / 16 % 100 as h
      from (select i, (i * 2654435761) % 4294967296 as x from ${series(applications)} as s) as s) as s) as s`
  const moved = `case when at + 864000000 < ${now} then at + 864000000 else at end`
  return [
    ...owners.map(
      (one, n) => `insert into users (id, email, name, password_hash, created_at)
        select ${id(`${start}`, 3, String(n))}, '${one}', '${one}', password_hash, ${start} from users where email = '${email}'`,
    ),
    `insert into members (organization_id, id, user_id, role, status, joined_at)
     select ${o}, replace(id, '-8300-', '-8400-'), id, 'member', 'active', ${start} from users where email <> '${email}'`,
    `insert into jobs (organization_id, id, title, slug, description, status, employment_type, location_type, owner_id,
       reviewer_ids, required_fields, questions, opened_at, created_at, updated_at)
     select ${o}, ${job('i')}, 'Job ' || i, 'job-' || i, 'Tend the roses.', case when i % 5 = 1 then 'closed' else 'open' end,
       'full_time', 'on_site', case when i = ${OF_FEW} then ${owner('linus')}
         when i between 1 and ${JOBS_OF_GRACE} then ${owner('grace')} end,
       ${json(`'[]'`)}, ${json(`'[]'`)}, ${json(`'[]'`)}, ${start}, ${start}, ${start} from ${series(JOBS)} as s`,
    `insert into candidates (organization_id, id, name, email, email_key, source, tags, created_at, updated_at)
     select ${o}, ${person('i')}, 'Person ' || i, 'p' || i || '@example.com', 'p' || i || '@example.com',
       case i % 1000 when 7 then '${RARE_SOURCE}' else 'board' end,
       ${json(`'["tag-' || (i % 1000) || '"]'`)}, ${created('i')}, ${created('i')} from ${series(people)} as s`,
    `insert into candidate_tags (organization_id, tag, candidate_id)
     select ${o}, 'tag-' || (i % 1000), ${person('i')} from ${series(people)} as s`,
    `insert into applications (organization_id, id, job_id, candidate_id, stage, reached, name, message, answers,
       knocked_out, source, rejection_reason, stage_at, hired_at, created_at, updated_at)
     select ${o}, ${id('at', 5, 'i')}, ${job('job')}, ${person(`i % ${people}`)}, stage,
       case stage when 'applied' then 0 when 'screening' then 1 when 'interview' then 2 when 'offer' then 3
         when 'hired' then 4 else x / 262144 % 3 end,
       'Person ' || (i % ${people}), '${WORDS}' || case i % 1000 when 42 then '${RARE_WORD}' else 'no. ' || i end,
       ${json(`'[]'`)}, (stage = 'rejected' and x / 128 % 10 = 0),
       case i % 1000 when 7 then '${RARE_SOURCE}' else 'source-' || (x / 512 % 5) end,
       case when stage = 'rejected' then 'not_qualified' end,
       case when stage = 'applied' then at else ${moved} end, case when stage = 'hired' then ${moved} end, at, at
     from ${numbers}`,
    `insert into application_stage_changes (organization_id, application_id, id, from_stage, to_stage, changed_at)
     select organization_id, id, id, null, 'applied', created_at from applications`,
    `insert into application_stage_changes (organization_id, application_id, id, from_stage, to_stage, reason, changed_at)
     select organization_id, id, replace(id, '-8500-', '-8600-'), 'applied', stage, rejection_reason, stage_at
     from applications where stage <> 'applied'`,
    // It is made anew.
    `delete from search_queue where organization_id = ${o}`,
  ]
}
