import { Elysia } from 'elysia'
import type { Context } from '../../context.ts'
import { access } from '../../http/access.ts'
import { problems } from '../../http/problem.ts'
import { Account, SignedIn, SignIn, SignUp } from './schema.ts'
import { sessionOf } from './session-of.ts'
import { readAccount } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'

export function authRoutes(context: Pick<Context, 'db' | 'clock' | 'newId' | 'tokens'>) {
  return new Elysia({ prefix: '/api/v1/auth', tags: ['Identity'] })
    .use(access)
    .post('/signup', async ({ body, status }) => status(201, await signUp(context, body)), {
      public: true,
      body: SignUp,
      response: { 201: SignedIn, ...problems(409, 422) },
      detail: { summary: 'Sign up', description: 'Makes a user and an organization, and signs in.' },
    })
    .post('/signin', ({ body }) => signIn(context, body), {
      public: true,
      body: SignIn,
      response: { 200: SignedIn, ...problems(401, 403, 422) },
      detail: { summary: 'Sign in' },
    })
    .get('/me', ({ principal }) => readAccount(context, sessionOf(principal)), {
      requires: 'account',
      response: { 200: Account, ...problems(401, 403) },
      detail: { summary: 'Who is signed in' },
    })
}
