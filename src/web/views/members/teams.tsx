/** Teams: who is in each, and who leads it. Whoever leads one, and admins, take others in and out. */
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Team, TeamMember } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { count } from '../../format/numbers.ts'
import { attempt } from '../../parts/attempt.ts'
import { ChooseOne } from '../../parts/choose.tsx'
import { ChosenSelect } from '../../parts/chosen.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Field } from '../../parts/field.tsx'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { useForm } from '../../parts/use-form.ts'
import { members } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { account, isAtLeast } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { work } from '../../texts/work.ts'

const FIVE_MINUTES_MS = 300_000
const MOST = 200

function readTeamsAgain(): Promise<void> {
  return readAgain((route) => route.includes('/teams'))
}

export function TeamsSheet() {
  const isMaking = useSignal(false)
  const opened = useSignal<Team | null>(null)
  const teams = reading(FIVE_MINUTES_MS, 'GET /api/v1/teams', { query: { limit: MOST } }).value
  const { teams: said } = administration
  return (
    <Sheet
      title={said.title}
      note={teams.value && teams.value.items.length > 0 && count(teams.value.items.length)}
      right={
        isAtLeast('member') && (
          <button
            type="button"
            class="btn"
            onClick={() => {
              isMaking.value = true
            }}
          >
            {said.make}
          </button>
        )
      }
      isWide
    >
      <Read from={teams} height={80}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="small dim pad">{said.none}</p>
          ) : (
            <table>
              <caption class="hidden">{said.title}</caption>
              <thead>
                <tr>
                  <th scope="col">{administration.members.name}</th>
                  <th scope="col" class="num">
                    {administration.members.title}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((team) => (
                  <tr key={team.id} data-team={team.id}>
                    <td>
                      <button
                        type="button"
                        class="link name"
                        onClick={() => {
                          opened.value = team
                        }}
                      >
                        {team.name}
                      </button>{' '}
                      <span class="faint wide">{team.description}</span>
                    </td>
                    <td class="num">{count(team.members)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Read>
      <Dialog isOpen={isMaking} title={said.make}>
        <Make isOpen={isMaking} />
      </Dialog>
      {opened.value && <OneTeam key={opened.value.id} team={opened.value} opened={opened} />}
    </Sheet>
  )
}

function Make({ isOpen }: { isOpen: Signal<boolean> }) {
  const name = useSignal('')
  const form = useForm(async () => {
    await call('POST /api/v1/teams', { body: { name: name.value.trim() } })
    isOpen.value = false
    await readTeamsAgain()
  })
  return (
    <form class="stack" onSubmit={form.submit} noValidate>
      <Field
        label={administration.members.name}
        name="name"
        value={name.value}
        onValue={(value) => {
          name.value = value
        }}
        hint={administration.teams.what}
        wrong={form.wrong('name') ?? form.said ?? undefined}
        autoFocus
      />
      <div class="actions">
        <button type="submit" class="btn main" disabled={form.is_sending}>
          {work.tasks.make}
        </button>
      </div>
    </form>
  )
}

interface OneProps {
  team: Team
  opened: Signal<Team | null>
}

function OneTeam({ team, opened }: OneProps) {
  const isOpen = useSignal(true)
  useEffect(() => {
    if (!isOpen.value) opened.value = null
  }, [isOpen.value, opened])
  return (
    <Dialog isOpen={isOpen} title={team.name}>
      <InTeam team={team} opened={opened} />
    </Dialog>
  )
}

function InTeam({ team, opened }: OneProps) {
  const query = { limit: MOST }
  const there = reading(FIVE_MINUTES_MS, 'GET /api/v1/teams/{id}/members', {
    params: { id: team.id },
    query,
  }).value
  const me = there.value?.items.find(({ id }) => id === account.value?.member.id)
  const leads = isAtLeast('admin') || (isAtLeast('member') && me?.role === 'lead')
  return (
    <div class="stack">
      {leads && <Name team={team} />}
      <Read from={there} height={120}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="small dim">{administration.teams.empty}</p>}
            <ul class="rows">
              {items.map((one) => (
                <InIt key={one.id} team_id={team.id} member={one} leads={leads} />
              ))}
            </ul>
            {leads && <TakeIn team_id={team.id} there={new Set(items.map(({ id }) => id))} />}
          </>
        )}
      </Read>
      {leads && (
        <div class="actions">
          <button type="button" class="btn danger" onClick={() => void discard(team, opened)}>
            {work.tasks.delete}
          </button>
        </div>
      )}
    </div>
  )
}

function Name({ team }: { team: Team }) {
  const name = useSignal(team.name)
  const form = useForm(async () => {
    await call('PATCH /api/v1/teams/{id}', { params: { id: team.id }, body: { name: name.value.trim() } })
    say(t.saved)
    await readTeamsAgain()
  })
  return (
    <form class="inline-form" onSubmit={form.submit} noValidate>
      <Field
        label={administration.members.name}
        value={name.value}
        onValue={(value) => {
          name.value = value
        }}
        wrong={form.wrong('name') ?? form.said ?? undefined}
      />
      <button type="submit" class="btn" disabled={form.is_sending || name.value.trim() === team.name}>
        {t.save}
      </button>
    </form>
  )
}

function put(id: string, member_id: string, role: TeamMember['role']): Promise<unknown> {
  const params = { id, member_id }
  return call('PUT /api/v1/teams/{id}/members/{member_id}', { params, body: { role } })
}

interface InItProps {
  team_id: string
  member: TeamMember
  leads: boolean
}

function InIt({ team_id, member: { id, name, role }, leads }: InItProps) {
  const { teams: said } = administration
  const takeOut = () =>
    attempt(async () => {
      const params = { id: team_id, member_id: id }
      await call('DELETE /api/v1/teams/{id}/members/{member_id}', { params })
      say(work.conversations.takenOut(name), async () => {
        await attempt(() => put(team_id, id, role))
        await readTeamsAgain()
      })
      await readTeamsAgain()
    })
  return (
    <li>
      <b class="cut">{name}</b>
      {leads ? (
        <>
          <ChosenSelect
            class="chip"
            label={administration.members.roleOf(name)}
            value={role}
            options={(['member', 'lead'] as const).map((one) => [one, said.roles[one]] as const)}
            onChosen={(next) => void attempt(() => put(team_id, id, next)).then(readTeamsAgain)}
          />
          <button
            type="button"
            class="link"
            aria-label={work.conversations.takeOutOf(name)}
            onClick={() => void takeOut()}
          >
            {work.conversations.takeOut}
          </button>
        </>
      ) : (
        <span class="faint">{said.roles[role]}</span>
      )}
    </li>
  )
}

function TakeIn({ team_id, there }: { team_id: string; there: ReadonlySet<string> }) {
  const others = members().filter((one) => one.status === 'active' && !there.has(one.id))
  if (others.length === 0) return null
  return (
    <ChooseOne
      label={work.conversations.takeIn}
      action={work.conversations.takeInNow}
      options={others.map(({ id, name }) => [id, name] as const)}
      onChoose={(id) => void attempt(() => put(team_id, id, 'member')).then(readTeamsAgain)}
    />
  )
}

async function discard({ id, name }: Team, opened: Signal<Team | null>): Promise<void> {
  const isGone = await attempt(() => call('DELETE /api/v1/teams/{id}', { params: { id } }))
  if (!isGone) return
  opened.value = null
  say(administration.teams.deleted(name), async () => {
    await attempt(() => call('POST /api/v1/trash/{id}/restore', { params: { id } }))
    await readTeamsAgain()
  })
  await readTeamsAgain()
}
