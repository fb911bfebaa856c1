/** Of which kind the number of each card is: the API says so, and a test compares. It is drawn by that. */
import type { Definition } from '../../../../docs/api-types.ts'
import type { SPARK_METRICS } from '../../state/numbers.ts'

export type Metric = (typeof SPARK_METRICS)[number]

export const CARD_KINDS: Readonly<Record<Metric, Definition['kind']>> = {
  daily_active_users: 'count',
  weekly_active_users: 'rolling',
  monthly_active_users: 'rolling',
  new_users: 'count',
  total_users: 'stock',
  user_retention: 'ratio',
  avg_session_duration: 'ratio',
  engagement_score: 'ratio',
}
