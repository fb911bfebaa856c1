import type { RoleName } from '../../../../docs/api-types.ts'
import { call } from '../../api/client.ts'
import { whenIn } from '../../format/calendar.ts'
import { dayIn, daysBetween } from '../../format/days.ts'
import { attempt } from '../../parts/attempt.ts'
import { copyText } from '../../parts/copy-text.ts'
import { Read, Sheet } from '../../parts/sheet.tsx'
import { say } from '../../parts/toasts.tsx'
import { nameOfMember } from '../../state/people.ts'
import { readAgain, reading } from '../../state/reading.ts'
import { isAtLeast, today, zone } from '../../state/session.ts'
import { administration } from '../../texts/administration.ts'
import { t } from '../../texts/texts.ts'
import { invitationLink } from './invite.tsx'

export function InvitationsSheet() {
  if (!isAtLeast('admin')) return null
  const invitations = reading(300_000, 'GET /api/v1/invitations', { query: { limit: 200 } }).value
  // The token is known once: whoever is invited again has another, and the one before works no longer.
  const newLink = (email: string, role: RoleName) =>
    attempt(async () => {
      const { token } = await call('POST /api/v1/invitations', { body: { email, role } })
      await copyText(invitationLink(token))
      say(administration.members.newLinkSaid)
      await readAgain((route) => route.includes('/invitations'))
    })
  const takeBack = async (id: string, email: string) => {
    await call('DELETE /api/v1/invitations/{id}', { params: { id } })
    say(administration.members.takenBack(email))
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
            <table>
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
                          title={administration.members.newLinkWhat}
                          onClick={() => void newLink(email, role)}
                        >
                          {administration.members.copyLink}
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
    </Sheet>
  )
}
