import { type Declaration, everyone, listeners, speakers, starters } from '../expectations.ts'
import { takenIn } from '../things.ts'

export const declaration: Declaration = {
  routes: {
    'GET /api/v1/conversations': { allowed: listeners },
    'POST /api/v1/conversations': { allowed: starters, json: { kind: 'group', title: 'Roses' } },
    'GET /api/v1/conversations/unread': { allowed: everyone },
    'GET /api/v1/conversations/{id}': { allowed: listeners, foreign: 404, unseen: listeners },
    'PATCH /api/v1/conversations/{id}': { allowed: starters, foreign: 404, unseen: starters },
    'PUT /api/v1/conversations/{id}/read': {
      allowed: everyone,
      foreign: 404,
      unseen: everyone,
      json: { number: 0 },
    },
    'GET /api/v1/conversations/{id}/members': { allowed: listeners, foreign: 404, unseen: listeners },
    'PUT /api/v1/conversations/{id}/members/{member_id}': {
      allowed: starters,
      foreign: 404,
      unseen: starters,
      json: { role: 'member' },
    },
    'DELETE /api/v1/conversations/{id}/members/{member_id}': {
      allowed: everyone,
      foreign: 404,
      unseen: everyone,
    },
    'GET /api/v1/conversations/{id}/messages': { allowed: listeners, foreign: 404, unseen: listeners },
    'POST /api/v1/conversations/{id}/messages': {
      allowed: speakers,
      foreign: 404,
      unseen: speakers,
      json: { body: 'Roses' },
    },
    'GET /api/v1/conversations/{id}/messages/{message_id}': {
      allowed: listeners,
      foreign: 404,
      unseen: listeners,
    },
    'PATCH /api/v1/conversations/{id}/messages/{message_id}': {
      allowed: speakers,
      foreign: 404,
      unseen: speakers,
      json: { body: 'Tulips' },
    },
    'DELETE /api/v1/conversations/{id}/messages/{message_id}': {
      allowed: speakers,
      foreign: 404,
      unseen: speakers,
    },
  },
  things: {
    '/api/v1/conversations/{id}/members/{member_id}': takenIn,
  },
}
