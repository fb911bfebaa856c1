# What the server loads, and nothing that only people and compilers read.
FROM oven/bun:1.4.5-slim AS packages
WORKDIR /app
COPY package.json bun.lock bunfig.toml ./
COPY patches patches
RUN bun install --frozen-lockfile --production --ignore-scripts
# /docs and /redoc are three files of two packages (src/http/documentation.ts). The files stay; the
# packages they were built from are half of everything, so the rest is installed again without them.
RUN mkdir -p /assets/swagger-ui-dist /assets/redoc/bundles \
 && cd node_modules \
 && cp swagger-ui-dist/package.json swagger-ui-dist/LICENSE swagger-ui-dist/NOTICE \
       swagger-ui-dist/swagger-ui.css swagger-ui-dist/swagger-ui-bundle.js* /assets/swagger-ui-dist \
 && cp redoc/package.json redoc/LICENSE /assets/redoc \
 && cp redoc/bundles/redoc.standalone.js* /assets/redoc/bundles \
 && cd .. \
 && rm -r node_modules \
 && bun pm pkg delete dependencies.redoc dependencies.swagger-ui-dist \
 && bun install --omit=dev --omit=peer --ignore-scripts \
 && cp -r /assets/. node_modules \
 && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' \) -delete \
 && rm -rf node_modules/typescript node_modules/@typescript node_modules/@types node_modules/bun-types \
       node_modules/better-sqlite3/deps node_modules/better-sqlite3/src \
# SQLite for seven other systems, and modules a second time in the form that nothing here loads.
 && find node_modules/better-sqlite3/prebuilds -type f ! -name "linux-$(bun -p process.arch).node" -delete \
 && find node_modules/drizzle-orm -name '*.cjs' -delete \
 && rm -rf node_modules/@sinclair/typebox/build/cjs node_modules/elysia/dist/cjs

FROM oven/bun:1.4.5-slim
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE docs/third-party.md ./
COPY drizzle drizzle
COPY demo demo
COPY bin bin
COPY src src
# One file with its bytecode is ready in half the time of seven hundred.
RUN bun bin/bundle.ts dist
# `almanac` is a command: docker compose exec almanac almanac doctor
RUN printf '#!/bin/sh\nexec bun /app/dist/main.js "$@"\n' > /usr/local/bin/almanac \
 && chmod 755 /usr/local/bin/almanac
# Loads every command and opens a database: what is missing fails the build and not the first start.
RUN almanac help \
 && DATA_DIR=/tmp/check almanac migrate \
 && rm -r /tmp/check \
 && mkdir /data \
 && chown bun:bun /data
USER bun
# All that is written is in /data, and for a moment in /tmp: the rest may be read-only.
ENV ENVIRONMENT=production DATA_DIR=/data BUN_RUNTIME_TRANSPILER_CACHE_PATH=0
# What runs a few times while it starts is not compiled: 25 ms of a core, and 1.5 MB. What requests run is, as before.
ENV BUN_JSC_thresholdForJITAfterWarmUp=3000
VOLUME /data
EXPOSE 3000
# Ready, and not only alive: what sends requests must know when the database is away.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["bun", "-e", "const ready = await fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/api/v1/health/ready'); process.exit(ready.ok ? 0 : 1)"]
# No shell in between: SIGTERM reaches the server, which lets requests in flight finish.
CMD ["bun", "dist/main.js", "serve"]
