import { useSignal } from '@preact/signals'
import { call } from '../../api/client.ts'
import { whenIn } from '../../format/calendar.ts'
import { dayIn, daysBetween } from '../../format/days.ts'
import { attempt } from '../../parts/attempt.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { nameOfMember } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { isAtLeast, today, zone } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { type Invited, NewLink } from './new-link.tsx'

export function InvitationsSheet() {
  const asked = useSignal<Invited | null>(null)
  if (!isAtLeast('admin')) return null
  const invitations = reading(300_000, 'GET /api/v1/invitations', { query: { limit: 200 } }).value
  const takeBack = async (id: string, email: string) => {
    const isGone = await attempt(() => call('DELETE /api/v1/invitations/{id}', { params: { id } }))
    if (isGone) say(administration.members.takenBack(email))
    await readAgain((route) => route.includes('/invitations'))
  }
  return (
    <Sheet
      title={administration.members.invitations}
      note={invitations.value && administration.members.notAnswered(invitations.value.items.length)}
      isWide
    >
      <Read from={invitations} height={80}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="small dim pad">{administration.members.nobodyInvited}</p>
          ) : (
            <table class="lines">
              <caption class="hidden">{administration.members.invitations}</caption>
              <thead>
                <tr>
                  <th scope="col">{t.email}</th>
                  <th scope="col">{administration.members.as}</th>
                  <th scope="col" class="wide">
                    {administration.members.invitedBy}
                  </th>
                  <th scope="col" class="wide">
                    {administration.members.ends}
                  </th>
                  <th scope="col">
                    <span class="hidden">{t.frame.more}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ id, email, role, invited_by, created_at, expires_at }) => {
                  const at = new Date(created_at)
                  return (
                    <tr key={id}>
                      <td>
                        <b class="break">{email}</b>
                      </td>
                      <td>{administration.members.roles[role]}</td>
                      <td class="dim wide">
                        {nameOfMember(invited_by)},{' '}
                        {whenIn(zone.value, at, today.value, dayIn(zone.value, at))}
                      </td>
                      <td class="dim wide">
                        {administration.members.inDays(
                          daysBetween(today.value, dayIn(zone.value, new Date(expires_at))),
                        )}
                      </td>
                      <td class="num nowrap">
                        <button
                          type="button"
                          class="link"
                          onClick={() => {
                            asked.value = { email, role }
                          }}
                        >
                          {administration.members.newLink}
                        </button>{' '}
                        <button type="button" class="link" onClick={() => void takeBack(id, email)}>
                          {administration.members.takeBack}
                        </button>
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          )
        }
      </Read>
      <NewLink asked={asked} />
    </Sheet>
  )
}
