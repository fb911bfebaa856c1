import { AppError } from '../../lib/app-error.ts'

export interface ToResolve {
  code: string
  detail: string
}

/** Nothing was changed. */
export class ImportConflictError extends AppError {
  constructor(readonly conflicts: readonly ToResolve[]) {
    const all = conflicts.map(({ detail }) => detail).join('\n')
    super(409, 'import_conflict', `It cannot be taken in, and nothing was changed.\n${all}`)
  }
}

export class ImportRunningError extends AppError {
  constructor() {
    super(409, 'import_running', 'An organization is being taken in already. Try again when it is there.')
  }
}
