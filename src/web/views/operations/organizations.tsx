/** Who is on this instance: how many work in each organization, when somebody last did, and its plan. */
import { useSignal } from '@preact/signals'
import type { InstanceOrganization } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { count } from '../../format/numbers.ts'
import { attempt } from '../../parts/attempt.ts'
import { ChosenSelect } from '../../parts/chosen.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { When } from '../../parts/when.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { operations } from '../../texts/operations.ts'
import { t } from '../../texts/texts.ts'

const PLANS = ['free', 'basic', 'premium', 'enterprise'] as const
const SHOWN = 50

export function OrganizationsSheet() {
  const cursors = useSignal<string[]>([''])
  const cursor = cursors.value.at(-1)
  const organizations = reading(300_000, 'GET /api/v1/instance/organizations', {
    query: { limit: SHOWN, sort: '-created_at', count: 'true', ...(cursor && { cursor }) },
  }).value
  const next = organizations.value?.next_cursor
  const turn = (to: string[]) => () => {
    cursors.value = to
  }
  return (
    <Sheet
      title={operations.organizations}
      note={organizations.value?.total !== undefined && count(organizations.value.total)}
      isWide
      foot={
        (cursor || next) && (
          <>
            {cursor && (
              <button type="button" class="link" onClick={turn(cursors.value.slice(0, -1))}>
                {operations.newer}
              </button>
            )}
            {next && (
              <button type="button" class="link" onClick={turn([...cursors.value, next])}>
                {operations.older}
              </button>
            )}
          </>
        )
      }
    >
      <Read from={organizations} height={140}>
        {({ items }) => (
          <table>
            <caption class="hidden">{operations.organizations}</caption>
            <thead>
              <tr>
                <th scope="col">{t.organization}</th>
                <th scope="col" class="num">
                  {operations.members}
                </th>
                <th scope="col" class="wide">
                  {operations.lastActive}
                </th>
                <th scope="col" class="wide">
                  {operations.founded}
                </th>
                <th scope="col">{operations.plan}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <Row key={one.id} organization={one} />
              ))}
            </tbody>
          </table>
        )}
      </Read>
    </Sheet>
  )
}

function Row({ organization: one }: { organization: InstanceOrganization }) {
  const choose = async (value: string) => {
    const plan = PLANS.find((known) => known === value)
    if (!plan) return
    await call('PUT /api/v1/instance/organizations/{id}/plan', { params: { id: one.id }, body: { plan } })
    say(t.saved)
    await readAgain((route) => route.includes('/instance/organizations'))
  }
  return (
    <tr class="middle" data-organization={one.slug}>
      <td>
        <b>{one.name}</b> <span class="faint wide">{one.slug}</span>
      </td>
      <td class="num">{count(one.members)}</td>
      <td class="dim nowrap wide">
        {one.last_active_at ? (
          <When at={one.last_active_at} />
        ) : (
          <span class="faint">{operations.notYet}</span>
        )}
      </td>
      <td class="dim nowrap wide">
        <When at={one.created_at} />
      </td>
      <td>
        <ChosenSelect
          class="chip"
          label={operations.planOf(one.name)}
          value={one.plan}
          options={PLANS.map((plan) => [plan, operations.plans[plan]] as const)}
          onChosen={(plan) => void attempt(() => choose(plan))}
        />
      </td>
    </tr>
  )
}
