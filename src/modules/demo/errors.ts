import { AppError } from '../../lib/app-error.ts'

export class DemoBusyError extends AppError {
  constructor() {
    super(409, 'demo_busy', 'The demo is being made or removed at this moment. Ask again in a few seconds.')
  }
}

export class DemoAddressTakenError extends AppError {
  constructor(email: string) {
    super(
      409,
      'demo_address_taken',
      `There is an account ${email} that the demo has not made. Without it, the demo can be made.`,
    )
  }
}
