/** What each number says and how it is made: in English as the API says it. */
import type { Definition } from '../../../../docs/api-types.ts'

type Told = Pick<Definition, 'name' | 'sentence' | 'formula' | 'window' | 'unit'>

export const en = {
  said: ({ sentence, formula, window, unit }: Told) => ({ sentence, formula, window, unit }),
  missing: 'Why it may be missing',
}
