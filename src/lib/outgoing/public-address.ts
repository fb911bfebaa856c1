/**
 * Which addresses are on the public internet, by the registries of addresses for special purposes
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry).
 *
 * Promises: what is not known to be public is not. An IPv4 address is judged as such in whatever form of
 * IPv6 it comes, and what a translator (NAT64) or a tunnel (6to4, Teredo) would make of it counts.
 */
import { BlockList, isIP } from 'node:net'
import { embeddedIpv4, plainAddress } from '../ip-address.ts'

const SPECIAL_IPV4 = listOf('ipv4', [
  '0.0.0.0/8', // this host
  '10.0.0.0/8',
  '100.64.0.0/10', // carriers' NAT
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local, and where clouds keep a machine's secrets
  '172.16.0.0/12',
  '192.0.0.0/24', // protocols
  '192.0.2.0/24', // documentation
  '192.31.196.0/24', // AS112
  '192.52.193.0/24', // AMT
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16',
  '192.175.48.0/24', // AS112
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/3', // multicast, reserved, broadcast
])

/** What is given out to networks at all. */
const GLOBAL_IPV6 = listOf('ipv6', ['2000::/3'])
const SPECIAL_IPV6 = listOf('ipv6', [
  '2001::/23', // protocols, Teredo among them
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
])
/** Where a translator stands for IPv4 (RFC 6052). */
const NAT64 = listOf('ipv6', ['64:ff9b::/96'])

/** @param text An address, with whatever is written around it. */
export function isPublicAddress(text: string): boolean {
  const address = plainAddress(text)
  if (address === null) return false
  if (isIP(address) === 4) return !SPECIAL_IPV4.check(address, 'ipv4')
  if (NAT64.check(address, 'ipv6')) return !SPECIAL_IPV4.check(embeddedIpv4(address), 'ipv4')
  return GLOBAL_IPV6.check(address, 'ipv6') && !SPECIAL_IPV6.check(address, 'ipv6')
}

function listOf(family: 'ipv4' | 'ipv6', networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    list.addSubnet(address, Number(prefix), family)
  }
  return list
}
