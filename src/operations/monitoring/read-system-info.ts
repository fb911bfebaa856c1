/** What runs here, and on what. No secret, and no path of somebody's machine beyond what is configured. */
import { availableParallelism, hostname, loadavg, release, totalmem } from 'node:os'
import { version } from '../../../package.json'
import type { Base } from '../../base.ts'
import type { SystemInfo } from './schema.ts'

export async function readSystemInfo({
  db,
  config,
  clock,
}: Pick<Base, 'db' | 'config' | 'clock'>): Promise<SystemInfo> {
  const { rss, heapUsed } = process.memoryUsage()
  const now = clock.now()
  return {
    version,
    service_name: config.service_name,
    environment: config.environment,
    time: new Date(now).toISOString(),
    process: {
      ...{ pid: process.pid, host: hostname() },
      started_at: new Date(now - process.uptime() * 1000).toISOString(),
      uptime_seconds: Math.floor(process.uptime()),
      ...{ resident_bytes: rss, heap_used_bytes: heapUsed },
    },
    machine: {
      ...{ platform: process.platform, architecture: process.arch, release: release() },
      cpus: availableParallelism(),
      load_1m: Math.round((loadavg()[0] ?? 0) * 100) / 100,
      memory_bytes: totalmem(),
    },
    runtime: { name: 'bun', version: Bun.version },
    database: { engine: db.engine, ...(await db.about()) },
    configuration: configurationOf(config),
  }
}

/** Whether something is set, where what it is set to may be a secret. */
function configurationOf(config: Base['config']): SystemInfo['configuration'] {
  return {
    ...{ public_url: config.public_url, signup: config.signup, log_level: config.log_level },
    rate_limits: config.rate_limits !== 'off',
    log_files: config.log_dir !== undefined,
    mail: config.smtp_url !== undefined,
    allowed_origins: [...config.allowed_origins],
    trusted_proxies: [...config.trusted_proxies],
  }
}
