import { t } from 'elysia'

/** More than any instance is configured for. */
export const MOST_FILES = 100

/** What is said of a file, whatever it is of. */
export const SENT_FILE = {
  media_type: t.String({ description: 'What its content is.' }),
  bytes: t.Integer({ minimum: 0 }),
  text: t.Union([t.Literal('pending'), t.Literal('ready'), t.Literal('failed'), t.Literal('none')], {
    description:
      'Whether the search finds its words: `pending` until they were looked for, `none` where it has none.',
  }),
}
