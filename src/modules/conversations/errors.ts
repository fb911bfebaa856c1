import { AppError } from '../../lib/app-error.ts'

export class ConversationNotFoundError extends AppError {
  constructor() {
    super(404, 'conversation_not_found', 'There is no conversation with this id in which you are.')
  }
}

export class NotAGroupError extends AppError {
  constructor() {
    super(409, 'not_a_group', 'This is for groups. Make one for more people.')
  }
}

export class DirectConversationError extends AppError {
  constructor() {
    super(
      409,
      'direct_conversation',
      'A direct conversation is that of two members: it has no title, and is not left.',
    )
  }
}

export class LastConversationOwnerError extends AppError {
  constructor() {
    super(
      409,
      'last_conversation_owner',
      'This is the last owner of the group. Make another member an owner first.',
    )
  }
}
