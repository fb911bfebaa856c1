import { Elysia, t } from 'elysia'
import type { Base } from '../../base.ts'
import { access } from '../../http/access.ts'
import { PageQuery } from '../../http/page.ts'
import { sessionOf } from '../auth/session-of.ts'
import { listAllOrganizations, setPlan } from './instance.ts'
import { changeOrganization, listOwnOrganizations, readOrganization } from './organization.ts'
import {
  InstanceOrganization,
  InstanceOrganizations,
  OrganizationChanges,
  OrganizationSettings,
  OwnOrganizations,
  PlanChange,
} from './schema.ts'

export function organizationRoutes(context: Pick<Base, 'db' | 'cursors'>) {
  return new Elysia({ prefix: '/api/v1', tags: ['Identity'] })
    .use(access)
    .get('/organization', ({ principal }) => readOrganization(context, principal), {
      requires: 'organization.read',
      versioned: true,
      response: { 200: OrganizationSettings },
      detail: {
        summary: 'The organization that you work in',
        description: 'With an ETag, for If-None-Match here and If-Match in a change.',
      },
    })
    .patch(
      '/organization',
      async ({ body, principal, ifMatch, status }) => {
        const { organization, isDone } = await changeOrganization(context, principal, body, ifMatch)
        return status(isDone ? 200 : 202, organization)
      },
      {
        requires: 'organization.write',
        versioned: true,
        body: OrganizationChanges,
        response: { 200: OrganizationSettings, 202: OrganizationSettings },
        detail: {
          summary: 'Change the name, the time zone or the colour',
          description:
            'Another time zone moves every local day: the metrics are built anew. Where that takes longer ' +
            'than some seconds, the answer is 202 and it goes on; the old metrics and the old zone are ' +
            'shown until it is done. With If-Match, only the version that has this ETag is changed.',
        },
      },
    )
    .get(
      '/organizations',
      ({ query, principal }) => listOwnOrganizations(context, sessionOf(principal), query),
      {
        requires: 'account',
        query: PageQuery,
        response: { 200: OwnOrganizations },
        detail: { summary: 'The organizations that you belong to' },
      },
    )
    .get('/instance/organizations', ({ query }) => listAllOrganizations(context, query), {
      requires: 'instance.admin',
      query: PageQuery,
      response: { 200: InstanceOrganizations },
      detail: { summary: 'All organizations of the instance' },
    })
    .put('/instance/organizations/:id/plan', ({ params, body }) => setPlan(context, params.id, body), {
      requires: 'instance.admin',
      params: t.Object({ id: t.String() }),
      body: PlanChange,
      response: { 200: InstanceOrganization },
      detail: { summary: 'Set the plan of an organization' },
    })
}
