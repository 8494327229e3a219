# The images of docker-compose.yml. Every step is a script of deploy/, which a test runs by hand too.
# Where the .NET images come from, without a slash at the end: Microsoft's registry, or the force's own mirror of it.
ARG DOTNET_IMAGES

FROM node:20.20.2-bookworm-slim AS dashboards
WORKDIR /source
COPY dashboards dashboards
RUN cd dashboards && npm ci --no-audit --no-fund && npm run build

FROM ${DOTNET_IMAGES}/sdk:10.0.401-noble AS program
WORKDIR /source
COPY . .
COPY --from=dashboards /source/dashboards/dist dashboards/dist
RUN deploy/publish.sh /app -p:Silo=orleans

FROM ${DOTNET_IMAGES}/aspnet:10.0.12-noble AS silo
COPY --from=program /app /app
RUN mkdir /data && chown 1654:1654 /data
USER 1654:1654
# Urls says where it listens; the base image's own setting would only be warned about.
ENV ASPNETCORE_HTTP_PORTS=
ENTRYPOINT ["/app/silo.sh"]

FROM debian:12.11-slim AS redis
RUN apt-get update && apt-get install -y --no-install-recommends 'redis-server=5:7.0.15-*' && rm -rf /var/lib/apt/lists/* && mkdir -p /data && chown 1654:1654 /data
COPY deploy/redis.conf deploy/redis.sh deploy/redis-ready.sh deploy/redis-backup.sh deploy/redis-restore.sh /opt/monitor/
USER 1654:1654
ENTRYPOINT ["/opt/monitor/redis.sh"]

FROM debian:12.11-slim AS proxy
RUN apt-get update && apt-get install -y --no-install-recommends 'nginx-light=1.22.1-*' && rm -rf /var/lib/apt/lists/*
COPY deploy/nginx.conf deploy/proxy.sh deploy/ready.sh /opt/monitor/
USER 1654:1654
ENTRYPOINT ["/opt/monitor/proxy.sh"]
