/** Who is in the organization, who is invited, and which apps have a key. */
import { KeysSheet } from '../keys/keys-sheet.tsx'
import { InvitationsSheet } from './invitations.tsx'
import { MembersSheet } from './members-sheet.tsx'
import { TeamsSheet } from './teams.tsx'

export function Members() {
  return (
    <div class="body">
      <MembersSheet />
      <InvitationsSheet />
      <TeamsSheet />
      <KeysSheet />
    </div>
  )
}
