import type { Organizations, TenantColumns } from './tenant.ts'

/** Accounts, and who is in which organization. */
export function defineIdentity(c: TenantColumns, organizations: Organizations) {
  const users = c.table(
    'users',
    {
      id: c.id().primaryKey(),
      /** Lower case: one account per address. */
      email: c.text().notNull(),
      name: c.text().notNull(),
      password_hash: c.text().notNull(),
      is_instance_admin: c.bool().notNull().default(false),
      created_at: c.time().notNull(),
      email_verified_at: c.time(),
      /** How the page is to be for them: see modules/auth/preferences.ts. */
      preferences: c.json().$type<Record<string, unknown>>(),
    },
    (t) => [c.uniqueIndex('users_email').on(t.email)],
  )

  /** Who somebody is at a provider of single sign-on: of one provider, an account has one. */
  const user_identities = c.table(
    'user_identities',
    {
      id: c.id().primaryKey(),
      user_id: c
        .id()
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** With the subject what never changes, and is nobody else's. */
      issuer: c.text().notNull(),
      subject: c.text().notNull(),
      /** As the provider said it last; nobody is known again by it. */
      email: c.text(),
      created_at: c.time().notNull(),
      last_used_at: c.time(),
    },
    (t) => [
      c.uniqueIndex('user_identities_subject').on(t.issuer, t.subject),
      c.uniqueIndex('user_identities_user').on(t.user_id, t.issuer),
    ],
  )

  /**
   * Wrong passwords in a row, by address, whether there is such an account or not; and wrong codes, by the
   * account that they are for.
   */
  const sign_in_failures = c.table('sign_in_failures', {
    /** SHA-256 of the address, or of what names the account's codes: see modules/auth/failed-attempts.ts. */
    email_hash: c.text().primaryKey(),
    count: c.int().notNull(),
    last_at: c.time().notNull(),
  })

  /** A signed-in device. A session works in one organization at a time. */
  const sessions = c.table(
    'sessions',
    {
      id: c.id().primaryKey(),
      user_id: c
        .id()
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      active_organization_id: c
        .id()
        .notNull()
        .references(() => organizations.id, { onDelete: 'cascade' }),
      created_at: c.time().notNull(),
      expires_at: c.time().notNull(),
      last_used_at: c.time(),
      user_agent: c.text(),
      address: c.text(),
      /** Of the provider by which they signed in, whose second factor it was; `null` for a password. */
      issuer: c.text(),
    },
    (t) => [c.index('sessions_user').on(t.user_id)],
  )

  /** Each is used once and then names its successor's session still: one that comes twice was stolen. */
  const refresh_tokens = c.table(
    'refresh_tokens',
    {
      /** SHA-256 of the token. */
      token_hash: c.text().primaryKey(),
      session_id: c
        .id()
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      created_at: c.time().notNull(),
      used_at: c.time(),
    },
    (t) => [c.index('refresh_tokens_session').on(t.session_id)],
  )

  /** Links sent by e-mail: to reset a password, to verify an address. Each works once. */
  const one_time_tokens = c.table(
    'one_time_tokens',
    {
      token_hash: c.text().primaryKey(),
      purpose: c.text().notNull(),
      user_id: c
        .id()
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** The address that it was sent to. */
      email: c.text().notNull(),
      created_at: c.time().notNull(),
      expires_at: c.time().notNull(),
    },
    (t) => [c.index('one_time_tokens_user').on(t.user_id)],
  )

  /** What an authenticator app makes codes of. It is asked for once it is enabled, and forgotten where it never is. */
  const second_factors = c.table('second_factors', {
    user_id: c
      .id()
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Encrypted with a key made of the application's secret: it is needed in the clear for each code. */
    sealed_secret: c.text().notNull(),
    created_at: c.time().notNull(),
    /** When its first code proved that an app has it. */
    enabled_at: c.time(),
    /** Of the last code that was used: neither it nor one before is taken again. */
    last_step: c.int(),
  })

  /** Each stands in for a code once, and is gone then. */
  const recovery_codes = c.table(
    'recovery_codes',
    {
      user_id: c
        .id()
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      /** SHA-256 of the code: 80 random bits. */
      code_hash: c.text().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.user_id, t.code_hash] })],
  )

  /** A user in an organization. Its id is also the id of the person that the metrics count. */
  const members = c.table(
    'members',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      user_id: c
        .id()
        .notNull()
        .references(() => users.id),
      role: c.text().notNull(),
      status: c.text().notNull(),
      joined_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('members_organization_user').on(t.organization_id, t.user_id),
      c.index('members_user').on(t.user_id),
    ],
  )

  /** When a member left or was suspended, and came back: what the number of users is made of. */
  const member_changes = c.table(
    'member_changes',
    {
      organization_id: c.organizationId(),
      member_id: c.id().notNull(),
      changed_at: c.time().notNull(),
      /** `left` or `returned`. */
      change: c.text().notNull(),
    },
    (t) => [c.primaryKey({ columns: [t.organization_id, t.member_id, t.changed_at, t.change] })],
  )

  const invitations = c.table(
    'invitations',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      /** Only this address may accept it. */
      email: c.text().notNull(),
      role: c.text().notNull(),
      token_hash: c.text().notNull(),
      invited_by: c.id().notNull(),
      created_at: c.time().notNull(),
      expires_at: c.time().notNull(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('invitations_token').on(t.token_hash),
      c.uniqueIndex('invitations_email').on(t.organization_id, t.email),
    ],
  )

  const api_keys = c.table(
    'api_keys',
    {
      organization_id: c.organizationId(),
      id: c.id().notNull(),
      name: c.text().notNull(),
      /** SHA-256 of the key; the key itself is shown once and never stored. */
      key_hash: c.text().notNull(),
      /** The first characters, to tell keys apart in a list. */
      key_start: c.text().notNull(),
      scopes: c.json().$type<string[]>().notNull(),
      created_by: c.id().notNull(),
      created_at: c.time().notNull(),
      expires_at: c.time(),
      last_used_at: c.time(),
    },
    (t) => [
      c.primaryKey({ columns: [t.organization_id, t.id] }),
      c.uniqueIndex('api_keys_hash').on(t.key_hash),
    ],
  )

  return {
    users,
    user_identities,
    sign_in_failures,
    sessions,
    refresh_tokens,
    one_time_tokens,
    second_factors,
    recovery_codes,
    members,
    member_changes,
    invitations,
    api_keys,
  }
}
