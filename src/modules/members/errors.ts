import { AppError } from '../../lib/app-error.ts'

export class OwnersOnlyError extends AppError {
  constructor() {
    super(403, 'owners_only', 'Only owners make owners, and only owners change or remove them.')
  }
}

export class LastOwnerError extends AppError {
  constructor() {
    super(409, 'last_owner', 'This is the last active owner. Make another member an owner first.')
  }
}

export class AlreadyMemberError extends AppError {
  constructor() {
    super(409, 'already_member', 'This address belongs to a member of the organization.')
  }
}

export class MemberSuspendedError extends AppError {
  constructor() {
    super(409, 'member_suspended', 'This member is suspended. Set the status to active instead.')
  }
}
