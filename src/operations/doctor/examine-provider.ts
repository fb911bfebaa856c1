import { type Config, providerOf } from '../../config/env.ts'
import { ProviderError } from '../../lib/oidc/errors.ts'
import { openProvider } from '../../lib/oidc/open-provider.ts'
import { systemClock } from '../../lib/time/clock.ts'
import type { Finding } from '../health/check.ts'

/** Whether the provider of single sign-on answers and takes our secret, where there is one. Nobody signs in. */
export async function examineProvider(config: Config): Promise<Finding[]> {
  const client = providerOf(config)
  if (client === null) return []
  try {
    await openProvider(client, config.outbound_allow, systemClock).examine()
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return [
      {
        state: 'failed',
        detail: `Nobody signs in by ${client.name}, because ${error.message}. Check OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.`,
      },
    ]
  }
  const detail = `${client.name} answers and takes our secret. It has to allow ${client.redirect_uri}, which only signing in shows.`
  return [{ state: 'ok', detail }]
}
