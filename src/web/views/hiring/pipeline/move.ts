/**
 * Moves an application: only from the stage in which it was seen. Where somebody else has moved it
 * meanwhile nothing is changed, and it is said.
 */
import type { Application, ApplicationChanges, Stage } from '../../../../../docs/api-types.ts'
import { callTagged, Refused } from '../../../api/client.ts'
import { attempt } from '../../../parts/attempt.ts'
import { say } from '../../../parts/toasts.tsx'
import { readAgain } from '../../../state/reading.ts'
import { h } from '../../../texts/hiring.ts'
import { whoseIs } from '../names.ts'
import { following } from './shown.ts'

export type Reason = NonNullable<ApplicationChanges['rejection_reason']>

export async function move(seen: Application, stage: Stage, rejection_reason?: Reason): Promise<void> {
  const who = whoseIs(seen)
  if (!following(seen.stage).includes(stage)) {
    say(h.notAllowed(seen.stage, stage))
    return
  }
  await attempt(async () => {
    const moved = await moveFrom(seen.id, seen.stage, {
      stage,
      ...(rejection_reason && { rejection_reason }),
    })
    if (moved !== null) say(h.movedMeanwhile(who, moved))
    else say(h.moved(who, stage), isWayBack(stage, seen.stage) ? () => back(seen, stage) : undefined)
  })
  await readApplicationsAgain()
}

/** @returns Where it is now, where that is no longer where it was seen. */
async function moveFrom(id: string, from: Stage, body: ApplicationChanges): Promise<Stage | null> {
  const { value, etag } = await callTagged('GET /api/v1/applications/{id}', { params: { id } })
  if (value.stage !== from) return value.stage
  try {
    await callTagged('PATCH /api/v1/applications/{id}', { params: { id }, body, if_match: etag })
    return null
  } catch (refused) {
    const current = refused instanceof Refused && refused.status === 412 && refused.problem.current
    if (!current) throw refused
    // With 412 it is the application as it is now.
    return (current as unknown as Application).stage
  }
}

function isWayBack(from: Stage, to: Stage): boolean {
  return following(from).includes(to)
}

async function back({ id, stage: to }: Application, from: Stage): Promise<void> {
  await attempt(() => moveFrom(id, from, { stage: to }))
  await readApplicationsAgain()
}

export function readApplicationsAgain(): Promise<void> {
  return readAgain((route) => /\/(applications|hiring)/.test(route))
}
