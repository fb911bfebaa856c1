import { getSchemaValidator } from 'elysia'
import { BoardForm } from '../schema.ts'

let validator: ReturnType<typeof getSchemaValidator> | undefined

/** The name of the first field that is not as the API takes it; `null` where all are. */
export function wrongField(application: BoardForm): string | null {
  validator ??= getSchemaValidator(BoardForm)
  if (validator.Check(application)) return null
  const [first] = [...validator.Errors(application)]
  return first?.path.slice(1).replaceAll('/', '.') ?? 'form'
}
