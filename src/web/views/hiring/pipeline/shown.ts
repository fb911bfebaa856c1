/** The applications for a job by stage, and which is open. */
import { computed } from '@preact/signals'
import type { Application, Stage } from '../../../../../docs/api-types.ts'
import { now } from '../../../state/clock.ts'
import { reading } from '../../../state/reading.ts'
import { place } from '../../../state/route.ts'

export const WAY: readonly Stage[] = ['applied', 'screening', 'interview', 'offer', 'hired']
export const ENDS: readonly Stage[] = ['rejected', 'withdrawn']
const SHOWN = 100
const DAY_MS = 86_400_000

export const openApplication = computed(() => place.value.query.get('application'))

/** What may follow, as the API has it. */
const NEXT: Record<Stage, readonly Stage[]> = {
  applied: ['screening', 'interview', 'offer', 'rejected', 'withdrawn'],
  screening: ['applied', 'interview', 'offer', 'rejected', 'withdrawn'],
  interview: ['applied', 'screening', 'offer', 'rejected', 'withdrawn'],
  offer: ['applied', 'screening', 'interview', 'hired', 'rejected', 'withdrawn'],
  hired: ['offer', 'rejected', 'withdrawn'],
  rejected: ['applied', 'screening', 'interview', 'offer'],
  withdrawn: [],
}

export function following(stage: Stage): readonly Stage[] {
  return NEXT[stage]
}

/** New ones come by themselves; the others are moved by those who look at them. */
export function readStage(job_id: string, stage: Stage) {
  return reading(stage === 'applied' ? 60_000 : 300_000, 'GET /api/v1/applications', {
    query: { job_id, stage, limit: SHOWN, count: 'true', sort: 'created_at' },
  })
}

/** Those who have waited longest stand first. */
export function inOrder(applications: readonly Application[]): Application[] {
  return applications.toSorted((a, b) => a.stage_at.localeCompare(b.stage_at) || a.id.localeCompare(b.id))
}

export function daysIn({ stage_at }: Pick<Application, 'stage_at'>): number {
  return Math.max(0, now.value.getTime() - Date.parse(stage_at)) / DAY_MS
}
