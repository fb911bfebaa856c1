/** How each part of the server is, what that means, and what to do. */
import type { DetailedHealth } from '../../../../docs/api-types.ts'
import { plain } from '../../format/numbers.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { When } from '../../parts/when.tsx'
import { reading } from '../../state/reading.ts'
import { operations } from '../../texts/operations.ts'

export type Checks = DetailedHealth['checks']

export const DOTS = { ok: '', warning: 'amber', failed: 'red', unknown: 'off' } as const

export function ChecksSheet() {
  const health = reading(60_000, 'GET /api/v1/health/detailed').value
  return (
    <Sheet title={operations.allParts} isWide>
      <Read from={health} height={320}>
        {({ checks, rollup_drift }) => (
          <table>
            <caption class="hidden">{operations.allParts}</caption>
            <thead>
              <tr>
                <th scope="col">{operations.part}</th>
                <th scope="col">{operations.state}</th>
                <th scope="col" class="num wide">
                  {operations.tookToLook}
                </th>
                <th scope="col" class="wide">
                  {operations.looked}
                </th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(checks).map(([name, check]) => (
                <Row key={name} name={name} check={check} />
              ))}
              {rollup_drift && (
                <tr>
                  <td>
                    <b>{operations.partName('rollup_drift')}</b>
                  </td>
                  <td>{operations.drift(rollup_drift)}</td>
                  <td class="num wide" />
                  <td class="dim nowrap wide">
                    {rollup_drift.finished_at && <When at={rollup_drift.finished_at} />}
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        )}
      </Read>
    </Sheet>
  )
}

function Row({ name, check }: { name: string; check: Checks[keyof Checks] }) {
  const { state, checked_at, duration_ms } = check
  return (
    <tr data-part={name}>
      <td class="nowrap">
        <span class={`dot ${DOTS[state]}`} role="img" aria-label={operations.states[state]} />{' '}
        <b>{operations.partName(name)}</b>
      </td>
      <td class="break">{operations.checkDetail(name, check)}</td>
      <td class="num dim wide">{plain(duration_ms)} ms</td>
      <td class="dim nowrap wide">
        <When at={checked_at} />
      </td>
    </tr>
  )
}
