import { Elysia, t } from 'elysia'
import type { Base } from '../../../base.ts'
import { access } from '../../../http/access.ts'
import { PageQuery } from '../../../http/page.ts'
import { changeCompany, createCompany, deleteCompany, listCompanies, readCompany } from './companies.ts'
import { Companies, Company, CompanyChanges, NewCompany } from './schema.ts'

const ById = t.Object({ id: t.String() })

export function companyRoutes(context: Pick<Base, 'db' | 'clock' | 'newId' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1/companies', tags: ['Hiring'] })
    .use(access)
    .get('', ({ query, principal }) => listCompanies(context, principal, query), {
      requires: 'hiring.read',
      query: PageQuery,
      response: { 200: Companies },
      detail: { summary: 'The companies that offer jobs' },
    })
    .post(
      '',
      async ({ body, principal, status }) => status(201, await createCompany(context, principal, body)),
      {
        requires: 'hiring.write',
        versioned: true,
        body: NewCompany,
        response: { 201: Company },
        detail: { summary: 'Make a company', description: 'It is yours unless you name another owner.' },
      },
    )
    .get('/:id', ({ params, principal }) => readCompany(context, principal, params.id), {
      requires: 'hiring.read',
      versioned: true,
      params: ById,
      response: { 200: Company },
      detail: { summary: 'A company' },
    })
    .patch(
      '/:id',
      ({ params, body, principal, ifMatch }) => changeCompany(context, principal, params.id, body, ifMatch),
      {
        requires: 'hiring.write',
        versioned: true,
        params: ById,
        body: CompanyChanges,
        response: { 200: Company },
        detail: {
          summary: 'Change a company',
          description:
            'By its owner or an admin. With If-Match, only the version that has this ETag is changed.',
        },
      },
    )
    .delete(
      '/:id',
      async ({ params, principal, ifMatch, status }) => {
        await deleteCompany(context, principal, params.id, ifMatch)
        return status(204, undefined)
      },
      {
        requires: 'hiring.write',
        versioned: true,
        params: ById,
        response: { 204: t.Void() },
        detail: {
          summary: 'Put a company into the trash',
          description: 'By its owner or an admin. Its jobs stay.',
        },
      },
    )
}
