import { AppError } from '../../lib/app-error.ts'

export class TooManyAlertsError extends AppError {
  constructor(most: number) {
    super(409, 'too_many_metric_alerts', `An organization has at most ${most} alerts: delete one first.`)
  }
}
