import type { Resource } from '../../resources/resource.ts'

/** They are looked through by no index: few, for they end in days. */
export const invitation: Resource = {
  kind: 'invitation',
  table: 'invitations',
  over: 'expires_at <= :now',
}
