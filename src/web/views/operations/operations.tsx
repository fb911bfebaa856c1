/** For whoever runs the instance: whether everything does, the backups and their proofs, jobs, and what is slow. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { adoptStyle } from '../../parts/adopt-style.ts'
import { address, place } from '../../state/route.ts'
import styles from '../../styles/operations.css' with { type: 'text' }
import { operations } from '../../texts/operations.ts'
import { BackupsSheet } from './backups.tsx'
import { Cells } from './cells.tsx'
import { ChecksSheet } from './checks.tsx'
import { JobsSheet } from './jobs.tsx'
import { LookUpSheet } from './look-up.tsx'
import { MemorySheet } from './memory.tsx'
import { OrganizationsSheet } from './organizations.tsx'
import { QueriesByKind, SlowQueries } from './queries.tsx'
import { AllRoutes, SlowRoutes } from './requests.tsx'
import { Summary } from './summary.tsx'

adoptStyle(styles)

const SHOWN: Readonly<Record<keyof typeof operations.tabs, () => ComponentChildren>> = {
  everything: () => (
    <>
      <Summary />
      <Cells />
      <BackupsSheet most={6} />
      <JobsSheet />
      <div class="cols half">
        <SlowRoutes />
        <div class="stacked">
          <SlowQueries />
          <LookUpSheet />
        </div>
      </div>
    </>
  ),
  health: () => (
    <>
      <Summary />
      <Cells />
      <ChecksSheet />
    </>
  ),
  backups: () => <BackupsSheet />,
  jobs: () => <JobsSheet />,
  requests: () => <AllRoutes />,
  queries: () => (
    <>
      <SlowQueries isWhole />
      <QueriesByKind />
    </>
  ),
  cache: () => <MemorySheet />,
  organizations: () => <OrganizationsSheet />,
  lookup: () => <LookUpSheet />,
}
// Its keys are those of the texts.
const TABS = Object.keys(SHOWN) as (keyof typeof SHOWN)[]

export function Operations() {
  const [, asked] = place.value.path
  const shown = TABS.find((one) => one === asked) ?? 'everything'
  const tabs = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a narrow screen it may be beyond the edge.
    tabs.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [shown])
  return (
    <div class="body" data-tab={shown}>
      <nav class="under-tabs" aria-label={operations.views} ref={tabs}>
        {TABS.map((one) => (
          <a
            key={one}
            href={address(one === 'everything' ? 'operations' : `operations/${one}`)}
            aria-current={one === shown ? 'page' : undefined}
          >
            {operations.tabs[one]}
          </a>
        ))}
      </nav>
      {SHOWN[shown]()}
    </div>
  )
}
