import { AppError } from '../../lib/app-error.ts'

export class TeamNotFoundError extends AppError {
  constructor() {
    super(404, 'team_not_found', 'This organization has no team with this id.')
  }
}

export class TeamMemberNotFoundError extends AppError {
  constructor() {
    super(404, 'team_member_not_found', 'This team has no member with this id.')
  }
}

export class TeamLeadsOnlyError extends AppError {
  constructor() {
    super(403, 'team_leads_only', 'This takes a lead of the team, or an admin of the organization.')
  }
}
