# One process of Frontdesk. `docker build -t frontdesk .`; see docs/scale.md and compose.yaml.
FROM node:22-bookworm-slim

WORKDIR /app
COPY --chown=node:node . .
# As its user, so that nothing is written as root; without anybody's install scripts.
RUN chown node:node /app && mkdir /data && chown node:node /data
USER node
RUN node install.mjs

# Files from the web, and the embedded database where no DATABASE_URL is set: keep it on a volume.
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=3000 LOG_FORMAT=json npm_config_update_notifier=false
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# It ends within 10 seconds of SIGTERM, which npm passes on.
CMD ["npm", "start"]
