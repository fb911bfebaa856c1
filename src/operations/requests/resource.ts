import type { Resource } from '../../resources/resource.ts'

const MINUTES_KEPT = 7 * 24 * 60
const over = `minute <= :now / 60000 - ${MINUTES_KEPT}`

export const requestMinute: Resource = {
  kind: 'request_minute',
  table: 'request_minutes',
  key: 'organization_id, minute, process_id',
  over,
}

export const instanceMinute: Resource = {
  kind: 'instance_minute',
  table: 'instance_minutes',
  key: 'minute, process_id',
  over,
}
