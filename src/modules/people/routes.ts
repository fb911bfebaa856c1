import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { ExternalId } from '../../http/schema.ts'
import { putPerson } from './people.ts'
import { Person, PutPerson } from './schema.ts'

export function peopleRoutes(context: Pick<Base, 'db' | 'clock' | 'newId'>) {
  return new Elysia({ prefix: '/api/v1/people', tags: ['Activity'] })
    .use(access)
    .put(
      '/:external_id',
      ({ params, body, principal }) => putPerson(context, principal, params.external_id, body),
      {
        requires: 'people.write',
        params: t.Object({ external_id: ExternalId }),
        body: PutPerson,
        response: { 200: Person },
        detail: { summary: 'Name and describe a person whom an app reports' },
      },
    )
}
