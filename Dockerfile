# One image for both: Hatchery itself (`serve`, as it stands) and its hatchlings on Railway (start command
# `hatchery bot`). Railway builds this file too, and refuses two things in it: VOLUME, and a cache mount whose id does
# not name one certain service. So the dependencies are kept by a layer of their own.

FROM rust:1.95-slim-trixie AS builder
WORKDIR /build

# The dependencies alone, in front of an empty program: built again only when these two files change.
COPY Cargo.toml Cargo.lock ./
RUN mkdir src \
    && echo 'fn main() {}' >src/main.rs \
    && touch src/lib.rs \
    && cargo build --release --locked \
    && rm -r src

COPY build.rs ./
COPY blueprints blueprints
COPY locales locales
COPY migrations migrations
COPY src src
# Which commit this is, for `hatchery_build_info`; without it that is unknown.
ARG HATCHERY_COMMIT
# Cargo goes by the time of a file, and what was copied may be older than the empty program.
RUN touch src/main.rs src/lib.rs \
    && cargo build --release --locked \
    && install --directory --mode=0700 /data

# glibc and libgcc of Debian 13, like the builder's; no shell and no package manager.
FROM gcr.io/distroless/cc-debian13:nonroot
COPY --from=builder /build/target/release/hatchery /usr/local/bin/hatchery
# The only place that is written to.
COPY --from=builder --chown=65532:65532 /data /data

ENV DATA_DIR=/data LOG_FORMAT=json
EXPOSE 8080
USER 65532:65532

# For `serve`; Railway has a health check of its own. A hatchling that is started by hand wants --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
    CMD ["/usr/local/bin/hatchery", "healthcheck"]

ENTRYPOINT ["/usr/local/bin/hatchery"]
CMD ["serve"]
