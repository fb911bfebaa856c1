import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ListedMember, Member, RoleName } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { dateOf } from '../../format/dates.ts'
import { dayIn } from '../../format/days.ts'
import { initials } from '../../format/names.ts'
import { count, MISSING } from '../../format/numbers.ts'
import { ChosenSelect } from '../../parts/chosen.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Menu } from '../../parts/menu.tsx'
import { sentenceOf } from '../../parts/sentence-of.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { When } from '../../parts/when.tsx'
import { readAgain, reading } from '../../state/reading.ts'
import { address } from '../../state/route.ts'
import { account, isAtLeast, today, zone } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { InviteButton } from './invite.tsx'

export const ROLES: readonly RoleName[] = ['viewer', 'member', 'admin', 'owner']

export function MembersSheet() {
  const members = reading(300_000, 'GET /api/v1/members', { query: { limit: 200 } }).value
  const active = (members.value?.items ?? []).filter(({ status }) => status === 'active')
  const writers = active.filter(({ role }) => role !== 'viewer').length
  const removing = useSignal<Member | null>(null)
  const open = readOpenTasks()
  return (
    <Sheet
      title={administration.members.title}
      note={members.value && administration.members.count(active.length, writers)}
      right={isAtLeast('admin') && <InviteButton />}
      foot={<span>{administration.members.effect}</span>}
      isWide
    >
      <Read from={members} height={260}>
        {({ items }) => (
          <table>
            <caption class="hidden">{administration.members.title}</caption>
            <thead>
              <tr>
                <th scope="col">{administration.members.name}</th>
                <th scope="col">{administration.members.role}</th>
                <th scope="col" class="wide">
                  {administration.members.lastActive}
                </th>
                {open !== undefined && (
                  <th scope="col" class="num wide">
                    {administration.members.openTasks}
                  </th>
                )}
                <th scope="col" class="wide">
                  {administration.members.joined}
                </th>
                <th scope="col">
                  <span class="hidden">{t.frame.more}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((member) => (
                <Row
                  key={member.id}
                  member={member}
                  open={open}
                  owners={active.filter(({ role }) => role === 'owner').length}
                  removing={removing}
                />
              ))}
            </tbody>
          </table>
        )}
      </Read>
      <Remove removing={removing} />
    </Sheet>
  )
}

/** How many are for each; `null` is not known. */
type OpenTasks = ReadonlyMap<string | null, number> | null

/** `undefined` for whoever does not see all of them: fewer would be wrong. */
function readOpenTasks(): OpenTasks | undefined {
  if (!isAtLeast('admin')) return undefined
  const { value } = reading(300_000, 'GET /api/v1/tasks/stats/counts', { query: {} }).value
  return value ? new Map(value.open.by_assignee.map((one) => [one.assignee_id, one.count])) : null
}

async function change(
  member: Member,
  body: { role?: RoleName; status?: 'active' | 'suspended' },
  back: typeof body,
  said: string,
): Promise<void> {
  const send = (changes: typeof body) =>
    call('PATCH /api/v1/members/{id}', { params: { id: member.id }, body: changes })
  const again = () => readAgain((route) => route.includes('/members'))
  try {
    await send(body)
    say(said, async () => {
      await send(back)
      await again()
    })
  } catch (error) {
    say(sentenceOf(error instanceof Error ? error : new Error(String(error))))
  }
  await again()
}

function Row({
  member,
  open,
  owners,
  removing,
}: {
  member: ListedMember
  open: OpenTasks | undefined
  owners: number
  removing: { value: Member | null }
}) {
  const { id, name, email, role, status, joined_at, last_active_at, has_second_factor } = member
  const isYou = id === account.value?.member.id
  const isLastOwner = role === 'owner' && owners <= 1
  const mayChange = isAtLeast('admin') && !isLastOwner && !isYou && (role !== 'owner' || isAtLeast('owner'))
  return (
    <tr data-member={id}>
      <td>
        <div class="person">
          <span class="who" aria-hidden="true">
            {initials(name)}
          </span>
          <span class="cut">
            <b>{name}</b> {isYou && <span class="faint">{administration.members.you}</span>}{' '}
            {status === 'suspended' && <span class="tag red">{administration.members.suspended}</span>}{' '}
            {has_second_factor && <span class="tag">{administration.members.secondFactor}</span>}
            <br />
            <span class="faint">{email}</span>
          </span>
        </div>
      </td>
      <td class="middle">
        {mayChange ? (
          <ChosenSelect
            class="chip"
            label={administration.members.roleOf(name)}
            value={role}
            options={ROLES.filter((one) => one !== 'owner' || isAtLeast('owner')).map(
              (one) => [one, administration.members.roles[one]] as const,
            )}
            onChosen={(next) =>
              void change(member, { role: next }, { role }, administration.members.isNow(name, next))
            }
          />
        ) : (
          <>
            {administration.members.roles[role]}
            {isLastOwner && isAtLeast('owner') && (
              <p class="note last-owner">{administration.members.lastOwner}</p>
            )}
          </>
        )}
      </td>
      <td class="middle dim wide">{last_active_at ? <When at={last_active_at} /> : MISSING}</td>
      {open !== undefined && (
        <td class="middle num wide">
          <HowManyOpen id={id} n={open && (open.get(id) ?? 0)} />
        </td>
      )}
      <td class="middle dim wide">{dateOf(dayIn(zone.value, new Date(joined_at)), today.value)}</td>
      <td class="middle menu-cell">
        {mayChange && (
          <Menu label={administration.members.moreOf(name)} className="icon" button={<Icon name="more" />}>
            {status === 'active' ? (
              <button
                type="button"
                role="menuitem"
                onClick={() =>
                  void change(
                    member,
                    { status: 'suspended' },
                    { status: 'active' },
                    administration.members.isSuspended(name),
                  )
                }
              >
                {administration.members.suspend}
              </button>
            ) : (
              <button
                type="button"
                role="menuitem"
                onClick={() =>
                  void change(
                    member,
                    { status: 'active' },
                    { status: 'suspended' },
                    administration.members.isBack(name),
                  )
                }
              >
                {administration.members.letIn}
              </button>
            )}
            <button
              type="button"
              role="menuitem"
              onClick={() => {
                removing.value = member
              }}
            >
              {administration.members.remove}
            </button>
          </Menu>
        )}
      </td>
    </tr>
  )
}

/** None is a number; what is not known is no number. */
function HowManyOpen({ id, n }: { id: string; n: number | null }) {
  if (!n) return <span class="faint">{count(n)}</span>
  return <a href={address('tasks', { for: id })}>{count(n)}</a>
}

/** Asked first: coming back takes an invitation. */
function Remove({ removing }: { removing: { value: Member | null } }) {
  const member = removing.value
  return member && <AskToRemove key={member.id} member={member} removing={removing} />
}

function AskToRemove({ member, removing }: { member: Member; removing: { value: Member | null } }) {
  const isOpen = useSignal(true)
  useEffect(() => {
    if (!isOpen.value) removing.value = null
  }, [isOpen.value, removing])
  const remove = async () => {
    removing.value = null
    try {
      await call('DELETE /api/v1/members/{id}', { params: { id: member.id } })
      say(administration.members.isRemoved(member.name))
    } catch (error) {
      say(sentenceOf(error instanceof Error ? error : new Error(String(error))))
    }
    await readAgain((route) => route.includes('/members'))
  }
  return (
    <Dialog isOpen={isOpen} title={administration.members.removeTitle(member.name)}>
      <p>{administration.members.removeWhat}</p>
      <div class="actions">
        <button
          type="button"
          class="btn"
          onClick={() => {
            removing.value = null
          }}
        >
          {t.keepAsIs}
        </button>
        <button type="button" class="btn danger" onClick={() => void remove()}>
          {administration.members.remove}
        </button>
      </div>
    </Dialog>
  )
}
