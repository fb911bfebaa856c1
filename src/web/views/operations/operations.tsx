/** For whoever runs the instance: whether everything does, the backups and their proofs, jobs, and what is slow. */
import { Rich } from '../../parts/rich.tsx'
import { SentenceToCome } from '../../parts/sentence-to-come.tsx'
import { reading } from '../../state/reading.ts'
import { operations } from '../../texts/operations.ts'
import { BackupsSheet } from './backups.tsx'
import { Cells } from './cells.tsx'
import { JobsSheet } from './jobs.tsx'
import { LookUpSheet } from './look-up.tsx'
import { MemorySheet } from './memory.tsx'
import { OrganizationsSheet } from './organizations.tsx'
import { SlowQueries, SlowRoutes } from './slow.tsx'

const MINUTE_MS = 60_000

export function Operations() {
  const health = reading(MINUTE_MS, 'GET /api/v1/health/detailed').value
  const checks = Object.entries(health.value?.checks ?? {})
  const troubles = checks.filter(([, { state }]) => state === 'failed' || state === 'warning')
  return (
    <div class="body">
      {health.value ? (
        <div aria-live="polite">
          <p class="say">
            <Rich text={operations.say(troubles.map(([name]) => name))} />
          </p>
          <p>{troubles.map(([, { detail }]) => detail).join(' ')}&nbsp;</p>
        </div>
      ) : (
        // What could not be read is said below.
        !health.error && <SentenceToCome />
      )}
      <Cells />
      <BackupsSheet />
      <JobsSheet />
      <div class="cols half">
        <SlowRoutes />
        <SlowQueries />
      </div>
      <div class="cols half">
        <MemorySheet />
        <LookUpSheet />
      </div>
      <OrganizationsSheet />
    </div>
  )
}
