/**
 * What presses where the numbers are quiet, for those who can do something about it: a backup that was not
 * proved, for whoever runs the instance, and tasks of which twice as many are late as a week ago.
 */
import type { ComponentChild } from 'preact'
import type { Backup } from '../../../../docs/api-types.ts'
import { whenIn } from '../../format/calendar.ts'
import { dayIn, plusDays } from '../../format/days.ts'
import { isAwaited, reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { account, today, zone } from '../../state/session.ts'
import { pressing } from '../../texts/pressing.ts'
import { hasDoubled, unproved } from './what-presses.ts'

const FIVE_MINUTES_MS = 300_000

interface Props {
  /** How many tasks; 0 where they are too few to be told of first. */
  late: number
  /** What stands there while it is found out. */
  meanwhile: ComponentChild
  show: (what: Pressed) => ComponentChild
  /** What is said where nothing presses. */
  children: ComponentChild
}

interface Pressed {
  say: string
  rests: string
  href: string
  link: string
}

export function Pressing({ late, meanwhile, show, children }: Props) {
  const backups = account.value?.user.is_instance_admin
    ? reading(FIVE_MINUTES_MS, 'GET /api/v1/operations/backups').value
    : null
  const before =
    late > 0
      ? reading(null, 'GET /api/v1/metrics/dashboard', { query: { as_of: plusDays(today.value, -7) } }).value
      : null
  if (isAwaited(...[backups ?? [], before ?? []].flat())) return <>{meanwhile}</>
  const failed = unproved(backups?.value?.items ?? [])
  if (failed) return <>{show(ofBackup(failed))}</>
  const then = before?.value?.work_metrics.overdue ?? null
  return <>{hasDoubled(late, then) ? show(ofLate(late, then)) : children}</>
}

function ofBackup({ created_at }: Backup): Pressed {
  const at = new Date(created_at)
  const when = whenIn(zone.value, at, today.value, dayIn(zone.value, at))
  const { backup, backupRests, seeBackups } = pressing
  return { say: backup(when), rests: backupRests, href: address('operations'), link: seeBackups }
}

function ofLate(now: number, before: number): Pressed {
  const { late, lateRests, seeLate } = pressing
  return { say: late(now, before), rests: lateRests, href: address('tasks', { due: 'late' }), link: seeLate }
}
