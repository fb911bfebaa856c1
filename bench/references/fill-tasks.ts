/**
 * An organization with a thousand members, 50 teams, 500 projects of these teams, and tasks: filled in
 * by SQL, since a million through the actions would take an hour.
 */
export interface Filling {
  organization_id: string
  /** Epoch ms. */
  now: number
  tasks: number
}

export const MEMBERS = 1_000
export const TEAMS = 50
export const PROJECTS = 500
/** Whoever is in no team, and has but a few tasks at every size. */
export const NARROW = 'member-1000000999'
/** In five of the fifty teams. */
export const BROAD = 'member-1000000998'
const NARROW_TASKS = 20
const DAY_MS = 86_400_000
const SERIES = {
  sqlite: (n: number) =>
    `(with recursive n(i) as (select 0 union all select i + 1 from n where i < ${n - 1}) select i from n)`,
  postgres: (n: number) => `(select cast(i as bigint) as i from generate_series(0, ${n - 1}) as i)`,
}

/** @returns Statements for one engine; ids sort as their numbers do. */
export function fillingStatements(engine: keyof typeof SERIES, { organization_id, now, tasks }: Filling) {
  const series = SERIES[engine]
  const o = `'${organization_id}'`
  const id = (kind: string, number: string) => `'${kind}-' || (1000000000 + ${number})`
  const json = (text: string) => (engine === 'sqlite' ? text : `cast(${text} as json)`)
  // The last two members are no one's owner and assignee but their own.
  const someone = (factor: number) => id('member', `(i * ${factor}) % ${MEMBERS - 2}`)
  const isNarrow = `i % ${tasks / NARROW_TASKS} = 7`
  const project = `(x / 65536) % ${PROJECTS}`
  // `x` is a number that has little to do with `i`, and its parts little with each other.
  const label = `((i / 2) % 100)`
  return [
    `insert into users (id, email, name, password_hash, created_at)
     select ${id('user', 'i')}, 'u' || i || '@example.com', 'u' || i, 'x', ${now} from ${series(MEMBERS)} as s
     where true on conflict do nothing`,
    `insert into members (organization_id, id, user_id, role, status, joined_at)
     select ${o}, ${id('member', 'i')}, ${id('user', 'i')}, 'member', 'active', ${now} from ${series(MEMBERS)} as s`,
    `insert into teams (organization_id, id, name, description, created_at, updated_at)
     select ${o}, ${id('team', 'i')}, 'team ' || i, '', ${now}, ${now} from ${series(TEAMS)} as s`,
    `insert into team_members (organization_id, team_id, member_id, role, added_at)
     select ${o}, ${id('team', 'i')}, '${BROAD}', 'member', ${now} from ${series(5)} as s`,
    `insert into projects (organization_id, id, name, description, status, owner_id, team_id, created_at, updated_at)
     select ${o}, ${id('project', 'i')}, 'p', '', 'active', null, ${id('team', `i % ${TEAMS}`)}, ${now}, ${now}
     from ${series(PROJECTS)} as s`,
    `insert into tasks (organization_id, id, title, description, status, priority, priority_rank, project_id, team_id,
       owner_id, assignee_id, due_at, due_order, labels, completed_at, created_at, updated_at)
     select ${o}, ${id('task', 'i')}, 'task ' || i, '${'Nothing of note. '.repeat(12)}',
       case when h < 15 then 'todo' when h < 25 then 'in_progress' when h < 95 then 'done' else 'cancelled' end,
       case r when 0 then 'none' when 1 then 'low' when 2 then 'medium' when 3 then 'high' else 'urgent' end, r,
       ${id('project', project)}, case when i % 3 = 0 then ${id('team', `${project} % ${TEAMS}`)} end,
       case when ${isNarrow} then '${NARROW}' else ${someone(31)} end, ${someone(17)},
       case when i % 4 > 0 then ${now} + (x / 1024 % 400 - 200) * ${DAY_MS} + i end,
       case when i % 4 > 0 then ${now} + (x / 1024 % 400 - 200) * ${DAY_MS} + i else ${Number.MAX_SAFE_INTEGER} end,
       ${json(`case when i % 2 = 0 then '["label-' || ${label} || '"]' else '[]' end`)},
       case when h >= 25 and h < 95 then ${now} - (${tasks} - i) * 60 end,
       ${now} - (${tasks} - i) * 100, ${now} - (${tasks} - i) * 60
     from (select i, x, x / 16 % 100 as h, x / 256 % 5 as r from (
       select i, (i * 2654435761) % 4294967296 as x from ${series(tasks)} as s) as s) as s`,
    `insert into task_labels (organization_id, task_id, label)
     select ${o}, ${id('task', 'i')}, 'label-' || ${label} from ${series(tasks)} as s where i % 2 = 0`,
    // What writes come to would else be the indexing of these texts.
    `delete from search_queue where organization_id = ${o}`,
  ]
}
