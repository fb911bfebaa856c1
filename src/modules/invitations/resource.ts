import type { Resource } from '../../resources/resource.ts'

/** They are looked through by no index: few, for they end in days. */
export const invitation: Resource = {
  kind: 'invitation',
  table: 'invitations',
  notices: { invitation_accepted: 'Somebody whom you had invited has joined.' },
  over: 'expires_at <= :now',
}
