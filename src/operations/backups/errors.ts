import { AppError } from '../../lib/app-error.ts'

export class BackupNotFoundError extends AppError {
  constructor() {
    super(404, 'backup_not_found', 'There is no backup of this name here.')
  }
}

export class BackupRunningError extends AppError {
  constructor() {
    super(
      409,
      'backup_running',
      'A backup is being made, proved or removed already. Ask again when it is done.',
    )
  }
}

/** @param reason In words for whoever runs this. */
export class BackupFailedError extends AppError {
  constructor(reason: string, cause?: unknown) {
    super(503, 'backup_failed', `No backup could be made: ${reason}`, { retry_after: 60 }, cause)
  }
}
