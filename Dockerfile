# The gateway alone: no build step, Node runs the TypeScript as it is.
FROM node:24-alpine AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The npm package `node` is for machines with an older Node; the image brings its own.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM node:24-alpine
ENV NODE_ENV=production DATA_DIR=/data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json schema.graphql LICENSE README.md CHANGELOG.md ./
COPY openapi ./openapi
COPY webhooks ./webhooks
COPY docs ./docs
COPY src ./src
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD wget -q -O /dev/null http://127.0.0.1:${PORT:-8080}/health/ready || exit 1
# As process 1 it gets the signals itself and closes its stations with 1001.
CMD ["node", "src/main.ts"]
