/** What the plan allows: how often one may ask, and how much of it is left. */
import type { OwnAccount } from '../../../../docs/api-types.ts'
import { count } from '../../format/numbers.ts'
import { Num } from '../../parts/num.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { reading } from '../../state/reading.ts'
import { administration } from '../../texts/administration.ts'

const MINUTE_MS = 60_000
const HEIGHT = 420

type LimitLeft = NonNullable<OwnAccount['limits']>[number]

export function readLimits() {
  return reading(MINUTE_MS, 'GET /api/v1/auth/me', { query: { limits: 'true' } }).value
}

export function Plan({ name }: { name: string }) {
  const { organizationView: said } = administration
  return (
    <Sheet title={said.plan} right={<b>{said.plans[name] ?? name}</b>} foot={said.planWhat} isWide>
      <Read from={readLimits()} height={HEIGHT}>
        {({ limits }) => (limits ? <Limits limits={limits} /> : <p class="small pad">{said.noLimits}</p>)}
      </Read>
    </Sheet>
  )
}

function Limits({ limits }: { limits: readonly LimitLeft[] }) {
  const { organizationView: said } = administration
  return (
    <>
      <table>
        <caption class="hidden">{said.limits}</caption>
        <thead>
          <tr>
            <th scope="col">{said.what}</th>
            <th scope="col" class="num">
              {said.left}
            </th>
          </tr>
        </thead>
        <tbody>
          {limits.map((one) => (
            <Row key={one.class} {...one} />
          ))}
        </tbody>
      </table>
      <p class="note pad">{said.limitsWhat}</p>
    </>
  )
}

function Row({ class: name, limit, per, remaining }: LimitLeft) {
  const { organizationView: said } = administration
  const names: Readonly<Record<string, string>> = said.limitNames
  return (
    <tr>
      <th scope="row">{names[name] ?? name}</th>
      <td class="num">
        <Num metric={`limit.${name}`} value={remaining}>
          {count(remaining)}
        </Num>{' '}
        <span class="dim">{said.ofAllowed(limit, per)}</span>
      </td>
    </tr>
  )
}
