import { OutboundAllow } from '../outgoing/outbound-allow.ts'
import { Outgoing, type OutgoingOptions } from '../outgoing/outgoing.ts'
import type { Clock } from '../time/clock.ts'
import { type Client, Provider } from './provider.ts'

interface Configured extends Client {
  /** That of the issuer, which may be in a private network: whoever runs the instance has named it. */
  host: string
}

/** @param allowed Where else requests may go; what the provider names beside itself is judged by that. */
export function openProvider(
  { host, ...client }: Configured,
  allowed: readonly string[],
  clock: Clock,
  options?: OutgoingOptions,
): Provider {
  return new Provider(client, new Outgoing(new OutboundAllow([...allowed, host]), options), clock)
}
