import { AppError } from '../../lib/app-error.ts'

export class NotificationNotFoundError extends AppError {
  constructor() {
    super(404, 'notification_not_found', 'You have no notification with this id.')
  }
}
